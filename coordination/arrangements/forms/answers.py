"""Short forms: declining with a reason, whom to ring for a task, a unit's usual pattern."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from phonenumber_field.formfields import PhoneNumberField

from careshare.once import OnceField, VersionField
from coordination.arrangements.models import TaskContact, UsualPattern
from coordination.arrangements.rules import Pattern
from coordination.arrangements.words import DAYS, DECLINE_REASONS, PATTERNS, TASKS
from volunteers.memberships.rules import Task
from volunteers.places.forms.base import Form, labelled, read_phones_as_in
from volunteers.places.models import Area


class DeclineForm(Form):
    """Why not, from a list."""

    reason = forms.ChoiceField(
        label=_("Why"), choices=labelled(DECLINE_REASONS), widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("What you would like to add"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("No names or health of the people cared for."),
    )


class ContactForm(Form):
    """Whom to ring for a task, and when."""

    form_uuid = OnceField(required=False)
    task = forms.ChoiceField(label=_("Task"))
    name = forms.CharField(label=_("Name or function"), max_length=120)
    phone = PhoneNumberField(label=_("Telephone number"))
    weekdays = forms.MultipleChoiceField(
        label=_("Answers on"), choices=DAYS, widget=forms.CheckboxSelectMultiple
    )
    from_time = forms.TimeField(label=_("From"), required=False)
    until_time = forms.TimeField(
        label=_("Until"),
        required=False,
        help_text=_("Earlier than the start means the next morning: 22:00 until 06:00."),
    )
    deputy_name = forms.CharField(label=_("Deputy"), max_length=120, required=False)
    deputy_phone = PhoneNumberField(label=_("Deputy's telephone number"), required=False)

    def __init__(self, *args: Any, tasks: Collection[Task], area: Area, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["task"].choices = [(task.value, TASKS[task]) for task in tasks]  # type: ignore[attr-defined]
        self.initial.setdefault("weekdays", [digit for digit, _name in DAYS])
        for name in ("phone", "deputy_phone"):
            read_phones_as_in(area, self.fields[name])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        start, end = cleaned.get("from_time"), cleaned.get("until_time")
        if start and start == end:
            self.add_error("until_time", _("The end must be another time than the start."))
        if cleaned.get("deputy_phone") and not cleaned.get("deputy_name"):
            self.add_error("deputy_name", _("Write who the deputy is."))
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        """The columns of the contact."""
        columns = {field.name for field in TaskContact._meta.fields}
        values = {name: value for name, value in self.cleaned_data.items() if name in columns}
        return {**values, "weekdays": "".join(sorted(self.cleaned_data["weekdays"]))}


class UsualPatternForm(Form):
    """Who does most of it at a unit, for activities to come; on the row as it was opened."""

    version = VersionField(initial=0)
    pattern = forms.ChoiceField(
        label=_("Who usually does most of it?"),
        choices=labelled(PATTERNS),
        widget=forms.RadioSelect,
    )
    organisation = forms.ChoiceField(label=_("With which organisation"), required=False)

    def __init__(self, *args: Any, organisations: Mapping[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(pk), name) for pk, name in organisations.items()]
        self.fields["organisation"].choices = [("", _("None")), *choices]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        needs_one = cleaned.get("pattern") in (Pattern.ORGANISATION, Pattern.TOGETHER)
        if needs_one and not cleaned.get("organisation"):
            self.add_error("organisation", _("Choose the organisation."))
        return cleaned

    def show_saved(self, saved: UsualPattern) -> None:
        """After another hand saved: both texts stand there, and the next press counts."""
        named = dict(self.fields["organisation"].choices)  # type: ignore[attr-defined]
        texts = {
            "pattern": PATTERNS[Pattern(saved.pattern)],
            "organisation": named.get(str(saved.organisation_id or ""), ""),
        }
        for name, text in texts.items():
            self.add_error(name, _now("Saved meanwhile: %(text)s") % {"text": text})
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        data[self.add_prefix("version")] = str(saved.version)
        self.data = data

    @property
    def organisation_id(self) -> int | None:
        """The partner, where the pattern has one."""
        if self.cleaned_data["pattern"] == Pattern.UNIT:
            return None
        return int(self.cleaned_data["organisation"])
