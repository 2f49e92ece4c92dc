"""What stands on a certificate: from when to when, with hours or without, in which language."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from careshare.forms import BaseForm
from coordination.activities.models import Activity
from volunteers.people.access import language_of
from volunteers.people.models import Person

YES, NO = "yes", "no"


def usual_choices(person: Person, activity: Activity, today: date) -> dict[str, Any]:
    """All until today, with hours, in the language of whom it is for."""
    return {
        "until": today.isoformat(),
        "hours": YES,
        "language": language_of(person, activity.unit.area),
    }


class CertificateForm(BaseForm):
    """Everything has an answer already."""

    hide_optional = True

    since = forms.DateField(
        label=_("From"), required=False, help_text=_("Empty: from the first time.")
    )
    until = forms.DateField(label=_("Until"))
    hours = forms.ChoiceField(
        label=_("Hours"), choices=[(YES, _("With hours")), (NO, _("Without hours"))]
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)

    def clean_hours(self) -> bool:
        return bool(self.cleaned_data["hours"] == YES)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        since, until = data.get("since"), data.get("until")
        if since and until and until < since:
            self.add_error("until", _("The last day lies before the first."))
        return data
