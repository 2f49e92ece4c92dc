"""What to do about a line of Today, other than doing it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from careshare.forms import BaseForm
from coordination.today.rules import Later
from volunteers.memberships.models import Membership


class LineForm(BaseForm):
    """One pressed button: put aside until then, show again, give to a colleague, take back."""

    later = forms.ChoiceField(choices=[(one.value, one.value) for one in Later], required=False)
    to = forms.ModelChoiceField(queryset=Membership.objects.none(), required=False)
    undo = forms.BooleanField(required=False)

    def __init__(self, *args: Any, colleagues: Sequence[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [one.pk for one in colleagues]
        field: Any = self.fields["to"]
        field.queryset = Membership.objects.filter(pk__in=known).select_related("user")
