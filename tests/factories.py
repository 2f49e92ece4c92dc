"""Rows for tests, each the smallest that its own rules allow; say only what a test is about.

The factories write rows directly: they go round the services on purpose, so that a test can set up
what a service would refuse.
"""

from datetime import UTC, date, datetime, timedelta

import factory
from factory.django import DjangoModelFactory

from careshare import clock
from coordination.activities.models import Activity, ActivityParty, ActivityType
from coordination.activities.rules import BUILT_IN_TYPES, ActivityState
from coordination.arrangements.models import (
    Agreement,
    Responsibility,
    ResponsibilityParty,
    TaskContact,
    Version,
    VersionParty,
)
from coordination.arrangements.rules import (
    CORE_TASKS,
    UNIT_PARTY,
    Doer,
    Share,
    TaskRow,
    VersionState,
    derive,
    organisation_id,
    organisation_party,
    parties_of,
)
from coordination.shifts.models import Closure, Position, Series, Shift
from coordination.shifts.rules import ClosureReason
from coordination.signups.models import Attendance, SignUp
from coordination.signups.rules import AttendanceState, SignUpState
from volunteers.accounts.models import User
from volunteers.credentials.models import Credential, UnitRequirement
from volunteers.credentials.rules import CredentialState, CredentialType
from volunteers.memberships.models import Invitation, Membership
from volunteers.memberships.rules import SCOPE_OF, Role, ScopeKind
from volunteers.organisations.models import Organisation, OrganisationArea
from volunteers.organisations.rules import OrganisationKind
from volunteers.people.models import Affiliation, Interest, Person, Sight
from volunteers.people.rules import AffiliationKind
from volunteers.places.models import Area, AreaPolicy, CareUnit, Ward
from volunteers.places.rules import UnitKind

# --- Who ---------------------------------------------------------------------------------------


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"user{n}@example.org")
    language = "en"
    password = "!"  # unusable: hashing a real one costs a quarter of a second

    @factory.post_generation
    def verified(self, create, extracted, **options):
        """The address is verified unless a test says otherwise, as after any log-in by code."""
        if create and extracted is not False:
            self.emailaddress_set.create(email=self.email, verified=True, primary=True)


class AreaFactory(DjangoModelFactory):
    class Meta:
        model = Area
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Area {n}")
    time_zone = "Europe/Oslo"
    languages = ["nb"]
    population = 18_000

    @factory.post_generation
    def policy(self, create, extracted, **numbers):
        """`AreaFactory(policy__undo_seconds=0)` sets a number of the policy."""
        if create:
            AreaPolicy.objects.create(area=self, **numbers)


class CareUnitFactory(DjangoModelFactory):
    class Meta:
        model = CareUnit

    area = factory.SubFactory(AreaFactory)
    name = factory.Sequence(lambda n: f"Unit {n}")
    kind = UnitKind.NURSING_HOME
    address = "Main street 1"
    phone = "+4722000001"


class WardFactory(DjangoModelFactory):
    class Meta:
        model = Ward

    unit = factory.SubFactory(CareUnitFactory)
    name = factory.Sequence(lambda n: f"Ward {n}")


class OrganisationFactory(DjangoModelFactory):
    """Works in its home area, and in those named by `areas=[...]`."""

    class Meta:
        model = Organisation
        skip_postgeneration_save = True

    home_area = factory.SubFactory(AreaFactory)
    name = factory.Sequence(lambda n: f"Organisation {n}")
    kind = OrganisationKind.VOLUNTARY_ORGANISATION

    @factory.post_generation
    def areas(self, create, extracted, **options):
        if create:
            for area in {self.home_area, *(extracted or ())}:
                OrganisationArea.objects.create(organisation=self, area=area)


class MembershipFactory(DjangoModelFactory):
    """`MembershipFactory(role=Role.COORDINATOR, organisation=...)`; without a scope it makes one."""

    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    role = Role.UNIT_MANAGER
    name = factory.Sequence(lambda n: f"Colleague {n}")

    @classmethod
    def _create(cls, model_class, *args, **values):
        return super()._create(model_class, *args, **_with_scope(values))


