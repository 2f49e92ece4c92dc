"""Two municipalities side by side, each with everything: what one holds, the other may not see."""

import uuid
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from careshare import clock
from careshare.outbox.models import Delivery
from coordination.activities.models import ActivityRequirement, Announcement
from coordination.arrangements.models import Ending
from coordination.arrangements.rules import CORE_TASKS, Doer, organisation_party
from coordination.roster.models import WallScreen
from coordination.signups.models import Standing, Suspension, SwapProposal, Tablet
from coordination.signups.rules import SignUpState
from tests.factories.ideas import InitiativeFactory
from tests.factories.what import (
    ActivityFactory,
    ActivityTypeFactory,
    DisplacementReviewFactory,
    LeadingVolunteerFactory,
    ReviewRoundFactory,
    TaskContactFactory,
    VersionFactory,
    task_row,
)
from tests.factories.when import (
    AddedHoursFactory,
    AskedFactory,
    AttendanceFactory,
    ClosureFactory,
    PlaceOfferFactory,
    PositionFactory,
    RaisedFactory,
    SeriesFactory,
    ShiftFactory,
    SignUpFactory,
)
from tests.factories.who import (
    AffiliationFactory,
    AreaFactory,
    CareUnitFactory,
    InvitationFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    UserFactory,
    WardFactory,
)
from volunteers.credentials.rules import CredentialType
from volunteers.memberships.rules import Role, Task
from volunteers.memberships.services.invitations import token_hash
from volunteers.places.models import ClosingDay

ROLES = (
    "volunteer",
    "area_lead",
    "manager",
    "staff",
    "coordinator",
    "representative",
    "researcher",
    "newcomer",
)
LEADER = "leader"
"""A volunteer who leads; `test_leading.py` says what she may."""


@dataclass
class Municipality:
    """One tenant: its people by what they are, its rows by what they are called."""

    users: dict[str, Any] = field(default_factory=dict)
    rows: dict[str, Any] = field(default_factory=dict)
    led: dict[str, Any] = field(default_factory=dict)  # of the activity that the leader leads

    @property
    def rows_led(self) -> dict[str, Any]:
        """What the leader is tried on: of what she leads, where there is such a row."""
        return {**self.rows, **self.led}


def municipality() -> Municipality:
    """An area with a unit, an organisation that takes part, an activity open to partners."""
    area = AreaFactory()
    unit, organisation = CareUnitFactory(area=area), OrganisationFactory(home_area=area)
    other = OrganisationFactory(home_area=area)
    activity = ActivityFactory(unit=unit, state="published", published_at=clock.now())
    version = VersionFactory(
        activity=activity,
        rows=[task_row(task, Doer.SHARED, organisation) for task in CORE_TASKS],
    )
    open_activity = ActivityFactory(unit=unit, is_open_to_partners=True)
    users = _users(area, unit, organisation)
    proposal = _proposal(open_activity, organisation, users["coordinator"])
    shift = ShiftFactory(activity=activity, places=0)
    position = PositionFactory(shift=shift, minimum=1, maximum=5)
    person = users["volunteer"].people.get()
    sign_up = SignUpFactory(shift=shift, position=position, person=person)
    requested = SignUpFactory(shift=shift, position=position, state=SignUpState.REQUESTED)
    AffiliationFactory(person=person, unit=unit)
    past = ShiftFactory(activity=activity, starts_at=clock.now() - timedelta(days=9))
    AttendanceFactory(sign_up=SignUpFactory(shift=past, person=person))
    Delivery.objects.create(
        key=f"not-arrived-{area.pk}", kind="x", cause="signup", cause_id=sign_up.pk,
        state="failed", person_id=person.pk, due_at=clock.now(),
    )  # fmt: skip
    asked = AskedFactory(question__activity=activity, person=person)
    return Municipality(
        users=users,
        led=_led(unit, organisation, users[LEADER].people.get()),
        rows={
            "area": area,
            "unit": unit,
            "ward": WardFactory(unit=unit),
            "organisation": organisation,
            "other_organisation": other,
            "activity": activity,
            "draft": ActivityFactory(unit=unit),
            "open_activity": open_activity,
            "version": version,
            "proposal": proposal,
            "ending": _ending(unit, organisation),
            "shift": shift,
            "series": SeriesFactory(activity=activity),
            "position": position,
            "sign_up": sign_up,
            "requested": requested,
            **_swaps(activity, sign_up),
            **_standing(activity, person),
            "offer": PlaceOfferFactory(shift=shift, person=person),
            "person": person,
            "question": asked.question,
            "asked": asked,
            "membership": users["manager"].memberships.get(),
            "invitation": InvitationFactory(role=Role.UNIT_STAFF, unit=unit),
            "closure": ClosureFactory(unit=unit),
            "displacement": DisplacementReviewFactory(activity=activity),
            "type": ActivityTypeFactory(code=f"type{area.pk}", area=area),
            "closing_day": ClosingDay.objects.create(area=area, month=12, day=24),
            "initiative": InitiativeFactory(unit=unit, organisation=organisation),
            "suspension": Suspension.objects.create(
                person=PersonFactory(),
                unit=unit,
                party_key=f"unit:{unit.pk}",
                reason="safety",
                made_by=users["manager"],
                made_at=clock.now(),
            ),
            "screen": WallScreen.objects.create(
                unit=unit, token_hash=token_hash(f"screen{area.pk}"), made_at=clock.now()
            ),
            "home_visit": SignUpFactory(
                shift=ShiftFactory(activity=ActivityFactory(unit=unit, is_home_visit=True)),
                person=person,
                state=SignUpState.CANCELLED,
            ),
            "added_hours": AddedHoursFactory(activity=activity, person=person),
            "hours_of_mine": AddedHoursFactory(activity=activity, person=person),
            "tablet": Tablet.objects.create(
                unit=unit,
                name="Door",
                pairing_digest=f"{unit.pk}",
                pairing_until=clock.now(),
                made_at=clock.now(),
            ),
            "raised": RaisedFactory(activity=activity),
            "contact": TaskContactFactory(activity=activity),
            "announcement": Announcement.objects.create(
                activity=activity,
                purpose="inform",
                audience="coming",
                text="Hello",
                made_by=users["manager"],
                made_for="unit",
                made_at=clock.now(),
                form_uuid=uuid.uuid4(),
            ),
            "revealed": ReviewRoundFactory(activity=activity, revealed_at=clock.now()),
            "round": ReviewRoundFactory(activity=activity),
            "requirement": ActivityRequirement.objects.create(
                activity=activity, type=CredentialType.ID_SEEN
            ),
        },
    )


