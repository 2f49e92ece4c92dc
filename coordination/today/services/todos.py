"""What needs somebody: queries, never rows. One function a kind, each line with one link."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import groupby
from typing import NamedTuple

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from careshare.outbox.models import Delivery
from coordination.activities.rules import ActivityState
from coordination.arrangements.models import Version
from coordination.arrangements.rules import UNIT_PARTY
from coordination.arrangements.words import TASKS
from coordination.shifts.models import Closure, Shift
from coordination.shifts.rules import ClosureReason
from coordination.shifts.words import CLOSURE_REASONS, short_day
from coordination.signups.access import when
from coordination.signups.models import SignUp
from coordination.signups.rules import SignUpState
from coordination.today import words
from coordination.today.access import failed_deliveries
from coordination.today.services.board import title_of
from coordination.today.services.scene import WEEK, Scene
from volunteers.memberships.rules import Capability, allows
from volunteers.people.models import Person

DAYS_NAMED = 3  # of one activity's sessions; the page behind the link has all


class Line(NamedTuple):
    """One thing to do."""

    title: str
    sub: str
    url: str
    label: str


def lines(scene: Scene) -> list[Line]:
    """Everything that waits for this role, the most pressing kind first; six queries."""
    return [line for kind in KINDS for line in kind(scene)]


def closures(scene: Scene) -> list[Line]:
    """Places of the unit that are closed now."""
    hat = scene.actor.membership
    if hat is None or not hat.unit_id or not allows(hat.role, Capability.CLOSE_PLACE):
        return []
    rows = Closure.objects.open_at(scene.now).filter(unit_id=hat.unit_id)
    return [
        Line(
            words.closed(one.ward.name if one.ward else one.unit.name),
            f"{CLOSURE_REASONS[ClosureReason(one.reason)]}, {words.until(one.ends_at, scene.zone)}",
            reverse("coordination:closure-detail", args=[one.pk]),
            _("See"),
        )
        for one in rows.select_related("unit", "ward").order_by("starts_at")
    ]


def proposals(scene: Scene) -> list[Line]:
    """Proposals that one's side has not answered yet."""
    actor = scene.actor
    if actor.membership is None or not allows(actor.role, Capability.ANSWER):
        return []
    rows = (
        Version.objects.proposed()
        .filter(Q(expires_at__isnull=True) | Q(expires_at__gt=scene.now))
        .filter(parties__party=actor.party)
        .exclude(agreements__party=actor.party)
        .select_related("activity")
        .prefetch_related("parties__organisation")
    )
    if actor.party == UNIT_PARTY:
        rows = rows.filter(activity__unit_id=actor.membership.unit_id)
    return [_proposal(scene, one) for one in rows.order_by("proposed_at")]


def _proposal(scene: Scene, version: Version) -> Line:
    activity = version.activity
    record = scene.records.get(activity.pk)
    names = {
        one.party: one.organisation.name if one.organisation else _("The care unit")
        for one in version.parties.all()
    }
    is_offer = version.proposer != UNIT_PARTY and (
        record is None or version.proposer not in record.names
    )
    return Line(
        words.proposal(names.get(version.proposer, ""), is_offer=is_offer),
        activity.name,
        reverse("coordination:version-detail", args=[version.pk]),
        _("Read"),
    )


def requests(scene: Scene) -> list[Line]:
    """Sign-ups that wait for a yes, where one holds MATCH; one line a session."""
    rows = (
        SignUp.objects.filter(state=SignUpState.REQUESTED, starts_at__gt=scene.now)
        .filter(shift__activity_id__in=scene.where(Capability.DECIDE_SIGN_UPS))
        .select_related("shift")
        .order_by("starts_at", "shift_id")
    )
    found = []
    for shift, waiting in groupby(rows, key=lambda one: one.shift):
        shift.activity = scene.activities[shift.activity_id]
        found.append(
            Line(
                words.to_approve(len(list(waiting))),
                f"{title_of(scene, shift)} · {when(shift)}",
                reverse("coordination:shift-detail", args=[shift.pk]),
                _("Open"),
            )
        )
    return found


def attendance(scene: Scene) -> list[Line]:
    """Sessions that are over without attendance, where one holds RECORD; one line an activity."""
    rows = [shift for shift in scene.unrecorded if shift.pk not in scene.closed]
    return [
        Line(
            words.attendance_missing(len(shifts)),
            f"{title_of(scene, shifts[0])}: {_days(scene, shifts)}",
            reverse("coordination:attendance", args=[shifts[0].pk]),
            _("Record"),
        )
        for shifts in _by_activity(rows)
    ]


def uncovered(scene: Scene) -> list[Line]:
    """Sessions of the next seven days that need somebody, where one may do something about it."""
    ids = set(scene.where(Capability.PLAN_SHIFTS, Capability.INVITE_VOLUNTEERS))
    rows = [
        shift
        for shift in scene.shifts
        if shift.activity_id in ids
        and shift.pk not in scene.closed
        and scene.now < shift.starts_at <= scene.now + WEEK
        and shift.activity.state == ActivityState.PUBLISHED
        and shift.coverage.missing
    ]
    return [
        Line(
            words.still_uncovered(len(shifts)),
            f"{title_of(scene, shifts[0])}: {_days(scene, shifts)}",
            reverse("coordination:shift-detail", args=[shifts[0].pk]),
            _("See"),
        )
        for shifts in _by_activity(rows)
    ]


def gaps(scene: Scene) -> list[Line]:
    """Tasks that nobody sees to: core ones without a doer, and any that say NOBODY."""
    if scene.actor.party != UNIT_PARTY or not allows(scene.actor.role, Capability.PROPOSE):
        return []
    found = []
    for pk, record in scene.records.items():
        derived = record.derived
        tasks = dict.fromkeys((*derived.uncovered_core, *derived.gaps))
        if tasks:
            named = ", ".join(str(TASKS[task]) for task in tasks)
            if record.version is None:
                named = _("nobody has said who does what")
            found.append(
                Line(
                    _("Nobody does it yet"),
                    f"{record.activity.name}: {named}",
                    reverse("coordination:board", args=[pk]),
                    _("Decide"),
                )
            )
    return found


def failed_messages(scene: Scene) -> list[Line]:
    """Messages that did not arrive: somebody must phone."""
    rows: list[Delivery] = list(failed_deliveries(scene.actor, scene.now))
    if not rows:
        return []
    people = Person.objects.filter(pk__in={row.person_id for row in rows}).order_by("name")
    return [
        Line(
            words.did_not_arrive(len(rows)),
            words.please_phone([person.first_name for person in people]),
            reverse("coordination:call-list"),
            _("Call list"),
        )
    ]


KINDS: tuple[Callable[[Scene], list[Line]], ...] = (
    closures,
    failed_messages,
    proposals,
    requests,
    uncovered,
    attendance,
    gaps,
)


def _by_activity(shifts: Iterable[Shift]) -> list[list[Shift]]:
    found: dict[int, list[Shift]] = {}
    for shift in shifts:
        found.setdefault(shift.activity_id, []).append(shift)
    return list(found.values())


def _days(scene: Scene, shifts: list[Shift]) -> str:
    """The first days in words: "today, Fri 27 Nov and more"."""
    days = list(dict.fromkeys(scene.day_of(shift) for shift in shifts))
    named = [_("today") if day == scene.today else short_day(day) for day in days[:DAYS_NAMED]]
    if len(days) > DAYS_NAMED:
        return _("%(days)s and more") % {"days": ", ".join(named)}
    return words.together(named)
