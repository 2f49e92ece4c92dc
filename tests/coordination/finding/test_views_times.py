"""A volunteer's own times: coming and past, and I can't come."""

import pytest
from django.urls import reverse

from careshare import clock
from coordination.finding.access.home import IN_FULL
from coordination.signups.models import SignUp, Standing
from coordination.signups.rules import AttendanceState, CancelledBy, SignUpState
from tests.coordination.finding.helpers import shift_at
from tests.factories.when import (
    AttendanceFactory,
    SeriesFactory,
    SignUpFactory,
)

pytestmark = pytest.mark.django_db


class TestMyTimes:
    def test_coming_and_before_with_hours(self, her, vera, unit):
        SignUpFactory(shift=shift_at(unit, name="Next"), person=vera)
        AttendanceFactory(
            sign_up=SignUpFactory(shift=shift_at(unit, name="Last", hours=-48), person=vera),
            minutes=90,
            state=AttendanceState.CAME,
        )
        page = her.get("/times/").content.decode()
        assert page.index("Next") < page.index("Last")
        assert "1.5 hours" in page

    def test_many_days_stand_a_line_each_after_the_next_ones(self, her, vera, unit):
        days = [SignUpFactory(shift=shift_at(unit, hours=72 + 24 * day), person=vera)
                for day in range(IN_FULL + 2)]  # fmt: skip
        asked = SignUpFactory(
            shift=shift_at(unit, hours=2000), person=vera, state=SignUpState.AWAITING
        )
        page = her.get("/times/")
        coming = [one.sign_up for one in page.context["coming"]]
        assert coming == [*days[:IN_FULL], asked]  # what asks for an answer is never folded away
        assert [one.sign_up for one in page.context["later"]] == days[IN_FULL:]
        assert "2 more days later" in page.content.decode()
        assert f"/times/{days[-1].public_id}/" in page.content.decode()

    def test_what_others_cancelled_is_seen(self, her, vera, unit):
        SignUpFactory(
            shift=shift_at(unit),
            person=vera,
            state=SignUpState.CANCELLED,
            cancelled_by=CancelledBy.UNIT,
        )
        assert "This was cancelled" in her.get("/times/").content.decode()

    def test_cant_come_asks_once_and_frees_at_once(self, her, vera, unit):
        shift = shift_at(unit)
        made = SignUpFactory(shift=shift, person=vera)
        address = f"/times/{made.public_id}/cant-come/"
        assert "You can't come?" in her.get(address).content.decode()
        assert shift.positions.get().taken == 1
        page = her.post(address, follow=True).content.decode()
        assert shift.positions.get().taken == 0
        assert "We tell Solbakken." in page
        assert f"/times/{made.public_id}/take-back/" in page

    def test_taking_it_back(self, her, vera, unit):
        made = SignUpFactory(shift=shift_at(unit), person=vera)
        her.post(f"/times/{made.public_id}/cant-come/")
        her.post(f"/times/{made.public_id}/take-back/")
        made.refresh_from_db()
        assert made.state == SignUpState.CONFIRMED

    def test_taking_it_back_too_late_says_why(self, her, vera, unit):
        shift = shift_at(unit, places=1)
        made = SignUpFactory(shift=shift, person=vera)
        her.post(f"/times/{made.public_id}/cant-come/")
        SignUpFactory(shift=shift)
        answer = her.post(f"/times/{made.public_id}/take-back/")
        assert answer.status_code == 409
        assert "All places are taken." in answer.content.decode()

    def test_after_the_start_one_rings(self, her, vera, unit):
        made = SignUpFactory(shift=shift_at(unit, hours=-1), person=vera)
        page = her.get(f"/times/{made.public_id}/cant-come/").content.decode()
        assert "It has already begun." in page
        assert "tel:" in page

    def test_the_times_of_others_are_not_there(self, her, unit):
        made = SignUpFactory(shift=shift_at(unit))
        for last in ("", "cant-come/"):
            assert her.get(f"/times/{made.public_id}/{last}").status_code == 404
        for last in ("cant-come/", "undo/", "take-back/"):
            assert her.post(f"/times/{made.public_id}/{last}").status_code == 404
        made.refresh_from_db()
        assert made.state == SignUpState.CONFIRMED

    def test_opening_pages_changes_nothing(self, her, vera, unit):
        made = SignUpFactory(shift=shift_at(unit), person=vera)
        before = SignUp.objects.values().get()
        home, own = reverse("coordination:volunteer-home"), f"/times/{made.public_id}/"
        for path in (home, "/find/", "/times/", own, f"{own}cant-come/"):
            her.get(path)
        assert SignUp.objects.values().get() == before
        for last in ("undo/", "take-back/"):
            assert her.get(f"/times/{made.public_id}/{last}").status_code == 405


class TestAPastTime:
    """Hours and "How was it?" first; nobody needs the way to a day that is over."""

    def _page(self, her, sign_up):
        return her.get(f"/times/{sign_up.public_id}/").content.decode()

    def test_hours_and_how_it_was_stand_first(self, her, vera, unit):
        made = SignUpFactory(shift=shift_at(unit, hours=-48), person=vera, via="standing")
        assert "Hours: not yet recorded" in self._page(her, made)
        AttendanceFactory(sign_up=made, minutes=90, state=AttendanceState.CAME)
        page = self._page(her, made)
        assert page.index("1.5 hours") < page.index("How was it?") < page.index("You come every")
        assert page.index("How was it?") < page.index("Whom to ring")
        assert "How to get there" not in page
        back = page[page.index("Whom to ring") :]
        assert 'href="/times/"' in back[: back.index("</main>")]

    def test_whoever_never_said_when_she_left_is_asked_here_too(self, her, vera, unit):
        made = SignUpFactory(shift=shift_at(unit, hours=-48), person=vera)
        AttendanceFactory(
            sign_up=made, minutes=0, state=AttendanceState.CAME, came_at=made.starts_at,
            left_at=None,
        )  # fmt: skip
        assert f"/times/{made.public_id}/left/" in self._page(her, made)

    @pytest.mark.parametrize("hours", [-1, 72])
    def test_before_its_end_it_is_as_it_was(self, her, vera, unit, hours):
        page = self._page(her, SignUpFactory(shift=shift_at(unit, hours=hours), person=vera))
        assert "How to get there" in page
        assert "Hours: not yet recorded" not in page
        assert ("How was it?" in page) is (hours < 0)

    def test_one_that_was_cancelled_has_no_hours(self, her, vera, unit):
        made = SignUpFactory(
            shift=shift_at(unit, hours=-48), person=vera, state=SignUpState.CANCELLED,
            cancelled_by=CancelledBy.UNIT,
        )  # fmt: skip
        assert "Hours: not yet" not in self._page(her, made)


def test_a_regular_time_that_ends_is_shown_until_its_last_day(her, vera, unit):
    shift = shift_at(unit, name="Bingo")
    shift.series = SeriesFactory(activity=shift.activity, ended_at=clock.now())
    shift.series_on = shift.starts_at.date()
    shift.save()
    link = reverse("coordination:regular-times")
    assert link not in her.get("/times/").content.decode()
    Standing.objects.create(series=shift.series, person=vera, made_at=clock.now(),
                            made_until=shift.series_on)  # fmt: skip
    assert link in her.get("/times/").content.decode()
    page = her.get(link).content.decode()
    assert "Bingo" in page
    assert "It comes to its end: the last day is" in page
