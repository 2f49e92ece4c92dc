"""The list of activities that look for partners, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from careshare.sentences import joined
from coordination.activities.models import Activity
from coordination.arrangements.access import Record
from coordination.arrangements.rules import UNIT_PARTY
from coordination.arrangements.words import TASKS
from coordination.planning.words.activities import place_line, type_line
from coordination.planning.words.board import Chip, record_chip


@dataclass(frozen=True)
class PartnerLine:
    """One activity that looks for partners."""

    pk: int
    name: str
    sub: str
    purpose: str
    arrangement: Chip
    who: str
    gaps: str
    offer_pk: int | None


def partner_sentence(count: int) -> str:
    """What the list says first."""
    if not count:
        return _("No activity in your areas looks for partners just now.")
    return ngettext(
        "%(count)s activity in your areas looks for partners.",
        "%(count)s activities in your areas look for partners.",
        count,
    ) % {"count": count}


def partner_lines(
    activities: Iterable[Activity], records: Mapping[int, Record], offers: Mapping[int, int]
) -> list[PartnerLine]:
    """The lines; no query."""
    return [
        PartnerLine(
            pk=one.pk,
            name=one.name,
            sub=f"{type_line(one)} · {place_line(one)}",
            purpose=one.purpose,
            arrangement=record_chip(records[one.pk]),
            who=_who(records[one.pk]),
            gaps=_gaps(records[one.pk]),
            offer_pk=offers.get(one.pk),
        )
        for one in activities
    ]


def _who(record: Record) -> str:
    """Who takes part now."""
    return joined([record.names[UNIT_PARTY], *record.partners])


def _gaps(record: Record) -> str:
    derived = record.derived
    if not record.rows:
        return _("Nothing is recorded yet.")
    return ", ".join(str(TASKS[task]) for task in derived.gaps)
