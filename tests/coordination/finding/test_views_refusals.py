"""Every refusal says all its reasons and what to do next, and changes nothing."""

import pytest
from django.utils.html import escape

from coordination.activities.rules import ActivityState, SignUpMode
from coordination.shifts.rules import ShiftState
from coordination.signups.models import SignUp
from tests.coordination.finding.helpers import come, shift_at
from tests.factories.what import ActivityFactory
from tests.factories.when import (
    SeriesFactory,
    ShiftFactory,
    SignUpFactory,
)
from tests.factories.who import UnitRequirementFactory

pytestmark = pytest.mark.django_db


REFUSALS = {
    "full": "All places are taken.",
    "past": "This has already begun.",
    "cancelled": "This was cancelled.",
    "unpublished": "This is not open for volunteers yet.",
    "overlapping": "You are already coming to something else then: Other",
    "without the check": "Something is needed first that we have not seen yet: ",
    "too early": "It opens on ",
    "too late": "Ring, and ask whether there is room: Solbakken +47 22 00 00 01.",
}


def refused_shift(case, unit, vera):
    shift = shift_at(unit, hours=-1 if case == "past" else 72, places=1)
    if case in ("full", "all"):
        SignUpFactory(shift=shift)
    if case in ("overlapping", "all"):
        SignUpFactory(shift=shift_at(unit, name="Other"), person=vera)
    if case in ("without the check", "all"):
        UnitRequirementFactory(unit=unit)
    if case.startswith("too"):
        opening = {"opens_days": 1} if case == "too early" else {"closes_hours": 100}
        type(shift.activity).objects.filter(pk=shift.activity_id).update(**opening)
    if case == "cancelled":
        shift.state = ShiftState.CANCELLED
        shift.save()
    if case == "unpublished":
        shift.activity.state = ActivityState.DRAFT
        shift.activity.save()
    return shift


class TestRefusals:
    @pytest.mark.parametrize("case", REFUSALS)
    def test_the_page_says_why_and_what_next(self, her, vera, unit, case):
        shift = refused_shift(case, unit, vera)
        answer = her.get(f"/find/{shift.public_id}/")
        assert answer.status_code == 200
        page = answer.content.decode()
        assert escape(REFUSALS[case]) in page
        may_fit_in_part = case == "overlapping"
        assert (f"/find/{shift.public_id}/come/" in page) is may_fit_in_part

    @pytest.mark.parametrize("case", REFUSALS)
    def test_pressing_all_the_same_changes_nothing(self, her, vera, unit, case):
        shift = refused_shift(case, unit, vera)
        answer = come(her, shift)
        assert answer.status_code == 409
        assert escape(REFUSALS[case]) in answer.content.decode()
        assert not SignUp.objects.filter(shift=shift, person=vera).exists()

    @pytest.mark.parametrize("case", [*REFUSALS, "approved first"])
    def test_every_time_is_offered_where_it_is_about_this_day_alone(self, her, vera, unit, case):
        """Pressing it would be refused for the same reason elsewhere."""
        shift = refused_shift(case, unit, vera)
        type(shift).objects.filter(pk=shift.pk).update(
            series=SeriesFactory(activity=shift.activity)
        )
        if case == "approved first":
            activities = type(shift.activity).objects.filter(pk=shift.activity_id)
            activities.update(sign_up_mode=SignUpMode.APPROVE_FIRST)
        page = her.get(f"/find/{shift.public_id}/").content.decode()
        about_all = ("unpublished", "without the check", "approved first")
        assert ("Come every time" in page) is (case not in about_all)

    def test_every_reason_is_said(self, her, vera, unit):
        shift = refused_shift("all", unit, vera)
        page = her.get(f"/find/{shift.public_id}/").content.decode()
        assert REFUSALS["full"] in page
        assert REFUSALS["overlapping"] in page
        assert REFUSALS["without the check"] in page

    def test_a_draft_that_nobody_was_shown_is_not_there(self, her, unit):
        shift = ShiftFactory(activity=ActivityFactory(unit=unit))
        assert her.get(f"/find/{shift.public_id}/").status_code == 404

    def test_another_area_is_not_there(self, her):
        shift = ShiftFactory()
        assert her.get(f"/find/{shift.public_id}/").status_code == 404
        assert come(her, shift).status_code == 404
