"""Forms of matching."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from careshare.forms import RowsField
from careshare.once import OnceField
from volunteers.people.models import Person
from volunteers.places.forms.base import Form


class PeopleField(RowsField):
    """People to tick by name; all are ticked at first."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        return obj.name


class QuestionForm(Form):
    """Which days are asked about, until when, and whom."""

    form_uuid = OnceField()
    first_on = forms.DateField(label=_("First day"))
    last_on = forms.DateField(label=_("Last day"))
    closes_on = forms.DateField(
        label=_("Answers until"), help_text=_("Until then people can also change their answer.")
    )
    people = PeopleField(label=_("Who is asked"), queryset=Person.objects.none())

    def __init__(
        self, *args: Any, people: Sequence[Person], days: tuple[date, date] | None = None,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        ids = [one.pk for one in people]
        rows = Person.objects.filter(pk__in=ids).order_by("name", "pk")
        self.fields["people"].queryset = rows  # type: ignore[attr-defined]
        self.initial.setdefault("people", ids)
        if days is not None:
            self.initial["first_on"], self.initial["last_on"] = days
            for name in ("first_on", "last_on"):
                self.fields[name].disabled = True
                self.fields[name].widget = forms.HiddenInput()

    def first_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in ("first_on", "last_on", "closes_on")
                if not self[name].is_hidden]  # fmt: skip


class RosterDaysForm(Form):
    """For which days a roster is proposed."""

    first_on = forms.DateField(label=_("First day"))
    last_on = forms.DateField(label=_("Last day"))


class RosterForm(Form):
    """Names one confirmation; who is chosen for each place stands beside it, by its position."""

    form_uuid = OnceField()
