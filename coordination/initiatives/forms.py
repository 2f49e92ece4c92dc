"""Forms about ideas from outside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext_lazy as _
from phonenumber_field.formfields import PhoneNumberField

from careshare.forms import COUNT_MOST, RowsField
from careshare.once import OnceField
from coordination.activities.forms import TypeField, types_in
from coordination.activities.words import NO_HEALTH_HINT, type_name
from coordination.arrangements.words import TASKS
from coordination.initiatives.words import DECISIONS, REASONS
from volunteers.memberships.rules import Task
from volunteers.organisations.models import Organisation
from volunteers.places.forms.base import Form, labelled, read_phones_as_in
from volunteers.places.models import Area, CareUnit


class _Idea(Form):
    """What every idea says."""

    form_uuid = OnceField()
    title = forms.CharField(
        label=_("What you would call it"),
        max_length=80,
        help_text=_("A few words: “Accordion on Fridays”."),
    )
    what = forms.CharField(
        label=_("What would happen"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=NO_HEALTH_HINT,
    )
    purpose = forms.CharField(
        label=_("What it is good for"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
    roughly_when = forms.CharField(
        label=_("Roughly when"),
        max_length=200,
        help_text=_("For example: two Saturdays a month, after lunch, from January."),
    )
    brings_people = forms.IntegerField(
        label=_("How many people you bring"), min_value=1, max_value=COUNT_MOST, initial=1
    )

    def __init__(self, *args: Any, unit: CareUnit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["type"] = TypeField(unit)
        most = MaxValueValidator(unit.area.policy.places_most)
        self.fields["brings_people"].validators.append(most)
        self.order_fields(["form_uuid", "unit", "title", "type"])

    @property
    def values(self) -> dict[str, Any]:
        """The columns of the initiative."""
        names = ("title", "what", "purpose", "roughly_when", "brings_people", "type")
        return {name: self.cleaned_data[name] for name in names}


class InitiativeForm(_Idea):
    """The idea of an organisation or a volunteer, to a unit of choice."""

    unit = forms.ChoiceField(label=_("Where"))
    tasks = forms.MultipleChoiceField(
        label=_("What you would take on"),
        choices=labelled(TASKS),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nothing is agreed by it: if the answer is yes, you are asked to agree who "
                    "does what."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, units: Sequence[CareUnit], for_organisation: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, unit=units[0], **kwargs)
        self.units = {str(unit.pk): unit for unit in units}
        self.fields["unit"].choices = [(pk, unit.name) for pk, unit in self.units.items()]  # type: ignore[attr-defined]
        if not for_organisation:
            del self.fields["tasks"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        unit, kind = self.units.get(cleaned.get("unit", "")), cleaned.get("type")
        if unit and kind and kind.area_id not in (None, unit.area_id):
            self.add_error("type", _("This type is not known there. Choose another."))
        return cleaned

    @property
    def unit_chosen(self) -> CareUnit:
        return self.units[self.cleaned_data["unit"]]

    @property
    def values(self) -> dict[str, Any]:
        order = [task.value for task in Task]
        tasks = sorted(self.cleaned_data.get("tasks", ()), key=order.index)
        return {**super().values, "tasks": ",".join(tasks)}


class SuggestionForm(_Idea):
    """The idea of somebody whom nobody knows: with a name, and an e-mail address or a number."""

    contact_name = forms.CharField(label=_("Your name"), max_length=120)
    contact_email = forms.EmailField(
        label=_("Your e-mail address"),
        required=False,
        help_text=_("The answer comes here. Without it we ring you."),
    )
    contact_phone = PhoneNumberField(label=_("Your telephone number"), required=False)

    def __init__(self, *args: Any, unit: CareUnit, **kwargs: Any) -> None:
        super().__init__(*args, unit=unit, **kwargs)
        read_phones_as_in(unit.area, self.fields["contact_phone"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        is_asked = not {"contact_email", "contact_phone"} & set(self.errors)
        if is_asked and not (cleaned.get("contact_email") or cleaned.get("contact_phone")):
            text = _("Write an e-mail address or a telephone number, so that the answer finds you.")
            self.add_error("contact_email", text)
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        contact = ("contact_name", "contact_email", "contact_phone")
        return {**super().values, **{name: self.cleaned_data[name] for name in contact}}


class DecideForm(Form):
    """The unit's answer."""

    decision = forms.ChoiceField(
        label=_("Your answer"), choices=labelled(DECISIONS), widget=forms.RadioSelect
    )
    reason = forms.ChoiceField(label=_("Why"), choices=[("", _("Choose")), *labelled(REASONS)])
    text = forms.CharField(
        label=_("What you would like to add"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What should be different, for example. Whoever proposed it reads this. No "
                    "names or health of the people cared for."),
    )  # fmt: skip

    def add_refusal(self, refused: Any, field: str | None = None) -> None:
        """Words that are missing stand beside the field for them."""
        for reason in getattr(refused, "reasons", refused):
            own = "text" if reason.code == "decision_needs_text" else field
            super().add_refusal([reason], own)


class AskForm(Form):
    """A unit asks an organisation to help run an activity."""

    form_uuid = OnceField()
    organisation = forms.ChoiceField(label=_("Whom you ask"))
    tasks = forms.MultipleChoiceField(
        label=_("With what you would like help"), widget=forms.CheckboxSelectMultiple
    )
    message = forms.CharField(
        label=_("What you would like to say"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=NO_HEALTH_HINT,
    )

    def __init__(
        self, *args: Any, organisations: Mapping[int, str], tasks: Sequence[Task], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.has_somebody = bool(organisations)
        choices = [(str(pk), name) for pk, name in organisations.items()]
        self.fields["organisation"].choices = [("", _("Choose an organisation")), *choices]  # type: ignore[attr-defined]
        self.fields["tasks"].choices = [(task.value, TASKS[task]) for task in tasks]  # type: ignore[attr-defined]

    @property
    def chosen_tasks(self) -> tuple[Task, ...]:
        return tuple(Task(code) for code in self.cleaned_data["tasks"])


class WishesForm(Form):
    """Where and about what an organisation wants to be asked."""

    areas = RowsField(
        Area.objects.none(),
        label=_("Care units may ask us in"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    unwanted = forms.MultipleChoiceField(
        label=_("Do not ask us about"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["areas"].queryset = organisation.areas.order_by("name")  # type: ignore[attr-defined]
        kinds = types_in(CareUnit(area_id=organisation.home_area_id))
        choices = [(str(kind.pk), type_name(kind)) for kind in kinds]
        self.fields["unwanted"].choices = choices  # type: ignore[attr-defined]
