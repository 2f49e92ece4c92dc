"""Whoever forgot to check out is asked the next morning, once; nobody guesses."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from careshare.outbox.models import Delivery
from careshare.outbox.services.events import insert
from coordination.messages.emails.attendance import when_left
from coordination.messages.services.leaving import missing_questions
from coordination.signups.models import Attendance
from coordination.signups.rules import AttendanceState
from coordination.signups.rules.attendance import AttendedVia
from coordination.signups.services import check_in, check_out, record_attendance
from tests.factories import PersonFactory, ShiftFactory, SignUpFactory

pytestmark = pytest.mark.django_db

TWO = datetime(2026, 11, 24, 13, tzinfo=UTC)  # in Oslo; until four
MORNING = datetime(2026, 11, 25, 8, tzinfo=UTC)  # nine in Oslo


@pytest.fixture
def forgot():
    """Checked in at five past two, and never out."""
    person = PersonFactory(has_login=True, name="Vera Vik")
    row = SignUpFactory(shift=ShiftFactory(starts_at=TWO), person=person)
    return check_in(sign_up=row, via=AttendedVia.TABLET, user=None, now=TWO + timedelta(minutes=5))


def test_one_letter_the_next_morning_and_hours_stay_unknown(forgot):
    assert missing_questions(MORNING - timedelta(minutes=1)) == []
    for _twice in range(2):
        insert(missing_questions(MORNING))
    row = Delivery.objects.get(kind="when-left")
    letter = when_left(row, MORNING)
    assert "checked in at 14:05" in letter.body
    assert re.search(r"http://testserver/m/\S+", letter.body)
    assert Attendance.objects.get().minutes == 0
    assert missing_questions(MORNING + timedelta(days=1)) == []


def test_no_letter_once_it_is_known_nor_to_who_has_no_address(forgot):
    insert(missing_questions(MORNING))
    check_out(sign_up=forgot.sign_up, via=AttendedVia.ASKED, user=None, now=MORNING,
              left_at=TWO + timedelta(hours=2))  # fmt: skip
    assert when_left(Delivery.objects.get(kind="when-left"), MORNING) is None
    silent = SignUpFactory(shift=ShiftFactory(starts_at=TWO), person=PersonFactory(email=""))
    check_in(sign_up=silent, via=AttendedVia.TABLET, user=None, now=TWO)
    assert missing_questions(MORNING) == []


def test_two_taps_from_the_letter_and_no_log_in(client, forgot):
    """The link, then the button; opening it changes nothing, and once said it is said."""
    insert(missing_questions(MORNING))
    body = when_left(Delivery.objects.get(kind="when-left"), MORNING).body
    address = re.search(r"http://testserver(/m/\S+)", body).group(1)
    with time_machine.travel(MORNING, tick=False):
        assert "At the end, 16:00" in client.get(address).content.decode()
        assert Attendance.objects.get().minutes == 0
        assert "before you came" in client.post(address, {"left": "13:00"}).content.decode()
        said = client.post(address, {"end": "1"}, follow=True).content.decode()
        assert "Thank you, Vera" in said
        client.post(address, {"left": "15:00"})
    forgot.refresh_from_db()
    assert (forgot.state, forgot.minutes, forgot.via) == ("came", 115, "asked")
    assert "_auth_user_id" not in client.session


def test_behind_the_link_too_an_unlikely_time_is_asked_about(client, forgot):
    insert(missing_questions(MORNING))
    body = when_left(Delivery.objects.get(kind="when-left"), MORNING).body
    address = re.search(r"http://testserver(/m/\S+)", body).group(1)
    with time_machine.travel(MORNING, tick=False):
        asked = client.post(address, {"left": "19:30"}).content.decode()
        assert "That is 3.5 hours after the end. Is it right?" in asked
        assert Attendance.objects.get().minutes == 0
        client.post(address, {"left": "19:30", "sure": "19:30"})
    assert Attendance.objects.get().minutes == 325


class TestHerPage:
    @pytest.mark.parametrize("sure", [{}, {"sure": "19:00"}, {"sure": "yes"}])
    def test_a_time_long_after_the_end_is_asked_about(self, client, forgot, sure):
        """Sure is said of one time; another time in the field is asked about anew."""
        client.force_login(forgot.sign_up.person.user)
        url = f"/times/{forgot.sign_up.public_id}/left/"
        with time_machine.travel(MORNING, tick=False):
            asked = client.post(url, {"left": "19:30", **sure}).content.decode()
            assert "That is 3.5 hours after the end. Is it right?" in asked
            assert 'name="sure" value="19:30"' in asked
            assert Attendance.objects.get().minutes == 0
            said = client.post(url, {"left": "19:30", "sure": "19:30"}, follow=True)
        assert "Thank you. 5.4 hours are counted." in said.content.decode()
        assert Attendance.objects.get().minutes == 325

    @pytest.mark.parametrize(
        ("left", "said"),
        [
            ("15:05", "1 hour is counted."),
            ("14:50", "45 minutes are counted."),
            ("17:00", "2.9 hours are counted."),
        ],
    )
    def test_a_usual_time_is_taken_at_once_and_the_hours_are_said(self, client, forgot, left, said):
        client.force_login(forgot.sign_up.person.user)
        url = f"/times/{forgot.sign_up.public_id}/left/"
        with time_machine.travel(MORNING, tick=False):
            page = client.post(url, {"left": left}, follow=True).content.decode()
        assert f"Thank you. {said}" in page

    def test_before_the_start_is_asked_about_too(self, client):
        """Who came early and left before it began: no hours, once that is said."""
        person = PersonFactory(has_login=True)
        row = SignUpFactory(shift=ShiftFactory(starts_at=TWO), person=person)
        early = TWO - timedelta(minutes=20)
        check_in(sign_up=row, via=AttendedVia.TABLET, user=None, now=early)
        client.force_login(person.user)
        url = f"/times/{row.public_id}/left/"
        with time_machine.travel(MORNING, tick=False):
            asked = client.post(url, {"left": "13:50"}).content.decode()
            assert "That is 10 minutes before the start. Is it right?" in asked
            said = client.post(url, {"left": "13:50", "sure": "13:50"}, follow=True)
        assert "Thank you. 0 hours are counted." in said.content.decode()

    def _home(self, client):
        return client.get(reverse("coordination:volunteer-home")).content.decode()

    def test_home_asks_from_the_morning_on(self, client, forgot):
        client.force_login(forgot.sign_up.person.user)
        with time_machine.travel(MORNING - timedelta(hours=1), tick=False):
            assert "When did you leave?" not in self._home(client)
        with time_machine.travel(MORNING, tick=False):
            assert "At the end, 16:00" in self._home(client)
            client.post(f"/times/{forgot.sign_up.public_id}/left/", {"end": "1"})
            assert "When did you leave?" not in self._home(client)
        forgot.refresh_from_db()
        assert (forgot.state, forgot.minutes, forgot.via) == ("came", 115, "asked")

    @pytest.mark.parametrize(
        ("left", "says"),
        [
            ("13:00", "before you came"),
            ("", "Please fill this in."),
            ("99:99", "Enter a valid time."),
        ],
    )
    def test_a_time_that_cannot_be_is_said_and_kept(self, client, forgot, left, says):
        client.force_login(forgot.sign_up.person.user)
        url = f"/times/{forgot.sign_up.public_id}/left/"
        with time_machine.travel(MORNING, tick=False):
            body = client.post(url, {"left": left}).content.decode()
            assert says in body
            assert f'value="{left}"' in body or not left
            client.post(url, {"left": "15:30"})
        forgot.refresh_from_db()
        assert (forgot.state, forgot.minutes) == ("partly", 85)

    def test_what_she_said_she_may_change_until_somebody_else_does(self, client, forgot):
        client.force_login(forgot.sign_up.person.user)
        page = f"/times/{forgot.sign_up.public_id}/"
        with time_machine.travel(MORNING, tick=False):
            client.post(f"{page}left/", {"left": "15:30"})
            assert f"{page}left/" in client.get(page).content.decode()
            said = client.post(f"{page}left/", {"left": "15:05"}, follow=True).content.decode()
            assert "Thank you. 1 hour is counted." in said
            record_attendance(sign_up=forgot.sign_up, state=AttendanceState.CAME, user=None,
                              side="unit", now=MORNING)  # fmt: skip
            assert f"{page}left/" not in client.get(page).content.decode()
            assert client.get(f"{page}left/").status_code == 302  # the page of that time
            client.post(f"{page}left/", {"left": "15:30"})
        forgot.refresh_from_db()
        assert (forgot.minutes, forgot.via) == (120, "staff")

    def test_after_two_months_she_changes_nothing(self, client, forgot):
        client.force_login(forgot.sign_up.person.user)
        url = f"/times/{forgot.sign_up.public_id}/left/"
        with time_machine.travel(MORNING, tick=False):
            client.post(url, {"left": "15:30"})
        with time_machine.travel(MORNING + timedelta(days=61), tick=False):
            client.force_login(forgot.sign_up.person.user)
            client.post(url, {"left": "16:00"})
        forgot.refresh_from_db()
        assert forgot.minutes == 85

    def test_what_others_recorded_stays_also_for_the_service(self, forgot):
        """Somebody records it between the page and the press."""
        staff = PersonFactory(has_login=True).user
        check_out(sign_up=forgot.sign_up, via=AttendedVia.ASKED, user=staff, now=MORNING,
                  left_at=TWO + timedelta(hours=1))  # fmt: skip
        her = forgot.sign_up.person.user
        kept = check_out(sign_up=forgot.sign_up, via=AttendedVia.ASKED, user=her, now=MORNING,
                         left_at=TWO + timedelta(hours=2), is_again=True)  # fmt: skip
        assert kept.minutes == 55
