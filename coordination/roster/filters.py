"""What a roster can be narrowed by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from careshare.forms import FormMixin, row_id
from coordination.activities.models import Activity, ActivityQuerySet
from coordination.arrangements.access import records_of
from coordination.arrangements.rules import Arrangement
from coordination.arrangements.words import ARRANGEMENTS
from volunteers.organisations.models import Organisation
from volunteers.places.models import CareUnit, Ward


class FilterForm(FormMixin, forms.Form):
    hide_optional = True


class RosterFilter(django_filters.FilterSet):
    """By week, place, organisation, activity and who coordinates.

    Choices are read once, five queries for any number; what leaves no choice is not offered. A
    value that is not among them is said to be none, and counts as left empty.
    """

    on = django_filters.DateFilter(method="as_it_is", label=_("The week with this day"))
    unit = django_filters.ChoiceFilter(method="by_unit", label=_("Care unit"), empty_label=_("All"))
    ward = django_filters.ChoiceFilter(method="by_ward", label=_("Ward"), empty_label=_("All"))
    organisation = django_filters.ChoiceFilter(
        method="by_organisation", label=_("Organisation"), empty_label=_("All")
    )
    activity = django_filters.ChoiceFilter(
        method="by_activity", label=_("Activity"), empty_label=_("All")
    )
    arrangement = django_filters.ChoiceFilter(
        method="by_arrangement",
        label=_("Who coordinates"),
        choices=[(code.value, label) for code, label in ARRANGEMENTS.items()],
        empty_label=_("All"),
    )

    class Meta:
        model = Activity
        fields: list[str] = []
        form = FilterForm

    def __init__(self, data: Mapping[str, Any], *, queryset: ActivityQuerySet) -> None:
        super().__init__(data, queryset=queryset)
        self.units = list(_named(CareUnit.objects.filter(pk__in=_ids(queryset, "unit_id"))))
        several = len(self.units) > 1
        wards = Ward.objects.filter(pk__in=_ids(queryset, "ward_id")).order_by("unit__name", "name")
        parties = _ids(queryset, "parties__organisation_id")
        organisations = Organisation.objects.filter(pk__in=parties)
        choices = {
            "unit": self.units,
            "ward": [
                (pk, f"{name}, {unit}" if several else name)
                for pk, name, unit in wards.values_list("pk", "name", "unit__name")
            ],
            "organisation": list(_named(organisations)),
            "activity": list(_named(queryset.current())),
        }
        for name, found in choices.items():
            if len(found) > 1:
                self.filters[name].extra["choices"] = [(str(pk), label) for pk, label in found]
            else:
                del self.filters[name]

    @property
    def chosen(self) -> list[str]:
        """The names of what is asked for: "Ward 2", "Red Cross"."""
        given = self.form.cleaned_data
        return [
            str(dict(one.extra["choices"])[given[name]])
            for name, one in self.filters.items()
            if name != "on" and given.get(name)
        ]

    def as_it_is(self, rows: ActivityQuerySet, _name: str, _value: Any) -> ActivityQuerySet:
        return rows

    def by_unit(self, rows: ActivityQuerySet, _name: str, value: str) -> ActivityQuerySet:
        return rows.filter(unit_id=row_id(value))

    def by_ward(self, rows: ActivityQuerySet, _name: str, value: str) -> ActivityQuerySet:
        return rows.filter(ward_id=row_id(value))

    def by_organisation(self, rows: ActivityQuerySet, _name: str, value: str) -> ActivityQuerySet:
        return rows.filter(parties__organisation_id=row_id(value))

    def by_activity(self, rows: ActivityQuerySet, _name: str, value: str) -> ActivityQuerySet:
        return rows.filter(pk=row_id(value))

    def by_arrangement(self, rows: ActivityQuerySet, _name: str, value: str) -> ActivityQuerySet:
        """As the record says today, without whoever has left: six queries more."""
        records = records_of(rows.select_related("unit__area__policy"))
        wanted = [pk for pk, one in records.items() if one.derived.core == Arrangement(value)]
        return rows.filter(pk__in=wanted)


def _ids(rows: ActivityQuerySet, column: str) -> Any:
    return rows.order_by().values(column)


def _named(rows: Any) -> Any:
    return rows.order_by("name", "pk").values_list("pk", "name")
