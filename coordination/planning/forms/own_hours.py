"""The answer to hours that a volunteer added."""

from django import forms
from django.utils.translation import gettext_lazy as _

from careshare.forms import BaseForm
from coordination.signups.rules.own_hours import DeclineReason
from coordination.signups.words.own_hours import DECLINED


class DeclineHoursForm(BaseForm):
    """Why they are not counted."""

    reason = forms.ChoiceField(label=_("Why not?"), choices=list(DECLINED.items()))

    def clean_reason(self) -> DeclineReason:
        return DeclineReason(self.cleaned_data["reason"])
