"""A message to all: whom it reaches, and what it says."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from careshare.forms import BaseForm
from careshare.identity_numbers import FreeText
from careshare.once import OnceField
from coordination.activities.rules.announcements import AUDIENCES, Purpose
from coordination.activities.words.announcements import AUDIENCES as WORDS


class AnnouncementForm(BaseForm):
    """Shown once to write, and once more to look at before it is sent."""

    form_uuid = OnceField()
    audience = forms.ChoiceField(label=_("To whom"), widget=forms.RadioSelect)
    text = FreeText(
        label=_("What you would like to say"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("No names or health of the people cared for."),
    )

    def __init__(self, *args: Any, purpose: Purpose, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = AUDIENCES[purpose]
        self.fields["audience"].choices = [(one.value, WORDS[one]) for one in offered]  # type: ignore[attr-defined]
        self.initial.setdefault("audience", offered[0].value)
