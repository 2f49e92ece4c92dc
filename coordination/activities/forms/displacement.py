"""The seven questions, asked of each voice; paid posts; the class of a type."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from careshare.identity_numbers import FreeText
from careshare.once import OnceField, VersionField
from coordination.activities.rules.posts import Quarter
from coordination.activities.words import CLASSES, GROUPS
from coordination.activities.words.displacement import QUESTIONS, quarter_name
from volunteers.places.forms.base import Form, labelled

_DATES = ("staff_consulted_on", "union_consulted_on")
_DAYS_HELP = _("The day of the last talk about it. Leave it empty if there was none.")


def _yes_no(label: Any, **options: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        choices=[("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        **options,
    )


STOPS_SIGN_UPS = _(
    "People can sign up here now. With “yes”, or with “Same content as a statutory service” or "
    "“Partly both” above, nobody new can sign up from that moment on, until a review has found that"
    " volunteers do not replace paid work. Whoever has signed up keeps the place."
)


class PaidWorkField(forms.TypedChoiceField):
    """Whether paid staff did it of late; it decides whether a review is needed."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Did paid staff do this in the last 12 months?"),
            help_text=_(
                "Publishing asks for an answer. If paid staff did it, it is asked whether"
                " volunteers replace paid work."
            ),
            choices=[("", _("Not answered")), ("False", _("No")), ("True", _("Yes"))],
            coerce=lambda value: value == "True",
            empty_value=None,
            required=False,
            widget=forms.RadioSelect,
        )


class QuestionsForm(Form):
    """The questions themselves. `answers` are the columns of one voice."""

    form_uuid = OnceField()

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        for name, label in QUESTIONS.items():
            if name in _DATES:
                field: Any = forms.DateField(label=label, required=False, help_text=_DAYS_HELP)
                field.widget.input_type, field.widget.format = "date", "%Y-%m-%d"
                field.widget.is_localized = False
            else:
                field = _yes_no(label)
            self.fields[name] = field

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name in _DATES:
            day = cleaned.get(name)
            if day is not None and day > self.today:
                self.add_error(name, _("This day is still to come."))
        return cleaned

    @property
    def answers(self) -> dict[str, Any]:
        names = (*QUESTIONS, "text", "agrees")
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}


class ManagerForm(QuestionsForm):
    """The first voice, with what the unit takes upon itself."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"] = _text(_("What else should be known"))
        self.fields["conditions"] = FreeText(
            label=_("Conditions that you set yourselves"),
            max_length=1000,
            required=False,
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text=_("Such as: two paid staff are always present. They are printed."),
        )
        self.fields["look_again_on"] = forms.DateField(
            label=_("Look again on"),
            required=False,
            help_text=_("Empty: the area's usual time, where there are conditions or a risk."),
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        day = cleaned.get("look_again_on")
        if day is not None and day <= self.today:
            self.add_error("look_again_on", _("Choose a day that is still to come."))
        return cleaned


class SecondVoiceForm(QuestionsForm):
    """The staff representative's own answers, and agreement or dissent."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agrees"] = forms.TypedChoiceField(
            label=_("Do you agree with the manager's answers?"),
            choices=[("yes", _("I agree")), ("no", _("I do not agree, and this is printed"))],
            coerce=lambda value: value == "yes",
            widget=forms.RadioSelect,
        )
        self.fields["text"] = _text(_("In your own words"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("agrees") is False and not cleaned.get("text", "").strip():
            self.add_error("text", _("Write what you do not agree with."))
        return cleaned


def _text(label: Any) -> FreeText:
    return FreeText(
        label=label,
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("It is printed. No names or health of the people cared for."),
    )


class PostsForm(Form):
    """Full-time equivalents of one function in one quarter."""

    form_uuid = OnceField()
    version = VersionField()
    group = forms.ChoiceField(label=_("Function"), choices=labelled(GROUPS))
    quarter = forms.CharField(
        label=_("Quarter"),
        max_length=6,
        help_text=_("Year and quarter: 2026-3 is July to September."),
    )
    posts = forms.DecimalField(
        label=_("Paid posts"), min_value=0, decimal_places=2,
        help_text=_("Full-time equivalents: three half posts are 1.5."),
    )  # fmt: skip
    cut = forms.DecimalField(
        label=_("Of which cut or left vacant in this quarter"), min_value=0, decimal_places=2,
        initial=0, help_text=_("Posts that were taken away or not filled again; 0 if none."),
    )  # fmt: skip

    def __init__(self, *args: Any, today: date, most: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.most = today, most
        for name in ("posts", "cut"):
            self.fields[name].widget.attrs |= {"min": "0", "max": str(most), "step": "0.01"}

    def clean_quarter(self) -> Quarter:
        quarter = Quarter.read(self.cleaned_data["quarter"].strip())
        if quarter is None:
            raise ValidationError(_("Write year and quarter, such as 2026-3."))
        if quarter > Quarter.of(self.today):
            text = _now("%(quarter)s is still to come.") % {"quarter": quarter_name(quarter)}
            raise ValidationError(text)
        return quarter

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name in ("posts", "cut"):
            if cleaned.get(name) is not None and cleaned[name] > self.most:
                text = _now("At most %(most)s. Is the comma in its place?") % {"most": self.most}
                self.add_error(name, text)
        return cleaned


class TypeClassForm(Form):
    """How the area classes a type."""

    version = VersionField()
    statutory_class = forms.ChoiceField(
        label=_("Statutory or not"), choices=labelled(CLASSES), widget=forms.RadioSelect
    )
    legal_reference = forms.CharField(
        label=_("Legal reference"),
        max_length=200,
        required=False,
        help_text=_("The paragraph or decision that it rests on."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        is_classed = cleaned.get("statutory_class") not in (None, "unclassified")
        if is_classed and not cleaned.get("legal_reference", "").strip():
            self.add_error("legal_reference", _("Write what the class rests on."))
        return cleaned
