"""Leaving with notice, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from careshare.sentences import joined
from coordination.arrangements.access import Record
from coordination.arrangements.models import Ending
from coordination.arrangements.rules import UNIT_PARTY, Doer, Fallen, FallsOpen
from coordination.arrangements.words import END_REASONS, TASKS
from coordination.planning.words.activities import Fact
from coordination.planning.words.board import Chip, day, doer_chip


@dataclass(frozen=True)
class FallenLine:
    """One task that falls open: who does it now, and who is left."""

    label: str
    now: Chip
    part: str
    then: Chip
    then_who: str


def fallen_lines(found: FallsOpen, record: Record) -> list[FallenLine]:
    """The tasks, each as it is and as it falls."""
    return [_line(one, record) for one in found.tasks]


def _line(fallen: Fallen, record: Record) -> FallenLine:
    names = record.names
    others = [share.party for share in fallen.after.shares]
    return FallenLine(
        label=str(TASKS[fallen.task]),
        now=doer_chip(record.by_task.get(fallen.task), names),
        part=fallen.part,
        then=doer_chip(fallen.after, names),
        then_who=""
        if fallen.after.doer in (Doer.UNIT, Doer.ORGANISATION, Doer.NOBODY)
        else joined(names.get(party, "") for party in others),
    )


def fallen_counts(found: FallsOpen) -> list[str]:
    """Sessions, volunteers and to-dos, each as a sentence; none where nothing is concerned."""
    said = []
    if found.sessions:
        said.append(
            ngettext(
                "%(count)s session is planned from that day on. It stays.",
                "%(count)s sessions are planned from that day on. They stay.",
                found.sessions,
            )
            % {"count": found.sessions}
        )
    if found.volunteers:
        said.append(
            ngettext(
                "%(count)s volunteer of that side has signed up for then and keeps the place.",
                "%(count)s volunteers of that side have signed up for then and keep their places.",
                found.volunteers,
            )
            % {"count": found.volunteers}
        )
    if found.standing:
        said.append(
            ngettext(
                "%(count)s volunteer of that side comes every time, and goes on doing so.",
                "%(count)s volunteers of that side come every time, and go on doing so.",
                found.standing,
            )
            % {"count": found.standing}
        )
    if found.requests:
        said.append(
            ngettext(
                "%(count)s sign-up waits for an answer.",
                "%(count)s sign-ups wait for an answer.",
                found.requests,
            )
            % {"count": found.requests}
        )
    if found.uncovered:
        said.append(
            ngettext(
                "%(count)s session still needs somebody.",
                "%(count)s sessions still need somebody.",
                found.uncovered,
            )
            % {"count": found.uncovered}
        )
    if found.unrecorded:
        said.append(
            ngettext(
                "%(count)s session lacks its attendance, or a time of leaving.",
                "%(count)s sessions lack their attendance, or a time of leaving.",
                found.unrecorded,
            )
            % {"count": found.unrecorded}
        )
    if found.hours:
        said.append(
            ngettext(
                "Hours that a volunteer added wait for an answer.",
                "Hours that volunteers added wait for an answer, %(count)s times.",
                found.hours,
            )
            % {"count": found.hours}
        )
    return said


def leaver_name(ending: Ending, names: Mapping[str, str]) -> str:
    """Who leaves, by name."""
    return names.get(ending.party, "")


def leaving_sentence(ending: Ending, names: Mapping[str, str], *, has_left: bool) -> str:
    """Who leaves or left, and when."""
    values = {"who": leaver_name(ending, names), "day": day(ending.ends_on)}
    if ending.withdrawn_at is not None:
        return _("%(who)s stays: the notice was taken back.") % values
    if has_left:
        return _("%(who)s has taken no part since %(day)s.") % values
    return _("%(who)s takes no part from %(day)s on.") % values


def ending_facts(ending: Ending, names: Mapping[str, str]) -> list[Fact]:
    """Who gave notice, when and why."""
    zone = ending.activity.unit.zone
    return [
        Fact(_("Notice given by"), names.get(ending.given_by_party, "")),
        Fact(_("On"), day(ending.given_at.astimezone(zone).date())),
        Fact(_("First day without"), day(ending.ends_on)),
        Fact(_("Why"), str(END_REASONS.get(ending.reason, ending.reason))),  # type: ignore[call-overload]
        Fact(_("Message"), ending.message),
    ]


def given_line(ending: Ending, names: Mapping[str, str]) -> str:
    """Who gave notice and when, in one line of the history."""
    return _("Notice given by %(who)s on %(day)s") % {
        "who": names.get(ending.given_by_party, ""),
        "day": day(ending.given_at.astimezone(ending.activity.unit.zone).date()),
    }


def leavers(record: Record, by: str) -> dict[str, str]:
    """Whom one can name: oneself first, then the other organisations."""
    own = {by: _("We ourselves, %(who)s") % {"who": record.names.get(by, "")}}
    others = {party: name for party, name in record.names.items() if party not in (by, UNIT_PARTY)}
    return own | others