class InvitationFactory(DjangoModelFactory):
    class Meta:
        model = Invitation

    role = Role.UNIT_MANAGER
    email = factory.Sequence(lambda n: f"invited{n}@example.org")
    token_hash = factory.Sequence(lambda n: f"{n:064x}")
    expires_at = factory.LazyFunction(lambda: clock.now() + timedelta(days=7))

    @classmethod
    def _create(cls, model_class, *args, **values):
        return super()._create(model_class, *args, **_with_scope(values))


def _with_scope(values: dict) -> dict:
    if not {"area", "unit", "organisation"} & set(values):
        kind = SCOPE_OF[Role(values["role"])]
        values[kind.value] = {
            ScopeKind.AREA: AreaFactory,
            ScopeKind.UNIT: CareUnitFactory,
            ScopeKind.ORGANISATION: OrganisationFactory,
        }[kind]()
    return values


class PersonFactory(DjangoModelFactory):
    """A volunteer without a log-in or affiliation; `has_login=True` gives one with the same e-mail."""

    class Meta:
        model = Person

    class Params:
        has_login = factory.Trait(
            user=factory.SubFactory(UserFactory, email=factory.SelfAttribute("..email"))
        )

    name = factory.Sequence(lambda n: f"Vera Volunteer{n}")
    email = factory.Sequence(lambda n: f"person{n}@example.org")
    phone = factory.Sequence(lambda n: f"+47400{n % 100000:05d}")
    language = "en"


class AffiliationFactory(DjangoModelFactory):
    """`AffiliationFactory(person=..., organisation=...)` or `unit=...`; neither: unorganised."""

    class Meta:
        model = Affiliation

    person = factory.SubFactory(PersonFactory)
    kind = factory.LazyAttribute(
        lambda row: (
            AffiliationKind.ORGANISED
            if row.organisation
            else AffiliationKind.UNIT_DIRECT
            if row.unit
            else AffiliationKind.UNORGANISED
        )
    )
    organisation = None
    unit = None
    since = date(2026, 1, 1)


class InterestFactory(DjangoModelFactory):
    class Meta:
        model = Interest

    person = factory.SubFactory(PersonFactory)
    type_code = "culture"


class SightFactory(DjangoModelFactory):
    class Meta:
        model = Sight

    person = factory.SubFactory(PersonFactory)
    party_key = factory.LazyAttribute(
        lambda row: f"unit:{row.unit.pk}" if row.unit else f"organisation:{row.organisation.pk}"
    )
    unit = None
    organisation = None
    until_on = factory.LazyFunction(lambda: clock.now().date() + timedelta(days=30))


class CredentialFactory(DjangoModelFactory):
    class Meta:
        model = Credential

    person = factory.SubFactory(PersonFactory)
    type = CredentialType.CONFIDENTIALITY_DECLARATION
    state = CredentialState.MET
    seen_on = date(2026, 1, 1)


class UnitRequirementFactory(DjangoModelFactory):
    class Meta:
        model = UnitRequirement

    unit = factory.SubFactory(CareUnitFactory)
    type = CredentialType.CONFIDENTIALITY_DECLARATION


# --- What --------------------------------------------------------------------------------------


class ActivityTypeFactory(DjangoModelFactory):
    """The built-in types come with the migrations; this finds or makes one by its code."""

    class Meta:
        model = ActivityType
        django_get_or_create = ("code",)

    code = "culture"
    group = factory.LazyAttribute(lambda row: BUILT_IN_TYPES.get(row.code, "other"))
    name = factory.LazyAttribute(lambda row: "" if row.code in BUILT_IN_TYPES else row.code)


