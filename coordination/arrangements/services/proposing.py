"""Proposals: one party's version of who does what. A unit's own record applies at once."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from careshare.audit.services import record as audit
from careshare.errors import Reason, Refused, refuse_if
from careshare.outbox.services.events import record_event
from coordination.activities.models import Activity
from coordination.activities.rules import ActivityState
from coordination.arrangements.access import Record, latest_record, replaced_parties, today_at
from coordination.arrangements.models import (
    Agreement,
    Responsibility,
    ResponsibilityParty,
    Version,
    VersionParty,
)
from coordination.arrangements.rules import (
    UNIT_PARTY,
    AnswerFacts,
    TaskRow,
    VersionState,
    derive,
    is_agreed,
    organisation_id,
    organisation_party,
    parties_of,
    reasons_against_answering,
    reasons_against_dates,
    reasons_against_rows,
)
from coordination.arrangements.services.applying import apply
from coordination.arrangements.services.holding import store_held
from volunteers.organisations.models import OrganisationArea


@dataclass(frozen=True)
class Terms:
    """What a proposal says beside its rows."""

    valid_from: date
    review_on: date | None = None
    trial_until: date | None = None
    notice_days: int = 0
    brings_people: int | None = None
    brings_from: date | None = None
    unit_brings: str = ""
    message: str = ""
    is_assumed: bool = False


@transaction.atomic
def propose(
    *,
    activity: Activity,
    rows: Sequence[TaskRow],
    terms: Terms,
    party: str,
    user: Any,
    now: datetime,
    counters: Version | None = None,
    also_counters: Sequence[Version] = (),
    form_uuid: uuid.UUID | None = None,
    undo_seconds: int = 0,
) -> Version:
    """Write a version for one party; where nobody else is concerned it is agreed at once.

    Proposing is that party's agreement. A repeat with the same `form_uuid` gives the first result.
    Locks the activity. About 12 statements.

    Args:
        party: who proposes, "unit" or "organisation:7".
        counters: the proposal that this one answers; it becomes *countered*.
        also_counters: others that the same answer takes up, as where a unit chooses both of two
            offers. None of their sides has agreed to it by that.
        undo_seconds: how long whoever is asked hears nothing, so that one may take it back.

    Raises:
        Refused: with every reason against the rows, the dates or the answer.
    """
    state = Activity.objects.select_for_update(no_key=True).get(pk=activity.pk).state
    repeated = Version.objects.filter(form_uuid=form_uuid).first() if form_uuid else None
    if repeated is not None:
        return repeated
    if state == ActivityState.ENDED:
        raise Refused(Reason("activity_ended"))
    day = max(terms.valid_from, today_at(activity, now))
    base = latest_record(activity, day)
    needed = parties_of(rows) | replaced_parties(base, day) | _leaver(activity, party, now)
    answered = [*([counters] if counters else []), *also_counters]
    refuse_if(_reasons_against(activity, rows, terms, party, needed, base, answered, now))
    version = _write(activity, rows, terms, party, user, now, base, counters, form_uuid)
    _take_back_overtaken(version, user, now)
    _write_parties(version, needed)
    Agreement.objects.create(version=version, party=party, user=user, agreed_at=now)
    _counter(answered, version, user, now)
    audit(actor=user, action="version.proposed", subject=version, activity_id=activity.pk,
          side=party, at=now)  # fmt: skip
    if is_agreed(needed, [party]):
        return apply(version, user=user, now=now)
    record_event(name="version.proposed", cause="version", cause_id=version.pk, now=now,
                 undo_seconds=undo_seconds)  # fmt: skip
    return version


def _counter(answered: Sequence[Version], answer: Version, user: Any, now: datetime) -> None:
    for one in answered:
        one.state, one.answer = VersionState.COUNTERED, answer
        one.decided_at, one.decided_by = now, user
        one.save(update_fields=["state", "answer", "decided_at", "decided_by"])
        record_event(name="version.countered", cause="version", cause_id=one.pk, now=now,
                     facts={"by": answer.pk})  # fmt: skip


def assume(
    *, activity: Activity, rows: Sequence[TaskRow], user: Any, now: datetime
) -> Version | None:
    """Note what the unit usually does with an organisation, marked *assumed*.

    It applies to nobody and asks nobody: that takes a proposal, and the organisation's yes. None
    where the rows cannot be a version any more, for example because the organisation left the area.
    About twelve statements, in the caller's transaction.
    """
    if reasons_against_rows(rows, allowed=allowed_parties(activity)):
        return None
    terms = Terms(valid_from=today_at(activity, now), is_assumed=True)
    version = _write(activity, rows, terms, UNIT_PARTY, user, now, Record(activity))
    version.state, version.expires_at = VersionState.ASSUMED, None
    version.save(update_fields=["state", "expires_at"])
    store_held([activity])
    audit(actor=user, action="version.assumed", subject=version, activity_id=activity.pk,
          side=UNIT_PARTY, at=now)  # fmt: skip
    return version


def _leaver(activity: Activity, party: str, now: datetime) -> frozenset[str]:
    """The proposer, where it takes part still but will have left by then: it may propose, too."""
    today = today_at(activity, now)
    return frozenset({party}) & parties_of(latest_record(activity, today).rows)


def _take_back_overtaken(new: Version, user: Any, now: datetime) -> None:
    """A new proposal takes the place of one's own that was based on an older record.

    Whoever wrote the older one is told, and whoever was asked by that one alone.
    """
    if new.based_on is None:
        return
    own = new.activity.versions.proposed().filter(proposer=new.proposer)
    for version in own.exclude(based_on=new.based_on):
        version.state, version.decided_at, version.decided_by = VersionState.WITHDRAWN, now, user
        version.save(update_fields=["state", "decided_at", "decided_by"])
        audit(actor=user, action="version.replaced", subject=version, side=new.proposer,
              activity_id=new.activity_id, at=now)  # fmt: skip
        record_event(name="version.replaced", cause="version", cause_id=version.pk, now=now,
                     facts={"by": new.pk})  # fmt: skip


def allowed_parties(activity: Activity) -> frozenset[str]:
    """The parties that a record here may name: the unit, and organisations of its area."""
    here = OrganisationArea.objects.filter(area_id=activity.unit.area_id)
    ids = here.values_list("organisation_id", flat=True)
    return frozenset({UNIT_PARTY, *map(organisation_party, ids)})


def _reasons_against(
    activity: Activity,
    rows: Sequence[TaskRow],
    terms: Terms,
    party: str,
    needed: frozenset[str],
    base: Record,
    answered: Sequence[Version],
    now: datetime,
) -> list[Reason]:
    reasons = reasons_against_rows(rows, allowed=allowed_parties(activity))
    reasons += reasons_against_dates(
        valid_from=terms.valid_from,
        agreed_on=today_at(activity, now),
        is_first=base.version is None,
        review_on=terms.review_on,
        trial_until=terms.trial_until,
        brings_from=terms.brings_from,
        months_ahead=activity.unit.area.policy.plan_ahead_months,
    )
    if party not in needed:
        reasons.append(Reason("not_a_party"))
    is_party_now = party in parties_of(latest_record(activity, today_at(activity, now)).rows)
    if not is_party_now and not answered and not activity.is_open_to_partners:
        reasons.append(Reason("activity_not_open"))
    for one in answered:
        reasons += _reasons_against_countering(one, activity, party, now)
    return reasons


def _reasons_against_countering(
    answered: Version, activity: Activity, party: str, now: datetime
) -> list[Reason]:
    fresh = Version.objects.select_for_update().get(pk=answered.pk)
    if fresh.activity_id != activity.pk:
        return [Reason("answers_elsewhere")]
    return reasons_against_answering(
        AnswerFacts(
            state=fresh.state,
            party=party,
            needed=frozenset(fresh.parties.values_list("party", flat=True)),
            is_expired=fresh.expires_at is not None and fresh.expires_at <= now,
        )
    )


def _write(
    activity: Activity,
    rows: Sequence[TaskRow],
    terms: Terms,
    party: str,
    user: Any,
    now: datetime,
    base: Record,
    counters: Version | None = None,
    form_uuid: uuid.UUID | None = None,
) -> Version:
    policy = activity.unit.area.policy
    derived = derive(rows, settled_core_tasks=policy.settled_core_tasks)
    version = Version.objects.create(
        activity=activity,
        based_on=base.version,
        counters=counters,
        proposer=party,
        proposed_by=user,
        proposed_at=now,
        expires_at=now + timedelta(days=policy.proposal_days),
        core_arrangement=derived.core,
        all_arrangement=derived.all_tasks,
        is_provisional=derived.is_provisional,
        is_recorded_afterwards=terms.valid_from < today_at(activity, now),
        form_uuid=form_uuid,
        **vars(terms),
    )
    responsibilities = Responsibility.objects.bulk_create(
        Responsibility(version=version, task=row.task, doer=row.doer, reason=row.reason)
        for row in rows
    )
    ResponsibilityParty.objects.bulk_create(
        ResponsibilityParty(
            responsibility=responsibility,
            party=share.party,
            organisation_id=organisation_id(share.party),
            part=share.part,
            weekdays=share.weekdays,
        )
        for responsibility, row in zip(responsibilities, rows, strict=True)
        for share in row.shares
    )
    return version


def _write_parties(version: Version, needed: frozenset[str]) -> None:
    VersionParty.objects.bulk_create(
        VersionParty(version=version, party=party, organisation_id=organisation_id(party))
        for party in sorted(needed)
    )
