"""What a report can be narrowed by. What is not one's own cannot be chosen, and is ignored."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from careshare.forms import BaseForm
from coordination.activities.rules.posts import months_before
from coordination.reports.access import Ask, Scope
from volunteers.organisations.models import Organisation
from volunteers.places.models import Area, CareUnit

_EARLIEST = 1  # day that a period has at least


class ReportFilter(BaseForm):
    """Day, period, place, and the options that the report reads."""

    hide_optional = True

    on = forms.DateField(label=_("As of"), required=False)
    since = forms.DateField(label=_("Period begins"), required=False)
    area = forms.ModelChoiceField(
        Area.objects.none(), label=_("Area"), required=False, empty_label=_("All")
    )
    unit = forms.ModelChoiceField(
        CareUnit.objects.none(), label=_("Care unit"), required=False, empty_label=_("All")
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Organisation"), required=False, empty_label=_("All")
    )
    by_hours = forms.BooleanField(label=_("Weigh by attended hours"), required=False)
    survey = forms.BooleanField(
        label=_("Show the survey of 2015 (nursing homes and home care only)"), required=False
    )

    def __init__(
        self, data: Mapping[str, Any], *, scope: Scope, options: frozenset[str], today: date
    ) -> None:
        super().__init__(_usable(data))
        self.scope, self.today = scope, today
        choices: Mapping[str, Any] = {
            "area": Area.objects.filter(pk__in=scope.units.order_by().values("area_id")),
            "unit": scope.units,
            "organisation": scope.organisations,
        }
        for name, rows in choices.items():
            field: Any = self.fields[name]
            field.queryset = rows.order_by("name", "pk")
            if scope.is_anonymous or len(field.queryset[:2]) < 2:  # or nothing to choose between
                del self.fields[name]
        for name in ("since", "by_hours", "survey"):
            if name not in options:
                del self.fields[name]

    def ask(self, now: datetime) -> Ask:
        """What is asked; a field that is not valid counts as left empty."""
        self.is_valid()
        given: dict[str, Any] = self.cleaned_data
        on = given.get("on") or self.today
        since = given.get("since") or months_before(on, self.scope.policy.report_months)
        chosen = {name: given.get(name) for name in ("area", "unit", "organisation")}
        return Ask(
            scope=self.scope,
            on=on,
            since=min(since, on - timedelta(days=_EARLIEST)),
            now=now,
            options=frozenset(name for name in ("by_hours", "survey") if given.get(name)),
            **chosen,
        )

    def clean_on(self) -> date | None:
        """A day that has come: nobody knows what will be agreed until another."""
        day: date | None = self.cleaned_data.get("on")
        if day is not None and not date(2000, 1, 1) <= day <= self.today:
            raise forms.ValidationError(_("Choose today or a day before."))
        return day

    def clean_since(self) -> date | None:
        """A day before the report's own."""
        day: date | None = self.cleaned_data.get("since")
        if day is not None and not date(2000, 1, 1) <= day < self.today:
            raise forms.ValidationError(_("Choose a day before today."))
        return day


def _usable(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """The request's values; PostgreSQL bears no NUL, and no row is named by one."""
    return {name: value for name, value in data.items() if "\x00" not in str(value)}
