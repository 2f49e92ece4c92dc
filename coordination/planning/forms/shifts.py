"""Forms about sessions: plan, change, cancel, place."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from careshare.errors import Refused
from careshare.forms import BaseForm
from careshare.once import OnceField, VersionField
from coordination.activities.models import Activity
from coordination.planning.services.shifts import limits_of
from coordination.shifts.models import Position, Shift
from coordination.shifts.rules import Wish, weekly_days
from coordination.shifts.words import CANCEL_REASONS
from volunteers.people.models import Person

_BESIDE = {
    "places_backwards": "maximum",
    "places_too_many": "maximum",
    "series_too_long": "weeks",
    "plan_in_the_past": "on",
    "plan_too_far": "on",
    "no_length": "ends",
    "shift_too_long": "ends",
    "strange_hour": "starts",
}


class PlanForm(BaseForm):
    """One session, or the same every week."""

    on = forms.DateField(label=_("First day"))
    starts = forms.TimeField(label=_("From"))
    ends = forms.TimeField(label=_("Until"))  # before the start: the day after, and shown so
    minimum = forms.IntegerField(label=_("How many are needed"))
    maximum = forms.IntegerField(label=_("How many can come"))
    weeks = forms.IntegerField(
        label=_("For how many weeks"), help_text=_("1 means once, 12 means every week 12 times.")
    )
    form_uuid = OnceField()

    @property
    def wish(self) -> Wish:
        """What is asked for; only of a valid form."""
        return Wish(**{name: self.cleaned_data[name] for name in Wish.__dataclass_fields__})

    def add_plan_refusal(self, refused: Refused) -> None:
        """Each reason beside the field that it is about."""
        for reason in refused.reasons:
            self.add_refusal([reason], _BESIDE.get(reason.code))


def usual_values(shift: Shift | None, today: date) -> dict[str, Any]:
    """What the form starts with: as last time, a week later; else next week in the afternoon.

    Args:
        shift: the activity's last planned session, its positions and unit's area loaded.
        today: the day at the unit.
    """
    if shift is None:
        return {
            "on": today + timedelta(weeks=1),
            "starts": time(14),
            "ends": time(16),
            "minimum": 1,
            "maximum": 2,
            "weeks": 1,
        }
    zone = shift.activity.unit.zone
    starts, ends = shift.starts_at.astimezone(zone), shift.ends_at.astimezone(zone)
    on = starts.date() + timedelta(weeks=1)
    while on <= today:
        on += timedelta(weeks=1)
    return {
        "on": on,
        "starts": starts.time(),
        "ends": ends.time(),
        "minimum": max(1, shift.coverage.minimum),
        "maximum": max(1, shift.coverage.maximum),
        "weeks": 1,
    }


def planned_days(form: PlanForm, activity: Activity) -> dict[str, Any]:
    """The dates that a form as filled in so far would make; nothing where it cannot yet say."""
    if form.is_bound:
        form.is_valid()
        values = dict(form.cleaned_data)
    else:
        values = {name: form.get_initial_for_field(form.fields[name], name) for name in form.fields}
    on, weeks = values.get("on"), values.get("weeks") or 0
    starts, ends = values.get("starts"), values.get("ends")
    limits = limits_of(activity)
    if not (on and starts and ends and 1 <= weeks <= limits.series_most):
        return {"days": [], "is_overnight": False}
    if on > date.max - timedelta(weeks=limits.series_most):
        return {"days": [], "is_overnight": False}
    return {
        "days": weekly_days(on, weeks),
        "times": f"{starts:%H:%M}–{ends:%H:%M}",
        "is_overnight": ends <= starts,
    }


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

    reason = forms.ChoiceField(label=_("Why"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, reasons: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.value, CANCEL_REASONS[one]) for one in reasons]
        self.fields["reason"].choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            self.initial["reason"] = choices[0][0]


class PersonChoice(forms.ModelChoiceField):
    """A person by name; a group with how many it is."""

    def label_from_instance(self, obj: Person) -> str:
        return obj.name if obj.heads == 1 else f"{obj.name} ({obj.heads})"


class PlaceForm(BaseForm):
    """Whom to place, and where on the session."""

    person = PersonChoice(label=_("Who"), queryset=Person.objects.none(), empty_label=_("Choose"))
    position = forms.ModelChoiceField(
        label=_("As what"), queryset=Position.objects.none(), empty_label=None
    )
    form_uuid = OnceField()

    def __init__(self, *args: Any, people: Any, positions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]
        self.fields["position"].queryset = positions  # type: ignore[attr-defined]
        rows = list(positions)
        if rows:
            self.initial["position"] = rows[0].pk
        if len(rows) == 1:
            self.fields["position"].widget = forms.HiddenInput()
