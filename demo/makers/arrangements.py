"""Who coordinates what, agreed by both sides; some activities have an older version too."""

from datetime import timedelta

from coordination.activities.models import ActivityParty
from coordination.arrangements.models import Version
from coordination.arrangements.rules import UNIT_PARTY
from demo.catalogue import records
from demo.catalogue.plans import Plan
from demo.makers.versions import Draft, by_unit, party, write
from demo.world import World, save

RECENTLY = {"coffee": 20}  # days ago; the others agreed long before the first session


def make(world: World) -> None:
    """One valid version for every activity but the one that nobody has recorded yet."""
    unit_alone = records.rows("unit", "")
    older = [plan for plan in world.plans.values() if plan.was_unit_alone]
    first = write(
        world, [by_unit(world, plan.key, unit_alone, world.ago(weeks=45)) for plan in older]
    )
    replaced = {plan.key: version for plan, version in zip(older, first, strict=True)}
    drafts = [
        _draft(world, plan, replaced.get(plan.key))
        for plan in world.plans.values()
        if plan.record != "none"
    ]
    write(world, drafts)
    world.records = {draft.key: draft.rows for draft in drafts}
    world.parties = {
        plan.key: [world.organisations[plan.partner]] if plan.partner else []
        for plan in world.plans.values()
    }
    save(
        [
            ActivityParty(activity=world.activities[key], organisation=organisation)
            for key, partners in world.parties.items()
            for organisation in partners
        ]
    )


def _draft(world: World, plan: Plan, replaced: Version | None) -> Draft:
    rows = records.rows(plan.record, party(world, plan.partner))
    days = RECENTLY.get(plan.key, world.random.randint(120, 260))
    at = world.ago(days=days)
    today = world.today
    options = {
        "review_on": today + timedelta(days=180 - days % 120),
        "is_assumed": plan.record == "begun" and plan.key == "knitting",
    }
    number = 2 if replaced else 1
    if not plan.partner:
        draft = by_unit(world, plan.key, rows, at)
        return Draft(**vars(draft) | {"options": options})
    proposed_at = at - timedelta(days=6)
    yes = {
        party(world, plan.partner): (world.coordinator(plan.partner), proposed_at),
        UNIT_PARTY: (world.manager(plan.unit), at),
    }
    options |= {
        "brings_people": world.random.randint(3, 8),
        "brings_from": (at + timedelta(days=7)).date(),
        "notice_days": world.policy.notice_days,
    }
    return Draft(
        plan.key, rows, party(world, plan.partner), proposed_at, yes,
        number=number, based_on=replaced, options=options,
    )  # fmt: skip
