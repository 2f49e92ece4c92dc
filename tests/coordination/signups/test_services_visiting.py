"""Home visits: the first by two, and whoever does not end one is rung: the alarm goes once."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from careshare.outbox.models import Delivery, Event
from careshare.outbox.services.events import insert
from coordination.arrangements.rules import CORE_TASKS, Doer
from coordination.messages.emails.visits import visit_not_ended as composed
from coordination.messages.services.visiting import visit_not_ended
from coordination.signups.access.visiting import alone_on_first
from coordination.signups.models import Attendance
from coordination.signups.rules.attendance import AttendedVia
from coordination.signups.rules.visiting import goes_alone, is_overdue
from coordination.signups.services import alarm_unended, check_in, check_out
from tests.factories import (
    ActivityFactory,
    AttendanceFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    ShiftFactory,
    SignUpFactory,
    VersionFactory,
    task_row,
)
from volunteers.memberships.rules import Role, Task

TWO = datetime(2026, 11, 24, 13, tzinfo=UTC)  # in Oslo; until four
LATE = TWO + timedelta(hours=2, minutes=30)


@pytest.mark.parametrize(("minutes", "is_late"), [(-1, False), (29, False), (30, True), (99, True)])
def test_overdue_from_the_areas_minutes_on(minutes, is_late):
    assert is_overdue(TWO, TWO + timedelta(minutes=minutes), minutes=30) is is_late


@pytest.mark.parametrize(
    ("before", "others", "alone"), [(0, 0, True), (0, 1, False), (1, 0, False), (3, 2, False)]
)
def test_the_first_visit_is_made_by_two(before, others, alone):
    assert goes_alone(visits_before=before, others=others) is alone


@pytest.fixture
def activity(db):
    return ActivityFactory(is_home_visit=True, state="published", name="At home")


@pytest.fixture
def vera(activity):
    person = PersonFactory(has_login=True, name="Vera Vik")
    return SignUpFactory(shift=ShiftFactory(activity=activity, starts_at=TWO), person=person)


@pytest.fixture
def there(vera):
    return check_in(sign_up=vera, via=AttendedVia.PHONE, user=None, now=TWO)


class TestTheAlarm:
    def test_it_goes_once_and_names_whom_to_ring(self, there, activity):
        manager = MembershipFactory(unit=activity.unit)
        alarm_unended(LATE - timedelta(minutes=1))
        assert not Event.objects.filter(name="visit.not_ended").exists()
        for _sweep in range(3):
            alarm_unended(LATE)
        event = Event.objects.get(name="visit.not_ended")
        for _twice in range(2):
            insert(visit_not_ended(event))
        row = Delivery.objects.get(kind="visit-not-ended")
        assert row.user_id == manager.user_id
        letter = composed(row, LATE)
        assert "Vera Vik has not ended a home visit" in letter.subject
        assert "at 14:00" in letter.body
        check_out(sign_up=there.sign_up, via=AttendedVia.PHONE, user=None, now=LATE)
        assert composed(row, LATE) is None  # it is over: nobody is worried by an old letter

    def test_not_for_who_left_nor_elsewhere_nor_long_ago(self, there):
        check_out(sign_up=there.sign_up, via=AttendedVia.PHONE, user=None, now=TWO)
        elsewhere = SignUpFactory(shift=ShiftFactory(starts_at=TWO))
        check_in(sign_up=elsewhere, via=AttendedVia.TABLET, user=None, now=TWO)
        old = ShiftFactory(activity=there.sign_up.shift.activity, starts_at=TWO - timedelta(days=5))
        check_in(sign_up=SignUpFactory(shift=old), via=AttendedVia.PHONE, user=None,
                 now=old.starts_at)  # fmt: skip
        alarm_unended(LATE)
        assert not Attendance.objects.filter(alarmed_at__isnull=False).exists()

    def test_today_says_it_until_it_is_noted(self, client, there, activity):
        client.force_login(MembershipFactory(unit=activity.unit).user)
        with time_machine.travel(LATE, tick=False):
            alarm_unended(LATE)
            url = reverse("coordination:today")
            says = "Vera Vik has not ended a home visit"
            assert says in client.get(url).content.decode()
            check_out(sign_up=there.sign_up, via=AttendedVia.PHONE, user=None, now=LATE)
            assert says not in client.get(url).content.decode()

    def test_who_supports_reads_it_also_where_the_other_side_records(self, client, there, activity):
        partner = OrganisationFactory(home_area=activity.unit.area)
        rows = [
            task_row(task, Doer.ORGANISATION if task == Task.SUPERVISE else Doer.UNIT, partner)
            for task in (*CORE_TASKS, Task.HOST, Task.RECORD)
        ]
        VersionFactory(activity=activity, rows=rows)
        coordinator = MembershipFactory(role=Role.COORDINATOR, organisation=partner)
        client.force_login(coordinator.user)
        with time_machine.travel(LATE, tick=False):
            alarm_unended(LATE)
            body = client.get(reverse("coordination:today")).content.decode()
            (line,) = re.findall(r'href="(/shifts/[0-9]+/)"[^>]*>\s*Ring', body)
            page = client.get(line).content.decode()
        assert "Vera Vik has not ended a home visit" in body
        assert "Vera Vik" in page
        drafts = visit_not_ended(Event.objects.get(name="visit.not_ended"))
        assert coordinator.user_id in [one.user_id for one in drafts]


class TestOnTheTelephone:
    def test_arrived_and_left_from_home_in_one_press_each(self, client, vera):
        client.force_login(vera.person.user)
        home, press = (
            reverse("coordination:volunteer-home"),
            reverse("coordination:visit", args=[vera.public_id]),
        )
        with time_machine.travel(TWO - timedelta(hours=3), tick=False):
            assert "I have arrived" not in client.get(home).content.decode()
            assert "too early" in client.post(press, follow=True).content.decode()
        with time_machine.travel(TWO, tick=False):
            assert "A first visit is made by two" in client.get(home).content.decode()
            for _twice in range(2):
                client.post(press, {"act": "here"})
            assert "You have been there since 14:00" in client.get(home).content.decode()
        with time_machine.travel(TWO + timedelta(hours=2), tick=False):
            for _twice in range(2):
                said = client.post(press, {"act": "left"}, follow=True).content.decode()
                assert "Thank you. 2 hours are counted." in said
            assert "I am leaving now" not in client.get(home).content.decode()
        row = Attendance.objects.get()
        assert (row.state, row.minutes, row.via) == ("came", 120, "phone")

    def test_the_next_morning_it_is_asked_and_not_taken_as_now(self, client, there):
        client.force_login(there.sign_up.person.user)
        with time_machine.travel(TWO + timedelta(hours=5), tick=False):
            body = client.get(reverse("coordination:volunteer-home")).content.decode()
            assert "I left earlier" in body
        with time_machine.travel(TWO + timedelta(hours=20), tick=False):
            body = client.get(reverse("coordination:volunteer-home")).content.decode()
            assert "I am leaving now" not in body
            assert "When did you leave?" in body

    def test_elsewhere_there_is_no_such_button(self, client, vera):
        later = ShiftFactory(starts_at=TWO + timedelta(hours=3))
        other = SignUpFactory(shift=later, person=vera.person)
        client.force_login(vera.person.user)
        url = reverse("coordination:visit", args=[other.public_id])
        assert client.post(url, {"act": "here"}).status_code == 404


class TestFirstByTwo:
    def test_a_second_or_an_earlier_visit_is_enough(self, vera, django_assert_num_queries):
        assert alone_on_first([vera]) == [vera]
        AttendanceFactory(
            sign_up=SignUpFactory(
                shift=ShiftFactory(activity=vera.shift.activity, starts_at=TWO - timedelta(days=7)),
                person=vera.person,
            )
        )
        new = SignUpFactory(
            shift=ShiftFactory(activity=vera.shift.activity, starts_at=TWO, places=2)
        )
        with django_assert_num_queries(2):
            assert alone_on_first([vera, new]) == [new]
        SignUpFactory(shift=new.shift)
        assert alone_on_first([vera, new]) == []

    def test_today_asks_for_a_second(self, client, vera, activity):
        client.force_login(MembershipFactory(unit=activity.unit).user)
        with time_machine.travel(TWO - timedelta(days=1), tick=False):
            body = client.get(reverse("coordination:today")).content.decode()
        assert "Vera Vik would make a first home visit alone" in body
