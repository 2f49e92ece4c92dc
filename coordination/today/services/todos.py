"""What needs somebody: queries, never rows; put aside by one, or given to a colleague."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from coordination.today.models import HandedOver, PutAside
from coordination.today.rules import Group, group_of
from coordination.today.services.kinds import KINDS
from coordination.today.services.lines import Line
from coordination.today.services.scene import Scene
from coordination.today.words import GROUPS, colleague, given_by, given_to, since_then
from volunteers.memberships.models import Membership
from volunteers.memberships.rules import Capability, allows

OPEN_LINES = 7  # of a group; the rest folds away


class Shown(NamedTuple):
    """A line for one reader, with what was done about it."""

    line: Line
    note: str = ""  # "given to Kari"; "until Fri 27 Nov"
    is_given: bool = False
    is_anothers: bool = False
    is_put_aside: bool = False


@dataclass(frozen=True)
class Block:
    """One group of lines: the first few, and those that fold away."""

    title: str
    lines: list[Shown]
    folded: list[Shown]


@dataclass(frozen=True)
class NeedsYou:
    """All that waits for a role: in groups, with a colleague, put aside."""

    blocks: list[Block] = field(default_factory=list)
    given: list[Shown] = field(default_factory=list)
    put_aside: list[Shown] = field(default_factory=list)


def lines(scene: Scene) -> list[Line]:
    """Everything that waits for this role's side, the most pressing kind first.

    A fixed number of queries a kind, whatever waits.
    """
    return [line for kind in dict.fromkeys(KINDS.values()) for line in kind(scene)]


def needs_you(scene: Scene) -> NeedsYou:
    """The same for one reader; three queries more."""
    needs = NeedsYou()
    by_group: dict[Group, list[Shown]] = {group: [] for group in Group}
    around = around_of(scene)
    for line in lines(scene):
        shown = _shown(scene, line, around)
        if shown.is_put_aside:
            needs.put_aside.append(shown)
        elif shown.is_anothers:
            needs.given.append(shown)
        else:
            by_group[group_of(line.due, scene.now, scene.zone)].append(shown)
    for group, rows in by_group.items():
        # What a colleague gave comes first, and one's own part before another side's.
        rows.sort(key=lambda shown: (not shown.is_given, shown.line.is_others_part))
        if rows:
            block = Block(str(GROUPS[group]), rows[:OPEN_LINES], rows[OPEN_LINES:])
            needs.blocks.append(block)
    return needs


def find(scene: Scene, key: str) -> Shown | None:
    """One line by its key, if it still waits; asks for the lines of its own kind alone."""
    kind = KINDS.get(key.rpartition("-")[0])
    line = next((one for one in (kind(scene) if kind else ()) if one.key == key), None)
    return None if line is None else _shown(scene, line, around_of(scene))


@dataclass(frozen=True)
class Around:
    """What was done about lines, and the people of one's side by their membership."""

    given: dict[str, HandedOver]
    aside: dict[str, date]
    people: dict[int, Membership]


def around_of(scene: Scene) -> Around:
    """Three queries."""
    hat, user = scene.actor.membership, scene.actor.user
    if hat is None:
        return Around({}, {}, {})
    rows = Membership.objects.on(scene.today).filter(scope_key=hat.scope_key)
    people = {row.pk: row for row in rows.select_related("user").order_by("name", "pk")}
    given = HandedOver.objects.filter(scope_key=hat.scope_key, to__in=people)
    aside = PutAside.objects.filter(user=user, until_on__gt=scene.today)
    return Around(
        {row.key: row for row in given}, dict(aside.values_list("key", "until_on")), people
    )


def colleagues_for(scene: Scene, line: Line) -> list[Membership]:
    """To whom a line can be given: those of one's side for whom it would stand there, too."""
    hat = scene.actor.membership
    if hat is None:
        return []
    shared = {Capability.RECORD_ATTENDANCE: "attendance", Capability.CLOSE_PLACE: "closures"}
    return [
        one
        for one in around_of(scene).people.values()
        if one.user_id != hat.user_id
        and (
            one.role == hat.role
            or any(line.kind == kind and allows(one.role, act) for act, kind in shared.items())
        )
    ]


def _shown(scene: Scene, line: Line, around: Around) -> Shown:
    given, until = around.given.get(line.key), around.aside.get(line.key)
    if until is not None:
        return Shown(line, since_then(until), is_put_aside=True)
    if given is None or _has_lapsed(line, given, scene.now):
        return Shown(line)
    to = around.people[given.to_id]
    if to.user_id != scene.actor.user.pk:
        return Shown(line, given_to(colleague(to)), is_given=True, is_anothers=True)
    by = next((one for one in around.people.values() if one.user_id == given.by_id), None)
    note = given_by(colleague(by)) if by and by.user_id != to.user_id else ""
    return Shown(line, note, is_given=True)


def _has_lapsed(line: Line, given: HandedOver, now: datetime) -> bool:
    """What waited too long goes back to all colleagues; giving it anew counts from then on."""
    back = line.everybodys_at
    return back is not None and given.made_at < back <= now
