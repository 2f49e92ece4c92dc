"""The one button of a volunteer, and coming for a part of the time."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from careshare.errors import Reason, Refused
from careshare.forms import BaseForm
from careshare.once import OnceField, VersionField
from coordination.shifts.models import Shift
from coordination.shifts.rules import moment_near
from coordination.signups.access import Window
from coordination.signups.models import SignUp


class _PartMixin(BaseForm):
    """From when until when; what is left empty is the session's own start or end."""

    starts = forms.TimeField(label=_("From"), required=False)
    ends = forms.TimeField(label=_("Until"), required=False)

    def part_of(self, shift: Shift) -> Window | None:
        """The part that is asked for; None for all of it.

        Raises:
            Refused: a time that cannot be read: nobody is put down for more than was meant.
        """
        if {"starts", "ends"} & set(self.errors):
            raise Refused(Reason("part_unclear"))
        zone = shift.activity.unit.zone
        starts, ends = self.cleaned_data.get("starts"), self.cleaned_data.get("ends")
        if starts is None and ends is None:
            return None
        return (
            shift.starts_at if starts is None else moment_near(starts, shift.starts_at, zone),
            shift.ends_at if ends is None else moment_near(ends, shift.starts_at, zone),
        )


class ComeForm(_PartMixin):
    """ "I'll come": which form it was, and perhaps which position and for which part."""

    form_uuid = OnceField(required=False)
    position = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=1)


class SwapForm(BaseForm):
    """My day for yours: whose, and which form it was."""

    form_uuid = OnceField()
    theirs = forms.UUIDField(widget=forms.HiddenInput)


class PartForm(_PartMixin):
    """Other times within a session that one comes to already."""

    hide_optional = True
    version = VersionField()

    def __init__(self, data: Any, *, sign_up: SignUp) -> None:
        zone = sign_up.shift.activity.unit.zone
        super().__init__(
            data,
            initial={
                "starts": sign_up.starts_at.astimezone(zone).time(),
                "ends": sign_up.ends_at.astimezone(zone).time(),
                "version": sign_up.version,
            },
        )


class LeftForm(BaseForm):
    """When somebody left: at the end, by a button of its own, or at a time."""

    left = forms.TimeField(label=_("I left at"), required=False)
    hide_optional = True

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if "end" not in self.data and not self.errors and data.get("left") is None:
            self.add_error("left", _("Please fill this in."))
        return data
