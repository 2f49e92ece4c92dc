"""What the list of times can be narrowed by."""

from typing import Any
from zoneinfo import ZoneInfo

import django_filters
from django import forms
from django.db.models import Q
from django.db.models.functions import ExtractIsoWeekDay
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from careshare.forms import FormMixin
from coordination.activities.models import ActivityType
from coordination.activities.words import TYPES
from coordination.shifts.models import Shift, ShiftQuerySet
from volunteers.places.models import Area, CareUnit


class FilterForm(FormMixin, forms.Form):
    hide_optional = True


def _type_label(kind: ActivityType) -> str:
    return kind.name or str(TYPES.get(kind.code, kind.code))


class ShiftFilter(django_filters.FilterSet):
    """By place, by kind of activity and by the day of the week at the unit."""

    unit = django_filters.ModelChoiceFilter(
        field_name="activity__unit",
        label=_("Where"),
        queryset=CareUnit.objects.none(),
        empty_label=_("Everywhere"),
    )
    type = django_filters.ModelChoiceFilter(
        field_name="activity__type",
        label=_("What"),
        queryset=ActivityType.objects.none(),
        empty_label=_("Everything"),
    )
    weekday = django_filters.ChoiceFilter(
        method="on_weekday",
        label=_("Day of the week"),
        choices=[(number + 1, name) for number, name in WEEKDAYS.items()],
        empty_label=_("Any day"),
    )

    class Meta:
        model = Shift
        fields: list[str] = []
        form = FilterForm

    def __init__(self, data: Any, *, queryset: ShiftQuerySet, areas: list[int]) -> None:
        super().__init__(data, queryset=queryset)
        self.areas = areas
        offered = (
            queryset.order_by().values("activity__unit"),
            queryset.order_by().values("activity__type"),
        )
        self.filters["unit"].queryset = CareUnit.objects.filter(pk__in=offered[0]).order_by("name")
        self.filters["type"].queryset = ActivityType.objects.filter(pk__in=offered[1])
        self.filters["type"].field.label_from_instance = _type_label

    def on_weekday(self, shifts: ShiftQuerySet, _name: str, value: str) -> ShiftQuerySet:
        """The weekday in each unit's own zone; one condition a zone."""
        zones = set(Area.objects.filter(pk__in=self.areas).values_list("time_zone", flat=True))
        wanted = Q()
        for number, zone in enumerate(sorted(zones)):
            day = {f"day_{number}": ExtractIsoWeekDay("starts_at", tzinfo=ZoneInfo(zone))}
            shifts = shifts.alias(**day)
            wanted |= Q(activity__unit__area__time_zone=zone, **{f"day_{number}": int(value)})
        return shifts.filter(wanted)
