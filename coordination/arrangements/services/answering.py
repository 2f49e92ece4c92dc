"""Answers to a proposal: agree, decline, withdraw."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from careshare.audit.services import record as audit
from careshare.errors import Reason, refuse_if
from careshare.outbox.services.events import record_event
from coordination.activities.models import Activity
from coordination.arrangements.access import latest_record, replaced_parties, today_at
from coordination.arrangements.models import Agreement, Ending, Version
from coordination.arrangements.rules import (
    AnswerFacts,
    VersionState,
    is_agreed,
    reasons_against_agreeing,
    reasons_against_answering,
)
from coordination.arrangements.services.applying import apply, starts_on


@transaction.atomic
def agree(*, version: Version, party: str, user: Any, now: datetime) -> Version:
    """Say yes for one party; with the last one the version becomes the record.

    Locks the activity, so of two competing versions exactly one applies and the other is refused
    because it was based on an older one. About 12 statements.

    Raises:
        Refused: already answered, not a party, one's own proposal, agreed meanwhile, or so late
            that its trial or its review would come before its first day.
    """
    version = _locked(version)
    facts = _facts(version, party, user, now)
    refuse_if(reasons_against_agreeing(facts))
    Agreement.objects.create(version=version, party=party, user=user, agreed_at=now)
    audit(actor=user, action="version.consented", subject=version, side=party,
          activity_id=version.activity_id, at=now)  # fmt: skip
    if is_agreed(facts.needed, [*facts.agreed, party]):
        return apply(version, user=user, now=now)
    return version


@transaction.atomic
def decline(
    *, version: Version, party: str, user: Any, now: datetime, reason: str, text: str = ""
) -> Version:
    """Say no for one party, with a reason from the list; nothing applies, and the proposer is told.

    Locks the activity. Raises `Refused` where it is answered already or concerns others.
    """
    version = _locked(version)
    refuse_if(reasons_against_answering(_facts(version, party, user, now)))
    version.decline_reason, version.decline_text = reason, text
    return _close(version, VersionState.DECLINED, "version.declined", party, user, now)


@transaction.atomic
def withdraw(*, version: Version, party: str, user: Any, now: datetime) -> Version:
    """Take one's own proposal back before it is agreed. Locks the activity."""
    version = _locked(version)
    reasons = []
    if version.state != VersionState.PROPOSED:
        reasons.append(Reason(f"version_{version.state}"))
    if version.proposer != party:
        reasons.append(Reason("not_a_party"))
    refuse_if(reasons)
    return _close(version, VersionState.WITHDRAWN, "version.withdrawn", party, user, now)


def withdraw_all(*, activity: Activity, user: Any, now: datetime) -> list[Version]:
    """Close every open proposal, because its activity ends; all whom they concern are told.

    Runs in the caller's transaction, under the caller's lock on the activity. One query, and three
    statements for each.
    """
    rows = list(activity.versions.proposed().order_by("pk"))
    for version in rows:
        _close(version, VersionState.WITHDRAWN, "version.ended", "", user, now)
    return rows


def _locked(version: Version) -> Version:
    Activity.objects.select_for_update(no_key=True).get(pk=version.activity_id)
    return Version.objects.select_related("activity__unit__area__policy").get(pk=version.pk)


def _facts(version: Version, party: str, user: Any, now: datetime) -> AnswerFacts:
    today = today_at(version.activity, now)
    day = max(version.valid_from, today)
    base = latest_record(version.activity, day)
    needed = frozenset(version.parties.values_list("party", flat=True))
    return AnswerFacts(
        state=version.state,
        party=party,
        needed=needed,
        agreed=dict(version.agreements.values_list("party", "user_id")),
        user_id=user.pk,
        is_base_current=version.based_on_id == getattr(base.version, "pk", None),
        is_notice_newer=Ending.objects.since(version).exists(),
        drops_unasked=not replaced_parties(base, day) <= needed,
        is_expired=version.expires_at is not None and version.expires_at <= now,
        starts_on=starts_on(version, today),
        review_on=version.review_on,
        trial_until=version.trial_until,
    )


def _close(
    version: Version, state: VersionState, action: str, party: str, user: Any, now: datetime
) -> Version:
    version.state = state
    version.decided_at, version.decided_by = now, user
    version.save()
    audit(actor=user, action=action, subject=version, side=party,
          activity_id=version.activity_id, at=now)  # fmt: skip
    record_event(name=action, cause="version", cause_id=version.pk, now=now)
    return version
