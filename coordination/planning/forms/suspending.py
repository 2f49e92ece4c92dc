"""Suspending somebody: why, from a list."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from careshare.forms import BaseForm
from coordination.signups.words import SUSPENSION_REASONS


class SuspendForm(BaseForm):
    """No free text: nothing about anybody who is cared for can be written here."""

    reason = forms.ChoiceField(
        label=_("Why"),
        choices=[(one.value, words) for one, words in SUSPENSION_REASONS.items()],
        widget=forms.RadioSelect,
        help_text=_("Seen by your own side alone. The volunteer is told whom to ring, not why."),
    )
