"""What each side says when it is asked alone who coordinates: tables beside the derived ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from coordination.arrangements.models import StatedAnswer
from coordination.arrangements.rules import ARRANGEMENT_OF, UNIT_PARTY, Arrangement, Stated
from coordination.arrangements.words import ARRANGEMENTS
from coordination.reports.access import Ask
from coordination.reports.rules import Part
from coordination.reports.services.shape import Column, Kind, Table

SHOWN = tuple(one for one in ARRANGEMENT_OF.values() if one != Arrangement.NOT_RECORDED)


@dataclass(frozen=True)
class Said:
    """What one side says of the activities of a type, or of all."""

    name: str
    by: Mapping[Arrangement, int]

    @property
    def known(self) -> int:
        return sum(self.by[one] for one in SHOWN)


def stated(ask: Ask, names: Mapping[int, str]) -> tuple[Table[Said], Table[Said]]:
    """A table for care units and one for organisations, of activities that still stood on the day.

    One query for any number of answers.

    Args:
        names: how each type reads, by id.
    """
    answers = StatedAnswer.objects.latest_by(ask.ends(ask.on)).filter(
        ask.counts("round__activity__"), ask.stood_on(ask.on, "round__activity__")
    )
    rows: list[Any] = list(
        answers.order_by()
        .values_list("round__activity__type_id", "party", "stated")
        .annotate(n=Count("pk"))
    )
    found: dict[tuple[bool, int | None, Arrangement], int] = {}
    for type_id, party, said, n in rows:
        for key in (type_id, None):
            cell = (party == UNIT_PARTY, key, ARRANGEMENT_OF[Stated(said)])
            found[cell] = found.get(cell, 0) + n
    titles = {True: _("As care units say"), False: _("As organisations say")}

    def _said(is_unit: bool, name: str, key: int | None) -> Said:
        counts = {one: found.get((is_unit, key, one), 0) for one in Arrangement}
        return Said(name, counts)

    def _table(is_unit: bool) -> Table[Said]:
        lines = [_said(is_unit, name, pk) for pk, name in names.items()]
        return Table(
            "stated-by-units" if is_unit else "stated-by-organisations",
            titles[is_unit],
            _columns(),
            tuple(line for line in lines if any(line.by.values())),
            _said(is_unit, _("All types"), None),
            is_folded=True,
            empty=_("Not asked yet. Each side is asked alone at the start and at each review."),
        )

    return _table(True), _table(False)


def _columns() -> tuple[Column[Said], ...]:
    def _by(one: Arrangement) -> Column[Said]:
        return Column(ARRANGEMENTS[one], lambda line: Part(line.by[one], line.known), Kind.PART)

    return (
        Column(_("Activity type"), lambda line: line.name, Kind.TEXT),
        Column(_("Answers without “don't know”"), lambda line: line.known),
        *(_by(one) for one in SHOWN),
        Column(_("Don't know"), lambda line: line.by[Arrangement.NOT_RECORDED]),
    )