class ActivityFactory(DjangoModelFactory):
    """A draft that has every text which publishing asks for.

    With `is_published=True` it is published and the unit holds every core task by an agreed
    version. The gate also asks for a shift: `ShiftFactory(activity=...)`.
    """

    class Meta:
        model = Activity
        skip_postgeneration_save = True

    class Params:
        is_published = factory.Trait(
            state=ActivityState.PUBLISHED,
            published_at=factory.LazyFunction(clock.now),
            recorded=factory.PostGeneration(
                lambda activity, create, extracted, **options: VersionFactory(activity=activity)
            ),
        )

    unit = factory.SubFactory(CareUnitFactory)
    type = factory.SubFactory(ActivityTypeFactory)
    name = factory.Sequence(lambda n: f"Walking group {n}")
    purpose = "Fresh air and company."
    does = "Walks with residents for an hour."
    does_not = "No personal care, no medication, no money."
    supervisor = "Kari at the reception"
    induction = "An hour on the first day."
    place = "The reception"
    expenses = "The bus fare is paid back."
    contact_name = "Kari"
    contact_phone = "+4722000002"
    needs_no_credentials = True


class ActivityPartyFactory(DjangoModelFactory):
    class Meta:
        model = ActivityParty

    activity = factory.SubFactory(ActivityFactory)
    organisation = factory.SubFactory(OrganisationFactory)


def task_row(task, doer: Doer, *organisations: Organisation, **values) -> TaskRow:
    """A row of the record as the rules read it, with the parties that its doer asks for."""
    parties = [organisation_party(organisation.pk) for organisation in organisations]
    if doer in (Doer.UNIT, Doer.SHARED, Doer.DIVIDED):
        parties = [UNIT_PARTY, *parties]
    part = "a part of it" if doer == Doer.DIVIDED else ""
    if doer == Doer.NOT_NEEDED:
        values.setdefault("reason", "nothing to do")
    return TaskRow(task, doer, tuple(Share(party, part) for party in parties), **values)


def core_rows(doer: Doer = Doer.UNIT, *organisations: Organisation) -> tuple[TaskRow, ...]:
    """The five core tasks, all by the same doer."""
    return tuple(task_row(task, doer, *organisations) for task in CORE_TASKS)


def add_rows(version: Version, rows) -> None:
    """Write a version's rows and parties; the database refuses it once the version is agreed."""
    for row in rows:
        responsibility = Responsibility.objects.create(
            version=version, task=row.task, doer=row.doer, reason=row.reason
        )
        ResponsibilityParty.objects.bulk_create(
            ResponsibilityParty(
                responsibility=responsibility,
                party=share.party,
                organisation_id=organisation_id(share.party),
                part=share.part,
                weekdays=share.weekdays,
            )
            for share in row.shares
        )
    VersionParty.objects.bulk_create(
        VersionParty(version=version, party=party, organisation_id=organisation_id(party))
        for party in sorted(parties_of(rows))
    )


class VersionFactory(DjangoModelFactory):
    """A version with its rows: `VersionFactory(activity=..., rows=core_rows(Doer.SHARED, org))`.

    Agreed unless `state` says otherwise, with agreements of every party (each by a user of its
    own) and the activity's party rows as the services keep them.
    """

    class Meta:
        model = Version

    activity = factory.SubFactory(ActivityFactory)
    proposer = UNIT_PARTY
    proposed_at = datetime(2026, 1, 1, tzinfo=UTC)
    valid_from = date(2026, 1, 1)

    @classmethod
    def _create(cls, model_class, *args, rows=None, state=VersionState.AGREED, **values):
        rows = core_rows() if rows is None else tuple(rows)
        derived = derive(
            rows, settled_core_tasks=values["activity"].unit.area.policy.settled_core_tasks
        )
        version = super()._create(
            model_class,
            *args,
            state=VersionState.PROPOSED,
            core_arrangement=derived.core,
            all_arrangement=derived.all_tasks,
            is_provisional=derived.is_provisional,
            **values,
        )
        add_rows(version, rows)
        if state == VersionState.AGREED:
            agree(version)
        elif state != VersionState.PROPOSED:
            version.state = state
            version.save(update_fields=["state"])
        return version


