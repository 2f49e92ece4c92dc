"""The one button of a volunteer, and coming for a part of the time."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from careshare.errors import Reason, Refused
from careshare.forms import COUNT_MOST, ROW_MOST, BaseForm
from careshare.once import OnceField, VersionField
from coordination.activities.models import Activity
from coordination.shifts.models import Shift
from coordination.shifts.rules import moment_near
from coordination.signups.access import Window
from coordination.signups.models import SignUp
from coordination.signups.rules.own_hours import TRAVEL_MINUTES_MOST
from volunteers.people.models import Person
from volunteers.people.rules import PersonKind


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
    """ "I'll come": which form it was, and perhaps which position, which part and how many."""

    form_uuid = OnceField(required=False)
    position = forms.IntegerField(
        required=False, widget=forms.HiddenInput, min_value=1, max_value=ROW_MOST
    )
    heads = forms.IntegerField(
        label=_("How many of you come"), required=False, min_value=1, max_value=COUNT_MOST
    )
    hide_optional = True

    def heads_of(self, person: Person) -> int | None:
        """How many of a group come; None for all of it, and for whoever is no group.

        Raises:
            Refused: a number that cannot be read: nobody is put down whom nobody meant.
        """
        if person.kind != PersonKind.GROUP:
            return None
        if "heads" in self.errors:
            raise Refused(Reason("heads_unclear"))
        heads: int | None = self.cleaned_data.get("heads")
        return heads


class SwapForm(BaseForm):
    """My day for yours: whose, and which form it was."""

    form_uuid = OnceField()
    theirs = forms.UUIDField(widget=forms.HiddenInput)


class PartForm(_PartMixin):
    """Other times within a session that one comes to already, and how many of a group."""

    heads = forms.IntegerField(label=_("How many of you come"), min_value=1, max_value=COUNT_MOST)
    hide_optional = True
    version = VersionField()

    def __init__(self, data: Any, *, sign_up: SignUp) -> None:
        zone = sign_up.shift.activity.unit.zone
        super().__init__(
            data,
            initial={
                "starts": sign_up.starts_at.astimezone(zone).time(),
                "ends": sign_up.ends_at.astimezone(zone).time(),
                "heads": sign_up.heads,
                "version": sign_up.version,
            },
        )
        if sign_up.person.kind != PersonKind.GROUP:
            del self.fields["heads"]


class AddHoursForm(BaseForm):
    """Hours of one's own that nobody recorded."""

    form_uuid = OnceField()
    activity = forms.ModelChoiceField(Activity.objects.none(), label=_("Where"))
    day = forms.DateField(label=_("Which day"))
    came = forms.TimeField(label=_("I came at"))
    left = forms.TimeField(label=_("I left at"))
    travel = forms.IntegerField(
        label=_("Minutes of travel, there and back"),
        help_text=_("Counted apart from your hours."),
        required=False,
        min_value=0,
        max_value=TRAVEL_MINUTES_MOST,
    )

    def __init__(self, *args: Any, activities: QuerySet[Activity], now: datetime, **more: Any):
        super().__init__(*args, **more)
        self.now = now
        field: Any = self.fields["activity"]
        field.queryset = activities
        field.empty_label = _("Choose where you were")
        field.label_from_instance = lambda one: f"{one.name}, {one.unit.name}"

    def clean(self) -> dict[str, Any]:
        """The moments at the care unit; a day that can never be is refused before it is one."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors:
            return data
        unit = data["activity"].unit
        days = unit.area.policy.own_hours_days
        behind = (self.now.astimezone(unit.zone).date() - data["day"]).days
        if behind < 0:
            self.add_refusal([Reason("hours_not_over")], "day")
        elif behind > days:
            self.add_refusal([Reason("hours_too_long_ago", {"days": days})], "day")
        else:
            start = datetime.combine(data["day"], data["came"], unit.zone)
            data["starts_at"] = start.astimezone(UTC)
            data["ends_at"] = moment_near(data["left"], start, unit.zone)
        return data
