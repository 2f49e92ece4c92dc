"""The board of who does what, in words: lanes, what each means, what a proposal would change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from careshare.sentences import joined
from coordination.arrangements.access import Record
from coordination.arrangements.models import Version
from coordination.arrangements.rules import (
    ACTING_TASKS,
    CORE_TASKS,
    UNIT_PARTY,
    Arrangement,
    Doer,
    Share,
    TaskRow,
    VersionState,
    changes,
    is_gap,
)
from coordination.arrangements.words import (
    ARRANGEMENTS,
    BY_DEFAULT_MEANS,
    COLOURS,
    DIVIDED_MEANS,
    DOER_COLOURS,
    DOERS,
    MEANS,
    STRIPED,
    TASKS,
    weekday_names,
)
from coordination.planning.words.leading import leads_here
from volunteers.memberships.rules import Task


@dataclass(frozen=True)
class Chip:
    """A small label, as `components/chip.html` reads it."""

    label: str
    color: str = "neutral"
    icon: str = ""
    striped: bool = False


def arrangement_chip(code: str, *, is_provisional: bool = False) -> Chip:
    """Who coordinates, as a label. Never good or bad: no arrangement is coloured as a verdict."""
    found = Arrangement(code)
    label = str(ARRANGEMENTS[found])
    if is_provisional and found != Arrangement.NOT_RECORDED:
        label = _("%(who)s, provisional") % {"who": label}
    icon = "both" if found == Arrangement.SHARED else ""
    return Chip(label, COLOURS[found], icon, found in STRIPED)


def record_chip(record: Record) -> Chip:
    """The chip of a record: the headline over the five core tasks."""
    derived = record.derived
    return arrangement_chip(derived.core, is_provisional=derived.is_provisional)


def shown_chip(record: Record, assumed: Sequence[Version]) -> Chip:
    """The chip of a record; of one that says nothing yet, what is assumed."""
    for version in assumed:
        core, is_provisional = version.core_arrangement, version.is_provisional
        return arrangement_chip(core, is_provisional=is_provisional)
    return record_chip(record)


def _organisations(row: TaskRow, names: Mapping[str, str]) -> str:
    return joined(names.get(one.party, "") for one in row.shares if one.party != UNIT_PARTY)


def day(value: date | None) -> str:
    """A day with its year, in the active language: "3 Nov 2026"; "" for none."""
    if value is None:
        return ""
    return date_format(value, pgettext("a day with month and year", "j M Y"))


def record_sentence(record: Record, review_on: date | None) -> str:
    """Since when the record holds, and when it is looked at again."""
    version, unit = record.version, record.activity.unit
    if version is None or version.decided_at is None:
        text = _("Nothing is recorded yet: until then everything comes to %(unit)s.")
        return text % {"unit": unit.name}
    agreed = version.decided_at.astimezone(unit.zone).date()
    values = {"agreed": day(agreed), "start": day(version.valid_from)}
    if version.valid_from == agreed:
        first = _("Agreed %(agreed)s") if record.partners else _("Recorded %(agreed)s")
    elif record.partners:
        first = _("Agreed %(agreed)s, holds from %(start)s")
    else:
        first = _("Recorded %(agreed)s, holds from %(start)s")
    if not review_on:
        return first % values
    return _("%(agreed)s, to be looked at again by %(review)s") % {
        "agreed": first % values,
        "review": day(review_on),
    }


def later_sentence(version: Version) -> str:
    """From when what was agreed for a later day holds, and when that is looked at again."""
    values = {"start": day(version.valid_from), "review": day(version.review_on)}
    if not version.review_on:
        return _("Another agreement holds from %(start)s.") % values
    return (
        _("Another agreement holds from %(start)s; it is to be looked at again by %(review)s.")
        % values
    )


def _part(share: Share) -> str:
    """One party's part: what it does, and on which fixed days."""
    return " · ".join(filter(None, (share.part, weekday_names(share.weekdays))))


def part_text(row: TaskRow, *, of_unit: bool, names: Mapping[str, str]) -> str:
    """What the unit, or what each organisation, does of a divided task."""
    shares = [one for one in row.shares if (one.party == UNIT_PARTY) == of_unit]
    texts = []
    for share in shares:
        text = _part(share)
        is_named = not of_unit and len(shares) > 1
        texts.append(f"{names.get(share.party, '')}: {text}" if is_named else text)
    return "; ".join(texts)


def doer_chip(row: TaskRow | None, names: Mapping[str, str]) -> Chip:
    """Who does one task, as a label with names."""
    if row is None:
        return Chip(_("Not recorded"))
    color = DOER_COLOURS[row.doer]
    match row.doer:
        case Doer.UNIT:
            return Chip(_("%(who)s alone") % {"who": names.get(UNIT_PARTY, "")}, color)
        case Doer.ORGANISATION:
            return Chip(_("%(who)s alone") % {"who": _organisations(row, names)}, color)
        case Doer.SHARED:
            return Chip(_("Both do it"), color, "both")
        case Doer.DIVIDED:
            return Chip(_("Each does a part"), color, "", striped=True)
        case Doer.NOBODY:
            return Chip(str(DOERS[row.doer]), color, "alert")
    return Chip(str(DOERS[row.doer]), color)


