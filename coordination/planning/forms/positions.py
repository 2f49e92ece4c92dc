"""Several positions of a session that is planned: what each does, and its numbers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from careshare.errors import Reason
from careshare.forms import HOW_MANY, BaseForm
from coordination.shifts.models import Position, Shift
from coordination.shifts.rules import Numbers

NAME_MOST = Position._meta.get_field("name").max_length
FURTHER = ("second", "third")
POSITIONS = ("first_name", *(f"{which}_{part}" for which in FURTHER for part in Numbers._fields))


def _name(label: Any, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=NAME_MOST, **options)


def _number(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, **HOW_MANY)


class PositionsMixin(BaseForm):
    """A second and a third position, each with a name and numbers; the first is the form's own."""

    first_name = _name(_("What those do who are counted above"), required=False)
    second_name = _name(_("What others do"), required=False)
    second_minimum = _number(_("How many of them are needed"))
    second_maximum = _number(_("How many of them can come"))
    third_name = _name(_("What others do besides"), required=False)
    third_minimum = _number(_("How many of them are needed"))
    third_maximum = _number(_("How many of them can come"))

    def positions(self) -> list[forms.BoundField]:
        """What stands behind "several positions"."""
        return [self[name] for name in POSITIONS]

    @property
    def has_positions(self) -> bool:
        """Whether a further position is filled in, also as last time, or is the matter."""
        return any(self[name].errors or self[name].value() for name in POSITIONS)

    def clean(self) -> dict[str, Any]:
        """A position that was begun has to be finished: its name and both numbers."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for which in FURTHER:
            names = [f"{which}_{part}" for part in Numbers._fields]
            if all(data.get(name) in (None, "") for name in names):
                continue
            for name in names:
                if name not in self.errors and data.get(name) in (None, ""):
                    self.add_error(name, _("Please fill this in."))
        has_others = any(data.get(f"{which}_name") for which in FURTHER)
        if has_others and not data.get("first_name"):
            self.add_refusal([Reason("position_needs_name")], "first_name")
        return data

    @property
    def others(self) -> tuple[Numbers, ...]:
        """Further positions; only of a valid form."""
        return tuple(self._further().values())

    def _further(self) -> dict[str, Numbers]:
        rows = {
            which: [self.cleaned_data[f"{which}_{part}"] for part in Numbers._fields]
            for which in FURTHER
        }
        return {which: Numbers(*row) for which, row in rows.items() if row[0]}

    def beside_numbers(self, reason: Reason) -> str:
        """The field of the first position whose numbers a reason is about; only of a valid form."""
        own = Numbers("", self.cleaned_data["minimum"], self.cleaned_data["maximum"])
        for which, one in {"": own, **self._further()}.items():
            most: Any = reason.values.get("most")
            is_it = one.maximum > most if most else not 1 <= one.minimum <= one.maximum
            if is_it:
                return f"{which}_maximum" if which else "maximum"
        return ""


def usual_positions(shift: Shift) -> dict[str, Any]:
    """What the form starts with, as last time; positions beyond the third are left out."""
    rows = sorted(shift.positions.all(), key=lambda one: one.pk)[: 1 + len(FURTHER)]
    if len(rows) < 2:
        return {
            "minimum": max(1, shift.coverage.minimum),
            "maximum": max(1, shift.coverage.maximum),
        }
    first, *further = rows
    found = {"first_name": first.name, "minimum": first.minimum, "maximum": first.maximum}
    for which, one in zip(FURTHER, further, strict=False):
        found |= {f"{which}_{part}": getattr(one, part) for part in Numbers._fields}
    return found
