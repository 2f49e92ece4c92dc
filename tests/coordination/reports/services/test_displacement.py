"""R10: its first sentence, with ties and small numbers, and what it counts on which day."""

from datetime import timedelta

import pytest

from coordination.activities.models import PaidPosts
from coordination.activities.rules.posts import Quarter
from coordination.reports.services.displacement import Reviewed, build, sentence
from tests.coordination.reports.conftest import NOW, TODAY, ask
from tests.factories import (
    ActivityFactory,
    ActivityTypeFactory,
    CareUnitFactory,
    MembershipFactory,
)
from tests.factories.what import DisplacementReviewFactory


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (Reviewed(""), "No activity needs a review of whether it replaces paid work."),
        (Reviewed("", needed=1, missing=1), "0 of 1 activity that needs a review has one."),
        (Reviewed("", needed=1, complements=1), "1 of 1 activity that needs a review has one."),
        (Reviewed("", needed=2, missing=1, substitutes=1),
         ("1 of 2 activities that need a review have one. "
         "1 replaces paid work and takes nobody new.")),
        (Reviewed("", needed=2, substitutes=2),
         ("2 of 2 activities that need a review have one. "
         "2 replace paid work and take nobody new.")),
    ],
)  # fmt: skip
def test_the_first_sentence(row, says):
    assert sentence(row) == says


@pytest.mark.django_db
def test_reviews_count_from_the_day_on_which_they_were_closed():
    kind = ActivityTypeFactory(code="meal_delivery")
    meals = ActivityFactory(type=kind)
    type(meals).objects.update(created_at=NOW - timedelta(days=90))
    DisplacementReviewFactory(activity=meals, found="risk", started_at=NOW - timedelta(days=10))
    manager = MembershipFactory(unit=meals.unit)
    (row,) = build(ask(manager)).tables[0].rows
    assert (row.name, row.needed, row.missing, row.risk) == (meals.unit.name, 1, 0, 1)
    (row,) = build(ask(manager, on=TODAY - timedelta(days=20))).tables[0].rows
    assert (row.needed, row.missing, row.risk) == (1, 1, 0)


@pytest.mark.django_db
def test_paid_posts_count_as_they_were_entered_by_that_day():
    """A cut is counted once it was entered, and no more once it was taken back."""
    visits = ActivityFactory(type=ActivityTypeFactory(code="visits", group="contact"))
    type(visits).objects.update(
        created_at=NOW - timedelta(days=90), statutory_class="complementary"
    )
    quarter = Quarter.of(TODAY).back(1).starts_on
    for days, cut in ((5, "1.00"), (2, "0.00")):
        PaidPosts.objects.filter(is_current=True).update(is_current=False)
        PaidPosts.objects.create(
            unit=visits.unit, group="contact", starts_on=quarter, posts=3, cut=cut,
            entered_at=NOW - timedelta(days=days),
        )  # fmt: skip
    manager = MembershipFactory(unit=visits.unit)

    def needed(days: int) -> int:
        total = build(ask(manager, on=TODAY - timedelta(days=days))).tables[0].total
        return total.needed

    assert [needed(6), needed(4), needed(0)] == [0, 1, 0]


@pytest.mark.django_db
def test_a_quarter_that_was_not_entered_is_said_to_be_so():
    unit = CareUnitFactory()
    manager = MembershipFactory(unit=unit)

    def alerts():
        table = build(ask(manager)).tables[-1]
        return [row.text for row in table.rows], str(table.empty)

    assert alerts() == ([], "No paid posts are entered for this time, so no alert can be given.")
    latest = Quarter.of(TODAY).back(1)
    for quarter, says in (
        (latest.back(unit.area.policy.alert_quarters), [("Contact: the paid posts of Q3 2026 are"
         " not entered, so no alert can be given.")]),
        (latest, []),
    ):  # fmt: skip
        PaidPosts.objects.create(
            unit=unit, group="contact", starts_on=quarter.starts_on, posts=3, cut=0,
            entered_at=NOW - timedelta(days=2),
        )  # fmt: skip
        assert alerts() == (says, "No alert.")


@pytest.mark.django_db
def test_the_chart_shows_each_activity_once():
    kind = ActivityTypeFactory(code="meal_delivery")
    unit = CareUnitFactory()
    for found in ("risk", None):
        activity = ActivityFactory(type=kind, unit=unit)
        if found:
            DisplacementReviewFactory(activity=activity, found=found, started_at=NOW)
    type(activity).objects.update(created_at=NOW - timedelta(days=90))
    report = build(ask(MembershipFactory(unit=unit)))
    [bar] = report.charts[0].bars
    assert [(piece.color, piece.n) for piece in bar.segments if piece.n] == [
        ("warning", 1), ("neutral", 1),
    ]  # fmt: skip
    assert bar.whole == 2
    assert report.sources


@pytest.mark.django_db
def test_an_answer_about_paid_staff_counts_from_its_day():
    day = TODAY - timedelta(days=5)
    visits = ActivityFactory(
        type=ActivityTypeFactory(code="visits", group="contact"),
        was_paid_work=True, paid_work_said_on=day,
    )  # fmt: skip
    type(visits).objects.update(
        created_at=NOW - timedelta(days=90), statutory_class="complementary"
    )
    manager = MembershipFactory(unit=visits.unit)
    needed = [
        build(ask(manager, on=on)).tables[0].total.needed for on in (day - timedelta(days=1), day)
    ]
    assert needed == [0, 1]
