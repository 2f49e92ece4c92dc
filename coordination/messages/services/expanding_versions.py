"""Events of versions and of notices become drafts: who is told of what."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from careshare.outbox.models import Event
from careshare.outbox.services.kinds import Draft
from coordination.arrangements.models import Ending, Version
from coordination.messages.access import speakers
from coordination.messages.rules import Kind
from volunteers.accounts.models import User

VERSION_KINDS = {
    "version.proposed": Kind.PROPOSED,
    "version.agreed": Kind.AGREED,
    "version.declined": Kind.TURNED_DOWN,
    "version.withdrawn": Kind.TAKEN_BACK,
    "version.replaced": Kind.REPLACED,
    "version.countered": Kind.COUNTERED,
    "version.expired": Kind.EXPIRED,
    "version.ended": Kind.PROPOSAL_ENDED,
    "version.overtaken": Kind.OVERTAKEN,
    "version.overtaken_by_notice": Kind.OVERTAKEN,
}

NOTICE_KINDS = {"notice.given": Kind.NOTICE, "notice.withdrawn": Kind.NOTICE_TAKEN_BACK}


def version_changed(event: Event) -> list[Draft]:
    """Tell the managers and coordinators whom it concerns; the one who acted knows already."""
    version = Version.objects.select_related("activity__unit__area").get(pk=event.cause_id)
    if VERSION_KINDS[event.name] == Kind.TAKEN_BACK and _is_unheard_of(event):
        return []
    day = event.due_at.astimezone(version.activity.unit.zone).date()
    told = speakers(_concerned(event, version), version.activity, day)
    kind = VERSION_KINDS[event.name]
    is_late = kind == Kind.OVERTAKEN  # of a proposal that stands: nobody has decided it
    return _drafts(event, kind, [one for one in told if is_late or one.pk != version.decided_by_id])


def _concerned(event: Event, version: Version) -> set[str]:
    """The parties that hear of an event."""
    parties = set(version.parties.values_list("party", flat=True))
    match VERSION_KINDS[event.name]:
        case Kind.EXPIRED | Kind.OVERTAKEN:
            return {version.proposer}
        case Kind.PROPOSAL_ENDED:  # nobody of those whom it concerns has decided it
            return parties
        case Kind.PROPOSED | Kind.TAKEN_BACK:
            return parties - {version.proposer}
        case Kind.COUNTERED:  # the others read the newer proposal itself
            answer = Version.objects.get(pk=event.facts["by"])
            return parties - set(answer.parties.values_list("party", flat=True))
        case Kind.REPLACED:
            answer = Version.objects.get(pk=event.facts["by"])
            asked = set(answer.parties.values_list("party", flat=True))
            return {version.proposer} | (parties - asked)
    return parties - _decider(version)


def _is_unheard_of(event: Event) -> bool:
    """Whether a proposal was taken back before anybody was told of it; one query."""
    proposed = Event.objects.filter(name="version.proposed", cause_id=event.cause_id)
    untold = Q(expanded_at__isnull=True) | Q(expanded_at__gte=event.happened_at)
    return proposed.filter(untold).exists()


def _decider(version: Version) -> set[str]:
    """The party that said the last word, where it agreed; a refusal is the other sides' news."""
    if version.decided_by_id is None:
        return set()
    given = version.agreements.filter(user_id=version.decided_by_id)
    return set(given.values_list("party", flat=True))


def notice_changed(event: Event) -> list[Draft]:
    """All sides get the list of what falls open, whoever gave notice too: it is theirs to keep."""
    ending = Ending.objects.select_related("activity__unit__area").get(pk=event.cause_id)
    parties = ending.version.parties.values_list("party", flat=True)
    day = event.due_at.astimezone(ending.activity.unit.zone).date()
    return _drafts(event, NOTICE_KINDS[event.name], speakers(parties, ending.activity, day))


def _drafts(event: Event, kind: Kind, users: Iterable[User]) -> list[Draft]:
    return [
        Draft(
            kind=kind,
            cause=event.cause,
            cause_id=event.cause_id,
            cause_version=event.cause_version,
            due_at=event.due_at,
            user_id=user.pk,
        )
        for user in users
    ]
