"""Ideas from outside in every state, one that nobody has read in time, and an open question."""

from datetime import datetime, timedelta

from coordination.activities.models import Activity
from coordination.activities.rules import Origin
from coordination.arrangements.models import Version
from coordination.arrangements.rules import UNIT_PARTY, VersionState, invitation_rows
from coordination.initiatives.models import Initiative, UnwantedType
from coordination.initiatives.rules import Decision, DecisionReason, InitiativeState, ProposerKind
from demo.makers.versions import Draft, party, write
from demo.world import World, save
from volunteers.memberships.rules import Task
from volunteers.places.models import CareUnit


def make(world: World) -> None:
    """Five ideas, the newest first, and a question to an organisation."""
    CareUnit.objects.filter(pk=world.units["solbakken"].pk).update(takes_public_suggestions=True)
    book_club = world.activities["book_club"]
    Activity.objects.filter(pk=book_club.pk).update(origin=Origin.INITIATIVE)
    save([_public(world), _accepted(world), _overdue(world), _declined(world), _became(world)])
    save(
        [
            UnwantedType(
                organisation=world.organisations["choir"], type=world.types["cycling_outing"]
            )
        ]
    )
    _question(world)


def _idea(
    world: World, unit: str, code: str, title: str, what: str, purpose: str, when: str,
    at: datetime, **values: object,
) -> Initiative:  # fmt: skip
    return Initiative(
        public_id=world.uuid(),
        unit=world.units[unit],
        type=world.types[code],
        title=title,
        what=what,
        purpose=purpose,
        roughly_when=when,
        proposed_at=at,
        acknowledge_by=at + timedelta(days=world.policy.acknowledge_days),
        **{"brings_people": 1, **values},
    )


def _public(world: World) -> Initiative:
    return _idea(
        world, "solbakken", "animal_visits", "A visit from two calm dogs",
        "I come with my two old retrievers, who love to be stroked. We sit where people sit.",
        "Many have had a dog and miss one.", "Tuesday mornings", world.ago(days=1),
        kind=ProposerKind.PUBLIC, contact_name="Bente Skog", contact_phone=world.phone(),
        contact_email=world.email("Bente Skog"), language="en",
    )  # fmt: skip


def _overdue(world: World) -> Initiative:
    return _idea(
        world, "solbakken", "cycling_outing", "Trishaw rides along the fjord",
        "Two trained pilots take two residents at a time for half an hour.",
        "Wind in the hair, and the town from the seat.", "Dry Thursdays from April",
        world.ago(days=8), brings_people=4, tasks="recruit,train,schedule",
        kind=ProposerKind.ORGANISATION, organisation=world.organisations["trekking"],
        proposed_by=world.coordinator("trekking"),
    )  # fmt: skip


def _accepted(world: World) -> Initiative:
    at, manager = world.ago(days=6), world.manager("solbakken")
    return _idea(
        world, "solbakken", "digital_help", "Video calls with grandchildren",
        "We sit beside somebody and start the call, then leave them in peace.",
        "Family far away comes nearer.", "Sundays after lunch", at, brings_people=3,
        tasks="recruit,train", kind=ProposerKind.ORGANISATION,
        organisation=world.organisations["red_cross"],
        proposed_by=world.coordinator("red_cross"), state=InitiativeState.ACCEPTED,
        acknowledged_at=at + timedelta(days=1), acknowledged_by=manager,
        decided_at=at + timedelta(days=4), decided_by=manager,
        decision=Decision.DIFFERENTLY, decision_reason=DecisionReason.FITS_PARTLY,
        decision_text="Gladly, but on Wednesdays: on Sundays the house is full of visitors.",
    )  # fmt: skip


def _declined(world: World) -> Initiative:
    at, manager = world.ago(days=40), world.manager("solbakken")
    return _idea(
        world, "solbakken", "exercise", "Ball games in the hall",
        "Throwing and catching in a circle.", "Movement and laughter.", "Monday evenings", at,
        kind=ProposerKind.VOLUNTEER, person=world.people["vera"],
        proposed_by=world.people["vera"].user, state=InitiativeState.DECLINED,
        acknowledged_at=at + timedelta(days=2), acknowledged_by=manager,
        decided_at=at + timedelta(days=9), decided_by=manager,
        decision=Decision.NOT_NOW, decision_reason=DecisionReason.HAVE_IT,
        decision_text="Chair exercise is on Thursdays. Would you like to help there?",
    )  # fmt: skip


def _became(world: World) -> Initiative:
    at, manager = world.ago(days=120), world.manager("solbakken")
    book_club = world.activities["book_club"]
    return _idea(
        world, "solbakken", "culture", book_club.name,
        "Reads aloud in turns and asks what people think of it.",
        "Reading together, a chapter at a time.", "Wednesdays before lunch", at,
        kind=ProposerKind.VOLUNTEER, person=world.people["jon"],
        proposed_by=world.people["jon"].user, state=InitiativeState.BECAME_ACTIVITY,
        acknowledged_at=at + timedelta(days=1), acknowledged_by=manager,
        decided_at=at + timedelta(days=3), decided_by=manager, decision=Decision.YES,
        decision_reason=DecisionReason.NEEDED, activity=book_club,
        became_at=at + timedelta(days=3), became_by=manager,
    )  # fmt: skip


def _question(world: World) -> None:
    """Solbakken asks the trekking association to help with its walks."""
    activity, at = world.activities["walking"], world.ago(days=2)
    name = party(world, "trekking")
    base = Version.objects.agreed().filter(activity=activity).order_by("-number").first()
    starts_on = (at + timedelta(days=14)).date()
    question = Draft(
        "walking",
        invitation_rows(world.records["walking"], name, [Task.RECRUIT, Task.TRAIN]),
        UNIT_PARTY,
        at,
        {UNIT_PARTY: (world.manager("solbakken"), at)},
        VersionState.PROPOSED,
        based_on=base,
        options={
            "valid_from": starts_on,
            "review_on": starts_on + timedelta(days=182),
            "notice_days": world.policy.notice_days,
            "expires_at": at + timedelta(days=world.policy.proposal_days),
            "message": "You walk with the residents of Elvebo every week. Would you join us too?",
        },
    )
    write(world, [question])
