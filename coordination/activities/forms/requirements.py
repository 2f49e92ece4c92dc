"""What everybody who signs up for an activity must have shown."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from volunteers.credentials.rules import POLICE_CHECKS, CredentialType
from volunteers.credentials.words import CREDENTIALS
from volunteers.places.forms.base import Form, labelled


class RequirementForm(Form):
    """Something that everybody who signs up must have shown."""

    type = forms.ChoiceField(label=_("What is asked for"), choices=labelled(CREDENTIALS))
    other_text = forms.CharField(
        label=_("What it is, if it is something else"), max_length=120, required=False
    )
    legal_basis = forms.CharField(
        label=_("Legal basis"),
        max_length=200,
        required=False,
        help_text=_("Only for police checks: the law that allows you to ask for it here."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        kind = cleaned.get("type", "")
        if kind in POLICE_CHECKS and not cleaned.get("legal_basis", "").strip():
            text = _("A police check needs its legal basis: without one it must not be asked for.")
            self.add_error("legal_basis", text)
        if kind == CredentialType.OTHER and not cleaned.get("other_text", "").strip():
            self.add_error("other_text", _("Write what it is."))
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        """The columns of the requirement."""
        return dict(self.cleaned_data)
