"""Letters about who does what: proposed, agreed, declined, and all else that befalls a version."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format

from careshare.outbox.models import Delivery
from careshare.outbox.services.kinds import Letter
from coordination.arrangements.access import answered_parties, latest_record
from coordination.arrangements.models import Ending, Version
from coordination.arrangements.rules import UNIT_PARTY, DeclineReason, VersionState
from coordination.arrangements.words import DECLINE_REASONS
from coordination.messages.access import speakers
from coordination.messages.emails.writing import in_language_of, letter, page_url
from coordination.messages.rules import Kind
from coordination.planning.words.changes import no_longer_there
from coordination.planning.words.endings import leaving_sentence
from coordination.planning.words.versions import changed_since, names_of
from volunteers.accounts.models import User
from volunteers.organisations.models import Organisation

STATES = {
    Kind.PROPOSED: VersionState.PROPOSED,
    Kind.AGREED: VersionState.AGREED,
    Kind.TURNED_DOWN: VersionState.DECLINED,
    Kind.TAKEN_BACK: VersionState.WITHDRAWN,
    Kind.PROPOSAL_ENDED: VersionState.WITHDRAWN,  # with its activity
    Kind.REPLACED: VersionState.WITHDRAWN,
    Kind.COUNTERED: VersionState.COUNTERED,
    Kind.EXPIRED: VersionState.EXPIRED,
    Kind.OVERTAKEN: VersionState.PROPOSED,  # it stands, but on an older record
}


def about_version(delivery: Delivery, now: datetime) -> Letter | None:
    """One letter to one speaker of a party; None where the proposal was answered meanwhile."""
    rows = Version.objects.select_related("activity__unit__area__policy")
    version = rows.filter(pk=delivery.cause_id).first()
    if version is None or version.state != STATES[Kind(delivery.kind)]:
        return None
    activity = version.activity
    day = now.astimezone(activity.unit.zone).date()
    parties = list(version.parties.values_list("party", flat=True))
    told = speakers(parties, activity, day)
    user = next((one for one in told if one.pk == delivery.user_id), None)
    if user is None:
        return None
    with in_language_of(user, activity.unit.area):
        words = {
            "activity": activity.name,
            "unit": activity.unit.name,
            "proposer": party_name(version, version.proposer),
            "from_day": date_format(version.valid_from, "DATE_FORMAT"),
            "page_url": page_url("coordination:version-detail", version.pk),
            "message": version.message,
            "reason": _why(version),
            "text": version.decline_text,
            "changed": _changed(version) if delivery.kind == Kind.OVERTAKEN else [],
            **(_proposed(version, user, day) if delivery.kind == Kind.PROPOSED else {}),
        }
        return letter(delivery.kind, address=user.email, words=words)


def _proposed(version: Version, user: User, day: date) -> dict[str, Any]:
    """What a proposal says to one reader: whether it answers what the reader's own side proposed,
    how many people it counts on, and who would no longer take part. Eight queries at most.
    """
    answered = answered_parties([version]).get(version.pk, set())
    told = speakers(answered, version.activity, day) if answered else []
    return {
        "is_answer": user.pk in {one.pk for one in told},
        "is_from_unit": version.proposer == UNIT_PARTY,
        "brings_people": version.brings_people,
        "left_out": list(no_longer_there(version).values()),
    }


def _changed(version: Version) -> list[str]:
    """What has changed since it was written: tasks that were agreed anew, then who leaves."""
    latest = latest_record(version.activity)
    is_newer = getattr(latest.version, "pk", None) != version.based_on_id
    given = Ending.objects.standing().filter(
        activity=version.activity_id, given_at__gt=version.proposed_at
    )
    names = {**names_of(version), **latest.names}
    return [
        *(changed_since(version, latest) if is_newer else []),
        *(leaving_sentence(one, names, has_left=False) for one in given.order_by("pk")),
    ]


def _why(version: Version) -> str:
    if not version.decline_reason:
        return ""
    return str(DECLINE_REASONS[DeclineReason(version.decline_reason)])


def party_name(version: Version, party: str) -> str:
    """How a party of a version is called."""
    if party == UNIT_PARTY:
        return version.activity.unit.name
    named = Organisation.objects.filter(pk=party.partition(":")[2]).values_list("name", flat=True)
    return named.first() or ""
