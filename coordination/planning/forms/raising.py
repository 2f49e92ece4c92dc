"""A concern or a hard day: what it is about, and what came of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from careshare.forms import BaseForm
from careshare.identity_numbers import FreeText
from careshare.once import OnceField
from coordination.signups.models.raised import TEXT_MOST
from coordination.signups.rules.raised import REASONS, HowClosed, RaisedKind, RaisedReason
from coordination.signups.words.raised import ABOUT, HOW
from coordination.signups.words.raised import REASONS as ONES_OWN

NEEDED = _("Needed for “Something else”. No names or health of the people cared for.")


class RaiseForm(BaseForm):
    """One choice, and a few words where they help."""

    form_uuid = OnceField()
    reason = forms.ChoiceField(label=_("What was it?"), widget=forms.RadioSelect)
    text = FreeText(
        label=_("A few words"),
        required=False,
        max_length=TEXT_MOST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("No names or health of the people cared for."),
    )

    def __init__(self, *args: Any, kind: RaisedKind, by_volunteer: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        words = ONES_OWN if by_volunteer else ABOUT
        field: Any = self.fields["reason"]
        field.choices = [(one.value, words[one]) for one in REASONS[kind]]
        if RaisedReason.CONCERN_OTHER in REASONS[kind]:
            self.hide_optional = True  # nothing but the words is, and here they may be needed
            self.fields["text"].help_text = NEEDED

    @property
    def said(self) -> dict[str, Any]:
        """What the service takes."""
        return {**self.cleaned_data, "reason": RaisedReason(self.cleaned_data["reason"])}


class CloseRaisedForm(BaseForm):
    """What came of it, from a list."""

    how = forms.ChoiceField(
        label=_("What came of it?"), choices=list(HOW.items()), widget=forms.RadioSelect,
        help_text=_("Whoever told of it reads this, and nothing else."),
    )  # fmt: skip

    def clean_how(self) -> HowClosed:
        return HowClosed(self.cleaned_data["how"])
