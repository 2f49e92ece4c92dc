"""Closing a place: why, which part, until when."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from careshare.errors import Reason
from careshare.forms import BaseForm
from careshare.once import OnceField
from coordination.shifts.rules import is_strange
from coordination.shifts.words import CLOSURE_REASONS
from volunteers.places.models import CareUnit, Ward


class ClosureForm(BaseForm):
    """Pressing a reason closes; the rest may stay as it is."""

    ward = forms.ModelChoiceField(
        label=_("What is closed"), queryset=Ward.objects.none(), required=False,
        empty_label=_("The whole unit"),
    )  # fmt: skip
    until = forms.DateTimeField(
        label=_("Until"), required=False, help_text=_("Leave it empty: until further notice.")
    )
    reason = forms.ChoiceField(label=_("Why"), choices=list(CLOSURE_REASONS.items()))
    form_uuid = OnceField()
    hide_optional = True

    def __init__(self, *args: Any, unit: CareUnit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unit = unit
        self.fields["ward"].queryset = unit.wards.order_by("name")  # type: ignore[attr-defined]

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
