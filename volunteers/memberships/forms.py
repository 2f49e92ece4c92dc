"""Forms about roles."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from careshare.once import OnceField
from volunteers.memberships.rules import SCOPE_OF, Role, ScopeKind, may_invite_to
from volunteers.memberships.words import ROLE_HELP, ROLES
from volunteers.places.forms.base import Form


def roles_to_give(inviter: str, kind: ScopeKind) -> list[Role]:
    """The roles in a sort of scope to which a holder of a role may invite."""
    return [role for role in Role if SCOPE_OF[role] == kind and may_invite_to(inviter, role)]


class InviteForm(Form):
    """Asks an address to take a role."""

    form_uuid = OnceField()
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("The invitation works only for this address, and only once."),
    )
    name = forms.CharField(label=_("Name"), max_length=120)
    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect)
    language = forms.ChoiceField(
        label=_("Language of the invitation"), choices=lambda: settings.LANGUAGES
    )

    def __init__(self, *args: Any, roles: list[Role], language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [  # type: ignore[attr-defined]
            (role.value, _("%(role)s: %(help)s") % {"role": ROLES[role], "help": ROLE_HELP[role]})
            for role in roles
        ]
        self.initial.setdefault("role", roles[0].value if roles else "")
        self.initial.setdefault("language", language)


class DeputyForm(Form):
    """Asks somebody to take a colleague's place for some days."""

    form_uuid = OnceField()
    email = forms.EmailField(
        label=_("E-mail address of the deputy"),
        max_length=254,
        help_text=_("An invitation is sent there. It works only for this address, and only once."),
    )
    name = forms.CharField(label=_("Name"), max_length=120)
    starts_on = forms.DateField(label=_("First day"))
    ends_on = forms.DateField(label=_("Last day"))
