"""Forms about care units and wards."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from volunteers.places.forms.base import CreateForm, EditForm, Form, labelled, read_phones_as_in
from volunteers.places.models import Area, CareUnit, Ward
from volunteers.places.words import UNIT_KINDS

_UNIT_FIELDS = ("name", "kind", "phone", "address", "directions", "takes_public_suggestions")
_UNIT_LABELS = {
    "name": _("Name"),
    "kind": _("What sort of place it is"),
    "phone": _("Main telephone number"),
    "address": _("Address"),
    "directions": _("How to get there"),
    "takes_public_suggestions": _("Anybody may suggest an activity, without logging in"),
}
_UNIT_HELP = {
    "phone": _("Volunteers ring it when nobody else can be reached."),
    "directions": _("Bus stop, entrance, where to report. Nothing about the people cared for."),
    "takes_public_suggestions": _("Organisations and volunteers of the area always may."),
}
_UNIT_WIDGETS = {"directions": forms.Textarea(attrs={"rows": 3})}


class _UnitFields:
    """What both unit forms do."""

    def _set_up(self, area: Area) -> None:
        fields: dict[str, Any] = self.fields  # type: ignore[attr-defined]
        fields["kind"] = forms.ChoiceField(label=_UNIT_LABELS["kind"], choices=labelled(UNIT_KINDS))
        read_phones_as_in(area, fields["phone"])


class UnitCreateForm(_UnitFields, CreateForm):
    class Meta:
        model = CareUnit
        fields = _UNIT_FIELDS
        labels = _UNIT_LABELS
        help_texts = _UNIT_HELP
        widgets = _UNIT_WIDGETS

    def __init__(self, *args: Any, area: Area, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._set_up(area)


class UnitEditForm(_UnitFields, EditForm):
    class Meta:
        model = CareUnit
        fields = _UNIT_FIELDS
        labels = _UNIT_LABELS
        help_texts = _UNIT_HELP
        widgets = _UNIT_WIDGETS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._set_up(self.instance.area)


class WardForm(Form):
    """A new ward. The same name twice is one ward, so a second press does no harm."""

    name = forms.CharField(label=_("Name of the ward"), max_length=120)


class WardEditForm(EditForm):
    class Meta:
        model = Ward
        fields = ("name",)
        labels = {"name": _("Name of the ward")}
