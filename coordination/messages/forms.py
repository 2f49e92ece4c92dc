"""The one question behind a link in a letter."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from careshare.forms import BaseForm
from coordination.shifts.rules import moment_near
from coordination.signups.models import SignUp


class LeftForm(BaseForm):
    """When somebody left: at the end, by a button of its own, or at a time."""

    left = forms.TimeField(label=_("I left at"), required=False)
    hide_optional = True

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if "end" not in self.data and not self.errors and data.get("left") is None:
            self.add_error("left", _("Please fill this in."))
        return data

    def moment(self, sign_up: SignUp) -> datetime:
        """The time that was given, at the care unit; else the end."""
        left = self.cleaned_data["left"]
        zone = sign_up.shift.activity.unit.zone
        return moment_near(left, sign_up.starts_at, zone) if left else sign_up.ends_at
