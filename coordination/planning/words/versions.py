"""Versions in words: the proposal's terms, and the history of a record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from careshare.errors import Reason
from careshare.sentences import joined
from coordination.arrangements.access import Record, record_from, replaced_by
from coordination.arrangements.models import Version, VersionQuerySet
from coordination.arrangements.rules import UNIT_PARTY, TaskRow, VersionState
from coordination.arrangements.words import DECLINE_REASONS, VERSION_STATES
from coordination.planning.words.activities import Fact
from coordination.planning.words.board import (
    Chip,
    arrangement_chip,
    day,
    proposer,
    record_chip,
)
from coordination.planning.words.changes import (
    ChangeRow,
    TermChange,
    change_rows,
    left_out,
    no_longer_there,
    notice_text,
    term_changes,
    terms_in_words,
)

STATE_COLOURS = {
    VersionState.PROPOSED: "info",
    VersionState.AGREED: "success",
    VersionState.DECLINED: "danger",
}
STATE_ICONS = {
    VersionState.PROPOSED: "clock",
    VersionState.AGREED: "check",
    VersionState.DECLINED: "cross",
}


def names_of(version: Version) -> dict[str, str]:
    """Every party of a version by name."""
    unit = version.activity.unit.name
    return {**version.asked(unit), **version.names(unit)}


def version_chip(version: Version) -> Chip:
    """Where a version stands."""
    state = VersionState(version.state)
    return Chip(
        str(VERSION_STATES[state]),
        STATE_COLOURS.get(state, "neutral"),
        STATE_ICONS.get(state, "closed"),
    )


def term_facts(version: Version) -> list[Fact]:
    """What a proposal says beside its rows."""
    terms = terms_in_words(version, version.activity.unit.name)
    if version.trial_until is not None:
        terms[_("Notice")] = notice_text(version, version.trial_until)
    return [
        *(Fact(label, text) for label, text in terms.items()),
        Fact(_("Message"), version.message),
        Fact(_("Agreed by"), _agreed_by(version)),
        Fact(_("Waits for"), _waits_for(version)),
    ]


def _agreed_by(version: Version) -> str:
    names = names_of(version)
    return joined(names.get(one.party, "") for one in version.agreements.all())


def _waits_for(version: Version) -> str:
    if version.state != VersionState.PROPOSED:
        return ""
    agreed = {one.party for one in version.agreements.all()}
    names = version.asked(version.activity.unit.name)
    return joined(name for party, name in names.items() if party not in agreed)


def compared(
    version: Version, record: Record, coming: Record, reader: str, seen: VersionQuerySet
) -> dict[str, Any]:
    """What a version changes: an open one of what it would replace, an agreed one of the one before
    it; and where it answers another proposal, what differs from that. Fourteen queries at most.

    Args:
        record: what holds today.
        coming: what was agreed last; an open version replaces that, too (`coming_record`).
        reader: the party that reads. Where the version answers several proposals, each side reads
            what differs from its own.
        seen: the versions that the reader may see; what differs from any other's is not said.
    """
    activity, unit = version.activity, version.activity.unit.name
    is_open = version.state == VersionState.PROPOSED
    before: Record = replaced_by(version, record, coming) if is_open else record
    is_later = before is not record
    if version.state == VersionState.AGREED:
        base = Version.objects.with_rows().filter(pk=version.based_on_id or 0).first()
        before = record_from(activity, base) if base else Record(activity, names={UNIT_PARTY: unit})
    names = {**record.names, **before.names, **names_of(version)}
    answered = _answered(version, reader, seen)
    start = before.version.valid_from if is_later and before.version else None
    return {
        "left_out": left_out(no_longer_there(version).values()),
        "later_from": day(start),
        "today": change_rows(record.rows, version.rows, names) if is_later else [],
        "before": record_chip(before),
        "if_agreed": arrangement_chip(
            version.core_arrangement, is_provisional=version.is_provisional
        ),
        "changes": change_rows(before.rows, version.rows, names),
        "terms": term_changes(before.version, version, unit, with_start=False),
        "answered": answered,
        "differs": change_rows(
            answered.rows, version.rows, names | names_of(answered), of_record=False
        )
        if answered
        else [],
        "terms_differ": term_changes(answered, version, unit) if answered else [],
    }


def own_end(version: Version, reader: str, today: date) -> str:
    """That a party would no longer take part, for that party itself; "" where it would."""
    gone = no_longer_there(version)
    said = _("If you agree, %(who)s no longer takes part from %(day)s on.")
    values = {"who": gone.get(reader, ""), "day": day(max(version.valid_from, today))}
    return said % values if values["who"] else ""


def _answered(version: Version, reader: str, seen: VersionQuerySet) -> Version | None:
    """The proposal that it answers, with its rows, where the reader may see that one; none or nine
    queries, for any number of rows.
    """
    if version.counters_id is None:
        return None
    taken_up = list(version.answers_to.order_by("pk").values_list("proposer", "pk"))
    pk = version.counters_id if len(taken_up) < 2 else dict(reversed(taken_up)).get(reader)
    return seen.for_pages().filter(pk=pk or 0).first()


def agreed_sentence(version: Version, now: datetime) -> str:
    """What holds now that all have agreed: at once, or only from a later day."""
    if version.valid_from <= now.astimezone(version.activity.unit.zone).date():
        return _("Agreed. This is who does what from now on.")
    said = _("Agreed. It holds from %(day)s; until then everything stays as it is.")
    return said % {"day": day(version.valid_from)}


OVERTAKEN = {
    "agreed_meanwhile": gettext_lazy("Something else was agreed after this was written."),
    "notice_meanwhile": gettext_lazy("Somebody gave notice after this was written."),
}
"""Why a proposal can no longer be agreed to; a test holds it against the rule."""


def said_of(reason: Reason | None) -> str:
    """Why a proposal can no longer be agreed to, in words; "" where it can."""
    return str(OVERTAKEN[reason.code]) if reason else ""


def changed_since(version: Version, latest: Record) -> list[str]:
    """What has changed in the record since a proposal was written, each task in a line.

    Five queries at most.
    """
    base = Version.objects.with_rows().filter(pk=version.based_on_id or 0).first()
    if base is not None:
        base.activity = version.activity
    names = {**(names_of(base) if base else {}), **latest.names}
    found = change_rows(base.rows if base else (), latest.rows, names)
    return [f"{one.label}: {one.before.label} → {one.after.label}" for one in found]


def lead_sentence(version: Version, head: str) -> str:
    """What the page says first: of a closed proposal, that it is over and nothing came of it."""
    zone = version.activity.unit.zone
    values = {
        "who": proposer(version),
        "day": day(version.proposed_at.astimezone(zone).date()),
    }
    match version.state:
        case VersionState.PROPOSED:
            return f"{head}."
        case VersionState.ASSUMED:
            return _("This is what %(who)s usually does. It was assumed, and nobody was asked.") % (
                values
            )
        case VersionState.AGREED:
            return _("Proposed by %(who)s on %(day)s.") % values
        case VersionState.COUNTERED:
            return _("%(who)s proposed this on %(day)s. The answer was another proposal.") % values
        case VersionState.EXPIRED:
            said = _("%(who)s proposed this on %(day)s. Nobody answered in time: nothing changed.")
            return said % values
    return _("%(who)s proposed this on %(day)s. Nothing changed.") % values


def decline_line(version: Version) -> str:
    """Why it was declined."""
    if version.state != VersionState.DECLINED:
        return ""
    reason = str(DECLINE_REASONS.get(version.decline_reason, ""))  # type: ignore[call-overload]
    return ". ".join(filter(None, (reason, version.decline_text)))


def _agreed_mark(version: Version) -> str:
    return _("Agreed by %(who)s") % {"who": who} if (who := _agreed_by(version)) else ""


@dataclass(frozen=True)
class Entry:
    """One version in the history."""

    pk: int
    title: str
    state: Chip
    arrangement: Chip
    sub: str
    is_valid_now: bool
    changes: list[ChangeRow] = field(default_factory=list)
    terms: list[TermChange] = field(default_factory=list)


def history_entries(versions: Sequence[Version], valid: Version | None) -> list[Entry]:
    """Agreed versions and closed proposals, the newest first, each with what it changed.

    No query where `for_pages` was used.
    """
    by_pk: dict[Any, Version] = {one.pk: one for one in versions}
    newest = sorted(versions, key=lambda one: one.decided_at or one.proposed_at, reverse=True)
    return [_entry(one, by_pk.get(one.based_on_id), valid) for one in newest]


def _entry(version: Version, before: Version | None, valid: Version | None) -> Entry:
    names = names_of(version) | (names_of(before) if before else {})
    rows: tuple[TaskRow, ...] = before.rows if before else ()
    zone = version.activity.unit.zone
    on = day((version.decided_at or version.proposed_at).astimezone(zone).date())
    if version.state == VersionState.AGREED:
        title = _("Agreed %(day)s, holds from %(start)s") % {
            "day": on,
            "start": day(version.valid_from),
        }
    elif version.state == VersionState.ASSUMED:
        title = _("What %(who)s usually does") % {"who": proposer(version)}
    else:
        title = _("Proposal by %(who)s") % {"who": proposer(version)}
    marks = [
        _agreed_mark(version),
        _("recorded afterwards") if version.is_recorded_afterwards else "",
        _("assumed") if version.is_assumed and version.state == VersionState.AGREED else "",
        decline_line(version),
    ]
    return Entry(
        pk=version.pk,
        title=title,
        state=version_chip(version),
        arrangement=arrangement_chip(
            version.core_arrangement, is_provisional=version.is_provisional
        ),
        sub=" · ".join(filter(None, marks)),
        is_valid_now=valid is not None and version.pk == valid.pk,
        changes=change_rows(rows, version.rows, names),
        terms=term_changes(before, version, version.activity.unit.name, with_start=False),
    )
