"""Forms about one person on one session: giving a place, changing what was agreed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from phonenumber_field.formfields import PhoneNumberField

from careshare.errors import Reason
from careshare.forms import COUNT_MOST
from careshare.identity_numbers import FreeText
from careshare.once import OnceField, VersionField
from coordination.shifts.models import Position
from coordination.shifts.rules import moment_near
from coordination.shifts.words import position_label
from coordination.signups.access import Window
from coordination.signups.models import SignUp
from coordination.signups.rules import MAY_BE_SET_ASIDE
from coordination.signups.words import for_staff, heads_of
from volunteers.people.models import Person
from volunteers.people.rules import PersonKind
from volunteers.people.services import likely_duplicates
from volunteers.places.forms.base import Form, read_phones_as_in
from volunteers.places.models import Area

NEW = ("new_name", "new_phone", "new_email", "is_somebody_else")


class PersonChoice(forms.ModelChoiceField):
    """A person by name; a group with how many it is."""

    def label_from_instance(self, obj: Person) -> str:
        return obj.name if obj.heads == 1 else f"{obj.name} ({obj.heads})"


class PositionChoice(forms.ModelChoiceField):
    """A position by its name, with how many places are free."""

    def label_from_instance(self, obj: Position) -> str:
        return position_label(obj.name, obj.coverage)


class _DespiteMixin(Form):
    """What is about the person's own time can be set aside, on purpose and for a reason."""

    is_despite_asked = False  # only then the field is there: nobody fills it in beforehand

    def despite_field(self) -> FreeText:
        return FreeText(
            label=_("Why all the same"),
            required=False,  # the refusal itself says that it is missing
            max_length=SignUp._meta.get_field("overlap_reason").max_length,
            help_text=_(
                "For example: agreed by telephone, leaves earlier there. It is kept with your "
                "name. No names or health of the people cared for."
            ),
        )

    def keep_despite(self) -> None:
        """Read the reason, where the form asked for it; at the end of `__init__`."""
        if self.is_bound and "despite" in self.data:
            self.fields["despite"] = self.despite_field()
            self.is_despite_asked = True

    def ask_despite(self, reasons: Iterable[Reason]) -> None:
        """Say what is the matter; where all of it may be set aside, ask for a reason."""
        found = list(reasons)
        self.add_refusal(for_staff(found))
        if found and {one.code for one in found} <= MAY_BE_SET_ASIDE:
            if self.is_despite_asked:
                self.add_error("despite", _("Write why it is to be so all the same."))
            self.is_despite_asked = True
            self.fields["despite"] = self.despite_field()

    @property
    def despite(self) -> str:
        """The reason given; only of a valid form."""
        return str(self.cleaned_data.get("despite", ""))


class SuitsForm(_DespiteMixin):
    """A yes to a new time by telephone; only where something speaks against it there is more."""

    def __init__(self, data: Any, *, may_set_aside: bool) -> None:
        super().__init__(data)
        self._may_set_aside = may_set_aside
        if may_set_aside:
            self.keep_despite()

    def ask_despite(self, reasons: Iterable[Reason]) -> None:
        """The reasons; a reason against them is asked only of whoever places people."""
        if self._may_set_aside:
            super().ask_despite(reasons)
        else:
            self.add_refusal(for_staff(reasons))


