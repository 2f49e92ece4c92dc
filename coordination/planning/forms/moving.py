"""The form that changes a session, it and the following ones, or the whole series."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from careshare.errors import Refused
from careshare.forms import HOW_MANY, BaseForm
from careshare.once import VersionField
from coordination.planning.access.moving import Change, Scope
from coordination.shifts.models import Shift
from coordination.shifts.words import SCOPES

_BESIDE = {
    "plan_in_the_past": "on",
    "plan_too_far": "on",
    "series_other_week": "on",
    "series_of_many_days": "on",
    "series_day_twice": "on",
    "series_empty": "on",
    "no_length": "ends",
    "shift_too_long": "ends",
    "strange_hour": "starts",
    "places_backwards": "maximum",
    "places_too_many": "maximum",
    "places_below_taken": "maximum",
}


class MoveForm(BaseForm):
    """Day, time, place and numbers; in a series also how much of it."""

    scope = forms.ChoiceField(label=_("Change"), widget=forms.RadioSelect)
    on = forms.DateField(label=_("Day"))
    starts = forms.TimeField(label=_("From"))
    ends = forms.TimeField(label=_("Until"))
    place = forms.CharField(
        label=_("Meeting point"), max_length=200, required=False,
        help_text=_("Empty: where the activity usually meets."),
    )  # fmt: skip
    minimum = forms.IntegerField(label=_("How many are needed"), **HOW_MANY)
    maximum = forms.IntegerField(label=_("How many can come"), **HOW_MANY)
    moves_alone = forms.BooleanField(required=False, widget=forms.HiddenInput())
    version = VersionField()

    def __init__(self, *args: Any, shift: Shift, **kwargs: Any) -> None:
        if args and args[0] and "also" in args[0]:  # ticked on the page that shows what happens
            args = ({**args[0].dict(), "moves_alone": "on"}, *args[1:])
        super().__init__(*args, **kwargs)
        scopes = list(SCOPES.items()) if shift.series_id else [(Scope.THIS, "")]
        self.fields["scope"].choices = scopes  # type: ignore[attr-defined]
        if not shift.series_id:
            self.fields["scope"].widget = forms.HiddenInput()
        if len(shift.positions.all()) != 1:  # each has its own numbers, on its own page
            del self.fields["minimum"], self.fields["maximum"]

    @property
    def change(self) -> Change:
        """What is asked for; only of a valid form."""
        names = set(Change.__dataclass_fields__)
        return Change(**{name: one for name, one in self.cleaned_data.items() if name in names})

    @property
    def scope_chosen(self) -> Scope:
        return Scope(self.cleaned_data["scope"])

    def add_change_refusal(self, refused: Refused) -> None:
        """Each reason beside the field that it is about."""
        for reason in refused.reasons:
            beside = _BESIDE.get(reason.code)
            self.add_refusal([reason], beside if beside in self.fields else None)


def as_it_is(shift: Shift) -> dict[str, Any]:
    """What the form starts with."""
    zone = shift.activity.unit.zone
    starts, ends = shift.starts_at.astimezone(zone), shift.ends_at.astimezone(zone)
    found: dict[str, Any] = {
        "scope": Scope.THIS.value,
        "on": starts.date(),
        "starts": starts.time(),
        "ends": ends.time(),
        "place": shift.place,
        "version": shift.version,
    }
    positions = list(shift.positions.all())
    if len(positions) == 1:
        found |= {"minimum": positions[0].minimum, "maximum": positions[0].maximum}
    return found
