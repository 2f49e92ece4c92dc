"""Who hears of a proposal, an agreement, a refusal."""

from datetime import timedelta

import pytest

from careshare import clock
from coordination.arrangements import services as record
from coordination.arrangements.rules import Doer, organisation_party
from tests.coordination.messages.helpers import letters, one_letter
from tests.factories.what import ActivityFactory, core_rows
from tests.factories.who import (
    AreaFactory,
    MembershipFactory,
    OrganisationFactory,
)
from volunteers.memberships.rules import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def area():
    return AreaFactory(policy__undo_seconds=0)


class TestVersions:
    @pytest.fixture
    def sides(self, area):
        activity = ActivityFactory(
            unit__area=area, unit__name="Solbakken", name="Walks", is_open_to_partners=True
        )
        helpers = OrganisationFactory(home_area=area, name="Red Cross")
        manager = MembershipFactory(
            role=Role.UNIT_MANAGER, unit=activity.unit, user__email="unit@example.org"
        )
        coordinator = MembershipFactory(
            role=Role.COORDINATOR, organisation=helpers, user__email="helpers@example.org"
        )
        return activity, helpers, manager.user, coordinator.user

    def proposed(self, sides, **terms):
        activity, helpers, _manager, coordinator = sides
        return record.propose(
            activity=activity,
            rows=core_rows(Doer.SHARED, helpers),
            terms=record.Terms(valid_from=clock.now().date() + timedelta(days=1), **terms),
            party=organisation_party(helpers.pk),
            user=coordinator,
            now=clock.now(),
        )

    def test_a_proposal_is_the_other_sides_news(self, sides):
        self.proposed(sides, message="We would love to.", brings_people=3)
        letter = one_letter("unit@example.org")
        assert letter.subject == "Red Cross proposes who does what: Walks"
        assert "brings 3 people" in letter.body
        assert "We would love to." in letter.body

    def test_agreeing_is_the_proposers_news(self, sides):
        version = self.proposed(sides)
        record.agree(version=version, party="unit", user=sides[2], now=clock.now())
        assert [(one.to, one.subject) for one in letters()] == [
            (["helpers@example.org"], "Agreed who does what: Walks")
        ]

    def test_declining_says_why(self, sides):
        version = self.proposed(sides)
        record.decline(
            version=version, party="unit", user=sides[2], now=clock.now(), reason="not_now",
            text="After Easter.",
        )  # fmt: skip
        letter = one_letter("helpers@example.org")
        assert "declined" in letter.subject
        assert "After Easter." in letter.body

    def test_a_units_own_record_is_nobodys_news(self, sides):
        activity, _helpers, manager, _coordinator = sides
        record.propose(
            activity=activity,
            rows=core_rows(),
            terms=record.Terms(valid_from=clock.now().date() + timedelta(days=1)),
            party="unit",
            user=manager,
            now=clock.now(),
        )
        assert letters() == []
