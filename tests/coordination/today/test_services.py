"""What Today says, and what each holder of a task is told."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from careshare import clock
from careshare.outbox.models import Delivery
from coordination.arrangements.rules import Doer, Share, TaskRow, organisation_party
from coordination.signups.services import sign_up
from coordination.today.services import board, todos
from coordination.today.services.scene import scene_of
from tests.factories import (
    ActivityFactory,
    AffiliationFactory,
    AttendanceFactory,
    ClosureFactory,
    PersonFactory,
    ShiftFactory,
    SignUpFactory,
    TaskContactFactory,
    VersionFactory,
    core_rows,
    task_row,
)
from volunteers.memberships.access import Actor, active_memberships
from volunteers.memberships.rules import Task

HOUR = timedelta(hours=1)


def scene(membership):
    return scene_of(Actor(membership.user, membership), clock.now())


def told(membership) -> list[tuple[str, str]]:
    return [(line.title, line.sub) for line in todos.lines(scene(membership))]


def titles(membership) -> list[str]:
    return [title for title, _sub in told(membership)]


def at(hours: float):
    return clock.now() + hours * HOUR


class TestWhoComes:
    def test_the_lead_counts_heads_and_sessions_of_today(self, here):
        shift = ShiftFactory(activity=here.walking, starts_at=at(1), places=30)
        SignUpFactory(shift=shift, person=PersonFactory(kind="group", heads=4))
        SignUpFactory(shift=shift)
        ShiftFactory(activity=here.coffee, starts_at=at(3))
        ShiftFactory(activity=here.coffee, starts_at=at(30))
        assert board.lead(scene(here.manager)) == (
            "5 volunteers come today.",
            "1 session still needs somebody.",
        )

    def test_a_closed_session_counts_nobody_and_asks_for_nobody(self, here):
        SignUpFactory(shift=ShiftFactory(activity=here.walking, starts_at=at(1)))
        ClosureFactory(unit=here.unit, starts_at=at(-1))
        now = scene(here.manager)
        assert board.lead(now) == ("Nobody comes today.", "No session is planned.")
        assert [row.is_closed for row in board.rows_of_today(now)] == [True]

    def test_midnight_is_the_units_own(self, here):
        late = ShiftFactory(activity=here.walking, starts_at=at(14.5))  # 23:30 in Oslo
        ShiftFactory(activity=here.walking, starts_at=at(15.5))  # 00:30 tomorrow
        rows = board.rows_of_today(scene(here.manager))
        assert [row.time for row in rows] == ["23:30–\u206001:30"]
        assert rows[0].url.endswith(f"/{late.pk}/")

    def test_a_row_names_who_comes_and_who_receives_them(self, here):
        shift = ShiftFactory(activity=here.walking, starts_at=at(1))
        SignUpFactory(shift=shift, person=PersonFactory(name="Aud Berg"))
        (row,) = board.rows_of_today(scene(here.manager))
        assert row.sub == "Aud Berg · met by Solbakken"
        TaskContactFactory(activity=here.walking, task="host", name="Kari")
        (row,) = board.rows_of_today(scene(here.manager))
        assert row.sub == "Aud Berg · met by Kari"
        assert (row.filled, row.needed, row.action_label) == (1, 1, "")

    def test_the_one_action_follows_the_task_and_the_hour(self, here):
        ShiftFactory(activity=here.walking, starts_at=at(1))
        running = ShiftFactory(activity=here.walking, starts_at=at(-1))
        SignUpFactory(shift=running)

        def actions(membership):
            return [row.action_label for row in board.rows_of_today(scene(membership))]

        assert actions(here.manager) == ["Note who came", "Place somebody"]
        assert actions(here.staff) == ["Note who came", ""]
        assert actions(here.coordinator) == []

    def test_what_is_recorded_asks_for_nothing(self, here):
        over = ShiftFactory(activity=here.walking, starts_at=at(-4))
        AttendanceFactory(sign_up=SignUpFactory(shift=over))
        (row,) = board.rows_of_today(scene(here.manager))
        assert row.action_label == ""

    def test_the_week_has_seven_days_from_monday_and_the_partner_in_the_chip(self, here):
        ShiftFactory(activity=here.coffee, starts_at=at(24))
        week = board.week(scene(here.manager))
        assert [day["date"].isoweekday() for day in week["days"]] == list(range(1, 8))
        assert [day["is_today"] for day in week["days"]].index(True) == 1
        (row,) = week["rows"]
        assert (row["title"], row["chip"]["label"]) == ("Coffee and singing", "Both, Red Cross")
        assert [len(day["sessions"]) for day in row["days"]] == [0, 0, 1, 0, 0, 0, 0]

    def test_a_coordinator_sees_the_activities_that_name_the_organisation(self, here):
        ShiftFactory(activity=here.coffee, starts_at=at(1))
        ShiftFactory(activity=here.walking, starts_at=at(1))
        rows = board.rows_of_today(scene(here.coordinator))
        assert [row.title for row in rows] == ["Coffee and singing, Solbakken"]


class TestNeedsYou:
    def test_nothing_waits_where_all_is_settled(self, here):
        for membership in (here.manager, here.staff, here.coordinator):
            assert told(membership) == []

    def test_a_proposal_waits_for_the_side_that_has_not_answered(self, here):
        version = VersionFactory(
            activity=here.walking,
            rows=core_rows(Doer.SHARED, here.partner),
            state="proposed",
            proposer="unit",
            based_on=here.walking.versions.agreed().last(),
        )
        version.agreements.create(party="unit", agreed_at=clock.now(), user=here.manager.user)
        assert told(here.coordinator) == [
            (f"{here.unit.name} asks {here.partner.name} to help run it", "Walking group")
        ]
        assert told(here.manager) == []

    def test_an_offer_says_that_it_is_one(self, here):
        offer = f"organisation:{here.partner.pk}"
        version = VersionFactory(
            activity=here.walking,
            rows=core_rows(Doer.ORGANISATION, here.partner),
            state="proposed",
            proposer=offer,
        )
        version.agreements.create(party=offer, agreed_at=clock.now(), user=here.coordinator.user)
        assert titles(here.manager) == ["Red Cross offers to help run it"]
        assert titles(here.staff) == titles(here.coordinator) == []

    def test_an_offer_on_an_older_record_says_what_is_left_to_do(self, here):
        offer = f"organisation:{here.partner.pk}"
        held = VersionFactory(activity=here.walking, rows=core_rows())
        version = VersionFactory(
            activity=here.walking,
            rows=core_rows(Doer.SHARED, here.partner),
            state="proposed",
            proposer=offer,
            based_on=held,
        )
        version.agreements.create(party=offer, agreed_at=clock.now(), user=here.coordinator.user)
        assert told(here.manager) == [("Red Cross offers to help run it", "Walking group")]
        VersionFactory(activity=here.walking, rows=core_rows())
        assert told(here.manager) == [
            (
                "Red Cross offers to help run it",
                "Walking group: can no longer be agreed to; decline it or answer anew",
            )
        ]

    def test_an_expired_proposal_waits_for_nobody(self, here):
        VersionFactory(activity=here.walking, rows=core_rows(), state="proposed", expires_at=at(-1))
        assert told(here.manager) == []

    def test_requests_wait_for_whoever_holds_match(self, here):
        activity = ActivityFactory(unit=here.unit, name="Visits", sign_up_mode="approve_first")
        rows = (
            *(row for row in core_rows() if row.task != Task.MATCH),
            task_row(Task.MATCH, Doer.ORGANISATION, here.partner),
        )
        VersionFactory(activity=activity, rows=rows)
        shift = ShiftFactory(activity=activity, places=3, starts_at=at(1))
        SignUpFactory(shift=shift, state="requested")
        SignUpFactory(shift=shift, state="requested")
        assert "2 sign-ups to approve" in titles(here.coordinator)
        assert "2 sign-ups to approve" not in titles(here.manager)

    def test_attendance_waits_for_whoever_holds_record(self, here):
        for days in (1, 3):
            SignUpFactory(shift=ShiftFactory(activity=here.coffee, starts_at=at(-24 * days)))
        said = ("Attendance not recorded for 2 sessions",)
        assert [title for title, _sub in told(here.coordinator)] == [*said]
        (mine,) = told(here.manager)  # the Red Cross has one person: after two days, not six
        assert mine[0] == "Attendance not recorded"
        assert "no answer from Red Cross; you may step in" in mine[1]

    def test_of_an_ended_activity_only_open_hours_wait(self, here):
        """Its last session may be an hour ago; gaps and reviews of it are nobody's any more."""
        over = ShiftFactory(activity=here.walking, starts_at=at(-30))
        sign_up = SignUpFactory(shift=over)
        type(here.walking).objects.filter(pk=here.walking.pk).update(state="ended")
        VersionFactory(
            activity=here.walking, rows=[task_row(Task.TRANSPORT, Doer.NOBODY), *core_rows()],
            based_on=here.walking.versions.last(),
        )  # fmt: skip
        assert titles(here.manager) == ["Attendance not recorded"]
        AttendanceFactory(sign_up=sign_up)
        assert titles(here.manager) == []

    def test_attendance_of_a_closed_session_is_not_asked_for(self, here):
        SignUpFactory(shift=ShiftFactory(activity=here.walking, starts_at=at(-24)))
        assert titles(here.staff) == ["Attendance not recorded"]
        ClosureFactory(unit=here.unit, starts_at=at(-30), ends_at=at(-10))
        assert titles(here.staff) == []

    def test_uncovered_sessions_of_the_week_wait_for_who_plans_or_recruits(self, here):
        ShiftFactory(activity=here.coffee, starts_at=at(5))
        ShiftFactory(activity=here.coffee, starts_at=at(29))
        ShiftFactory(activity=here.coffee, starts_at=at(24 * 8))
        line = "Coffee and singing: today and Wed 25 Nov. Waiting since Tue 17 Nov"
        assert told(here.manager) == [("2 sessions need somebody", line)]
        assert titles(here.coordinator) == ["2 sessions need somebody"]
        assert titles(here.staff) == []

    def test_of_a_divided_task_ones_own_days_come_first(self, here):
        rows = (
            *(row for row in core_rows(Doer.SHARED, here.partner) if row.task != Task.SCHEDULE),
            TaskRow(
                Task.SCHEDULE,
                Doer.DIVIDED,
                (Share("unit", "", "12"), Share(organisation_party(here.partner.pk), "", "345")),
            ),
        )
        chess = ActivityFactory(unit=here.unit, name="Chess", state="published")
        VersionFactory(activity=chess, rows=rows)
        ShiftFactory(activity=chess, starts_at=at(29))  # Wednesday
        ShiftFactory(activity=chess, starts_at=at(24 * 6 + 1))  # Monday
        unit, partner = (
            [shown.line.sub.partition(". ")[0] for block in todos.needs_you(scene(one)).blocks
             for shown in block.lines]
            for one in (here.manager, here.coordinator)
        )  # fmt: skip
        wednesday, monday = "Chess: Wed 25 Nov", "Chess: Mon 30 Nov"
        assert unit == [f"{wednesday} · the part of Red Cross", monday]
        house = f"Chess, {here.unit.name}"
        assert partner == [f"{house}: Wed 25 Nov", f"{house}: Mon 30 Nov · the part of Solbakken"]

    def test_gaps_are_the_units(self, here):
        activity = ActivityFactory(unit=here.unit, name="Book club")
        rows = (*core_rows(), task_row(Task.TRANSPORT, Doer.NOBODY))
        VersionFactory(activity=activity, rows=rows)
        assert told(here.manager) == [
            ("Nobody does it yet", "Book club: Transport and practicalities")
        ]
        ActivityFactory(unit=here.unit, name="Idea")
        assert told(here.manager) == [("Nobody does it yet (2 activities)", "Book club and Idea")]
        assert titles(here.staff) == titles(here.coordinator) == []

    def test_a_closure_stands_first(self, here):
        ClosureFactory(unit=here.unit, starts_at=at(-1))
        for membership in (here.manager, here.staff):
            assert told(membership)[0] == (
                "Solbakken is closed",
                "Infection, until further notice",
            )
        assert titles(here.coordinator) == []

    def test_a_message_that_did_not_arrive_waits_for_who_sees_the_person(self, here):
        person = PersonFactory(name="Odd Lie")
        AffiliationFactory(person=person, organisation=here.partner)
        usual = {"kind": "x", "cause": "signup", "cause_id": 1, "state": "failed"}
        Delivery.objects.create(key="a", person_id=person.pk, due_at=at(-1), **usual)
        Delivery.objects.create(
            key="b", person_id=person.pk, due_at=at(-3), useless_after=at(-2), **usual
        )
        assert told(here.coordinator) == [("1 message did not arrive", "Please phone Odd")]
        assert told(here.manager) == []

    def test_what_one_side_does_leaves_both_lists(self, here):
        shift = ShiftFactory(activity=here.coffee, starts_at=at(5))
        assert titles(here.manager) == titles(here.coordinator) == ["1 session needs somebody"]
        sign_up(person=PersonFactory(), position=shift.positions.get(), user=here.manager.user)
        left = ["1 session needs somebody"]
        assert not set(titles(here.manager) + titles(here.coordinator)) & set(left)


