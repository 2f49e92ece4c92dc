"""Letters about leading: to the volunteer in her language, to the unit where she puts it down."""

from datetime import timedelta

import pytest
from django.core import mail

from careshare import clock
from careshare.outbox.services.sweeping import sweep
from coordination.activities.rules.leading import WhyNoLonger
from coordination.arrangements import services as arrangements
from coordination.arrangements.access import begins_at, today_at
from coordination.arrangements.rules import UNIT_PARTY, Doer
from coordination.arrangements.services.leading import begin_leading, end_leading
from coordination.planning.services.leading import put_down
from coordination.planning.services.suspending import suspend
from coordination.signups.rules import SuspensionReason
from tests.coordination.messages.helpers import letters, one_letter
from tests.factories import (
    ActivityFactory,
    AreaFactory,
    MembershipFactory,
    PersonFactory,
    VersionFactory,
    core_rows,
)
from volunteers.memberships.access import Actor
from volunteers.memberships.models import Membership
from volunteers.memberships.rules import Role, Task

pytestmark = pytest.mark.django_db


@pytest.fixture
def activity():
    area = AreaFactory(policy__undo_seconds=0, languages=["en"])
    made = ActivityFactory(
        unit__area=area, unit__name="Solbakken", name="Chess", contact_name="Anne",
        contact_phone="+4722000011",
    )  # fmt: skip
    VersionFactory(activity=made, rows=core_rows(Doer.VOLUNTEERS))
    return made


@pytest.fixture
def manager(activity):
    return MembershipFactory(unit=activity.unit, user__email="manager@example.org").user


@pytest.fixture
def kari():
    return PersonFactory(name="Kari Vik", email="kari@example.org", has_login=True)


def name(activity, manager, person, *tasks, days=0):
    now = clock.now()
    at = begins_at(activity, today_at(activity, now) + timedelta(days=days), now)
    tasks = tasks or (Task.SCHEDULE,)
    return begin_leading(
        activity=activity, people=dict.fromkeys(tasks, person), from_at=at, user=manager, now=now
    )


def test_one_letter_says_what_one_leads_what_one_may_and_whom_to_ring(activity, manager, kari):
    name(activity, manager, kari, Task.SCHEDULE, Task.MATCH)
    letter = one_letter("kari@example.org")
    assert letter.subject == "You lead Chess"
    for part in ("Hello Kari", "Solbakken has named you to lead Chess:", "- Plan the sessions",
                 "- Approve who comes", "- You plan sessions, move them and cancel them.",
                 "- You say yes or no to those who ask to come.", "Ring Anne +47 22 00 00 11",
                 f"/lead/{activity.public_id}/", "Would you rather not?"):  # fmt: skip
        assert part in letter.body
    assert "You note who came" not in letter.body


def test_in_the_readers_language_and_from_which_day(activity, manager, kari):
    kari.language = "nb"
    kari.save(update_fields=["language"])
    name(activity, manager, kari, Task.RECRUIT, days=3)
    letter = one_letter("kari@example.org")
    assert letter.subject == "Du leder Chess"
    assert "Solbakken har valgt deg til å lede Chess fra " in letter.body
    assert "I CareShare:" not in letter.body  # nothing of it is entered there


def test_nobody_is_written_to_who_has_no_address_or_leads_no_longer(activity, manager, kari):
    name(activity, manager, PersonFactory(email=""), Task.MATCH)
    rows = name(activity, manager, kari)
    end_leading(rows, at=clock.now(), why=WhyNoLonger.UNIT, user=manager, now=clock.now(),
                tells=False)  # fmt: skip
    assert letters() == []


def test_the_end_is_told_with_why_where_the_record_has_changed(activity, manager, kari):
    name(activity, manager, kari, Task.SCHEDULE, Task.MATCH)
    letters()
    arrangements.propose(
        activity=activity, rows=core_rows(), party=UNIT_PARTY, user=manager, now=clock.now(),
        terms=arrangements.Terms(valid_from=today_at(activity, clock.now())),
    )  # fmt: skip
    letter = next(one for one in letters() if one.to == ["kari@example.org"])
    assert letter.subject == "You no longer lead Chess"
    for part in ("- Plan the sessions", "- Approve who comes", "agreed anew", "Thank you"):
        assert part in letter.body


def test_what_ends_within_the_silent_seconds_was_never_told(activity, manager, kari):
    policy = activity.unit.area.policy
    policy.undo_seconds = 45
    policy.save(update_fields=["undo_seconds"])
    rows = name(activity, manager, kari)
    end_leading(rows, at=clock.now(), why=WhyNoLonger.UNIT, user=manager, now=clock.now())
    assert letters() == []


@pytest.fixture
def slow(activity, monkeypatch):
    """Letters wait; gives what makes the time pass and sends what is due."""
    policy = activity.unit.area.policy
    policy.undo_seconds = 45
    policy.save(update_fields=["undo_seconds"])
    start = clock.now()

    def _after(seconds):
        monkeypatch.setattr(clock, "now", lambda: start + timedelta(seconds=seconds))
        sweep()
        sent, mail.outbox[:] = [one.subject for one in mail.outbox], []
        return sent

    return _after


