"""Put aside by one, given to a colleague, and the way back from both."""

import inspect
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse

from careshare import clock
from coordination.arrangements.rules import Doer
from coordination.today.services import kinds, todos
from coordination.today.services.scene import scene_of
from tests.factories import (
    ActivityFactory,
    InitiativeFactory,
    MembershipFactory,
    ShiftFactory,
    SignUpFactory,
    VersionFactory,
    core_rows,
)
from volunteers.memberships.access import Actor
from volunteers.memberships.rules import Role


def needs(membership):
    return todos.needs_you(scene_of(Actor(membership.user, membership), clock.now()))


def titles(membership) -> list[str]:
    return [shown.line.title for block in needs(membership).blocks for shown in block.lines]


@pytest.fixture
def second(here):
    return MembershipFactory(role=Role.UNIT_MANAGER, unit=here.unit, name="Ida")


@pytest.fixture
def line(here):
    """A session that needs somebody, and the page on which its line can be put off."""
    shift = ShiftFactory(activity=here.walking, starts_at=clock.now() + timedelta(hours=5))
    return reverse("coordination:today-line", args=[f"uncovered-{shift.pk}"])


WAITS = "1 session needs somebody"


def test_put_aside_hides_it_from_one_and_comes_back(here, enter, line, second):
    client = enter(here.manager)
    assert WAITS in client.get(line).content.decode()
    assert titles(here.manager) == [WAITS]  # opening the page changed nothing
    client.post(line, {"later": "tomorrow"})
    assert titles(here.manager) == []
    assert [shown.note for shown in needs(here.manager).put_aside] == ["Put aside until Wed 25 Nov"]
    assert titles(second) == [WAITS]
    client.post(line, {"undo": "1"})
    assert titles(here.manager) == [WAITS]


def test_what_was_put_aside_shows_again_on_its_day(here, enter, line):
    enter(here.manager).post(line, {"later": "tomorrow"})
    scene = scene_of(Actor(here.manager.user, here.manager), clock.now())
    (shown,) = todos.needs_you(scene).put_aside
    tomorrow = replace(scene, now=scene.now + timedelta(days=1))
    assert todos.around_of(scene).aside == {shown.line.key: tomorrow.today}
    assert todos.around_of(tomorrow).aside == {}


def test_given_it_stands_first_there_and_with_a_name_elsewhere(here, enter, line, second):
    ShiftFactory(activity=here.coffee, starts_at=clock.now() + timedelta(hours=2))
    client = enter(here.manager)
    assert "Ida" in client.get(line).content.decode()
    client.post(line, {"to": second.pk})
    assert [shown.note for shown in needs(here.manager).given] == ["Given to Ida"]
    first = needs(second).blocks[0].lines[0]
    assert first.line.sub.startswith("Walking group")
    assert first.note.startswith("Given to you by ")
    enter(here.manager).post(line, {"undo": "1"})
    assert needs(here.manager).given == needs(second).given == []
    assert len(titles(here.manager)) == 2


def test_only_to_somebody_of_the_same_side_who_may_do_it(here, enter, line):
    client = enter(here.manager)
    for stranger in (here.stranger, here.coordinator, here.staff):
        client.post(line, {"to": stranger.pk})
        assert needs(here.manager).given == []


def test_attendance_can_be_given_to_staff(here, enter):
    past = ShiftFactory(activity=here.walking, starts_at=clock.now() - timedelta(days=1))
    SignUpFactory(shift=past)
    url = reverse("coordination:today-line", args=[f"attendance-{past.pk}"])
    enter(here.manager).post(url, {"to": here.staff.pk})
    assert len(needs(here.manager).given) == 1
    assert titles(here.staff) == ["Attendance not recorded"]


def test_who_left_holds_nothing_back(here, enter, line, second):
    enter(here.manager).post(line, {"to": second.pk})
    second.ended_at = clock.now()
    second.save()
    assert titles(here.manager) == [WAITS]


def test_a_line_that_is_not_there_says_so(here, enter, line):
    for whom in (here.stranger, here.coordinator):
        response = enter(whom).get(line, follow=True)
        assert "done already" in response.content.decode()


def test_the_groups_and_what_folds_away(here):
    for _ in range(9):
        InitiativeFactory(unit=here.unit, state="accepted")
        ActivityFactory(unit=here.unit)  # nobody does anything yet: one line for all
    ShiftFactory(activity=here.walking, starts_at=clock.now() + timedelta(hours=5))
    ShiftFactory(activity=here.coffee, starts_at=clock.now() + timedelta(days=4))
    blocks = needs(here.manager).blocks
    assert [(one.title, len(one.lines), len(one.folded)) for one in blocks] == [
        ("Now", 1, 0),
        ("This week", 7, 3),
        ("Can wait", 1, 0),
    ]


def test_assumed_records_and_late_cancellations_stand_there(here):
    VersionFactory(activity=ActivityFactory(unit=here.unit), rows=core_rows(), is_assumed=True)
    shift = ShiftFactory(activity=here.walking, starts_at=clock.now() + timedelta(hours=5))
    SignUpFactory(
        shift=shift, state="cancelled", cancelled_by="volunteer", cancelled_at=clock.now(),
        person__name="Odd Lie",
    )  # fmt: skip
    assert titles(here.manager) == [
        "Odd Lie cannot come",
        WAITS,
        "Assumed so far: is this who does what?",
    ]
    assert titles(here.coordinator) == []


def test_a_proposal_that_runs_out_is_for_now_on_both_sides(here):
    offer = f"organisation:{here.partner.pk}"
    version = VersionFactory(
        activity=here.walking, rows=core_rows(Doer.SHARED, here.partner), state="proposed",
        proposer=offer, proposed_at=clock.now(), expires_at=clock.now() + timedelta(days=20),
    )  # fmt: skip
    version.agreements.create(party=offer, agreed_at=clock.now(), user=here.coordinator.user)
    assert [one.title for one in needs(here.manager).blocks] == ["This week"]
    assert titles(here.coordinator) == []
    version.expires_at = clock.now() + timedelta(hours=20)
    version.save(update_fields=["expires_at"])
    assert [one.title for one in needs(here.manager).blocks] == ["Now"]
    assert titles(here.coordinator) == ["Nobody has answered your proposal"]


def test_one_line_asks_for_its_own_kind_alone(here, enter, line, django_assert_max_num_queries):
    client = enter(here.manager)
    for _ in range(3):
        assert WAITS in client.get(line).content.decode()
        with django_assert_max_num_queries(26):
            client.get(line)
        ShiftFactory(activity=here.coffee, starts_at=clock.now() + timedelta(hours=3))


def test_every_kind_of_line_is_found_by_its_name():
    folder = Path(kinds.__file__).parent
    source = "".join(one.read_text() for one in folder.glob("*.py"))
    assert sorted(re.findall(r'kind="(\w+)"', source)) == sorted(kinds.KINDS)
    for name, kind in kinds.KINDS.items():
        assert f'kind="{name}"' in Path(inspect.getfile(kind)).read_text()


def test_a_name_that_is_none_finds_nothing(here, enter):
    for key in ("nothing-1", "uncovered", "uncovered-0", "-"):
        page = enter(here.manager).get(reverse("coordination:today-line", args=[key]))
        assert page["Location"] == reverse("coordination:today")
