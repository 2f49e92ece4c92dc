"""Credentials in words."""

from django.utils.translation import gettext_lazy as _

from volunteers.credentials.rules import CredentialType

CREDENTIALS = {
    CredentialType.ID_SEEN: _("proof of identity"),
    CredentialType.RIGHT_TO_VOLUNTEER: _("right to volunteer"),
    CredentialType.REFERENCES: _("references"),
    CredentialType.POLICE_CERTIFICATE: _("police certificate"),
    CredentialType.DBS_BASIC: _("basic DBS check"),
    CredentialType.DBS_STANDARD: _("standard DBS check"),
    CredentialType.DBS_ENHANCED: _("enhanced DBS check"),
    CredentialType.DBS_ENHANCED_BARRED: _("enhanced DBS check with barred list"),
    CredentialType.OCCUPATIONAL_HEALTH: _("occupational health clearance"),
    CredentialType.CONFIDENTIALITY_DECLARATION: _("confidentiality declaration"),
    CredentialType.CODE_OF_CONDUCT: _("code of conduct"),
    CredentialType.VOLUNTEER_AGREEMENT: _("volunteer agreement"),
    CredentialType.TRAIN_HYGIENE: _("hygiene training"),
    CredentialType.TRAIN_CONFIDENTIALITY: _("training in confidentiality"),
    CredentialType.TRAIN_SAFEGUARDING: _("safeguarding training"),
    CredentialType.TRAIN_DEMENTIA: _("training about dementia"),
    CredentialType.TRAIN_LONE_VISIT: _("training for visits alone"),
    CredentialType.TRAIN_FIRE: _("fire safety training"),
    CredentialType.TRAIN_ROLE: _("training for the role"),
    CredentialType.DRIVING_CHECK: _("driving check"),
    CredentialType.VACCINATION_CONFIRMED: _("vaccination confirmed"),
    CredentialType.OTHER: _("something else"),
}
