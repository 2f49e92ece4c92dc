"""The agreement for print: a memorandum of understanding, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from careshare.sentences import joined
from coordination.arrangements.models import Ending, TaskContact, Version, VersionParty
from coordination.arrangements.rules import UNIT_PARTY, Doer, Leader, TaskRow
from coordination.arrangements.words import DOERS, TASKS, weekday_names
from coordination.planning.words.activities import Fact, type_line
from coordination.planning.words.board import day
from coordination.planning.words.changes import notice_text, terms_in_words
from coordination.planning.words.contacts import when_it_answers
from coordination.planning.words.endings import leaving_sentence
from volunteers.memberships.rules import Task
from volunteers.organisations.models import Organisation
from volunteers.places.models import CareUnit


@dataclass(frozen=True)
class Party:
    """One side: how it is called, where it is, and when it said yes."""

    name: str
    kind: str
    reach: str
    agreed: str


@dataclass(frozen=True)
class TaskLine:
    """One task: who does it, each party's part, whom to ring."""

    label: str
    who: str
    parts: list[str]
    contacts: list[str]


def parties(version: Version) -> list[Party]:
    """The sides that the agreement names, the unit first; parties and agreements prefetched."""
    unit = version.activity.unit
    named = version.names(unit.name)
    said = {
        one.party: day(one.agreed_at.astimezone(unit.zone).date())
        for one in version.agreements.all()
    }
    found = sorted(version.parties.all(), key=lambda one: one.party != UNIT_PARTY)
    return [
        Party(
            name=named[one.party],
            kind=_("voluntary organisation") if one.organisation else _("care unit"),
            reach=_reach(one),
            agreed=said.get(one.party, ""),
        )
        for one in found
        if one.party in named
    ]


def _reach(party: VersionParty) -> str:
    """Where a side is and how it is reached."""
    side: Organisation | CareUnit = party.organisation or party.version.activity.unit
    said = (getattr(side, "address", ""), str(side.phone or ""), getattr(side, "email", ""))
    return " · ".join(filter(None, said))


def task_lines(
    version: Version,
    names: dict[str, str],
    contacts: Iterable[TaskContact],
    leaders: Mapping[Task, Leader],
) -> list[TaskLine]:
    """Every recorded task, in the order of the tasks; no query where the rows are prefetched.

    Args:
        leaders: who leads what is left to the volunteers, while the agreement holds.
    """
    by_task: dict[str, list[TaskContact]] = {}
    for one in contacts:
        by_task.setdefault(str(one.task), []).append(one)
    return [
        TaskLine(
            label=str(TASKS[row.task]),
            who=_who(row, names, leaders.get(row.task)),
            parts=[
                f"{names.get(share.party, '')}: "
                + " · ".join(filter(None, (share.part, weekday_names(share.weekdays))))
                for share in row.shares
                if share.part or share.weekdays
            ],
            contacts=[_contact(one, names) for one in by_task.get(row.task, ())],
        )
        for row in version.rows
    ]


def _who(row: TaskRow, names: dict[str, str], leader: Leader | None) -> str:
    if row.doer == Doer.NOT_NEEDED:
        return f"{DOERS[row.doer]}: {row.reason}"
    if row.doer == Doer.VOLUNTEERS and leader is not None:
        return _("%(doer)s; %(name)s leads") % {"doer": DOERS[row.doer], "name": leader.name}
    if row.doer in (Doer.VOLUNTEERS, Doer.NOBODY):
        return str(DOERS[row.doer])
    held = [share.party for share in row.shares] or [UNIT_PARTY]
    who = joined(names.get(party, "") for party in held)
    if row.doer == Doer.SHARED:
        return _("%(who)s together") % {"who": who}
    if row.doer == Doer.DIVIDED:
        return _("%(who)s, each a part") % {"who": who}
    return who


def _contact(contact: TaskContact, names: dict[str, str]) -> str:
    side, when = names.get(contact.party, ""), when_it_answers(contact)
    said = f"{capfirst(contact.name)}, {side}: {contact.phone} ({when})"
    if not contact.deputy_name:
        return said
    deputy = " ".join(filter(None, (contact.deputy_name, str(contact.deputy_phone or ""))))
    return _("%(contact)s, deputy: %(deputy)s") % {"contact": said, "deputy": deputy}


def facts(version: Version, today: date) -> list[Fact]:
    """What it is about, and the terms; the notice also in the trial period."""
    activity = version.activity
    terms = terms_in_words(version, activity.unit.name)
    terms[_("Notice")] = notice_text(version, min(today, version.trial_until or today))
    return [
        Fact(_("Activity"), f"{activity.name} ({type_line(activity)})"),
        Fact(_("Purpose"), activity.purpose),
        Fact(_("The volunteer does"), activity.does),
        Fact(_("The volunteer does not"), activity.does_not),
        Fact(_("Place"), activity.place),
        *(Fact(label, text) for label, text in terms.items()),
    ]


def standing(
    version: Version, valid: Version | None, endings: Iterable[Ending], today: date
) -> list[str]:
    """Whether it holds today, and who has given notice."""
    if valid is not None and valid.pk == version.pk:
        said = [_("This agreement holds today.")]
    elif version.valid_from > today:
        said = [_("This agreement holds from %(day)s.") % {"day": day(version.valid_from)}]
    else:
        said = [_("This agreement holds no longer: a later one has taken its place.")]
    names = version.names(version.activity.unit.name)
    return said + [leaving_sentence(one, names, has_left=one.ends_on <= today) for one in endings]


def unrecorded(version: Version) -> list[str]:
    """Tasks of which the agreement says nothing: the care unit sees to them."""
    recorded = {row.task for row in version.rows}
    return [str(TASKS[task]) for task in Task if task not in recorded]
