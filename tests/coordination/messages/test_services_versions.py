"""Who hears of a proposal, an agreement, a refusal."""

from datetime import timedelta

import pytest

from careshare import clock
from careshare.outbox.models import Delivery
from coordination.arrangements import services as record
from coordination.arrangements.models import Ending, Version
from coordination.arrangements.rules import Doer, organisation_party
from coordination.messages.emails.endings import about_notice
from coordination.messages.emails.versions import STATES, about_version
from coordination.messages.rules import Kind
from tests.coordination.messages.helpers import letters, one_letter
from tests.factories.what import ActivityFactory, VersionFactory, core_rows
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


SAYS = {
    Kind.TAKEN_BACK: ("taken back", "trukket"),
    Kind.REPLACED: ("newer proposal", "nyere forslag"),
    Kind.COUNTERED: ("answered with another", "et annet"),
    Kind.EXPIRED: ("too long", "for lenge"),
    Kind.OVERTAKEN: ("has changed since", "endret"),
    Kind.NOTICE: ("given notice", "sagt opp"),
    Kind.NOTICE_TAKEN_BACK: ("taken the notice back", "oppsigelsen"),
}
"""What each of these letters says for sure, in English and in Norwegian."""


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

    def test_an_answer_speaks_to_each_side_of_what_is_its_own(self, sides, area):
        """Only whoever is answered reads so; the unit brings nobody; who is left out reads that."""
        activity, helpers, manager, _coordinator = sides
        choir = OrganisationFactory(home_area=area, name="Choir")
        MembershipFactory(
            role=Role.COORDINATOR, organisation=choir, user__email="choir@example.org"
        )
        VersionFactory(activity=activity, rows=core_rows(Doer.SHARED, choir))
        asked = self.proposed(sides, brings_people=3)
        letters()
        record.propose(
            activity=activity,
            rows=core_rows(Doer.SHARED, helpers),
            terms=record.Terms(valid_from=clock.now().date() + timedelta(days=1), brings_people=3),
            party="unit",
            user=manager,
            now=clock.now(),
            counters=asked,
        )
        bodies = {one.to[0]: one.body for one in letters() if "proposes" in one.subject}
        assert set(bodies) == {"helpers@example.org", "choir@example.org"}
        assert "It answers your proposal" in bodies["helpers@example.org"]
        assert "It answers your proposal" not in bodies["choir@example.org"]
        for body in bodies.values():
            assert "Solbakken brings" not in body
            assert "It counts on 3 volunteers." in body
            assert "Once all have agreed, Choir no longer takes part." in body

    def test_an_answer_to_several_offers_is_each_ones_answer(self, sides, area):
        activity, helpers, manager, _coordinator = sides
        choir = OrganisationFactory(home_area=area, name="Choir")
        singer = MembershipFactory(
            role=Role.COORDINATOR, organisation=choir, user__email="choir@example.org"
        )
        offers = [self.proposed(sides), self.proposed((activity, choir, manager, singer.user))]
        letters()
        record.propose(
            activity=activity,
            rows=core_rows(Doer.SHARED, helpers, choir),
            terms=record.Terms(valid_from=clock.now().date() + timedelta(days=1)),
            party="unit",
            user=manager,
            now=clock.now(),
            counters=offers[0],
            also_counters=offers[1:],
        )
        bodies = [one.body for one in letters() if "proposes" in one.subject]
        assert len(bodies) == 2
        assert all("It answers your proposal" in body for body in bodies)
        assert not any("no longer takes part" in body for body in bodies)

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

    def test_whoever_wrote_the_older_proposal_hears_that_a_colleagues_took_its_place(self, sides):
        activity, helpers, manager, coordinator = sides
        self.proposed(sides)
        record.propose(
            activity=activity,
            rows=core_rows(),
            terms=record.Terms(valid_from=clock.now().date() + timedelta(days=1)),
            party="unit",
            user=manager,
            now=clock.now(),
        )
        letters()
        colleague = MembershipFactory(role=Role.COORDINATOR, organisation=helpers).user
        self.proposed((activity, helpers, manager, colleague))
        assert {(*one.to, one.subject) for one in letters()} == {
            ("helpers@example.org", "A newer proposal took its place: Walks"),
            ("unit@example.org", "Red Cross proposes who does what: Walks"),
        }
        assert coordinator.email == "helpers@example.org"

    @pytest.mark.parametrize(("number", "language"), [(0, "en"), (1, "nb")])
    def test_what_befalls_a_proposal_or_a_partner_reads_in_both_languages(
        self, sides, number, language
    ):
        """The letters as they are written, each once a language."""
        activity, helpers, _manager, coordinator = sides
        coordinator.language = language
        coordinator.save()
        version, now = self.proposed(sides), clock.now()
        ending = Ending.objects.create(
            activity=activity, version=version, party=organisation_party(helpers.pk),
            given_by_party="unit", given_at=now + timedelta(hours=1), reason="money",
            ends_on=now.date() + timedelta(days=30), message="After Easter.",
        )  # fmt: skip
        for kind, said in SAYS.items():
            is_notice = kind in (Kind.NOTICE, Kind.NOTICE_TAKEN_BACK)
            if is_notice:
                ending.withdrawn_at = now if kind == Kind.NOTICE_TAKEN_BACK else None
                ending.save()
            else:
                Version.objects.filter(pk=version.pk).update(state=STATES[kind])
            write = about_notice if is_notice else about_version
            delivery = Delivery(
                kind=kind, cause_id=ending.pk if is_notice else version.pk, user=coordinator
            )
            letter = write(delivery, now)
            assert letter is not None, kind
            assert said[number] in letter.body.lower(), letter.body
            assert "Walks" in letter.subject
            assert not {"{", "%("} & set(letter.body), letter.body
            if kind == Kind.OVERTAKEN:
                assert "- Red Cross" in letter.body  # who leaves is what has changed