@pytest.mark.parametrize("role", ["manager", "staff", "coordinator"])
def test_as_many_queries_for_one_as_for_many(here, role):
    def fill(number: int) -> None:
        for _ in range(number):
            for activity in (here.walking, here.coffee):
                SignUpFactory(shift=ShiftFactory(activity=activity, starts_at=at(-48)))
                SignUpFactory(shift=ShiftFactory(activity=activity, places=2, starts_at=at(2)))
                SignUpFactory(
                    shift=ShiftFactory(activity=activity, starts_at=at(2)), state="requested"
                )
                ShiftFactory(activity=activity, starts_at=at(30))
            VersionFactory(
                activity=ActivityFactory(unit=here.unit),
                rows=core_rows(Doer.SHARED, here.partner),
            )
            VersionFactory(
                activity=ActivityFactory(unit=here.unit),
                rows=core_rows(Doer.SHARED, here.partner),
                state="proposed",
            )
            ClosureFactory(unit=here.unit, starts_at=at(-1), ends_at=at(1))

    def count() -> int:
        membership = getattr(here, role)
        active_memberships(membership.user)  # every request reads the roles once, before the page
        with CaptureQueriesContext(connection) as found:
            now = scene(membership)
            board.lead(now), board.rows_of_today(now), board.week(now), todos.lines(now)
        return len(found)

    fill(1)
    one = count()
    fill(3)
    assert count() == one
