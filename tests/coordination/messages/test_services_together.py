"""One press about several sessions is one letter to each person; a moved one is told to all."""

from datetime import datetime, timedelta
from itertools import count

import pytest

from careshare import clock
from coordination.planning.access.moving import Change, Scope
from coordination.planning.services.cancelling import cancel_shift
from coordination.planning.services.moving import cancel_sessions, change_sessions
from coordination.shifts.rules import ShiftCancelReason
from coordination.signups.models import SignUp
from coordination.signups.rules import SignUpState
from tests.coordination.messages.helpers import calendar_of, letters
from tests.factories.what import ActivityFactory
from tests.factories.when import SeriesFactory, ShiftFactory, SignUpFactory
from tests.factories.who import AreaFactory, MembershipFactory, PersonFactory, UserFactory

pytestmark = pytest.mark.django_db

WEEKS = 3


@pytest.fixture
def shifts():
    area = AreaFactory(policy__undo_seconds=0, languages=["en"])
    activity = ActivityFactory(unit__area=area, name="Coffee and singing", is_published=True)
    MembershipFactory(unit=activity.unit, user__email="manager@example.org")
    series = SeriesFactory(activity=activity)
    first = clock.now().replace(hour=13, minute=0, second=0, microsecond=0) + timedelta(days=9)
    return [
        ShiftFactory(
            activity=activity, series=series, places=3,
            series_on=(first + timedelta(weeks=week)).date(),
            starts_at=first + timedelta(weeks=week),
        )
        for week in range(WEEKS)
    ]  # fmt: skip


@pytest.fixture
def vera():
    return PersonFactory(name="Vera Vik", email="vera@example.org")


def cancel(shift, scope):
    return cancel_sessions(
        shift=shift, scope=scope, reason=ShiftCancelReason.PLAN_CHANGED, user=UserFactory(),
        side="unit", now=clock.now(),
    )  # fmt: skip


def to(address, sent):
    return [one for one in sent if one.to == [address]]


def test_several_cancelled_sessions_are_one_letter_to_each(shifts, vera):
    mine = [SignUpFactory(shift=one, person=vera) for one in shifts]
    SignUpFactory(shift=shifts[2], person=PersonFactory(email="once@example.org"))
    assert cancel(shifts[0], Scope.ALL) == 4
    sent = letters()
    (letter,) = to("vera@example.org", sent)
    assert letter.subject.endswith("and 2 more days")
    calendar = calendar_of(letter)
    uids = {event["UID"] for event in calendar.walk("VEVENT")}
    assert uids == {f"{one.public_id}@careshare" for one in mine}
    assert {event["STATUS"] for event in calendar.walk("VEVENT")} == {"CANCELLED"}
    (once,) = to("once@example.org", sent)
    assert "more day" not in once.subject
    (owner,) = to("manager@example.org", sent)
    assert owner.subject.endswith("and 2 more sessions")
    assert len(sent) == 3
    assert not letters()


def test_two_presses_are_two_letters(shifts, vera):
    """What was cancelled before is told already."""
    for one in shifts[:2]:
        SignUpFactory(shift=one, person=vera)
        cancel_shift(
            shift=one, reason=ShiftCancelReason.WEATHER, user=UserFactory(), side="unit",
            now=clock.now(),
        )  # fmt: skip
    sent = to("vera@example.org", letters())
    assert len(sent) == 2
    assert not any("more day" in one.subject for one in sent)


class TestMoved:
    """A session is moved to another hour, a further one each time."""

    later = count(15)

    def move(self, shift, **values):
        shift.refresh_from_db()
        hour = next(self.later)
        starts = datetime(2026, 1, 1, hour).time()
        ends = datetime(2026, 1, 1, hour + 1).time()
        local = shift.starts_at.astimezone(shift.activity.unit.zone)
        change = Change(**{"on": local.date(), "starts": starts, "ends": ends, "place": "",
                           **values})  # fmt: skip
        change_sessions(shift=shift, scope=Scope.THIS, change=change, opened=shift.version,
                        user=UserFactory(), now=clock.now())  # fmt: skip
        return f"{hour}:00"

    def test_an_offered_place_stays_offered_and_the_new_time_is_told(self, shifts, vera):
        until = shifts[0].starts_at - timedelta(hours=1)
        offered = SignUpFactory(
            shift=shifts[0], person=vera, state="offered", offer_until=until,
            waiting_since=clock.now(),
        )  # fmt: skip
        hour = self.move(shifts[0])
        offered.refresh_from_db()
        shifts[0].refresh_from_db()
        assert (offered.state, offered.offer_until) == (SignUpState.OFFERED, until)
        assert offered.starts_at == shifts[0].starts_at
        (letter,) = to("vera@example.org", letters())
        assert hour in letter.body
        assert shifts[0].positions.get().taken == 1

    def test_moved_to_an_earlier_day_the_answer_is_due_before_the_start(self, shifts, vera):
        offered = SignUpFactory(
            shift=shifts[0], person=vera, state="offered", waiting_since=clock.now(),
            offer_until=shifts[0].starts_at - timedelta(hours=1),
        )  # fmt: skip
        local = shifts[0].starts_at.astimezone(shifts[0].activity.unit.zone)
        self.move(shifts[0], on=local.date() - timedelta(days=2))
        offered.refresh_from_db()
        shifts[0].refresh_from_db()
        assert offered.offer_until == shifts[0].starts_at

    @pytest.mark.parametrize("state", ["requested", "waitlisted"])
    def test_who_has_no_place_yet_reads_the_new_time(self, shifts, vera, state):
        SignUpFactory.create_batch(3, shift=shifts[0])
        SignUpFactory(shift=shifts[0], person=vera, state=state, waiting_since=clock.now())
        hour = self.move(shifts[0])
        (letter,) = to("vera@example.org", letters())
        assert hour in letter.body
        assert SignUp.objects.get(person=vera).state == state

    def test_moved_again_one_is_asked_again(self, shifts, vera):
        SignUpFactory(shift=shifts[0], person=vera)
        for _time in range(2):
            hour = self.move(shifts[0])
            (letter,) = to("vera@example.org", letters())
            assert hour in letter.body
