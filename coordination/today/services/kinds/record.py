"""What the record itself asks for: answers, and tasks that nobody does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from coordination.activities.rules import ActivityState
from coordination.arrangements.access import Record, coming_records, overtaken, replaced_by
from coordination.arrangements.models import Version
from coordination.arrangements.rules import UNIT_PARTY
from coordination.arrangements.words import TASKS
from coordination.today import words
from coordination.today.rules import WEEK
from coordination.today.services.kinds.endings import fallen_tasks
from coordination.today.services.lines import Line, as_one
from coordination.today.services.scene import Scene
from volunteers.memberships.rules import Capability, allows


def proposals(scene: Scene) -> list[Line]:
    """Proposals that one's side has not answered yet; those about to run out are for now.

    Four queries and those of the parties, for any number, and at most five more where something
    begins later. One that can no longer be agreed to says so: it still waits for a no or for
    another proposal.
    """
    actor = scene.actor
    if actor.membership is None or not allows(actor.role, Capability.ANSWER):
        return []
    rows = (
        Version.objects.proposed()
        .filter(Q(expires_at__isnull=True) | Q(expires_at__gt=scene.now))
        .filter(parties__party=actor.party)
        .exclude(agreements__party=actor.party)
        .select_related("activity__unit__area__policy")
        .prefetch_related("parties__organisation")
    )
    if actor.party == UNIT_PARTY:
        rows = rows.filter(activity__unit_id=actor.membership.unit_id)
    found = list(rows.order_by("proposed_at"))
    too_old = overtaken(found)
    seen = {one.activity_id for one in found} & scene.records.keys()
    coming = coming_records(scene.records[pk] for pk in seen)
    return [
        _proposal(scene, one, _replaced(scene, one, coming), is_overtaken=one.pk in too_old)
        for one in found
    ]


def _replaced(scene: Scene, version: Version, coming: Mapping[int, Record]) -> Record | None:
    """What it would replace, as the board compares it; None for a reader who sees no record."""
    record = scene.records.get(version.activity_id)
    return record and replaced_by(version, record, coming[version.activity_id])


def _proposal(scene: Scene, version: Version, record: Record | None, *, is_overtaken: bool) -> Line:
    activity = version.activity
    policy = activity.unit.area.policy
    names = {
        one.party: one.organisation.name if one.organisation else activity.unit.name
        for one in version.parties.all()
    }
    is_offer = version.proposer != UNIT_PARTY and (
        record is None or version.proposer not in record.names
    )
    invited = [] if version.counters_id else _invited(version, names, record, scene.actor.party)
    due = version.proposed_at + timedelta(days=policy.proposal_days)
    sub = activity.name
    if version.expires_at is not None:
        due = version.expires_at - timedelta(days=policy.expiring_days)
        if due <= scene.now:
            sub = words.runs_out(activity.name, version.expires_at, activity.unit.zone)
    if is_overtaken:
        sub = words.overtaken(activity.name)
    return Line(
        words.proposal(names.get(version.proposer, ""), is_offer=is_offer, invited=invited),
        sub,
        reverse("coordination:version-detail", args=[version.pk]),
        _("Read"),
        kind="proposals",
        about=version.pk,
        due=min(due, scene.now + WEEK),  # somebody waits for it: never out of the week
    )


def _invited(
    version: Version, names: dict[str, str], record: Record | None, reader: str
) -> list[str]:
    """The organisations that a unit's proposal asks without their taking part yet.

    A reader who sees no record takes no part, so is asked.
    """
    if version.proposer != UNIT_PARTY:
        return []
    if record is None:
        return [names[reader]] if reader in names else []
    return [name for party, name in names.items() if party not in record.names]


def expiring(scene: Scene) -> list[Line]:
    """One's own side's proposals that run out soon without an answer."""
    actor = scene.actor
    if actor.membership is None or not allows(actor.role, Capability.PROPOSE):
        return []
    rows = (
        Version.objects.proposed()
        .filter(proposer=actor.party, expires_at__gt=scene.now)
        .select_related("activity__unit__area__policy")
    )
    if actor.party == UNIT_PARTY:
        rows = rows.filter(activity__unit_id=actor.membership.unit_id)
    return [_expiring(one) for one in _soon(scene, rows.order_by("expires_at"))]


def _soon(scene: Scene, rows: Iterable[Version]) -> list[Version]:
    return [
        one
        for one in rows
        if one.expires_at is not None
        and one.expires_at
        <= scene.now + timedelta(days=one.activity.unit.area.policy.expiring_days)
    ]


def _expiring(version: Version) -> Line:
    activity = version.activity
    assert version.expires_at is not None  # noqa: S101 `_soon` asked
    return Line(
        _("Nobody has answered your proposal"),
        words.runs_out(activity.name, version.expires_at, activity.unit.zone),
        reverse("coordination:version-detail", args=[version.pk]),
        _("See"),
        kind="expiring",
        about=version.pk,
        due=version.expires_at,
    )


def gaps(scene: Scene) -> list[Line]:
    """The gaps of each record, one line an activity; without those that fell open by a notice and
    wait for somebody to choose who takes over, which its own line names.

    On a published activity they are for this week: nobody new can sign up meanwhile.
    """
    if scene.actor.party != UNIT_PARTY or not allows(scene.actor.role, Capability.PROPOSE):
        return []
    found, fallen = [], fallen_tasks(scene)
    for pk in scene.current:
        record = scene.records[pk]
        open_ones = [task for task in record.derived.gaps if task not in fallen.get(pk, ())]
        if not open_ones:
            continue
        named = ", ".join(str(TASKS[task]) for task in open_ones)
        if record.version is None:
            named = _("nobody has said who does what")
        is_core = any(task in open_ones for task in record.derived.uncovered_core)
        blocks = is_core and record.activity.state == ActivityState.PUBLISHED
        found.append(
            Line(
                _("Nobody does it yet"),
                f"{record.activity.name}: {named}",
                reverse("coordination:board", args=[pk]),
                _("Decide"),
                kind="gaps",
                about=pk,
                due=scene.now + WEEK if blocks else None,
                name=record.activity.name,
            )
        )
    return as_one(found)


def trials(scene: Scene) -> list[Line]:
    """Agreements whose trial period ends within the area's days of a reminder. One query, none
    where there are none.

    It goes on by itself, so the line goes with the last day; or earlier, where something else holds
    by then or the line is put aside.
    """
    if not allows(scene.actor.role, Capability.PROPOSE):
        return []
    ending = {
        pk: day for pk, record in scene.records.items() if (day := _trial_ends(scene, record))
    }
    versions = [one.pk for pk in ending if (one := scene.records[pk].version) is not None]
    going_on = Version.objects.filter(pk__in=versions).not_replaced_by(OuterRef("trial_until"))
    kept = set(going_on.values_list("activity_id", flat=True))
    return [_trial(scene.records[pk], day) for pk, day in ending.items() if pk in kept]


def _trial_ends(scene: Scene, record: Record) -> date | None:
    """The last day of a trial of one's own side, where it is near."""
    ends_on = record.version.trial_until if record.version else None
    if ends_on is None or scene.actor.party not in record.names or not record.partners:
        return None
    left = (ends_on - scene.now.astimezone(record.activity.unit.zone).date()).days
    is_near = 0 <= left <= record.activity.unit.area.policy.review_reminder_days
    return ends_on if is_near else None


