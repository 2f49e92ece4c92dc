"""Who came, in one form."""

from datetime import timedelta

import pytest
from django.urls import reverse

from careshare import clock
from coordination.arrangements.rules import Doer
from coordination.signups.models import Attendance
from tests.factories import (
    ActivityFactory,
    MembershipFactory,
    ShiftFactory,
    SignUpFactory,
    VersionFactory,
    core_rows,
    task_row,
)
from volunteers.memberships.rules import Role, Task

pytestmark = pytest.mark.django_db


def address(name: str, row) -> str:
    return reverse(f"coordination:{name}", args=[row.pk])


def text(response) -> str:
    return response.content.decode()


@pytest.mark.parametrize("doer", [Doer.UNIT, Doer.ORGANISATION, Doer.SHARED])
def test_whoever_holds_the_task_records_and_the_other_side_reads_whose_it_is(
    enter, partner, coordinator, doer
):
    """The record as it is at the moment of pressing says who may; either may where it is shared."""
    activity = ActivityFactory(state="published")
    VersionFactory(activity=activity, rows=(*core_rows(), task_row(Task.RECORD, doer, partner)))
    manager = MembershipFactory(unit=activity.unit)
    staff = MembershipFactory(role=Role.UNIT_STAFF, unit=activity.unit)
    may = {
        Doer.UNIT: (manager, staff),
        Doer.ORGANISATION: (coordinator,),
        Doer.SHARED: (manager, staff, coordinator),
    }[doer]
    for who in (manager, staff, coordinator):
        begun = clock.now() - timedelta(minutes=30)  # too fresh for anybody to step in
        row = SignUpFactory(shift=ShiftFactory(activity=activity, starts_at=begun))
        url = address("attendance", row.shift)
        response = enter(who).post(url, {f"s{row.pk}-state": "came"})
        assert response.status_code == (302 if who in may else 403)
        kept = Attendance.objects.filter(sign_up=row).values_list("recorded_for", flat=True)
        side = who.scope_key if who is coordinator else "unit"
        assert list(kept) == ([side] if who in may else [])
        if who not in may:
            holder = partner.name if doer == Doer.ORGANISATION else activity.unit.name
            assert holder in text(response)


class TestAttendance:
    @pytest.fixture
    def over(self, activity):
        shift = ShiftFactory(
            activity=activity, places=3, starts_at=clock.now() - timedelta(hours=3)
        )
        return shift, [SignUpFactory(shift=shift) for _ in range(3)]

    def test_everybody_came_with_one_press(self, enter, over, coordinator):
        shift, rows = over
        for _press in range(2):
            enter(coordinator).post(address("attendance", shift), {"everybody": "1"})
        assert [row.attendance.minutes for row in rows] == [120, 120, 120]
        assert {row.attendance.recorded_for for row in rows} == {coordinator.scope_key}

    def test_nothing_is_chosen_and_what_is_left_open_stays_open(self, enter, over, coordinator):
        shift, rows = over
        client, url = enter(coordinator), address("attendance", shift)
        assert " checked" not in text(client.get(url))
        assert "nothing is new" in text(client.post(url, {"state": ""}, follow=True))
        client.post(url, {f"s{rows[0].pk}-state": "absent"})
        assert [(one.sign_up_id, one.state) for one in Attendance.objects.all()] == [
            (rows[0].pk, "absent")
        ]
        client.post(url, {f"s{rows[0].pk}-state": "came"})
        assert Attendance.objects.get().minutes == 120

    def test_a_part_has_its_times_in_the_units_zone(self, enter, over, coordinator):
        shift, rows = over
        zone, pk = shift.activity.unit.zone, rows[0].pk
        start = shift.starts_at.astimezone(zone)
        data = {
            f"s{pk}-state": "partly",
            f"s{pk}-came": f"{start:%H:%M}",
            f"s{pk}-left": f"{start + timedelta(minutes=45):%H:%M}",
        }
        enter(coordinator).post(address("attendance", shift), data)
        assert Attendance.objects.get().minutes == 45

    def test_bad_times_are_said_and_nothing_is_written(self, enter, over, coordinator):
        shift, rows = over
        data = {f"s{rows[0].pk}-state": "partly", f"s{rows[1].pk}-state": "came"}
        page = text(enter(coordinator).post(address("attendance", shift), data))
        assert "needs a from and an until" in page
        assert not Attendance.objects.exists()

    def test_travel_stands_apart_and_what_a_volunteer_said_stays(self, enter, over, coordinator):
        shift, (one, *_others) = over
        client, url = enter(coordinator), address("attendance", shift)
        key, at = f"s{one.pk}", one.starts_at - timedelta(minutes=5)
        client.post(url, {f"{key}-state": "came", f"{key}-travel": "40"})
        row = Attendance.objects.get(sign_up=one)
        assert (row.minutes, row.travel_minutes) == (120, 40)
        Attendance.objects.filter(pk=row.pk).update(came_at=at, minutes=118, via="tablet")
        given = {f"{key}-version": row.version, f"{key}-state": "came"}
        client.post(url, {**given, f"{key}-travel": "55"})
        row.refresh_from_db()
        assert (row.minutes, row.travel_minutes, row.via, row.came_at) == (118, 55, "tablet", at)
        for wrong in ("-1", "99999", "x"):
            client.post(url, {**given, f"{key}-travel": wrong})
        client.post(url, {f"{key}-version": row.version, f"{key}-state": "absent"})
        row.refresh_from_db()
        assert (row.minutes, row.travel_minutes) == (0, 0)

    def test_before_the_start_nobody_has_come(self, enter, shift, comer, coordinator):
        url = address("attendance", shift)
        assert "It has not begun yet" in text(
            enter(coordinator).post(url, {f"s{comer.pk}-state": "came"})
        )
        assert not Attendance.objects.exists()

    def test_what_somebody_recorded_meanwhile_is_not_overwritten(self, enter, over, coordinator):
        shift, rows = over
        client, url, pk = enter(coordinator), address("attendance", shift), rows[0].pk
        client.post(url, {f"s{pk}-state": "came", f"s{pk}-version": "0"})
        stale = {f"s{pk}-state": "absent", f"s{pk}-version": "0"}
        page = text(client.post(url, stale))
        assert "Somebody else saved this" in page
        assert "Saved meanwhile: " in page
        assert f'name="s{pk}-version" value="1"' in page
        assert Attendance.objects.get().state == "came"
        client.post(url, {**stale, f"s{pk}-version": "1"})
        assert Attendance.objects.get().state == "absent"

    def test_whoever_came_is_not_freed_by_a_call_noted_afterwards(self, enter, over, coordinator):
        shift, rows = over
        client = enter(coordinator)
        client.post(address("attendance", shift), {f"s{rows[0].pk}-state": "came"})
        for row in rows[:2]:
            client.post(address("note-call", row))
            row.refresh_from_db()
        assert [row.state for row in rows[:2]] == ["confirmed", "cancelled"]
