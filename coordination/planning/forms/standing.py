"""Regular times: who comes every time, and until when somebody pauses."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from careshare.forms import BaseForm
from careshare.once import OnceField
from volunteers.people.models import Person


class StandForm(BaseForm):
    """Put somebody down for every time."""

    person = forms.ModelChoiceField(label=_("Volunteer"), queryset=Person.objects.none())
    form_uuid = OnceField()

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]


class PauseForm(BaseForm):
    """From which day on somebody comes again."""

    until = forms.DateField(label=_("Comes again from"))


class OwnPauseForm(PauseForm):
    """The same, in the volunteer's own words."""

    until = forms.DateField(label=_("I come again from"))
