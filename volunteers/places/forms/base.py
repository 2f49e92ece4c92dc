"""What forms of all rooms above stand on: guarded texts, one try at a service, two hands."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django import forms
from django.utils.translation import gettext as _

from careshare.errors import Refused, Stale
from careshare.forms import BaseForm, BaseModelForm
from careshare.identity_numbers import GuardedTextMixin
from careshare.once import OnceField, VersionField
from volunteers.places.models import Area
from volunteers.places.rules import PHONE_REGIONS, Country

Result = TypeVar("Result")


def labelled(words: Mapping[Any, Any]) -> list[tuple[str, Any]]:
    """Choices of a field out of a room's words."""
    return [(str(code), label) for code, label in words.items()]


def read_phones_as_in(area: Area, field: Any) -> None:
    """Read a number without its country code as the area's country does."""
    region = PHONE_REGIONS.get(Country(area.country))
    if region:
        field.region = field.widget.region = region


def values_of(form: Any) -> dict[str, Any]:
    """What was filled in, for the columns that the form names and has kept."""
    return {name: form.cleaned_data[name] for name in form._meta.fields if name in form.fields}


class AttemptMixin(GuardedTextMixin):
    """A form that hands itself to a service and shows what the service refuses."""

    is_stale = False  # somebody else saved meanwhile; the form says so

    def attempt(self, write: Callable[[], Result]) -> Result | None:
        """The service's result, or nothing: then the form says why, its input kept.

        A form that was not sent is not valid and says nothing.
        """
        if not self.is_valid():  # type: ignore[attr-defined]
            return None
        try:
            return write()
        except Stale as stale:
            self.is_stale = True
            self.show_stale(stale)
        except Refused as refused:
            self.add_refusal(refused)  # type: ignore[attr-defined]
        return None

    def show_stale(self, stale: Stale) -> None:
        self.add_refusal(stale)  # type: ignore[attr-defined]


class Form(AttemptMixin, BaseForm):
    """A form without a model."""


class CreateForm(AttemptMixin, BaseModelForm):
    """A form that makes one row, once."""

    form_uuid = OnceField()

    @property
    def values(self) -> dict[str, Any]:
        """What was filled in, field by field of the row."""
        return values_of(self)


class EditForm(AttemptMixin, BaseModelForm):
    """A form on one row. After a save by another hand it shows both texts and keeps the input."""

    version = VersionField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("version", self.instance.version)

    @property
    def opened(self) -> int:
        """The version on which the form was opened."""
        return self.cleaned_data["version"]

    @property
    def values(self) -> dict[str, Any]:
        """What was filled in, field by field of the row."""
        return values_of(self)

    def show_stale(self, stale: Stale) -> None:
        saved = type(self.instance)._default_manager.get(pk=self.instance.pk)
        for name, value in self.values.items():
            now = getattr(saved, name)
            if now != value:
                text = _("Saved meanwhile: %(text)s") % {"text": _shown(self.fields[name], now)}
                self.add_error(name, text)
        self.add_refusal(stale)
        # The next press is on the row as it stands now: the reader has seen both texts.
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        data[self.add_prefix("version")] = str(saved.version)
        self.data = data


def _shown(field: forms.Field, value: Any) -> str:
    """A saved value as the form's reader knows it."""
    choices = dict(getattr(field, "choices", ()))
    if value in choices or str(value) in choices:
        return str(choices.get(value, choices.get(str(value))))
    return str(value) if value not in ("", None) else _("(empty)")
