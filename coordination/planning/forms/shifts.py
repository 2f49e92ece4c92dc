"""The form that cancels sessions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from careshare.forms import BaseForm
from coordination.planning.access.moving import Scope
from coordination.shifts.words import CANCEL_REASONS, SCOPES


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
