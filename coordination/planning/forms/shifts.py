"""Forms about one session: its numbers, cancelling it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from careshare.forms import BaseForm
from careshare.once import VersionField
from coordination.planning.access.moving import Scope
from coordination.shifts.models import Position
from coordination.shifts.words import CANCEL_REASONS, SCOPES


class PlacesForm(BaseForm):
    """How many are needed and how many can come, for each position of one session."""

    version = VersionField()

    def __init__(self, *args: Any, positions: Iterable[Position], **kwargs: Any) -> None:
        self.positions = list(positions)
        initial = kwargs.setdefault("initial", {})
        for one in self.positions:
            initial.setdefault(f"minimum_{one.pk}", one.minimum)
            initial.setdefault(f"maximum_{one.pk}", one.maximum)
        super().__init__(*args, **kwargs)
        for one in self.positions:
            about = f" – {one.name}" if one.name else ""
            self.fields[f"minimum_{one.pk}"] = forms.IntegerField(
                label=f"{_('How many are needed')}{about}", min_value=0
            )
            self.fields[f"maximum_{one.pk}"] = forms.IntegerField(
                label=f"{_('How many can come')}{about}", min_value=0
            )

    def show_current(self, version: int) -> None:
        """Beside what somebody wrote, what stands there now; the next save counts from that."""
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data["version"] = str(version)  # type: ignore[index]
        for one in self.positions:
            said = _("Saved now: %(number)s")
            self[f"minimum_{one.pk}"].help_text = said % {"number": one.minimum}
            self[f"maximum_{one.pk}"].help_text = said % {"number": one.maximum}

    @property
    def numbers(self) -> dict[int, tuple[int, int]]:
        """Fewest and most by position; only of a valid form."""
        data = self.cleaned_data
        return {
            one.pk: (data[f"minimum_{one.pk}"], data[f"maximum_{one.pk}"]) for one in self.positions
        }


class CancelShiftForm(BaseForm):
    """Why a session is cancelled: from the list."""

    scope = forms.ChoiceField(label=_("Cancel"), widget=forms.RadioSelect, initial=Scope.THIS)
    reason = forms.ChoiceField(label=_("Why"), widget=forms.RadioSelect)

    def __init__(
        self, *args: Any, reasons: Iterable[Any], in_series: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if in_series:
            self.fields["scope"].choices = list(SCOPES.items())  # type: ignore[attr-defined]
        else:
            del self.fields["scope"]
        choices = [(one.value, CANCEL_REASONS[one]) for one in reasons]
        self.fields["reason"].choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            self.initial["reason"] = choices[0][0]

    @property
    def scope_chosen(self) -> Scope:
        """How much of a series; only this session where nothing else is said."""
        chosen = self.data.get("scope") if "scope" in self.fields else None
        return Scope(chosen) if chosen in list(Scope) else Scope.THIS
