"""The one button of a volunteer."""

from django import forms

from careshare.forms import BaseForm
from careshare.once import OnceField


class ComeForm(BaseForm):
    """ "I'll come": which form it was, and perhaps which position."""

    form_uuid = OnceField(required=False)
    position = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=1)


class SwapForm(BaseForm):
    """My day for yours: whose, and which form it was."""

    form_uuid = OnceField()
    theirs = forms.UUIDField(widget=forms.HiddenInput)
