"""How every form is drawn, and the ground that every form stands on."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy as _

from careshare.errors import Reason, Refused
from careshare.sentences import say

_DJANGOS = forms.Field.default_error_messages["required"]
_NO_CONTROL = {"hidden", "submit", "button", "image"}


def _dress(widget: dict[str, Any]) -> None:
    """Give every control in a widget's context the class `ds-input`."""
    if widget.get("is_hidden"):
        return
    for part in widget.get("subwidgets", ()):
        _dress(part)
    groups = widget.get("optgroups", ())
    options = [option for _name, group, _index in groups for option in group]
    if options and options[0]["type"] != "select":  # radio buttons or checkboxes
        for option in options:
            _dress({"attrs": option["attrs"]})
    elif widget.get("type") not in _NO_CONTROL and "subwidgets" not in widget:
        attrs = widget.setdefault("attrs", {})
        attrs["class"] = f"ds-input {attrs.get('class', '')}".strip()


class Renderer(TemplatesSetting):
    """Designsystemet's markup by the templates in `templates/django/forms/`."""

    def render(self, template_name, context, request=None):
        if widget := context.get("widget"):
            _dress(widget)
        return super().render(template_name, context, request)


class FormMixin:
    """What our forms share. Put it first: `class AskForm(FormMixin, ModelForm)`.

    `hide_optional` leaves out "(optional)" where every field is (a filter);
    `summary_elsewhere` leaves the summary of errors to the page (a formset).
    """

    hide_optional = False
    summary_elsewhere = False
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            _use_native_input(field)

    def full_clean(self) -> None:
        """Complain in our words, also in those fields that a form adds to itself later."""
        for field in self.fields.values():
            if field.error_messages.get("required") == _DJANGOS:
                field.error_messages["required"] = _("Please fill this in.")
        super().full_clean()  # type: ignore[misc]

    def add_refusal(self, refused: Refused | Iterable[Reason], field: str | None = None) -> None:
        """Show every reason of a refusal, each in a sentence: above the form or beside a field."""
        reasons = refused.reasons if isinstance(refused, Refused) else refused
        for reason in reasons:
            said = say(reason)
            text = f"{said.says} {said.next_step}".strip()
            self.add_error(field, forms.ValidationError(text, code=said.code))  # type: ignore[attr-defined]


COUNT_MOST = 10_000
"""More than anybody means when asked how many; what an area allows answers in its own words."""

HOW_MANY: dict[str, Any] = {"min_value": 0, "max_value": COUNT_MOST}

ROW_MOST = 2**63 - 1
"""The highest id or version that a row can have on either database."""


class RowsField(forms.ModelMultipleChoiceField):
    """Several rows to tick. A number that no row can have is no choice, and no error of ours."""

    def clean(self, value: Any) -> Any:
        for one in value or ():
            if str(one).isdecimal() and not row_id(str(one)):
                raise forms.ValidationError(
                    self.error_messages["invalid_choice"], code="invalid_choice",
                    params={"value": str(one)[:20]},
                )  # fmt: skip
        return super().clean(value)


class BaseForm(FormMixin, forms.Form):
    """A form without a model."""


class BaseModelForm(FormMixin, forms.ModelForm):
    """A form that saves one row."""


def row_id(text: str) -> int:
    """The id that a request names outside a form; 0, which no row has, where it names none.

    Python refuses to read a number of several thousand digits, so length counts first.
    """
    number = int(text) if text.isdecimal() and len(text) < 20 else 0
    return number if number <= ROW_MOST else 0


_NATIVE = {
    forms.DateField: (forms.DateInput, "date", "%Y-%m-%d"),
    forms.TimeField: (forms.TimeInput, "time", "%H:%M"),
    forms.DateTimeField: (forms.DateTimeInput, "datetime-local", "%Y-%m-%dT%H:%M"),
}


def _use_native_input(field: forms.Field) -> None:
    """Let the browser's own calendar and clock do it: they speak the reader's language already."""
    for kind, (widget, input_type, form) in _NATIVE.items():
        if type(field) is kind and type(field.widget) is widget:
            field.widget.input_type = input_type
            field.widget.format = form
            field.widget.is_localized = False
    if isinstance(field, forms.EmailField):
        field.widget.attrs.setdefault("autocomplete", "email")
