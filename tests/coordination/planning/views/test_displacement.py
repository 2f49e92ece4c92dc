"""Does this replace paid work? The gate, both voices, paid posts and the alert, on pages."""

import uuid
from datetime import datetime, time, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from careshare import clock
from coordination.activities.models import ActivityType, DisplacementReview, PaidPosts
from coordination.activities.rules.posts import Quarter
from coordination.planning.access.displacement import alerts_of
from tests.coordination.planning.views.steps import enter, url
from tests.factories import ActivityFactory, ShiftFactory, SignUpFactory
from tests.factories.what import IN_FAVOUR, ActivityTypeFactory, DisplacementReviewFactory
from tests.factories.when import AttendanceFactory
from volunteers.memberships.rules import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def meals(unit):
    made = ActivityFactory(
        unit=unit, is_published=True, type=ActivityTypeFactory(code="meal_delivery")
    )
    ShiftFactory(activity=made)
    return made


@pytest.fixture
def representative(area):
    return enter(Role.STAFF_REPRESENTATIVE, area=area)


def said(**other):
    answers = {
        name: ("yes" if value else "no") if isinstance(value, bool) else value.isoformat()
        for name, value in IN_FAVOUR.items()
    }
    return {"form_uuid": str(uuid.uuid4()), **answers, **other}


def page(client, name, *args):
    return client.get(url(name, *args)).content.decode()


def test_a_missing_review_stops_sign_ups_until_both_voices_have_answered(
    meals, manager, representative
):
    assert "It has not been asked whether this replaces paid work." in page(
        manager, "activity-detail", meals.pk
    )
    manager.post(url("displacement-answer", meals.pk), said(text="Extra company."))
    review = DisplacementReview.objects.get()
    assert "has not yet said" in page(manager, "activity-detail", meals.pk)
    assert "Waits for the staff representative" in page(representative, "displacement-list")
    # The second voice reads the first, and adds its own.
    assert "Extra company." in page(representative, "displacement-second", review.pk)
    dissent = said(agrees="no", text="")
    response = representative.post(url("displacement-second", review.pk), dissent)
    assert "Write what you do not agree with." in response.content.decode()
    representative.post(
        url("displacement-second", review.pk), said(agrees="no", text="We were not heard.")
    )
    printed = page(manager, "displacement-review", review.pk)
    for text in ("It adds to paid work", "We were not heard.", "does not agree", "own; no law"):
        assert text in printed
    assert 'id="missing"' not in page(manager, "activity-detail", meals.pk)


def test_what_replaces_paid_work_takes_nobody_new(meals, manager):
    DisplacementReviewFactory(activity=meals, found="substitutes")
    sign_up = SignUpFactory(shift=meals.shifts.get())
    shown = page(manager, "activity-detail", meals.pk)
    assert "The review found that this replaces paid work." in shown
    manager.post(url("activity-publish", meals.pk))
    sign_up.refresh_from_db()
    assert sign_up.state == "confirmed"  # whoever had signed up still comes


def test_a_dispute_always_replaces(meals, manager, representative):
    manager.post(url("displacement-answer", meals.pk), said())
    review = DisplacementReview.objects.get()
    representative.post(
        url("displacement-second", review.pk), said(was_in_dispute="yes", agrees="yes")
    )
    review.refresh_from_db()
    assert review.result == "substitutes"


def test_days_to_come_are_refused_beside_the_field(meals, manager):
    tomorrow = (clock.now() + timedelta(days=2)).date().isoformat()
    response = manager.post(url("displacement-answer", meals.pk), said(staff_consulted_on=tomorrow))
    assert "This day is still to come." in response.content.decode()
    assert not DisplacementReview.objects.exists()


# --- Paid posts -----------------------------------------------------------------


def entry(**other):
    quarter = Quarter.of(clock.now().date())
    return {"form_uuid": str(uuid.uuid4()), "version": 0, "group": "meals",
            "quarter": str(quarter), "posts": "3.5", "cut": "0", **other}  # fmt: skip


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        ({"posts": "-1"}, "greater than or equal to 0"),
        ({"posts": "99999"}, "Is the comma in its place?"),
        ({"posts": "9" * 40}, "Is the comma in its place?"),
        ({"quarter": "2999-1"}, "is still to come."),
        ({"quarter": "soon"}, "such as 2026-3"),
        ({"cut": "-0.5"}, "greater than or equal to 0"),
    ],
)
def test_numbers_that_cannot_be_are_refused(unit, manager, bad, says):
    response = manager.post(url("paid-posts-enter", unit.pk), entry(**bad))
    assert says in response.content.decode()
    assert not PaidPosts.objects.exists()


def test_two_hands_on_one_quarter(unit, manager):
    form = entry()
    for _press in range(2):
        assert manager.post(url("paid-posts-enter", unit.pk), form).status_code == 302
    assert PaidPosts.objects.count() == 1
    response = manager.post(url("paid-posts-enter", unit.pk), entry(posts="4"))
    assert "Somebody else saved this" in response.content.decode()
    assert "3.5" in page(manager, "paid-posts", unit.pk)


def test_the_alert_counts_hours_of_all_heads_in_one_query_for_all_units(area, unit, representative):
    now = clock.now()
    latest = Quarter.of(now.date()).back(1)
    made = ActivityFactory(unit=unit, is_published=True)
    group = made.type.group
    for quarter, posts in ((latest.back(4), "2"), (latest, "1.5")):
        PaidPosts.objects.create(
            unit=unit, group=group, starts_on=quarter.starts_on, posts=Decimal(posts),
            entered_at=now,
        )  # fmt: skip
    assert alerts_of(area, [unit], now) == []
    day = datetime.combine(latest.starts_on, time(12), area.zone)
    shift = ShiftFactory(activity=made, starts_at=day)
    AttendanceFactory(sign_up=SignUpFactory(shift=shift), minutes=90, heads=2)
    with CaptureQueriesContext(connection) as queries:
        (alert,) = alerts_of(area, [unit], now)
    assert len(queries) == 2
    assert (alert.crossing.minutes_before, alert.crossing.minutes_now) == (0, 180)
    assert "hours went from 0 to 3" in page(representative, "displacement-list")


def test_the_list_asks_the_same_for_one_and_for_many(unit, representative):
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert representative.get(url("displacement-list")).status_code == 200
        return len(queries)

    kind = ActivityType.objects.get(code="meal_delivery")
    ActivityFactory(unit=unit, type=kind)
    one = count()
    for _more in range(3):
        made = ActivityFactory(unit=unit, type=kind)
        DisplacementReviewFactory(activity=made, found="risk")
    assert count() == one


# --- The class of a type ---------------------------------------------------------


def test_the_area_lead_classes_a_type_and_names_the_law(area, meals):
    lead = enter(Role.AREA_LEAD, area=area)
    form = {"version": 0, "statutory_class": "complementary", "legal_reference": ""}
    response = lead.post(url("type-class-edit", meals.type_id), form)
    assert "Write what the class rests on." in response.content.decode()
    lead.post(url("type-class-edit", meals.type_id), {**form, "legal_reference": "§ 3-2"})
    assert "§ 3-2" in page(lead, "type-classes")
    assert 'id="missing"' not in page(enter(Role.UNIT_MANAGER, unit=meals.unit),
                                      "activity-detail", meals.pk)  # fmt: skip