@dataclass(frozen=True)
class Proposed:
    """What one open proposal, or what is assumed, says about a task, beside the lane."""

    lead: str
    chip: Chip
    detail: str = ""


@dataclass(frozen=True)
class BoardRow:
    """One task on the board. `responsibility` is what `components/lane.html` draws."""

    task: str
    label: str
    responsibility: str
    unit: str
    organisation: str
    means: str
    unit_part: str = ""
    organisation_part: str = ""
    is_gap: bool = False
    proposed: tuple[Proposed, ...] = ()


@dataclass(frozen=True)
class Board:
    """The whole board: tasks that show, and the rest that folds away."""

    unit: str
    organisations: str
    rows: list[BoardRow] = field(default_factory=list)
    folded: list[BoardRow] = field(default_factory=list)


def board(record: Record, *, party: str, proposals: Sequence[Version] = ()) -> Board:
    """The board of a record as one side reads it. No query where the versions' rows are prefetched.

    Args:
        party: the reader's side; "" or a stranger's reads everybody by name.
        proposals: open proposals, and what is assumed, beside the tasks that they would change.
    """
    rows = {task: _board_row(task, record, party, proposals) for task in Task}
    by_task = record.by_task
    shown = [
        task for task in Task if task in ACTING_TASKS or task in by_task or rows[task].proposed
    ]
    order = sorted(shown, key=lambda task: (task not in CORE_TASKS, list(Task).index(task)))
    return Board(
        unit=record.names[UNIT_PARTY],
        organisations=joined(record.partners),
        rows=[rows[task] for task in order],
        folded=[rows[task] for task in Task if task not in shown],
    )


def _board_row(task: Task, record: Record, party: str, proposals: Sequence[Version]) -> BoardRow:
    row = record.by_task.get(task)
    names = record.names
    is_divided = row is not None and row.doer == Doer.DIVIDED
    return BoardRow(
        task=task.value,
        label=str(TASKS[task]),
        responsibility=row.doer.name if row else "",
        unit=names[UNIT_PARTY],
        organisation=_organisations(row, names) if row else "",
        unit_part=part_text(row, of_unit=True, names=names) if row and is_divided else "",
        organisation_part=part_text(row, of_unit=False, names=names) if row and is_divided else "",
        means=_means(task, row, record, party),
        is_gap=is_gap(task, row.doer if row else None),
        proposed=tuple(
            Proposed(_said_by(version), chip_if_agreed(change.after, _names(version)),
                     _parts(change.after, _names(version)))
            for version in proposals
            for change in changes(record.rows, version.rows)
            if change.task == task
        ),
    )  # fmt: skip


def chip_if_agreed(row: TaskRow | None, names: Mapping[str, str]) -> Chip:
    """What a proposal makes of a task; one that it leaves out is not proposed to be "not recorded",
    it would no longer be.
    """
    return doer_chip(row, names) if row is not None else Chip(_("No longer recorded"))


def _means(task: Task, row: TaskRow | None, record: Record, party: str) -> str:
    names = record.names
    if row is None or row.doer == Doer.NOBODY:
        is_open = is_gap(task, row.doer if row else None)
        return str(BY_DEFAULT_MEANS) % {"unit": names[UNIT_PARTY]} if is_open else ""
    if row.doer == Doer.NOT_NEEDED:
        return row.reason
    if row.doer == Doer.VOLUNTEERS:
        return leads_here(task, record, party)
    if row.doer == Doer.DIVIDED:
        own = [one for one in row.shares if one.party == party]
        return _("Your part: %(part)s") % {"part": _part(own[0])} if own else str(DIVIDED_MEANS)
    words = MEANS[task]
    holders = record.holder(task).parties
    if holders == {party}:
        return str(words.mine)
    if party in holders:
        return str(words.both)
    return str(words.other) % {"who": record.who(task)}


def _said_by(version: Version) -> str:
    if version.state == VersionState.ASSUMED:
        return _("Assumed:")
    return _("Proposed by %(who)s:") % {"who": proposer(version)}


def _parts(row: TaskRow | None, names: Mapping[str, str]) -> str:
    if row is None or row.doer != Doer.DIVIDED:
        return row.reason if row else ""
    said = ((names.get(one.party, ""), _part(one)) for one in row.shares)
    return "; ".join(": ".join(filter(None, one)) for one in said)  # while it is written, no part


def _names(version: Version) -> dict[str, str]:
    return {
        **version.asked(version.activity.unit.name),
        **version.names(version.activity.unit.name),
    }


def proposer(version: Version) -> str:
    """Who proposes, by name."""
    return _names(version).get(version.proposer, "")
