"""Closing a place: why, which part, until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from careshare.errors import Reason
from careshare.forms import BaseForm
from careshare.once import OnceField
from coordination.shifts.rules import ClosureReason, is_strange
from coordination.shifts.words import CLOSURE_REASONS
from volunteers.places.models import CareUnit, Ward


@dataclass(frozen=True)
class Place:
    """What can be closed, and the reasons to press."""

    name: str  # empty: the whole unit
    reasons: list[tuple[str, str]]

    @property
    def is_whole(self) -> bool:
        return not self.name


class ClosureForm(BaseForm):
    """Pressing a reason under a place closes it; the rest may stay as it is.

    So a ward is closed by as many taps as the unit: the button says which, and why.
    """

    until = forms.DateTimeField(
        label=_("Until"), required=False, help_text=_("Leave it empty: until further notice.")
    )
    reason = forms.ChoiceField(label=_("Why"), choices=())
    form_uuid = OnceField()
    hide_optional = True

    def __init__(self, *args: Any, unit: CareUnit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unit = unit
        self.wards = {ward.pk: ward for ward in unit.wards.order_by("name")}
        choices = [choice for place in self.places for choice in place.reasons]
        self.fields["reason"].choices = choices  # type: ignore[attr-defined]

    @property
    def places(self) -> list[Place]:
        """The whole unit first, then each ward, with the buttons of each."""
        whole = Place("", [(code.value, str(said)) for code, said in CLOSURE_REASONS.items()])
        return [
            whole,
            *(
                Place(ward.name, [(f"{value}:{ward.pk}", said) for value, said in whole.reasons])
                for ward in self.wards.values()
            ),
        ]

    @property
    def chosen(self) -> Ward | None:
        """Which ward; None means the whole unit. Only of a valid form."""
        _reason, _colon, pk = self.cleaned_data["reason"].partition(":")
        return self.wards[int(pk)] if pk else None

    @property
    def why(self) -> ClosureReason:
        """Why. Only of a valid form."""
        return ClosureReason(self.cleaned_data["reason"].partition(":")[0])

    def clean_until(self) -> datetime | None:
        """The browser's wall time is the unit's, whatever the server's own zone is."""
        value: datetime | None = self.cleaned_data["until"]
        if value is None:
            return None
        wall = value.replace(tzinfo=None)
        if is_strange(wall.date(), wall.time(), self.unit.zone):
            self.add_refusal(
                [Reason("strange_hour", {"day": wall.date(), "time": f"{wall:%H:%M}"})], "until"
            )
        return wall.replace(tzinfo=self.unit.zone)
