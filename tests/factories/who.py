"""Log-ins, places, organisations, roles and people."""

from datetime import date, timedelta

import factory
from factory.django import DjangoModelFactory

from careshare import clock
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
    name = factory.Sequence(lambda n: f"Ward no. {n}")


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
    """`MembershipFactory(role=Role.COORDINATOR, organisation=...)`; it makes a missing scope."""

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
    """A volunteer without log-in or affiliation; `has_login=True` gives one with this e-mail."""

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
