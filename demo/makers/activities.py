"""The activities: texts, requirements, and whom to ring."""

from datetime import timedelta

from coordination.activities.models import Activity, ActivityRequirement
from coordination.activities.rules import ActivityState
from demo.catalogue.elsewhere import ELSEWHERE
from demo.catalogue.elvebo import AT_ELVEBO
from demo.catalogue.places import ORGANISATIONS
from demo.catalogue.plans import Plan
from demo.catalogue.solbakken import AT_SOLBAKKEN
from demo.catalogue.texts import DOES_NOT, INDUCTION, PARTNER_PAYS, UNIT_PAYS
from demo.world import ZONE, World, save

PLANS = (*AT_SOLBAKKEN, *AT_ELVEBO, *ELSEWHERE)
ORGANISATION_PHONES = {group.key: group.phone for group in ORGANISATIONS}


def make(world: World) -> None:
    """One row a plan; what is begun lacks texts."""
    world.plans = {plan.key: plan for plan in PLANS}
    rows = save([_activity(world, plan) for plan in PLANS])
    world.activities = {plan.key: row for plan, row in zip(PLANS, rows, strict=True)}
    save(
        [
            ActivityRequirement(activity=world.activities[plan.key], type=plan.asks_for)
            for plan in PLANS
            if plan.asks_for
        ]
    )


def _activity(world: World, plan: Plan) -> Activity:
    is_draft = plan.state == ActivityState.DRAFT
    unit = world.units[plan.unit]
    partner = world.organisations.get(plan.partner)
    is_theirs = plan.record == "organisation"
    contact = f"coordinator:{plan.partner}" if is_theirs else f"manager:{plan.unit}"
    return Activity(
        public_id=world.uuid(),
        unit=unit,
        ward=world.wards[plan.unit, plan.ward] if plan.ward else None,
        type=world.types[plan.type],
        name=plan.name,
        purpose=plan.purpose,
        does=plan.does,
        does_not="" if is_draft else DOES_NOT[plan.type],
        supervisor="" if is_draft else world.names[contact],
        induction="" if is_draft else INDUCTION[plan.type],
        place=plan.place,
        expenses=PARTNER_PAYS.format(partner=partner) if is_theirs else UNIT_PAYS,
        contact_name="" if is_draft else world.names[contact],
        contact_phone=ORGANISATION_PHONES[plan.partner] if is_theirs else str(unit.phone),
        needs_no_credentials=not plan.asks_for,
        was_paid_work=None if is_draft else False,
        paid_work_said_on=None if is_draft else world.ago(days=60).astimezone(ZONE).date(),
        is_one_off=plan.is_one_off,
        is_home_visit=plan.is_home_visit,
        state=plan.state,
        sign_up_mode=plan.mode,
        is_open_to_partners=plan.is_open,
        created_by=world.manager(plan.unit),
        published_at=None if is_draft else world.now - timedelta(weeks=20),
    )
