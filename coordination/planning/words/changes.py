"""What a proposal would change, in words and side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from careshare.sentences import joined
from coordination.arrangements.access import Record
from coordination.arrangements.models import Version
from coordination.arrangements.rules import (
    UNIT_PARTY,
    Change,
    TaskRow,
    changes,
    notice_on,
    parties_of,
)
from coordination.arrangements.words import (
    TASKS,
)
from coordination.planning.words.activities import Fact
from coordination.planning.words.board import (
    Chip,
    _names,
    _parts,
    chip_if_agreed,
    day,
    doer_chip,
    proposer,
)


@dataclass(frozen=True)
class ChangeRow:
    """One task that a proposal sees differently, side by side."""

    label: str
    before: Chip
    after: Chip
    before_detail: str = ""
    after_detail: str = ""


def change_rows(
    before: Iterable[TaskRow],
    after: Iterable[TaskRow],
    names: Mapping[str, str],
    *,
    of_record: bool = True,
) -> list[ChangeRow]:
    """What differs, task by task.

    Args:
        of_record: whether `before` holds, so that what is left out is recorded no longer; else it
            is another proposal.
    """
    after_chip = chip_if_agreed if of_record else doer_chip
    return [_change_row(one, names, after_chip(one.after, names)) for one in changes(before, after)]


def _change_row(change: Change, names: Mapping[str, str], after: Chip) -> ChangeRow:
    return ChangeRow(
        label=str(TASKS[change.task]),
        before=doer_chip(change.before, names),
        after=after,
        before_detail=_parts(change.before, names),
        after_detail=_parts(change.after, names),
    )


class HasTerms(Protocol):
    """A version, or a proposal while it is written."""

    @property
    def valid_from(self) -> date | None: ...
    @property
    def review_on(self) -> date | None: ...
    @property
    def trial_until(self) -> date | None: ...
    @property
    def notice_days(self) -> int: ...
    @property
    def brings_people(self) -> int | None: ...
    @property
    def brings_from(self) -> date | None: ...
    @property
    def unit_brings(self) -> str: ...


def terms_in_words(terms: HasTerms, unit_name: str) -> dict[str, str]:
    """What is said beside the tasks, by what it is called; "" where nothing is."""
    return {
        _("Volunteers"): _people(terms),
        _("%(unit)s brings") % {"unit": unit_name}: terms.unit_brings,
        _("Holds from"): day(terms.valid_from),
        _("Trial until"): day(terms.trial_until),
        _("Looked at again by"): day(terms.review_on),
        _("Notice"): _notice(terms.notice_days),
    }


def _people(terms: HasTerms) -> str:
    if terms.brings_people is None:
        return ""
    people = ngettext("%(count)s volunteer", "%(count)s volunteers", terms.brings_people) % {
        "count": terms.brings_people
    }
    if not terms.brings_from:
        return people
    return _("%(people)s from %(day)s") % {"people": people, "day": day(terms.brings_from)}


def notice_text(version: Version, today: date) -> str:
    """The notice of an agreement, and how much shorter it is while a trial runs."""
    policy = version.activity.unit.area.policy
    days = version.notice_days or policy.notice_days
    said = _notice(days) or _("none")
    now = notice_on(
        today,
        agreed=version.notice_days,
        usual=policy.notice_days,
        trial_until=version.trial_until,
        in_trial=policy.trial_notice_days,
    )
    if now == days:
        return said
    return _("%(usual)s; in the trial period %(trial)s") % {
        "usual": said,
        "trial": _notice(now) or _("none"),
    }


def agreement_facts(version: Version | None, today: date, review_on: date | None) -> list[Fact]:
    """Trial, review and notice of what both sides agreed, for the activity's page.

    Args:
        review_on: when that very version is looked at again.
    """
    if version is None:
        return []
    is_trial = version.trial_until is not None and today <= version.trial_until
    return [
        Fact(_("Trial until"), day(version.trial_until) if is_trial else ""),
        Fact(_("Looked at again by"), day(review_on)),
        Fact(_("Notice"), notice_text(version, today)),
    ]


def _notice(days: int) -> str:
    return ngettext("%(count)s day", "%(count)s days", days) % {"count": days} if days else ""


@dataclass(frozen=True)
class TermChange:
    """One of the terms that two versions see differently; "" where nothing is said."""

    label: str
    before: str
    after: str


def term_changes(
    before: HasTerms | None, after: HasTerms, unit_name: str, *, with_start: bool = True
) -> list[TermChange]:
    """Dates, notice and what is brought: what differs.

    Args:
        with_start: whether another first day is a difference; a change of today's record always
            has one.
    """
    old = terms_in_words(before, unit_name) if before is not None else {}
    new = terms_in_words(after, unit_name)
    left_out = () if with_start else (_("Holds from"),)
    return [
        TermChange(label, old.get(label, ""), text)
        for label, text in new.items()
        if old.get(label, "") != text and label not in left_out
    ]


def days_ago(then: datetime, now: datetime, zone: Any) -> str:
    """How long ago, in days of the unit's calendar."""
    days = (now.astimezone(zone).date() - then.astimezone(zone).date()).days
    if days <= 0:
        return _("today")
    if days == 1:
        return _("yesterday")
    return ngettext("%(days)s day ago", "%(days)s days ago", days) % {"days": days}


