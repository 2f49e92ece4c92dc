"""What Today asks about sessions that are over: who came, or only until when."""

import pytest
from django.urls import reverse

from coordination.today.services import board, todos
from tests.coordination.today.test_services import at, scene, titles, told
from tests.factories import AttendanceFactory, ShiftFactory, SignUpFactory


@pytest.fixture
def sessions(here):
    """Yesterday and this morning two came to each, and of one it is not known until when."""
    made = [
        ShiftFactory(activity=here.walking, starts_at=at(hours), places=3) for hours in (-24, -3)
    ]
    for one in made:
        AttendanceFactory(sign_up__shift=one)
        AttendanceFactory(sign_up__shift=one, minutes=0)
    return made


def test_where_only_leaving_times_are_missing_it_says_so(here, sessions):
    assert told(here.manager) == [
        ("2 leaving times are missing", "Walking group: today and Mon 23 Nov")
    ]
    (line,) = todos.lines(scene(here.manager))
    assert line.url == reverse("coordination:attendance", args=[sessions[1].pk])
    (row,) = board.rows_of_today(scene(here.manager))
    assert (row.action_url, row.action_label) == (line.url, "Note when they left")


def test_where_somebody_is_not_recorded_that_comes_first(here, sessions):
    unknown = SignUpFactory(shift=sessions[1])
    assert told(here.manager) == [
        ("Attendance not recorded", "Walking group: today"),
        ("One leaving time is missing", "Walking group: Mon 23 Nov"),
    ]
    (row,) = board.rows_of_today(scene(here.manager))
    assert row.action_label == "Note who came"
    keys = {line.key for line in todos.lines(scene(here.manager))}
    assert len(keys) == 2  # each can be put aside by itself
    AttendanceFactory(sign_up=unknown, state="absent", minutes=0)
    assert titles(here.manager) == ["2 leaving times are missing"]
