"""Organisations in words."""

from django.utils.translation import gettext_lazy as _

from careshare.sentences import Sentence
from volunteers.organisations.rules import OrganisationKind, Side

KINDS = {
    OrganisationKind.VOLUNTARY_ORGANISATION: _("Voluntary organisation"),
    OrganisationKind.COMMUNITY_GROUP: _("Community group"),
    OrganisationKind.SOCIAL_ENTREPRENEUR: _("Social entrepreneur"),
    OrganisationKind.VOLUNTEER_CENTRE: _("Volunteer centre"),
    OrganisationKind.FAITH_COMMUNITY: _("Faith community"),
    OrganisationKind.NETWORK: _("Network"),
}

SIDES = {
    Side.VOLUNTARY: _("Voluntary side"),
    Side.PUBLIC: _("Public side"),
}

SENTENCES = {
    "organisation_name_taken": Sentence(
        _("This area has an organisation of this name."), _("Choose another name.")
    ),
}
