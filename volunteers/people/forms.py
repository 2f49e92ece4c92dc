"""Forms about people."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.conf import settings
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _
from phonenumber_field.formfields import PhoneNumberField

from careshare.once import OnceField, VersionField
from volunteers.people.models import Person
from volunteers.people.rules import PersonKind
from volunteers.people.words import ASKED_FOR, DAY_PARTS, KINDS
from volunteers.places.forms.base import CreateForm, EditForm, Form, labelled, read_phones_as_in
from volunteers.places.models import Area

_FIELDS = ("name", "phone", "email", "language", "kind", "heads", "contact_name")
_LABELS = {
    "name": _("Name"),
    "phone": _("Telephone number"),
    "email": _("E-mail address"),
    "heads": _("How many people the group has"),
    "contact_name": _("Who speaks for the group"),
}
_HELP = {
    "email": _("Without one, somebody has to phone. A couple may share one."),
    "heads": _(
        "The group takes this many places each time it comes. For a single time another number "
        "can be said."
    ),
}


def _language(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=lambda: settings.LANGUAGES)


_GROUP = ("kind", "heads", "contact_name")


class _PersonFields:
    """What both forms on a list do. Most people are no group: those fields fold away."""

    def first_fields(self) -> list[forms.BoundField]:
        return [field for field in self.visible_fields() if field.name not in _GROUP]  # type: ignore[attr-defined]

    def group_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in _GROUP]  # type: ignore[index]

    def is_about_a_group(self) -> bool:
        kind = self["kind"].value()  # type: ignore[index]
        return kind == PersonKind.GROUP or any(field.errors for field in self.group_fields())

    def _set_up(self, area: Area) -> None:
        fields: dict[str, Any] = self.fields  # type: ignore[attr-defined]
        fields["language"] = _language(_("Language of messages"))
        fields["kind"] = forms.ChoiceField(
            label=_("Who it is"), choices=labelled(KINDS), widget=forms.RadioSelect
        )
        fields["heads"] = forms.IntegerField(
            label=_LABELS["heads"],
            help_text=_HELP["heads"],
            min_value=1,
            max_value=area.policy.places_most,
            required=False,
        )
        read_phones_as_in(area, fields["phone"])

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data  # type: ignore[misc, attr-defined]
        if data.get("kind") == PersonKind.GROUP and "heads" in data and not data["heads"]:
            self.add_error("heads", _("Say how many people the group has."))  # type: ignore[attr-defined]
        elif data.get("kind") != PersonKind.GROUP:
            data |= {"heads": 1, "contact_name": ""}
        return data


class PersonCreateForm(_PersonFields, CreateForm):
    class Meta:
        model = Person
        fields = _FIELDS
        labels = _LABELS
        help_texts = _HELP

    def __init__(self, *args: Any, area: Area, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._set_up(area)
        self.initial.update({"kind": PersonKind.INDIVIDUAL, "heads": None, "language": language})


class PersonEditForm(_PersonFields, EditForm):
    class Meta:
        model = Person
        fields = _FIELDS
        labels = _LABELS
        help_texts = _HELP

    def __init__(self, *args: Any, area: Area, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._set_up(area)
        if self.instance.user_id:
            del self.fields["email"]  # that person's own


class MeForm(EditForm):
    """A volunteer's own page."""

    class Meta:
        model = Person
        fields = ("name", "phone", "email", "language", "asked_for")
        labels = _LABELS

    def __init__(self, *args: Any, addresses: Collection[str] = (), **kwargs: Any) -> None:
        """`addresses`: those that the log-in has shown to receive; letters go to no other."""
        super().__init__(*args, **kwargs)
        choices = [(one, one) for one in sorted({*addresses, self.instance.email} - {""})]
        if not self.instance.email:
            choices.insert(0, ("", _("None: no messages by e-mail")))
        if len(choices) > 1:
            self.fields["email"] = forms.ChoiceField(
                label=_LABELS["email"],
                choices=choices,
                required=False,
                help_text=_("Messages about your days go there."),
            )
        else:  # nothing to choose: the page says where letters go, and where to add an address
            del self.fields["email"]
        self.fields["language"] = _language(_("Language of your messages and pages"))
        self.fields["asked_for"] = forms.ChoiceField(
            label=_("What may we ask you for?"),
            choices=labelled(ASKED_FOR),
            widget=forms.RadioSelect,
        )


HOURS_IN_A_MONTH = 31 * 24


class FreeTimesForm(Form):
    """When one can usually come, and how much one would like to."""

    hide_optional = True
    version = VersionField()
    hours_most = forms.IntegerField(
        label=_("At most how many hours a month?"),
        help_text=_("Nobody asks you for more than that. Leave it empty for no limit."),
        min_value=1,
        max_value=HOURS_IN_A_MONTH,
        required=False,
    )
    wishes_more = forms.BooleanField(
        label=_("I would like to come more often: ask me first"), required=False
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._person = person
        for number, name in WEEKDAYS.items():
            self.fields[f"day_{number}"] = forms.MultipleChoiceField(
                label=name,
                choices=labelled(DAY_PARTS),
                widget=forms.CheckboxSelectMultiple(attrs={"data-beside": ""}),
                required=False,
            )

    def show_stale(self, stale: Any) -> None:
        """The next press is on the row as it stands now; what was ticked stays."""
        self.add_refusal(stale)
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        data["version"] = str(Person.objects.get(pk=self._person.pk).version)
        self.data = data

    def days(self) -> list[forms.BoundField]:
        return [self[f"day_{number}"] for number in WEEKDAYS]

    @property
    def usual(self) -> list[tuple[int, str]]:
        """Weekdays with their parts; only of a valid form."""
        return [
            (number, part) for number in WEEKDAYS for part in self.cleaned_data[f"day_{number}"]
        ]


class RegisterForm(Form):
    """A new volunteer: one field is enough."""

    form_uuid = OnceField()
    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    phone = PhoneNumberField(
        label=_("Telephone number"),
        required=False,
        help_text=_("So that somebody can reach you on the day."),
    )

    def __init__(self, *args: Any, areas: list[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._areas = areas
        self.fields["phone"].widget.attrs["autocomplete"] = "tel"
        if len(areas) == 1:
            read_phones_as_in(areas[0], self.fields["phone"])
        elif areas:
            self.fields["area"] = forms.ModelChoiceField(
                Area.objects.filter(pk__in=[area.pk for area in areas]).order_by("name"),
                label=_("Where would you like to help?"),
            )

    @property
    def area(self) -> Area | None:
        """The area chosen, or the only one that there is."""
        if len(self._areas) == 1:
            return self._areas[0]
        return self.cleaned_data.get("area")


class CodeForm(Form):
    """A volunteer may choose the digits of the own code; a code for others is drawn."""

    wish = forms.CharField(
        label=_("Four digits of your own"),
        help_text=_("Leave it empty, and we choose for you."),
        required=False,
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, is_own: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not is_own:
            del self.fields["wish"]

    def clean_wish(self) -> str:
        return "".join(self.cleaned_data["wish"].split())
