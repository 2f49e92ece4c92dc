"""Published, back to draft, closed to partners: the others hear of it once, a quick undo nobody."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import translation

from careshare import clock
from coordination.arrangements.rules import (
    CORE_TASKS,
    UNIT_PARTY,
    Doer,
    VersionState,
    organisation_party,
)
from coordination.messages.rules import Change, is_turned
from coordination.planning.services import publishing
from tests.coordination.messages.helpers import letters
from tests.factories import (
    ActivityFactory,
    AreaFactory,
    MembershipFactory,
    OrganisationFactory,
    VersionFactory,
    task_row,
)
from volunteers.accounts.models import User
from volunteers.memberships.rules import Role, Task

pytestmark = pytest.mark.django_db
UNDO = 45


@pytest.fixture
def area():
    return AreaFactory(policy__undo_seconds=UNDO, languages=["en"])


def organisation(area, name):
    made = OrganisationFactory(home_area=area, name=name)
    MembershipFactory(
        role=Role.COORDINATOR, organisation=made, user__email=f"{name.lower()}@example.org"
    )
    return made


@pytest.fixture
def red(area):
    return organisation(area, "Red")


@pytest.fixture
def activity(area, red):
    """The unit informs, an organisation recruits."""
    made = ActivityFactory(
        unit__area=area, unit__name="Solbakken", name="Singing", state="published",
        is_open_to_partners=True,
    )  # fmt: skip
    rows = [task_row(task, Doer.UNIT) for task in CORE_TASKS if task != Task.RECRUIT]
    rows += [task_row(Task.RECRUIT, Doer.ORGANISATION, red), task_row(Task.INFORM, Doer.UNIT)]
    VersionFactory(activity=made, rows=rows)
    MembershipFactory(unit=made.unit, user__email="colleague@example.org")
    return made


@pytest.fixture
def presser(activity):
    return MembershipFactory(unit=activity.unit, user__email="manager@example.org").user


@pytest.fixture(autouse=True)
def at():
    """A clock that stands until it is moved."""
    with time_machine.travel(clock.now(), tick=False) as traveller:
        yield traveller


@pytest.fixture
def turn(activity, presser, monkeypatch, at):
    """Publish or pause; what the gate asks is tried elsewhere."""
    monkeypatch.setattr(publishing, "missing", lambda record, now: [])

    def turned(verb, seconds=0, side=UNIT_PARTY):
        at.shift(seconds)
        return getattr(publishing, verb)(
            activity=activity, user=presser, now=clock.now(), side=side
        )  # fmt: skip

    return turned


def told(at):
    """Who gets which letter once the silent seconds are over."""
    at.shift(UNDO + 1)
    return sorted((one.to[0], one.subject) for one in letters())


def test_of_a_draft_the_other_side_and_whoever_informs_hear(turn, at):
    turn("pause")
    assert letters() == []  # an undo is silent so long
    subject = "Singing is back to draft"
    assert told(at) == [("colleague@example.org", subject), ("red@example.org", subject)]
    assert told(at) == []


def test_the_letter_says_who_did_it_what_holds_and_who_informs(turn, at):
    turn("pause")
    at.shift(UNDO + 1)
    body = next(one for one in letters() if one.to == ["red@example.org"]).body
    assert "Solbakken has taken Singing at Solbakken back to draft." in body
    assert "Everybody who has signed up still comes" in body
    assert "informed by: Solbakken." in body
    assert "/activities/" in body


def test_it_is_read_in_ones_own_language(turn, at, red):
    User.objects.filter(email="red@example.org").update(language="nb")
    turn("pause")
    at.shift(UNDO + 1)
    with translation.override("en"):
        sent = {one.to[0]: one.subject for one in letters()}
    assert sent["red@example.org"] == "Singing er utkast igjen"


def test_of_publishing_the_other_side_alone_hears(turn, at):
    turn("pause")
    told(at)
    turn("publish")
    assert told(at) == [("red@example.org", "Singing is published")]


def test_where_the_organisation_publishes_the_unit_hears(turn, at, red):
    turn("pause")
    told(at)
    turn("publish", side=organisation_party(red.pk))
    # Who pressed knows, whatever hat it was.
    assert told(at) == [("colleague@example.org", "Singing is published")]


def test_what_is_turned_back_in_time_is_told_to_nobody(turn, at):
    turn("pause")
    turn("publish", seconds=10)
    assert told(at) == []


def test_of_three_quick_turns_the_last_is_told_once(turn, at):
    turn("pause")
    turn("publish", seconds=10)
    turn("pause", seconds=10)
    assert [to for to, _subject in told(at)] == ["colleague@example.org", "red@example.org"]


def test_a_letter_that_is_no_longer_true_does_not_leave(turn, at):
    turn("pause")
    turn("publish", seconds=UNDO + 5)  # nobody has swept between
    assert told(at) == [("red@example.org", "Singing is published")]


@pytest.mark.parametrize(
    ("turns", "news"),
    [
        ([0], [True]),
        ([0, 10], [False, False]),
        ([0, 45], [True, True]),
        ([0, 10, 20], [False, False, True]),
        ([0, 10, 20, 30], [False, False, False, False]),
        ([0, 100, 110, 300], [True, False, False, True]),
    ],
)
def test_a_switch_is_news_where_it_stands_otherwise_than_was_told(turns, news):
    start = clock.now()
    history = [
        Change("x", number, start + timedelta(seconds=one), start + timedelta(seconds=one + UNDO))
        for number, one in enumerate(turns)
    ]
    assert [is_turned(history[::-1], one.version) for one in history] == news


# --- Closed to partners -----------------------------------------------------------------------


@pytest.fixture
def blue(area, activity, red):
    """It has offered its help; so has, for something else, one that takes part already."""
    made = organisation(area, "Blue")
    organisation(area, "Green")  # has offered nothing
    for one in (made, red):
        VersionFactory(
            activity=activity, rows=[task_row(Task.RECRUIT, Doer.ORGANISATION, one)],
            state=VersionState.PROPOSED, proposer=organisation_party(one.pk),
        )  # fmt: skip
    return made


@pytest.fixture
def door(activity, presser, at):
    def opened(is_open, seconds=0):
        at.shift(seconds)
        publishing.set_open(activity=activity, is_open=is_open, user=presser, now=clock.now())

    return opened


def test_whoever_has_made_an_offer_hears_that_it_is_closed_and_the_offer_stands(
    door, at, blue, activity
):
    door(False)
    at.shift(UNDO + 1)
    (sent,) = letters()
    assert sent.to == ["blue@example.org"]
    assert sent.subject == "Singing is no longer open to more organisations"
    assert "Your offer stands" in sent.body
    (offer,) = activity.versions.proposed().filter(proposer=organisation_party(blue.pk))
    assert f"/versions/{offer.pk}/" in sent.body
    assert told(at) == []


def test_opened_again_in_time_it_is_told_to_nobody(door, at, blue):
    door(False)
    door(True, seconds=10)
    assert told(at) == []


def test_opened_again_later_nobody_hears_that_it_was_closed(door, at, blue):
    door(False)
    door(True, seconds=UNDO + 5)
    assert told(at) == []


def test_an_offer_that_was_answered_meanwhile_gets_no_letter(door, at, blue, activity):
    door(False)
    activity.versions.proposed().update(state=VersionState.DECLINED)
    assert told(at) == []