def agree(version: Version) -> Version:
    """Make a proposed version the activity's latest agreed one."""
    parties = list(version.parties.all())
    for party in parties:
        Agreement.objects.create(
            version=version, party=party.party, user=UserFactory(), agreed_at=version.proposed_at
        )
    version.number = Version.objects.agreed().filter(activity=version.activity).count() + 1
    version.state = VersionState.AGREED
    version.decided_at = version.proposed_at
    version.save()
    ActivityParty.objects.filter(activity=version.activity).delete()
    ActivityParty.objects.bulk_create(
        ActivityParty(activity=version.activity, organisation_id=party.organisation_id)
        for party in parties
        if party.organisation_id
    )
    return version


class TaskContactFactory(DjangoModelFactory):
    class Meta:
        model = TaskContact

    activity = factory.SubFactory(ActivityFactory)
    task = "schedule"
    party = UNIT_PARTY
    name = "Kari"
    phone = "+4722000003"
    valid_from = date(2026, 1, 1)


# --- When, and who comes -----------------------------------------------------------------------


class SeriesFactory(DjangoModelFactory):
    class Meta:
        model = Series

    activity = factory.SubFactory(ActivityFactory, is_published=True)
    rrule = "FREQ=WEEKLY;COUNT=12"
    starts_on = factory.LazyFunction(lambda: clock.now().date() + timedelta(days=3))
    starts = datetime(2026, 1, 1, 14).time()
    ends = datetime(2026, 1, 1, 16).time()
    time_zone = "Europe/Oslo"


class ShiftFactory(DjangoModelFactory):
    """In three days for two hours, with one position of `places` (1) places, of which `minimum` (1)
    are needed. `places=0` makes no position."""

    class Meta:
        model = Shift
        skip_postgeneration_save = True

    class Params:
        hours = 2

    activity = factory.SubFactory(ActivityFactory, is_published=True)
    starts_at = factory.LazyFunction(
        lambda: clock.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=3)
    )
    ends_at = factory.LazyAttribute(lambda row: row.starts_at + timedelta(hours=row.hours))

    @factory.post_generation
    def places(self, create, extracted, *, minimum=1):
        if create and extracted != 0:
            PositionFactory(shift=self, minimum=minimum, maximum=extracted or max(1, minimum))


class PositionFactory(DjangoModelFactory):
    class Meta:
        model = Position

    shift = factory.SubFactory(ShiftFactory, places=0)
    minimum = 1
    maximum = 1


class SignUpFactory(DjangoModelFactory):
    """A confirmed sign-up on the shift's first position; `shift=` or `position=` says which."""

    class Meta:
        model = SignUp

    shift = factory.LazyAttribute(
        lambda row: row.position.shift if row.position else ShiftFactory()
    )
    position = None
    person = factory.SubFactory(PersonFactory)
    heads = factory.SelfAttribute("person.heads")
    state = SignUpState.CONFIRMED
    starts_at = factory.SelfAttribute("shift.starts_at")
    ends_at = factory.SelfAttribute("shift.ends_at")
    made_at = factory.LazyFunction(clock.now)

    @classmethod
    def _create(cls, model_class, *args, **values):
        values["position"] = values["position"] or values["shift"].positions.order_by("pk").first()
        row = super()._create(model_class, *args, **values)
        row.position.refresh_from_db()  # a trigger counted
        return row


class AttendanceFactory(DjangoModelFactory):
    class Meta:
        model = Attendance

    sign_up = factory.SubFactory(SignUpFactory)
    state = AttendanceState.CAME
    minutes = 120
    recorded_for = UNIT_PARTY
    recorded_at = factory.LazyFunction(clock.now)


class ClosureFactory(DjangoModelFactory):
    class Meta:
        model = Closure

    unit = factory.SubFactory(CareUnitFactory)
    reason = ClosureReason.INFECTION
    starts_at = factory.LazyFunction(clock.now)
