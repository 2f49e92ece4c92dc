"""What the reports about sessions share: which took place, and lines by type and by care unit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from coordination.reports.access import Ask
from coordination.shifts.models import Closure, Shift

Row = TypeVar("Row")

PLACE_AND_TYPE = ("activity__unit_id", "activity__type_id")


def begun(ask: Ask) -> QuerySet[Shift]:
    """Sessions that began in the period; not those cancelled, nor those of a closed place."""
    closed = Closure.objects.filter(
        Q(ward__isnull=True) | Q(ward=OuterRef("activity__ward")),
        Q(ends_at__isnull=True) | Q(ends_at__gt=OuterRef("starts_at")),
        Q(reopened_at__isnull=True) | Q(reopened_at__gt=OuterRef("starts_at")),
        unit=OuterRef("activity__unit"),
        starts_at__lt=OuterRef("ends_at"),
    )
    end = min(ask.ends(ask.on), ask.now)
    rows = Shift.objects.planned().between(ask.starts(ask.since), end)
    return rows.filter(ask.counts("activity__")).filter(~Exists(closed))


def sums(rows: QuerySet[Any], under: str = "", **what: Any) -> dict[tuple[int, int], list[Any]]:
    """Sums by care unit and type of the activity; one query."""
    by = [f"{under}{name}" for name in PLACE_AND_TYPE]
    found = rows.order_by().values_list(*by).annotate(**what)
    return {(unit, kind): [value or 0 for value in rest] for unit, kind, *rest in found}


def lines(
    sums_: Iterable[tuple[tuple[int, int], Row]],
    names: Mapping[int, str],
    *,
    place: int,
    add: Callable[[str, list[Row]], Row],
) -> tuple[Row, ...]:
    """One line for each name that has sums, in the order of the names.

    Args:
        place: 0 for care units, 1 for types.
        add: makes a line of a name and of what belongs to it.
    """
    parts: dict[int, list[Row]] = {}
    for key, row in sums_:
        parts.setdefault(key[place], []).append(row)
    return tuple(add(name, parts[pk]) for pk, name in names.items() if pk in parts)


MINUTES = F("minutes") * F("heads")
TRAVEL = F("travel_minutes") * F("heads")

BEGUN = _(
    "Counted are sessions that began in the period, without those that were cancelled and those of"
    " a closed place."
)
