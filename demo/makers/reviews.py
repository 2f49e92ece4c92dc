"""How each side sees it: answers at the start, reviews, one that waits, one with a clear gap."""

from datetime import datetime, timedelta

from coordination.arrangements.models import (
    ReviewRound,
    RoundParty,
    StatedAnswer,
    TaskAnswer,
    Version,
)
from coordination.arrangements.rules import (
    ASKED_TASKS,
    UNIT_PARTY,
    Arrangement,
    Doer,
    Occasion,
    Stated,
    organisation_id,
    organisation_party,
)
from demo.world import World, save

STATED_OF = {
    Arrangement.UNIT_ALONE: Stated.UNIT,
    Arrangement.ORGANISATION_ALONE: Stated.ORGANISATION,
    Arrangement.SHARED: Stated.TOGETHER,
    Arrangement.DIVIDED: Stated.DIFFERENT,
    Arrangement.SHARED_AND_DIVIDED: Stated.BOTH,
}
STARTED = 90  # days ago
# Reviews: how many tasks the partner sees differently; after how many days somebody decided.
REVEALED = {"mealtime": (6, None), "film": (1, 3), "dance": (2, 5), "river_walk": (0, 1)}
WAITING = "choir_evening"  # the choir has answered, the unit has not


def make(world: World) -> None:
    """First what was asked at the start, then the reviews: one round is open at a time."""
    versions = {
        one.activity_id: one
        for one in Version.objects.agreed()
        .filter(activity__unit__area=world.area)
        .order_by("number")
    }
    keys = [key for key in world.plans if world.activities[key].pk in versions]
    _write(world, {key: _round(world, versions, key, Occasion.START, STARTED) for key in keys})
    reviews = {key: _round(world, versions, key, Occasion.REVIEW, 20) for key in REVEALED}
    reviews[WAITING] = _round(world, versions, WAITING, Occasion.REVIEW, 2)
    _write(world, reviews)


def _write(world: World, rounds: dict[str, ReviewRound]) -> None:
    """Rounds are written open, answered, and shown last, as the database asks."""
    save(list(rounds.values()))
    save(
        [
            RoundParty(round=row, party=party, organisation_id=organisation_id(party))
            for key, row in rounds.items()
            for party in _parties(world, key)
        ]
    )
    answers = {
        (key, party): _answer(world, key, row, party)
        for key, row in rounds.items()
        for party in _parties(world, key)
        if not (_waits(key, row) and party == UNIT_PARTY)
    }
    save(list(answers.values()))
    save(
        [
            TaskAnswer(answer=answer, task=task, said=said)
            for (key, party), answer in answers.items()
            if answer.round.occasion == Occasion.REVIEW
            for task, said in _said(world, key, party).items()
        ]
    )
    shown = {key: row for key, row in rounds.items() if not _waits(key, row)}
    for key, row in shown.items():
        row.revealed_at = row.opened_at + timedelta(days=6)
        days = REVEALED[key][1] if row.occasion == Occasion.REVIEW else None
        if days is not None:
            _decide(world, key, row, row.revealed_at + timedelta(days=days))
    fields = ["revealed_at", "decided_at", "decided_by", "decided_by_party", "next_review_on"]
    ReviewRound.objects.bulk_update(shown.values(), fields)


def _waits(key: str, row: ReviewRound) -> bool:
    return key == WAITING and row.occasion == Occasion.REVIEW


def _parties(world: World, key: str) -> list[str]:
    return [UNIT_PARTY, *(organisation_party(one.pk) for one in world.parties[key])]


def _round(
    world: World, versions: dict[int, Version], key: str, occasion: Occasion, days: int
) -> ReviewRound:
    activity = world.activities[key]
    opened_at = world.ago(days=days)
    return ReviewRound(
        activity=activity,
        version=versions[activity.pk],
        occasion=occasion,
        opened_at=opened_at,
        closes_at=opened_at + timedelta(days=world.policy.review_answer_days),
    )


def _answer(world: World, key: str, row: ReviewRound, party: str) -> StatedAnswer:
    stated = STATED_OF.get(Arrangement(row.version.core_arrangement), Stated.DONT_KNOW)
    if party != UNIT_PARTY and key in ("mealtime", "dance"):
        stated = Stated.TOGETHER if key == "mealtime" else Stated.DIFFERENT
    user = world.manager(world.plans[key].unit)
    if party != UNIT_PARTY:
        user = world.coordinator(world.plans[key].partner)
    at = row.opened_at + timedelta(days=1 if party == UNIT_PARTY else 1.5)
    return StatedAnswer(round=row, party=party, stated=stated, user=user, answered_at=at)


def _said(world: World, key: str, party: str) -> dict[str, str]:
    """As it was agreed; the partner sees so many tasks differently, and leaves one out."""
    agreed = {row.task: row.doer for row in world.records[key]}
    said = {task.value: agreed[task].value for task in ASKED_TASKS if task in agreed}
    if party == UNIT_PARTY:
        return said
    count = REVEALED.get(key, (0, None))[0]
    for task in list(said)[:count]:
        said[task] = Doer.SHARED.value if said[task] != Doer.SHARED else Doer.UNIT.value
    said.popitem()
    return said


def _decide(world: World, key: str, row: ReviewRound, at: datetime) -> None:
    row.decided_at, row.decided_by_party = at, UNIT_PARTY
    row.decided_by = world.manager(world.plans[key].unit)
    row.next_review_on = world.today + timedelta(days=160)
