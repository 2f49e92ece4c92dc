"""Forms about activities: the full one, the one with five fields, classification."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from careshare.forms import COUNT_MOST
from careshare.once import OnceField
from coordination.activities.forms.displacement import STOPS_SIGN_UPS, PaidWorkField
from coordination.activities.models import Activity, ActivityType
from coordination.activities.rules import ActivityState, TypeGroup
from coordination.activities.words import (
    CLASSES,
    GROUPS,
    MODES,
    USUAL_BOUNDARIES,
    type_name,
)
from volunteers.places.forms.base import CreateForm, EditForm, Form, labelled, read_phones_as_in
from volunteers.places.models import AreaPolicy, CareUnit

FIELDS = (
    "type",
    "other_text",
    "name",
    "ward",
    "purpose",
    "does",
    "does_not",
    "supervisor",
    "induction",
    "place",
    "expenses",
    "contact_name",
    "contact_phone",
    "needs_no_credentials",
    "is_home_visit",
    "sign_up_mode",
    "opens_days",
    "closes_hours",
)

_LABELS = {
    "other_text": _("What sort of activity, if it is something else"),
    "name": _("Name"),
    "ward": _("Ward"),
    "purpose": _("Purpose"),
    "does": _("What the volunteer does"),
    "does_not": _("What the volunteer does not do"),
    "supervisor": _("Supervisor"),
    "induction": _("Induction"),
    "place": _("Place"),
    "expenses": _("Expenses"),
    "contact_name": _("Contact: name or function"),
    "contact_phone": _("Contact: telephone number"),
    "opens_days": _("Volunteers can sign up from"),
    "closes_hours": _("Volunteers can sign up until"),
    "is_home_visit": _("At the home of the one who is visited"),
    "needs_no_credentials": _("Nothing needs to be shown: no declaration, check or course"),
}
_HELP = {
    "name": _("As volunteers read it: “Coffee and singing”."),
    "purpose": _("What it is good for, and for whom in general. No names or health of the "
                 "people cared for."),
    "does": _("Two or three sentences. No names or health of the people cared for."),
    "does_not": _("Personal care, medication, health care and money are never a volunteer's part."),
    "supervisor": _("Who is there for the volunteers: a name."),
    "induction": _("How somebody new is shown round."),
    "place": _("Where to meet. For visits at home the meeting point, never the address."),
    "expenses": _("What is refunded, or that nothing is."),
    "contact_phone": _("Whom a volunteer rings with a question."),
    "is_home_visit": _("Volunteers say by telephone when they come and leave; the first visit is "
                       "made by two."),
    "needs_no_credentials": _("Otherwise add what is asked for after saving."),
}  # fmt: skip


def types_in(unit: CareUnit) -> list[ActivityType]:
    """The types that come with CareShare and those of the unit's area."""
    found = ActivityType.objects.filter(Q(area__isnull=True) | Q(area_id=unit.area_id))
    return list(found)


def _type_choices(unit: CareUnit) -> list[Any]:
    """Types under the headings of their groups, in the order of the types."""
    groups: dict[str, list[tuple[str, Any]]] = {}
    for kind in types_in(unit):
        groups.setdefault(kind.group, []).append((str(kind.pk), type_name(kind)))
    return [
        ("", _("Choose a type")),
        *((GROUPS[TypeGroup(code)], kinds) for code, kinds in groups.items()),
    ]


class TypeField(forms.ModelChoiceField):
    """An activity type, listed under its group."""

    def __init__(self, unit: CareUnit) -> None:
        allowed = ActivityType.objects.filter(Q(area__isnull=True) | Q(area_id=unit.area_id))
        super().__init__(allowed, label=_("Type"))
        self.choices = _type_choices(unit)


_LEAD = {
    "opens_days": _("Days before the session. Empty: as the area says (%(usual)s). "
                    "0: as soon as it is planned."),
    "closes_hours": _("Hours before the start. Empty: as the area says (%(usual)s). "
                      "0: until the start. You can place somebody all the same."),
}  # fmt: skip


class _ActivityFields:
    """What the full form does, for a new activity and for one that exists."""

    MORE = tuple(_LEAD)

    @property
    def always(self) -> list[forms.BoundField]:
        """What stands on the form at once."""
        return [one for one in self.visible_fields() if one.name not in self.MORE]  # type: ignore[attr-defined]

    @property
    def more(self) -> list[forms.BoundField]:
        """What stands behind "more": the area has said it for most."""
        return [self[name] for name in self.MORE]  # type: ignore[index]

    @property
    def has_more(self) -> bool:
        """Whether something behind "more" is filled in, or is the matter."""
        return any(one.errors or one.value() not in (None, "") for one in self.more)

    def _set_up(self, unit: CareUnit) -> None:
        fields: dict[str, Any] = self.fields  # type: ignore[attr-defined]
        fields["type"] = TypeField(unit)
        fields["sign_up_mode"] = forms.ChoiceField(
            label=_("How a sign-up counts"), choices=labelled(MODES), widget=forms.RadioSelect
        )
        wards = unit.wards.order_by("name")
        for name, say in _LEAD.items():
            column: Any = AreaPolicy._meta.get_field(name)
            usual = getattr(unit.area.policy, name)
            most = next(one.limit_value for one in column._validators[1:])
            fields[name] = forms.IntegerField(
                label=_LABELS[name], min_value=0, max_value=most, required=False,
                help_text=say % {"usual": usual},
            )  # fmt: skip
        if wards:
            fields["ward"].queryset = wards
            fields["ward"].empty_label = _("The whole place")
        else:
            del fields["ward"]
        for name in ("purpose", "does", "does_not", "induction"):
            fields[name].widget = forms.Textarea(attrs={"rows": 3})
        read_phones_as_in(unit.area, fields["contact_phone"])
        self.order_fields(["form_uuid", "version", *FIELDS])  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()  # type: ignore[misc]
        kind = cleaned.get("type")
        if kind is not None and kind.code == "other" and not cleaned.get("other_text", "").strip():
            self.add_error("other_text", _("Write what sort of activity it is."))  # type: ignore[attr-defined]
        return cleaned


