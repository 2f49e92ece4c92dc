"""The one question behind a link in a letter."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from careshare.errors import Refused
from careshare.forms import BaseForm
from careshare.sentences import say
from coordination.shifts.rules import moment_near
from coordination.signups.models import SignUp
from coordination.signups.rules.attendance import UNLIKELY


class LeftForm(BaseForm):
    """When somebody left: at the end, by a button of its own, or at a time."""

    left = forms.TimeField(label=_("I left at"), required=False)
    hide_optional = True
    doubt = ""  # asked about a time far outside the session

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if "end" not in self.data and not self.errors and data.get("left") is None:
            self.add_error("left", _("Please fill this in."))
        return data

    @property
    def is_sure(self) -> bool:
        """Whether one has answered the doubt about this very time, or pressed "at the end"."""
        left = self.cleaned_data["left"]
        return left is None or self.data.get("sure") == f"{left:%H:%M}"

    def ask_or_refuse(self, refused: Refused) -> None:
        """An unlikely time is asked about with a button to say yes; any other is refused."""
        if not {one.code for one in refused.reasons} <= UNLIKELY:
            return self.add_refusal(refused, "left")
        said = say(refused.reasons[0])
        self.doubt = f"{said.says} {said.next_step}"
        return None

    def moment(self, sign_up: SignUp) -> datetime:
        """The time that was given, at the care unit; else the end."""
        left = self.cleaned_data["left"]
        zone = sign_up.shift.activity.unit.zone
        return moment_near(left, sign_up.starts_at, zone) if left else sign_up.ends_at
