"""How letters read: language, zone, and nothing that breaks out of its line."""

from datetime import UTC, datetime

import pytest
import time_machine
from icalendar import Calendar

from coordination.signups.services import come
from tests.coordination.messages.helpers import calendar_of, one_letter, shift_in
from tests.factories.when import ShiftFactory
from tests.factories.who import AreaFactory, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def area():
    return AreaFactory(policy__undo_seconds=0, languages=["nb"])


def letter_to(person, shift):
    come(person=person, shift=shift, user=None)
    return one_letter(person.email)


@pytest.mark.parametrize(
    ("language", "weekday"), [("en", "Thursday"), ("nb", "torsdag"), ("", "torsdag")]
)
def test_each_reads_in_her_language_else_the_areas(area, language, weekday):
    with time_machine.travel(datetime(2026, 11, 23, 9, tzinfo=UTC)):
        shift = ShiftFactory(
            activity=shift_in(area).activity, starts_at=datetime(2026, 11, 26, 13, tzinfo=UTC)
        )
        letter = letter_to(PersonFactory(language=language), shift)
    assert weekday in letter.body
    assert "14:00–16:00" in letter.body  # unbound: a letter is not laid out here


@pytest.mark.parametrize(
    ("starts_at", "local"),
    [
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "02:30"),  # the hour comes twice: the first
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "02:30"),
        (datetime(2027, 3, 28, 0, 30, tzinfo=UTC), "01:30"),
        (datetime(2027, 3, 28, 1, 30, tzinfo=UTC), "03:30"),
    ],
)
def test_the_nights_on_which_the_clock_changes(area, starts_at, local):
    with time_machine.travel(datetime(2026, 10, 20, 9, tzinfo=UTC)):
        shift = ShiftFactory(activity=shift_in(area).activity, starts_at=starts_at)
        letter = letter_to(PersonFactory(), shift)
    assert f"{local}–" in letter.body
    (event,) = calendar_of(letter).walk("VEVENT")
    assert event.decoded("DTSTART").strftime("%H:%M") == local


EVIL = "Song\r\nBcc: all@example.org\r\nEND:VEVENT\r\nBEGIN:VEVENT\nATTENDEE:mailto:x@example.org"


def test_a_name_cannot_write_headers_or_calendar_lines(area):
    letter = letter_to(PersonFactory(), shift_in(area, place=EVIL))
    assert "\n" not in letter.subject
    assert set(letter.message().keys()).isdisjoint({"Bcc", "BCC"})
    calendar = calendar_of(letter)
    assert len(calendar.walk("VEVENT")) == 1
    assert "ATTENDEE" not in calendar.walk("VEVENT")[0]


@pytest.mark.parametrize(
    "name", ["<script>alert(1)</script>", "A & B", "\N{RIGHT-TO-LEFT OVERRIDE}x", "🌞" * 20]
)
def test_strange_names_arrive_as_they_are(area, name):
    shift = shift_in(area)
    shift.activity.name = name
    shift.activity.save()
    letter = letter_to(PersonFactory(), shift)
    assert name in letter.body
    assert Calendar.from_ical(letter.attachments[0].content).walk("VEVENT")[0]["SUMMARY"] == name
    letter.message().as_bytes()


def test_every_letter_is_plain_short_and_tidy(area):
    body = letter_to(PersonFactory(), shift_in(area)).body
    assert "&" not in body
    assert "\n\n\n" not in body
    assert "{" not in body
    assert len(body) < 1200