def _users(area, unit, organisation) -> dict[str, Any]:
    roles = {
        "area_lead": (Role.AREA_LEAD, {"area": area}),
        "manager": (Role.UNIT_MANAGER, {"unit": unit}),
        "staff": (Role.UNIT_STAFF, {"unit": unit}),
        "coordinator": (Role.COORDINATOR, {"organisation": organisation}),
        "representative": (Role.STAFF_REPRESENTATIVE, {"area": area}),
        "researcher": (Role.RESEARCHER, {"area": area}),
    }
    users = {
        name: MembershipFactory(role=role, **scope).user for name, (role, scope) in roles.items()
    }
    users["volunteer"] = PersonFactory(has_login=True).user
    users["newcomer"] = UserFactory()
    users[LEADER] = PersonFactory(has_login=True).user
    return users


def _led(unit, organisation, person) -> dict[str, Any]:
    """The volunteers see to every task of an activity but one, and one of them leads them all."""
    activity = ActivityFactory(unit=unit, state="published", published_at=clock.now())
    rows = [task_row(task, Doer.VOLUNTEERS) for task in Task if task != Task.NEED]
    version = VersionFactory(
        activity=activity, rows=[*rows, task_row(Task.NEED, Doer.SHARED, organisation)]
    )
    for one in rows:
        LeadingVolunteerFactory(activity=activity, person=person, task=one.task)
    series = SeriesFactory(activity=activity)
    shift = ShiftFactory(activity=activity, series=series, series_on=clock.now().date(), places=0)
    position = PositionFactory(shift=shift, minimum=1, maximum=5)
    comes = SignUpFactory(shift=shift, position=position)
    asks = {"shift": shift, "position": position, "state": SignUpState.REQUESTED}
    return {
        "activity": activity,
        "version": version,
        "series": series,
        "shift": shift,
        "position": position,
        "sign_up": comes,
        "requested": SignUpFactory(**asks),
        "person": comes.person,
        "contact": TaskContactFactory(activity=activity),
        "offer": PlaceOfferFactory(shift=shift),
        "added_hours": AddedHoursFactory(activity=activity),
        "raised": RaisedFactory(activity=activity),
        "requirement": ActivityRequirement.objects.create(
            activity=activity, type=CredentialType.ID_SEEN
        ),
    }


def _swaps(activity, sign_up) -> dict[str, Any]:
    """Day for day: asked of the volunteer, and asked by her."""
    other = SignUpFactory(shift=ShiftFactory(activity=activity, starts_at=sign_up.ends_at))
    pairs = {"swap": (other, sign_up), "swap_of_mine": (sign_up, other)}
    return {
        name: SwapProposal.objects.create(mine=mine, theirs=theirs, made_at=clock.now())
        for name, (mine, theirs) in pairs.items()
    }


def _standing(activity, person) -> dict[str, Any]:
    """Somebody comes every time, and comes once to another series."""
    today = clock.now().date()
    once = ShiftFactory(
        activity=activity,
        series=SeriesFactory(activity=activity),
        series_on=today,
        starts_at=clock.now() + timedelta(days=20),
    )
    return {
        "standing": Standing.objects.create(
            series=SeriesFactory(activity=activity),
            person=person,
            made_until=today,
            made_at=clock.now(),
        ),
        "regular_shift": SignUpFactory(shift=once, person=person).shift,
    }


def _ending(unit, organisation):
    """An organisation has given notice on an activity of its own."""
    activity = ActivityFactory(unit=unit)
    rows = [task_row(task, Doer.SHARED, organisation) for task in CORE_TASKS]
    return Ending.objects.create(
        activity=activity,
        version=VersionFactory(activity=activity, rows=rows),
        party=organisation_party(organisation.pk),
        given_by_party=organisation_party(organisation.pk),
        given_at=clock.now(),
        ends_on=clock.now().date() + timedelta(days=90),
        reason="other",
    )


def _proposal(activity, organisation, user):
    return VersionFactory(
        activity=activity,
        state="proposed",
        proposer=organisation_party(organisation.pk),
        proposed_by=user,
        rows=[task_row(task, Doer.SHARED, organisation) for task in CORE_TASKS],
    )
