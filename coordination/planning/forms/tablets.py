"""Forms at the ward's tablet, and the one that makes a tablet."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from careshare.forms import BaseForm
from careshare.once import OnceField
from volunteers.people.rules import DIGITS, CodeOf
from volunteers.places.models import CareUnit, Ward


class _Digits(forms.CharField):
    """Digits that nobody's browser keeps; blanks between them count as none."""

    def __init__(
        self, *, most: int, widget: type[forms.Widget] = forms.TextInput, **options: Any
    ) -> None:
        shows = {"inputmode": "numeric", "autocomplete": "off", "spellcheck": "false"}
        super().__init__(max_length=2 * most, widget=widget(attrs=shows), **options)

    def to_python(self, value: Any) -> str:
        return "".join(str(super().to_python(value) or "").split())


class _Unrepeated(forms.PasswordInput):
    """Read while it is typed, and not shown again to whoever stands there next."""

    input_type = "text"


class PairForm(BaseForm):
    """The code that a manager's page shows."""

    code = _Digits(label=_("The code from the manager's page"), most=8)


class OwnCodeForm(BaseForm):
    """A volunteer's own code."""

    code = _Digits(
        label=_("Your own code, four digits"), most=DIGITS[CodeOf.VOLUNTEER], widget=_Unrepeated
    )


class ColleagueForm(BaseForm):
    """A colleague's code, which says who it is."""

    code = _Digits(
        label=_("Your code, six digits"),
        most=DIGITS[CodeOf.COLLEAGUE],
        widget=forms.PasswordInput,
    )


class TabletForm(BaseForm):
    """Which tablet, and where it stands."""

    form_uuid = OnceField()
    name = forms.CharField(
        label=_("What you call it"), max_length=80, help_text=_("For example “Tablet at the door”.")
    )
    ward = forms.ModelChoiceField(Ward.objects.none(), label=_("Where it stands"), required=False)

    def __init__(self, *args: Any, unit: CareUnit, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["ward"]
        field.queryset = unit.wards.order_by("name")
        field.empty_label = _("%(unit)s: everything there") % {"unit": unit.name}
        if not field.queryset:
            del self.fields["ward"]
