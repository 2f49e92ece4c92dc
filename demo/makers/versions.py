"""Versions of records in bulk: rows, parties and agreements before the state, as the database asks.

An agreed version takes no further rows, so everything is written as a proposal and agreed last.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from coordination.arrangements.models import (
    Agreement,
    Responsibility,
    ResponsibilityParty,
    Version,
    VersionParty,
)
from coordination.arrangements.rules import (
    UNIT_PARTY,
    TaskRow,
    VersionState,
    derive,
    organisation_id,
    organisation_party,
    parties_of,
)
from coordination.arrangements.services.holding import store_held
from demo.world import ZONE, World, save
from volunteers.accounts.models import User


@dataclass(frozen=True)
class Draft:
    """A version before it is rows. `yes` says who agreed when, by party key."""

    key: str  # of the activity
    rows: tuple[TaskRow, ...]
    proposer: str
    proposed_at: datetime
    yes: dict[str, tuple[User, datetime]]
    state: VersionState = VersionState.AGREED
    number: int | None = None
    based_on: Version | None = None
    options: dict[str, Any] = field(default_factory=dict)


def party(world: World, organisation: str) -> str:
    """The party key of an organisation of the demo; empty for none."""
    return organisation_party(world.organisations[organisation].pk) if organisation else ""


def write(world: World, drafts: Sequence[Draft]) -> list[Version]:
    """Write versions with all that belongs to them."""
    versions = save([_version(world, draft) for draft in drafts])
    pairs = list(zip(drafts, versions, strict=True))
    wanted = [(version, row) for draft, version in pairs for row in draft.rows]
    responsibilities = save(
        [
            Responsibility(version=version, task=row.task, doer=row.doer, reason=row.reason)
            for version, row in wanted
        ]
    )
    save(
        [
            ResponsibilityParty(
                responsibility=responsibility,
                party=share.party,
                organisation_id=organisation_id(share.party),
                part=share.part,
                weekdays=share.weekdays,
            )
            for responsibility, (_version_, row) in zip(responsibilities, wanted, strict=True)
            for share in row.shares
        ]
    )
    save(
        [
            VersionParty(version=version, party=name, organisation_id=organisation_id(name))
            for draft, version in pairs
            for name in sorted(parties_of(draft.rows))
        ]
    )
    save(
        [
            Agreement(version=version, party=name, user=user, agreed_at=at)
            for draft, version in pairs
            for name, (user, at) in draft.yes.items()
        ]
    )
    _agree(pairs)
    store_held({world.activities[draft.key] for draft in drafts if draft.number})
    return versions


def _version(world: World, draft: Draft) -> Version:
    derived = derive(draft.rows, settled_core_tasks=world.policy.settled_core_tasks)
    is_agreed = draft.state == VersionState.AGREED
    last = max(at for _user, at in draft.yes.values())
    proposer, _at = draft.yes[draft.proposer]
    options = {"valid_from": last.astimezone(ZONE).date()} | draft.options
    return Version(
        activity=world.activities[draft.key],
        state=VersionState.PROPOSED if is_agreed else draft.state,
        based_on=draft.based_on,
        proposer=draft.proposer,
        proposed_by=proposer,
        proposed_at=draft.proposed_at,
        decided_at=last if is_agreed else options.pop("decided_at", None),
        decided_by=proposer if is_agreed else options.pop("decided_by", None),
        core_arrangement=derived.core,
        all_arrangement=derived.all_tasks,
        is_provisional=derived.is_provisional,
        **options,
    )


def _agree(pairs: list[tuple[Draft, Version]]) -> None:
    numbers = {draft.number for draft, _version in pairs if draft.number}
    for number in sorted(numbers):
        agreed = [version for draft, version in pairs if draft.number == number]
        Version.objects.filter(pk__in=[version.pk for version in agreed]).update(
            state=VersionState.AGREED, number=number
        )
        for version in agreed:
            version.state, version.number = VersionState.AGREED, number


def by_unit(world: World, key: str, rows: tuple[TaskRow, ...], at: datetime) -> Draft:
    """What a unit recorded by itself."""
    manager = world.manager(world.plans[key].unit)
    return Draft(key, rows, UNIT_PARTY, at, {UNIT_PARTY: (manager, at)}, number=1)