class ActivityCreateForm(_ActivityFields, CreateForm):
    class Meta:
        model = Activity
        fields = (*FIELDS, "was_paid_work")
        labels = _LABELS
        help_texts = _HELP

    def __init__(self, *args: Any, unit: CareUnit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._set_up(unit)
        self.fields["was_paid_work"] = PaidWorkField()
        self.initial.setdefault("does_not", USUAL_BOUNDARIES)
        self.initial.setdefault("sign_up_mode", "instant")
        self.initial.setdefault("contact_phone", unit.phone)


class ActivityEditForm(_ActivityFields, EditForm):
    class Meta:
        model = Activity
        fields = FIELDS
        labels = _LABELS
        help_texts = _HELP

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._set_up(self.instance.unit)
        self.initial["type"] = str(self.instance.type_id)


class StartEndWidget(forms.MultiWidget):
    """From and until, side by side, each named for those who listen."""

    def __init__(self) -> None:
        names = (_("From"), _("Until"))
        parts = [
            forms.TimeInput(attrs={"type": "time", "aria-label": name}, format="%H:%M")
            for name in names
        ]
        super().__init__(parts)
        self.is_localized = False

    def decompress(self, value: Any) -> list[Any]:
        return list(value) if value else [None, None]


class StartEndField(forms.MultiValueField):
    """A start and an end as one answer."""

    def __init__(self, **options: Any) -> None:
        parts = (forms.TimeField(localize=False), forms.TimeField(localize=False))
        super().__init__(parts, widget=StartEndWidget(), require_all_fields=True, **options)

    def compress(self, data_list: list[Any]) -> tuple[Any, Any] | None:
        return (data_list[0], data_list[1]) if data_list else None


class OneOffForm(Form):
    """Five fields; the page shows what the unit's usual answers add."""

    form_uuid = OnceField()
    name = forms.CharField(
        label=_("Name"), max_length=80, help_text=_("As volunteers read it: “Summer party”.")
    )
    on = forms.DateField(label=_("Day"))
    times = StartEndField(label=_("From and until"))
    places = forms.IntegerField(label=_("How many volunteers"), min_value=1, max_value=COUNT_MOST)

    def __init__(self, *args: Any, unit: CareUnit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind: Any = TypeField(unit)
        kind.queryset = kind.queryset.exclude(code="other")
        kind.choices = _without(_type_choices(unit), "other", unit)
        self.fields["type"] = kind
        self.order_fields(["form_uuid", "type", "name", "on", "times", "places"])


def _without(choices: Any, code: str, unit: CareUnit) -> list[Any]:
    """“Something else” asks for a sixth field, so the full form has it."""
    gone = {str(kind.pk) for kind in types_in(unit) if kind.code == code}
    kept = []
    for value, label in choices:
        if isinstance(label, (list, tuple)):
            label = [pair for pair in label if str(pair[0]) not in gone]
            if not label:
                continue
        kept.append((value, label))
    return kept


class ClassifyForm(EditForm):
    """How the content relates to services that the public body must provide."""

    class Meta:
        model = Activity
        fields = ("statutory_class", "legal_reference", "was_paid_work")
        labels = {"legal_reference": _("Legal reference")}
        help_texts = {"legal_reference": _("The paragraph or decision that it rests on.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["statutory_class"] = forms.ChoiceField(
            label=_("Statutory or not"),
            choices=[("", _("As the area says of the type")), *labelled(CLASSES)],
            required=False,
            widget=forms.RadioSelect,
        )
        self.fields["was_paid_work"] = PaidWorkField()
        said = self.instance.was_paid_work
        self.initial["was_paid_work"] = "" if said is None else str(said)
        day = self.instance.paid_work_said_on
        if day is not None:
            field: Any = self.fields["was_paid_work"]
            field.choices = field.choices[1:]  # an answer can be changed, not taken back
            field.help_text = _("Answered on %(day)s.") % {"day": date_format(day, "DATE_FORMAT")}
        if self.instance.state == ActivityState.PUBLISHED:
            help_text = self.fields["was_paid_work"].help_text if day else ""
            self.fields["was_paid_work"].help_text = f"{help_text} {STOPS_SIGN_UPS}".strip()
        self.order_fields(["version", "statutory_class", "legal_reference", "was_paid_work"])

    def clean_was_paid_work(self) -> bool | None:
        said: bool | None = self.cleaned_data["was_paid_work"]
        return self.instance.was_paid_work if said is None else said

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("statutory_class") and not cleaned.get("legal_reference", "").strip():
            self.add_error("legal_reference", _("Write what the class rests on."))
        return cleaned
