"""Roles and refusals in words."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from careshare.sentences import Sentence
from volunteers.memberships.rules import Role

ROLES = {
    Role.AREA_LEAD: _("Area lead"),
    Role.UNIT_MANAGER: _("Manager"),
    Role.UNIT_STAFF: _("Staff"),
    Role.COORDINATOR: _("Coordinator"),
    Role.STAFF_REPRESENTATIVE: _("Staff representative"),
    Role.RESEARCHER: _("Researcher"),
}

ROLE_HELP = {
    Role.AREA_LEAD: _("Sets up places and organisations. Sees counts, never names of volunteers."),
    Role.UNIT_MANAGER: _("Runs activities here and agrees with organisations."),
    Role.UNIT_STAFF: _("Receives volunteers on the day and notes who came."),
    Role.COORDINATOR: _("Speaks for the organisation and looks after its volunteers."),
    Role.STAFF_REPRESENTATIVE: _("Says what the staff think where work might be replaced."),
    Role.RESEARCHER: _("Receives figures without names."),
}

ROLE_AT = {
    Role.AREA_LEAD: _("the area lead of %(place)s"),
    Role.UNIT_MANAGER: _("a manager of %(place)s"),
    Role.UNIT_STAFF: _("a member of staff at %(place)s"),
    Role.COORDINATOR: _("a coordinator of %(place)s"),
    Role.STAFF_REPRESENTATIVE: _("a staff representative in %(place)s"),
    Role.RESEARCHER: _("a researcher in %(place)s"),
}

SENTENCES = {
    "role_may_not": Sentence(
        _("Your role here does not include this."),
        _("Ask a colleague who manages this place."),
    ),
    "changed_meanwhile": Sentence(
        _("Somebody else saved this while you were writing."),
        _("Look at both texts below, then save again."),
    ),
    "invitation_expired": Sentence(_("This invitation is too old."), _("Ask for a new one.")),
    "invitation_used": Sentence(_("This invitation has been used."), _("Log in instead.")),
    "invitation_withdrawn": Sentence(
        _("This invitation was taken back."), _("Ask whoever invited you.")
    ),
    "invitation_other_address": Sentence(
        _("This invitation was sent to another e-mail address."),
        _("Log in with the address that received it."),
    ),
    "deputy_backwards": Sentence(
        _("The last day lies before the first."), _("Choose a later last day.")
    ),
    "deputy_past": Sentence(_("These days have passed."), _("Choose later ones.")),
    "deputy_too_far": Sentence(_("That is too far ahead."), _("Choose earlier days.")),
    "deputy_of_deputy": Sentence(
        _("A deputy has no deputy."), _("Name one for the colleague whose place it is.")
    ),
    "last_member": Sentence(
        _("You are the last one here who can decide."), _("Invite a successor first.")
    ),
    "membership_ended": Sentence(_("This role has ended already.")),
    "invitation_open": Sentence(
        _("Somebody invited this address to this role already, and the invitation still holds."),
        _("Wait for the answer, or take that invitation back first."),
    ),
    "already_member": Sentence(_("This address has this role here already.")),
    "role_not_yours_to_give": Sentence(
        _("Your role does not include inviting to this role."),
        _("Ask whoever leads your area."),
    ),
}


def colleague(name: str, role: Role, place: str) -> str:
    """Who somebody is to colleagues: by name, else by role and place; never by an address."""
    return name or str(ROLE_AT[role]) % {"place": place}


def nobody_known() -> str:
    """Who did something, where no role of theirs is known any more."""
    return gettext("a colleague")