def _trial(record: Record, ends_on: date) -> Line:
    activity = record.activity
    return Line(
        words.trial_ends(ends_on),
        activity.name,
        reverse("coordination:board", args=[activity.pk]),
        _("See"),
        kind="trials",
        about=activity.pk,
        due=datetime.combine(ends_on, time(), activity.unit.zone),
        name=activity.name,
    )


def assumed(scene: Scene) -> list[Line]:
    """What follows the unit's usual pattern and nobody has confirmed; one line. One query.

    Also where the pattern names an organisation, until the unit has asked it.
    """
    if scene.actor.party != UNIT_PARTY or not allows(scene.actor.role, Capability.PROPOSE):
        return []
    waiting = Version.objects.open_at(scene.now).filter(activity=OuterRef("activity"))
    rows = Version.objects.assumed().filter(~Exists(waiting), activity__in=scene.records)
    unasked = set(rows.values_list("activity_id", flat=True))
    found = [
        Line(
            _("Assumed so far: is this who does what?"),
            record.activity.name,
            reverse("coordination:board", args=[pk]),
            _("Confirm"),
            kind="assumed",
            about=pk,
            name=record.activity.name,
        )
        for pk, record in scene.records.items()
        if pk in scene.current
        and (pk in unasked or (record.version is not None and record.version.is_assumed))
    ]
    return as_one(found)
