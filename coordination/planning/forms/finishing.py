"""The form that ends an activity."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coordination.activities.words import WHY_ENDED
from volunteers.places.forms.base import Form, labelled


class EndActivityForm(Form):
    """The last day, and why."""

    last_on = forms.DateField(
        label=_("The last day"),
        help_text=_("Sessions up to and on this day take place. Later ones are cancelled."),
    )
    why = forms.ChoiceField(label=_("Why"), choices=labelled(WHY_ENDED), widget=forms.RadioSelect)

    def add_refusal(self, refused: Any, field: str | None = None) -> None:
        """Show what is wrong with the day beside the day."""
        for reason in getattr(refused, "reasons", refused):
            of_day = reason.code in ("end_in_the_past", "end_too_far")
            super().add_refusal([reason], "last_on" if of_day else field)
