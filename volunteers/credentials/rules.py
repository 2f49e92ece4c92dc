"""What can be required of a volunteer, and whether somebody meets it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from careshare.errors import Reason


class CredentialType(StrEnum):
    """What can be required, seen and recorded."""

    ID_SEEN = "id_seen"
    RIGHT_TO_VOLUNTEER = "right_to_volunteer"
    REFERENCES = "references"
    POLICE_CERTIFICATE = "police_certificate"
    DBS_BASIC = "dbs_basic"
    DBS_STANDARD = "dbs_standard"
    DBS_ENHANCED = "dbs_enhanced"
    DBS_ENHANCED_BARRED = "dbs_enhanced_barred"
    OCCUPATIONAL_HEALTH = "occupational_health"
    CONFIDENTIALITY_DECLARATION = "confidentiality_declaration"
    CODE_OF_CONDUCT = "code_of_conduct"
    VOLUNTEER_AGREEMENT = "volunteer_agreement"
    TRAIN_HYGIENE = "train_hygiene"
    TRAIN_CONFIDENTIALITY = "train_confidentiality"
    TRAIN_SAFEGUARDING = "train_safeguarding"
    TRAIN_DEMENTIA = "train_dementia"
    TRAIN_LONE_VISIT = "train_lone_visit"
    TRAIN_FIRE = "train_fire"
    TRAIN_ROLE = "train_role"
    DRIVING_CHECK = "driving_check"
    VACCINATION_CONFIRMED = "vaccination_confirmed"
    OTHER = "other"


POLICE_CHECKS = frozenset(
    {
        CredentialType.POLICE_CERTIFICATE,
        CredentialType.DBS_BASIC,
        CredentialType.DBS_STANDARD,
        CredentialType.DBS_ENHANCED,
        CredentialType.DBS_ENHANCED_BARRED,
    }
)
"""Never required by default: each needs its legal basis typed in."""


class CredentialState(StrEnum):
    """Where a credential stands."""

    PENDING = "pending"
    MET = "met"
    NOT_MET = "not_met"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


@dataclass(frozen=True)
class Held:
    """What is known of one credential of one person."""

    type: str
    state: str
    seen_on: date | None
    valid_until: date | None


@dataclass(frozen=True)
class Required:
    """What is asked for. `max_age_days` limits how old it was allowed to be; None does not."""

    type: str
    max_age_days: int | None = None


def reasons_against(
    required: list[Required], held: list[Held], on: date, names: dict[str, str]
) -> list[Reason]:
    """One reason that names everything missing on a day, or nothing.

    Args:
        required: what the unit, the activity and the position ask for.
        held: the person's credentials.
        on: the day of the shift, in the unit's zone: what expires before it does not count.
        names: how each type reads in words.
    """
    missing = [need for need in required if not any(_meets(one, need, on) for one in held)]
    if not missing:
        return []
    listed = ", ".join(dict.fromkeys(str(names[need.type]) for need in missing))
    return [Reason("credential_missing", {"credentials": listed})]


def _meets(one: Held, need: Required, on: date) -> bool:
    if one.type != need.type or one.state != CredentialState.MET:
        return False
    if one.valid_until is not None and one.valid_until < on:
        return False
    if need.max_age_days is None:
        return True
    return one.seen_on is not None and (on - one.seen_on).days <= need.max_age_days
