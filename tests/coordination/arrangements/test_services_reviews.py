"""Rounds of blind answers: opened by hand or by themselves, shown when all have answered."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from careshare import clock
from careshare.errors import Refused, Stale
from coordination.arrangements import services
from coordination.arrangements.models import ReviewRound, StatedAnswer, TaskAnswer
from coordination.arrangements.rules import Doer, Occasion, Stated, organisation_party
from tests.factories import (
    ActivityFactory,
    OrganisationFactory,
    ReviewRoundFactory,
    UserFactory,
    VersionFactory,
    core_rows,
)
from volunteers.memberships.rules import Task

pytestmark = pytest.mark.django_db
NOW = clock.now()
TODAY = NOW.date()


@pytest.fixture
def red():
    return OrganisationFactory(name="Red Cross")


@pytest.fixture
def theirs(red):
    return organisation_party(red.pk)


@pytest.fixture
def activity(red):
    found = ActivityFactory(unit__area=red.home_area, state="published")
    VersionFactory(activity=found, rows=core_rows(Doer.SHARED, red), review_on=TODAY)
    return found


@pytest.fixture
def opened(activity):
    return services.open_round(activity=activity, occasion=Occasion.REVIEW, now=NOW)


def say(row, party, *, user=None, stated=Stated.TOGETHER, now=NOW, opened=0, **tasks):
    return services.state(
        round_=row, party=party, stated=stated, user=user or UserFactory(), now=now, opened=opened,
        tasks={Task(task): said for task, said in tasks.items()},
    )  # fmt: skip


def test_two_sides_answer_alone_and_then_it_is_shown(opened, theirs):
    mine = say(opened, "unit", recruit="unit", host="", vet="unit")
    assert list(mine.tasks.values_list("task", "said")) == [("recruit", "unit")]  # vet is not asked
    assert not StatedAnswer.objects.readable_by(theirs).exists()
    assert not StatedAnswer.objects.readable_by("").exists()
    assert StatedAnswer.objects.readable_by("unit").get() == mine
    assert services.gaps_of(ReviewRound.objects.all()) == []
    say(opened, theirs, recruit="organisation")
    assert StatedAnswer.objects.readable_by(theirs).count() == 2
    [(row, gap)] = services.gaps_of(ReviewRound.objects.all())
    assert (row, gap.share) == (opened, 1.0)


def test_an_answer_changes_until_it_is_shown_and_not_after(opened, theirs):
    manager = UserFactory()
    say(opened, "unit", user=manager, recruit="unit")
    with pytest.raises(Stale):
        say(opened, "unit", user=manager)
    say(opened, "unit", user=manager, opened=1, stated=Stated.UNIT, train="shared")
    answer = StatedAnswer.objects.get()
    assert (answer.stated, answer.version) == ("unit", 2)
    assert answer.by_task == {Task.TRAIN: "shared"}
    with pytest.raises(Refused, match="round_other_side"):
        say(opened, theirs, user=manager)
    say(opened, theirs)
    with pytest.raises(Refused, match="round_revealed"):
        say(opened, "unit", user=manager, opened=2)


def test_the_database_keeps_what_was_shown(opened, theirs):
    for party in ("unit", theirs):
        say(opened, party, recruit="unit")
    writes = [
        lambda: StatedAnswer.objects.update(stated="both"),
        lambda: StatedAnswer.objects.create(
            round=opened, party="organisation:0", stated="unit", answered_at=NOW
        ),
        lambda: TaskAnswer.objects.update(said="nobody"),
        lambda: TaskAnswer.objects.all()._raw_delete("default"),
        lambda: ReviewRound.objects.update(revealed_at=None),
    ]
    for write in writes:
        with pytest.raises(DatabaseError, match="immutable"), transaction.atomic():
            write()


def test_one_answer_a_side_and_one_open_round_an_activity(activity, opened):
    assert services.open_round(activity=activity, occasion=Occasion.REVIEW, now=NOW) == opened
    say(opened, "unit")
    doubles = [
        lambda: StatedAnswer.objects.create(
            round=opened, party="unit", stated="unit", answered_at=NOW
        ),
        lambda: ReviewRoundFactory(activity=activity),
    ]
    for double in doubles:
        with pytest.raises(DatabaseError), transaction.atomic():
            double()


def test_nobody_waits_for_ever(opened, theirs):
    say(opened, "unit")
    late = opened.closes_at
    assert ReviewRound.objects.waiting_for(theirs, NOW).get() == opened
    assert not ReviewRound.objects.waiting_for("unit", NOW).exists()
    services.sweep_rounds(late - timedelta(minutes=1))
    assert ReviewRound.objects.get().revealed_at is None
    with pytest.raises(Refused, match="round_revealed"):
        say(opened, theirs, now=late)
    services.sweep_rounds(late)
    services.sweep_rounds(late)
    assert ReviewRound.objects.get(occasion="review").revealed_at == late
    assert not ReviewRound.objects.waiting_for(theirs, late).filter(occasion="review").exists()


def test_it_opens_by_itself_at_the_start_and_on_the_day_of_review(activity, theirs):
    services.sweep_rounds(NOW)
    services.sweep_rounds(NOW)
    start = ReviewRound.objects.get()
    assert start.occasion == Occasion.START
    for party in ("unit", theirs):
        answer = say(start, party, recruit="unit")
        assert not answer.tasks.exists()  # only a review asks task by task
    services.sweep_rounds(NOW + timedelta(days=1))
    services.sweep_rounds(NOW + timedelta(days=2))
    review = ReviewRound.objects.get(occasion=Occasion.REVIEW)
    assert set(review.parties.values_list("party", flat=True)) == {"unit", theirs}


def test_later_days_open_nothing(red):
    for values in ({"state": "draft"}, {"state": "published"}):
        day = TODAY + timedelta(days=40)
        found = ActivityFactory(unit__area=red.home_area, **values)
        VersionFactory(activity=found, valid_from=day, review_on=day + timedelta(days=9))
    services.sweep_rounds(NOW)
    assert not ReviewRound.objects.exists()


@pytest.mark.parametrize(
    ("state", "opened"), [("draft", ["review"]), ("published", ["start"]), ("ended", [])]
)
def test_what_was_agreed_is_reviewed_until_the_activity_ends(red, state, opened):
    """A draft takes no sign-ups, but the sides are bound by what they agreed; the question of the
    start comes with the start.
    """
    activity = ActivityFactory(unit__area=red.home_area, state=state)
    VersionFactory(activity=activity, rows=core_rows(Doer.SHARED, red), review_on=TODAY)
    services.sweep_rounds(NOW)
    services.sweep_rounds(NOW)
    assert list(ReviewRound.objects.values_list("occasion", flat=True)) == opened


def test_it_stays_as_it_is_until_the_next_day_of_review(activity, red, theirs):
    row, first = ReviewRoundFactory(activity=activity, revealed_at=NOW), activity.versions.get()
    assert services.next_review_of(first) == TODAY
    assert ReviewRound.objects.undecided().get() == row
    later = TODAY + timedelta(days=200)
    for _press in range(2):
        services.keep_as_is(round_=row, next_on=later, party="unit", user=UserFactory(), now=NOW)
    assert services.next_review_of(first) == later
    assert not ReviewRound.objects.undecided().exists()
    assert activity.versions.get().review_on == TODAY  # what was agreed does not change
    with pytest.raises(Refused, match="round_decided"):
        services.keep_as_is(
            round_=row, next_on=later + timedelta(days=1), party=theirs, user=UserFactory(), now=NOW
        )
    rows, day = core_rows(Doer.SHARED, red), date(2030, 1, 1)
    newer = VersionFactory(activity=activity, rows=rows, review_on=day)
    assert services.next_review_of(newer) == day


def test_a_newer_agreement_overtakes_the_decision(activity, red):
    row = ReviewRoundFactory(activity=activity, revealed_at=NOW)
    VersionFactory(activity=activity, rows=core_rows(Doer.SHARED, red))
    assert not ReviewRound.objects.undecided().exists()
    with pytest.raises(Refused, match="agreed_meanwhile"):
        services.keep_as_is(
            round_=row, next_on=TODAY + timedelta(days=9), party="unit", user=None, now=NOW
        )


@pytest.mark.parametrize("many", [1, 3])
def test_stated_as_of_a_day_is_one_query(red, theirs, many, django_assert_num_queries):
    ids = []
    for _ in range(many):
        activity = ActivityFactory(unit__area=red.home_area)
        VersionFactory(activity=activity, rows=core_rows(Doer.SHARED, red))
        ids.append(activity.pk)
        for days, said in ((400, "unit"), (30, "together")):
            ReviewRoundFactory(
                activity=activity, revealed_at=NOW - timedelta(days=days),
                answers={"unit": (said, {}), theirs: ("organisation", {})},
            )  # fmt: skip
        ReviewRoundFactory(activity=activity, answers={"unit": ("volunteers", {})})
    with django_assert_num_queries(1):
        now = services.stated_by(ids, NOW)
    assert {one.unit for one in now.values()} == {Stated.TOGETHER}
    assert now[ids[0]].organisations == {red.pk: Stated.ORGANISATION}
    then = services.stated_by(ids, NOW - timedelta(days=100))
    assert then[ids[-1]].unit == Stated.UNIT
    assert services.stated_by(ids, NOW - timedelta(days=999))[ids[0]] == services.Sides()
    with django_assert_num_queries(3):
        assert len(services.gaps_of(ReviewRound.objects.all())) == 2 * many