class PlaceForm(_DespiteMixin):
    """Whom to place, and where on the session; also somebody who is on no list yet."""

    hide_optional = True
    person = PersonChoice(
        label=_("Who"), queryset=Person.objects.none(), empty_label=_("Choose"), required=False
    )
    position = PositionChoice(
        label=_("As what"), queryset=Position.objects.none(), empty_label=None
    )
    heads = forms.IntegerField(
        label=_("How many of the group"), required=False, min_value=1, max_value=COUNT_MOST,
        help_text=_("Leave it empty where all of it come."),
    )  # fmt: skip
    form_uuid = OnceField()
    new_name = forms.CharField(
        label=_("Name"), required=False, max_length=Person._meta.get_field("name").max_length
    )
    new_phone = PhoneNumberField(label=_("Telephone number"), required=False)
    new_email = forms.EmailField(
        label=_("E-mail address"), required=False,
        help_text=_("Whoever logs in with it later sees these days as their own."),
    )  # fmt: skip
    is_somebody_else = forms.BooleanField(
        label=_("It is somebody else of the same name"), required=False
    )

    def __init__(
        self, *args: Any, people: Any, positions: Any, area: Area | None, user: Any, **kwargs: Any
    ) -> None:
        """`area`: whose telephone numbers; None where one may put nobody on a list."""
        super().__init__(*args, **kwargs)
        self._user = user
        self.duplicates: list[Person] = []
        if area is None:
            for name in NEW:
                del self.fields[name]
            self.fields["person"].required = True
        else:
            read_phones_as_in(area, self.fields["new_phone"])
        self.fields["person"].queryset = people  # type: ignore[attr-defined]
        if not people.filter(kind=PersonKind.GROUP).exists():
            del self.fields["heads"]
        self.fields["position"].queryset = positions  # type: ignore[attr-defined]
        rows = list(positions)
        if rows:
            self.initial["position"] = rows[0].pk
        if len(rows) == 1:
            self.fields["position"].widget = forms.HiddenInput()
        self.keep_despite()

    def first(self) -> list[forms.BoundField]:
        """What stands before "somebody new"."""
        return [field for field in self.visible_fields() if field.name not in NEW]

    def new(self) -> list[forms.BoundField]:
        """About somebody new; whether it is somebody else is asked only where somebody is alike."""
        asked = self.duplicates or (self.is_bound and self.data.get("is_somebody_else"))
        names = NEW if asked else NEW[:-1]
        return [self[name] for name in names if name in self.fields]

    @property
    def has_new(self) -> bool:
        return self.is_bound and any(one.errors or one.value() for one in self.new())

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        name, chosen = data.get("new_name", ""), data.get("person")
        if data.get("heads") and (chosen is None or chosen.kind != PersonKind.GROUP):
            self.add_error("heads", _("Only a group comes as several: leave it empty."))
        if name and data.get("person"):
            self.add_error("new_name", _("Choose somebody, or write a name: not both."))
        elif not name and not data.get("person") and not {"person", "new_name"} & set(self.errors):
            self.add_error("person", _("Choose somebody, or write the name of somebody new."))
        elif name and not data.get("is_somebody_else"):
            self._look_for_alike(data)
        return data

    def _look_for_alike(self, data: dict[str, Any]) -> None:
        """Of the same name, and with the same number, address or neither: perhaps the same."""
        found = likely_duplicates(
            user=self._user, name=data["new_name"], email=data.get("new_email") or "",
            phone=str(data.get("new_phone") or ""), even_unreachable=True,
        )  # fmt: skip
        self.duplicates = [one for one in found if one.form_uuid != data.get("form_uuid")]
        if self.duplicates:
            self.add_error(
                "new_name",
                _("Somebody of that name is on your list already: choose them above, or say below "
                  "that it is somebody else."),
            )  # fmt: skip

    @property
    def values_of_new(self) -> dict[str, Any]:
        """What a list keeps of somebody new; empty where somebody was chosen."""
        data = self.cleaned_data
        if not data.get("new_name"):
            return {}
        return {
            "name": data["new_name"],
            "phone": data.get("new_phone") or "",
            "email": data.get("new_email") or "",
        }


class AgreedForm(_DespiteMixin):
    """From when until when somebody comes, as what, and how many of a group."""

    starts = forms.TimeField(label=_("From"))
    ends = forms.TimeField(label=_("Until"))
    position = PositionChoice(
        label=_("As what"), queryset=Position.objects.none(), empty_label=None, required=False
    )
    heads = forms.IntegerField(label=_("How many of the group"), min_value=1, max_value=COUNT_MOST)
    version = VersionField()

    def __init__(self, data: Any, *, sign_up: SignUp) -> None:
        self.shift = sign_up.shift
        self.who = heads_of(sign_up.person.name, sign_up.heads)
        self.zone = self.shift.activity.unit.zone
        initial = {
            "starts": sign_up.starts_at.astimezone(self.zone).time(),
            "ends": sign_up.ends_at.astimezone(self.zone).time(),
            "position": sign_up.position_id,
            "heads": sign_up.heads,
            "version": sign_up.version,
        }
        super().__init__(data, initial=initial)
        if sign_up.person.kind != PersonKind.GROUP:
            del self.fields["heads"]
        positions = self.shift.positions.order_by("pk")
        self.fields["position"].queryset = positions  # type: ignore[attr-defined]
        if len(positions) == 1:
            del self.fields["position"]
        self.keep_despite()

    @property
    def part(self) -> Window:
        """The moments that are meant; only of a valid form."""
        starts, ends = self.cleaned_data["starts"], self.cleaned_data["ends"]
        return (
            moment_near(starts, self.shift.starts_at, self.zone),
            moment_near(ends, self.shift.starts_at, self.zone),
        )

    @property
    def chosen(self) -> Position | None:
        """The position chosen; None where there is but one."""
        chosen: Position | None = self.cleaned_data.get("position")
        return chosen