def test_a_name_by_mistake_is_not_told_alone(activity, manager, kari, slow):
    """The letters leave by themselves, also between the two presses."""
    rows = name(activity, manager, kari)
    assert slow(10) == []
    end_leading(rows, at=clock.now(), why=WhyNoLonger.SUCCESSOR, user=manager, now=clock.now())
    assert slow(200) == []


@pytest.mark.parametrize(("begins", "subjects"), [
    (0, ["You lead Chess", "You no longer lead Chess"]), (3, []),
])  # fmt: skip
def test_an_end_on_a_later_day_is_told_also_within_the_silent_seconds(
    activity, manager, kari, slow, begins, subjects
):
    """Nobody hears only that it begins; nor of what begins later and never counted."""
    rows = name(activity, manager, kari, days=begins)
    slow(10)
    at = begins_at(activity, today_at(activity, clock.now()) + timedelta(days=2), clock.now())
    end_leading(rows, at=at, why=WhyNoLonger.SUCCESSOR, user=manager, now=clock.now())
    assert slow(50) + slow(200) == subjects


def test_whoever_is_named_again_at_once_hears_only_that(activity, manager, kari):
    rows = name(activity, manager, kari)
    end_leading(rows, at=clock.now(), why=WhyNoLonger.UNIT, user=manager, now=clock.now())
    name(activity, manager, kari)
    assert [one.subject for one in letters()] == ["You lead Chess"]


def test_the_unit_hears_who_put_what_down(activity, manager, kari):
    MembershipFactory(unit=activity.unit, role=Role.UNIT_STAFF, user__email="staff@example.org")
    name(activity, manager, kari)
    letters()
    put_down(activity=activity, person=kari, user=kari.user, now=clock.now())
    (letter,) = letters()
    assert letter.to == ["manager@example.org"]
    assert letter.subject == "Kari Vik no longer leads Chess"
    for part in ("- Plan the sessions", "Solbakken sees to it", f"/activities/{activity.pk}/lead"):
        assert part in letter.body


@pytest.mark.parametrize(("is_erased", "subject", "text"), [
    (False, "Kari Vik no longer leads Chess", "Kari Vik has left as a volunteer"),
    (True, "A volunteer no longer leads Chess", "Somebody who has left as a volunteer"),
])  # fmt: skip
def test_the_unit_hears_once_that_whoever_led_has_left(
    activity, manager, kari, is_erased, subject, text
):
    name(activity, manager, kari, Task.SCHEDULE, Task.MATCH)
    letters()
    kari.left_at, kari.erased_at = clock.now(), clock.now() if is_erased else None
    kari.save(update_fields=["left_at", "erased_at"])
    (letter,) = [*letters(), *letters()]
    assert (letter.to, letter.subject) == (["manager@example.org"], subject)
    assert ("Kari" in letter.body) != is_erased
    for part in (text, "- Plan the sessions", "- Approve who comes", "Solbakken sees to it"):
        assert part in letter.body


@pytest.mark.parametrize("is_erased", [False, True])
def test_the_unit_hears_that_nobody_leads_once_a_hold_ends_it_and_not_why(
    activity, manager, kari, is_erased
):
    """Whichever side put it: the letter says nothing of a hold, and the person still hears it."""
    name(activity, manager, kari, Task.SCHEDULE, Task.MATCH)
    letters()
    hat = Membership.objects.get(user=manager)
    suspend(person=kari, actor=Actor(manager, hat), reason=SuspensionReason.SAFETY,
            now=clock.now())  # fmt: skip
    if is_erased:
        kari.erased_at = clock.now()
        kari.save(update_fields=["erased_at"])
    found = [one for one in letters() if "leads" in one.subject]
    (letter,) = [one for one in found if one.to == ["manager@example.org"]]
    who = "A volunteer" if is_erased else "Kari Vik"
    assert letter.subject == f"{who} no longer leads Chess"
    for part in ("no longer leads this at Chess:", "- Plan the sessions", "- Approve who comes",
                 "Solbakken sees to it", f"/activities/{activity.pk}/lead"):  # fmt: skip
        assert part in letter.body
    assert ("Kari Vik" in letter.body) != is_erased
    for hidden in ("hold", "safety", "would rather not", " Vik has left"):
        assert hidden not in letter.body


def test_a_hold_ends_what_somebody_leads_and_she_hears_it_too(activity, manager, kari):
    rows = name(activity, manager, kari)
    letters()
    end_leading(rows, at=clock.now(), why=WhyNoLonger.ON_HOLD, user=manager, now=clock.now())
    found = {one.to[0]: one.subject for one in letters()}
    assert found == {
        "kari@example.org": "You no longer lead Chess",
        "manager@example.org": "Kari Vik no longer leads Chess",
    }