def no_longer_there(version: Version) -> dict[str, str]:
    """The parties that a version leaves out, by name: their yes is needed for that. From the
    prefetched parties and rows.
    """
    named = parties_of(version.rows)
    asked = version.asked(version.activity.unit.name)
    return {party: name for party, name in asked.items() if party not in named}


def left_out(names: Iterable[str]) -> list[str]:
    """Each of those who are left out, in words."""
    return [_("%(who)s no longer takes part") % {"who": name} for name in names]


def joining(record: Record, coming: Record) -> str:
    """Who takes part from a later day on, and from when; "" where nobody joins."""
    new = [name for party, name in coming.names.items() if party not in record.names]
    if not new or coming.version is None:
        return ""
    return _("%(who)s from %(day)s") % {"who": joined(new), "day": day(coming.version.valid_from)}


def proposal_sentence(
    version: Version,
    record: Record,
    now: datetime,
    *,
    is_answer: bool,
    written_on: Sequence[TaskRow] | None = None,
) -> tuple[str, str]:
    """Who proposes how much and when, and then what, as two sentences.

    Whoever would no longer take part comes first. Terms that differ are named where no task does;
    a first record has no other terms before it.

    Args:
        record: what it would replace (`replaced_by`); where that begins only later, it is said.
        is_answer: whether the reader is told that it answers another one.
        written_on: the rows from which it was written, where something else was agreed since:
            nobody proposed to undo that.
    """
    names = {**record.names, **_names(version)}
    before = record.rows if written_on is None else written_on
    found = change_rows(before, version.rows, names)
    zone = version.activity.unit.zone
    unit = names[UNIT_PARTY]
    terms = term_changes(record.version, version, unit, with_start=False) if record.version else []
    invited = _invited(version, record)
    values = {
        "who": proposer(version),
        "count": len(found),
        "when": days_ago(version.proposed_at, now, zone),
        "other": joined(invited),
    }
    lines = _lines(before, version.rows, names)
    if invited:
        head = _("%(who)s asks %(other)s to help run it (%(when)s)") % values
    elif is_answer:
        head = _("%(who)s answers with another proposal (%(when)s)") % values
    elif found:
        head = ngettext(
            "%(who)s proposes to change one task (%(when)s)",
            "%(who)s proposes to change %(count)s tasks (%(when)s)",
            len(found),
        ) % values  # fmt: skip
    else:
        head = _("%(who)s proposes other terms (%(when)s)") % values
        lines = [f"{one.label}: {one.after or '—'}" for one in terms]
    said = [*left_out(no_longer_there(version).values()), *_first(lines)]
    start = record.version.valid_from if record.version else None
    if written_on is None and start and start > now.astimezone(zone).date():
        said.append(_("compared with what holds from %(day)s") % {"day": day(start)})
    return head, "; ".join(said)


def _first(lines: list[str]) -> list[str]:
    most = 3
    rest = len(lines) - most
    if rest <= 0:
        return lines
    more = ngettext("and %(count)s more", "and %(count)s more", rest) % {"count": rest}
    return [*lines[:most], more]


def _lines(
    before: Iterable[TaskRow], after: Iterable[TaskRow], names: Mapping[str, str]
) -> list[str]:
    """What is proposed task by task, and last what would no longer be recorded."""
    found = changes(before, after)
    dropped = joined(TASKS[one.task] for one in found if one.after is None)
    lines = [
        f"{TASKS[one.task]}: {doer_chip(one.after, names).label}"
        for one in found
        if one.after is not None
    ]
    return [*lines, *([_("no longer recorded: %(tasks)s") % {"tasks": dropped}] if dropped else [])]


def _invited(version: Version, record: Record) -> list[str]:
    """The organisations that a unit's proposal asks without their being in the record yet."""
    if version.proposer != UNIT_PARTY or version.counters_id:
        return []
    asked = version.asked(record.names[UNIT_PARTY])
    return [name for party, name in asked.items() if party not in record.names]
