"""Reviews are made once, heard, closed, and then kept by the database."""

import uuid
from datetime import date, timedelta
from decimal import Decimal
from importlib import import_module

import pytest
from django.apps import apps
from django.db import DatabaseError, transaction

from careshare import clock
from careshare.errors import Refused, Stale
from coordination.activities.access import standings
from coordination.activities.models import AreaTypeClass, DisplacementReview, PaidPosts
from coordination.activities.rules.displacement import find
from coordination.activities.rules.posts import Quarter
from coordination.activities.services.displacement import (
    add_second_voice,
    finish_overdue,
    start_review,
    withdraw_review,
)
from coordination.activities.services.posts import enter_posts, set_type_class
from tests.factories.what import (
    IN_FAVOUR,
    ActivityFactory,
    ActivityTypeFactory,
    DisplacementReviewFactory,
)
from tests.factories.who import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def meals():
    """Nobody has classified it, so it needs a review."""
    return ActivityFactory(type=ActivityTypeFactory(code="meal_delivery"))


def start(activity, user, form_uuid=None, **answers):
    return start_review(
        activity=activity, answers={**IN_FAVOUR, **answers}, conditions="", look_again_on=None,
        name="Anne", user=user, now=clock.now(), form_uuid=form_uuid or uuid.uuid4(),
    )  # fmt: skip


def second(review, user, form_uuid=None, **answers):
    return add_second_voice(
        review=review, answers={**IN_FAVOUR, "agrees": True, **answers}, name="Jorunn",
        user=user, now=clock.now(), form_uuid=form_uuid or uuid.uuid4(),
    )  # fmt: skip


def test_from_the_need_to_the_result(meals):
    manager, representative = UserFactory(), UserFactory()
    assert [one.code for one in standings([meals.pk])[meals.pk].reasons] == [
        "displacement_unclassified"
    ]
    review = start(meals, manager)
    assert standings([meals.pk])[meals.pk].waiting_id == review.pk
    done = second(review, representative, was_in_dispute=True, agrees=False, text="It was used.")
    assert (done.state, done.result, done.has_second_voice) == ("done", "substitutes", True)
    assert done.look_again_on is not None
    standing = standings([meals.pk])[meals.pk]
    assert (standing.result, standing.waiting_id) == ("substitutes", None)
    # The stored result is what the one rule finds.
    finding = find([one.facts for one in done.answers.all()])
    assert (finding.result, list(finding.reasons)) == (done.result, done.found_for)


def test_a_second_press_makes_no_second_review(meals):
    form, user = uuid.uuid4(), UserFactory()
    assert start(meals, user, form) == start(meals, user, form)
    with pytest.raises(Refused, match="displacement_waits_already"):
        start(meals, user)
    review, form = DisplacementReview.objects.get(), uuid.uuid4()
    other = UserFactory()
    assert second(review, other, form) == second(review, other, form)
    assert review.answers.count() == 2
    with pytest.raises(Refused, match="displacement_not_waiting"):
        second(review, other)


def test_nobody_is_both_voices(meals):
    user = UserFactory()
    with pytest.raises(Refused, match="displacement_own_second_voice"):
        second(start(meals, user), user)


def test_taken_back_it_asks_for_new_answers(meals):
    user = UserFactory()
    review = start(meals, user)
    withdraw_review(review=review, user=user, now=clock.now())
    assert start(meals, user) != review
    with pytest.raises(Refused, match="displacement_not_waiting"):
        second(review, UserFactory())


def test_nobody_waits_for_ever(meals):
    review = start(meals, UserFactory(), would_stop=True)
    finish_overdue(review.second_voice_until - timedelta(seconds=1))
    review.refresh_from_db()
    assert review.state == "waiting"
    for _twice in range(2):
        finish_overdue(review.second_voice_until)
    review.refresh_from_db()
    assert (review.state, review.has_second_voice) == ("done", False)
    assert review.result == "complements_with_conditions"


def test_the_database_keeps_what_is_done():
    review = DisplacementReviewFactory(found="risk")
    row = DisplacementReview.objects.filter(pk=review.pk)
    answers = review.answers.get()
    for attempt in (
        lambda: row.update(result="complements"),
        lambda: row._raw_delete("default"),
        lambda: review.answers.update(was_in_dispute=True),
        lambda: review.answers.filter(pk=answers.pk)._raw_delete("default"),
        lambda: review.answers.create(voice="representative", answered_at=clock.now(), **IN_FAVOUR),
    ):
        with pytest.raises(DatabaseError, match="done_review_is_immutable"), transaction.atomic():
            attempt()


def enter(unit, posts, *, opened=0, quarter=None, cut="0", form_uuid=None):
    return enter_posts(
        unit=unit, group="meals", quarter=quarter or Quarter.of(clock.now().date()),
        posts=Decimal(posts), cut=Decimal(cut), opened=opened, user=UserFactory(),
        now=clock.now(), form_uuid=form_uuid or uuid.uuid4(),
    )  # fmt: skip


def test_what_was_entered_before_is_kept(meals):
    form = uuid.uuid4()
    first = enter(meals.unit, "3", form_uuid=form)
    assert enter(meals.unit, "9", form_uuid=form) == first
    with pytest.raises(Stale):
        enter(meals.unit, "4")
    later = enter(meals.unit, "2.5", opened=first.pk, cut="0.5")
    assert list(PaidPosts.objects.current()) == [later]
    assert PaidPosts.objects.count() == 2
    assert "displacement_posts_cut" in [one.code for one in standings([meals.pk])[meals.pk].reasons]


def test_the_class_of_a_type_decides_until_the_unit_says_otherwise(meals):
    area, user = meals.unit.area, UserFactory()

    def classed(code: str, opened: int) -> AreaTypeClass:
        return set_type_class(
            area=area, kind=meals.type, opened=opened, statutory_class=code,
            legal_reference="§ 3-2", user=user, now=clock.now(),
        )  # fmt: skip

    row = classed("complementary", 0)
    assert not standings([meals.pk])[meals.pk].reasons
    with pytest.raises(Stale):
        classed("statutory", 0)
    classed("statutory", row.version)
    assert standings([meals.pk])[meals.pk].reasons[0].code == "displacement_class"
    meals.statutory_class = "complementary"
    meals.save()
    assert not standings([meals.pk])[meals.pk].reasons


def test_an_answer_given_before_days_were_noted_has_the_day_of_its_activity():
    said, silent = ActivityFactory(was_paid_work=True), ActivityFactory(was_paid_work=None)
    for one in (said, silent):
        type(one).objects.filter(pk=one.pk).update(created_at="2026-03-04T12:00+00:00")
    migration = import_module("coordination.migrations.0032_paid_work_said_on")
    migration.date_answers(apps, None)
    for one in (said, silent):
        one.refresh_from_db()
    assert (said.paid_work_said_on, silent.paid_work_said_on) == (date(2026, 3, 4), None)
