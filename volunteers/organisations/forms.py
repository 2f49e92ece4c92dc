"""Forms about organisations."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from careshare.forms import RowsField
from volunteers.organisations.models import Organisation
from volunteers.organisations.words import KINDS, SIDES
from volunteers.places.forms.base import CreateForm, EditForm, labelled, read_phones_as_in
from volunteers.places.models import Area

_LABELS = {"name": _("Name"), "phone": _("Telephone number"), "email": _("E-mail address")}


class _OrganisationFields:
    """What both forms do. Only an area lead sets side and areas."""

    def _set_up(self, home_area: Area, led: Collection[Area]) -> None:
        fields: dict[str, Any] = self.fields  # type: ignore[attr-defined]
        fields["kind"] = forms.ChoiceField(
            label=_("What sort of organisation it is"), choices=labelled(KINDS)
        )
        fields["side"] = forms.ChoiceField(
            label=_("On which side it counts"),
            choices=labelled(SIDES),
            widget=forms.RadioSelect,
            help_text=_("Many volunteer centres are municipal: those count on the public side."),
        )
        others = [area for area in led if area.pk != home_area.pk]
        if not led:
            del fields["side"]
        if others:
            fields["areas"] = RowsField(
                Area.objects.filter(pk__in=[area.pk for area in others]),
                label=_("Works in these areas too"),
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )
        read_phones_as_in(home_area, fields["phone"])

    @property
    def more_areas(self) -> list[Area]:
        return list(self.cleaned_data.get("areas", ()))  # type: ignore[attr-defined]


class OrganisationCreateForm(_OrganisationFields, CreateForm):
    class Meta:
        model = Organisation
        fields = ("name", "kind", "side", "phone", "email")
        labels = _LABELS

    def __init__(self, *args: Any, home_area: Area, led: Collection[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._set_up(home_area, led)
        self.initial.setdefault("side", "voluntary")


class OrganisationEditForm(_OrganisationFields, EditForm):
    class Meta:
        model = Organisation
        fields = ("name", "kind", "side", "phone", "email")
        labels = _LABELS

    def __init__(self, *args: Any, led: Collection[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._set_up(self.instance.home_area, led)
        if "areas" in self.fields:
            self.initial["areas"] = [area.pk for area in self.instance.areas.all()]
