"""Competing proposals: of two agreements at once exactly one applies."""

from datetime import timedelta
from functools import partial

import pytest
from django.db import connection

from careshare import clock
from careshare.errors import Refused
from careshare.outbox.models import Delivery, Event
from coordination.arrangements import services
from coordination.arrangements.models import Version
from coordination.arrangements.rules import Doer, VersionState, organisation_party
from coordination.messages.emails.versions import about_version
from coordination.messages.rules import Kind
from tests.factories.what import ActivityFactory, core_rows
from tests.factories.who import MembershipFactory, OrganisationFactory
from tests.support.visitors import at_once
from volunteers.memberships.rules import Role

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def offer(activity, organisation):
    """One organisation's claim to do the core tasks."""
    coordinator = MembershipFactory(role=Role.COORDINATOR, organisation=organisation)
    return services.propose(
        activity=activity,
        rows=core_rows(Doer.ORGANISATION, organisation),
        terms=services.Terms(valid_from=clock.now().date() + timedelta(days=1)),
        party=organisation_party(organisation.pk),
        user=coordinator.user,
        now=clock.now(),
    )


def say_yes(version, user):
    """In a thread of its own, so with a database connection of its own."""
    try:
        services.agree(version=version, party="unit", user=user, now=clock.now())
    except Refused as refused:
        return [reason.code for reason in refused.reasons]
    else:
        return []
    finally:
        connection.close()


def test_of_two_competing_claims_one_applies(race_size):
    for _round in range(race_size.rounds):
        activity = ActivityFactory(is_open_to_partners=True)
        area = activity.unit.area
        claims = [offer(activity, OrganisationFactory(home_area=area)) for _each in range(2)]
        managers = [MembershipFactory(unit=activity.unit).user for _each in range(2)]
        answers = at_once([partial(say_yes, *each) for each in zip(claims, managers, strict=True)])
        assert sorted(answers) == [[], ["agreed_meanwhile"]]
        assert Version.objects.agreed().filter(activity=activity).count() == 1
        refused = claims[answers.index(["agreed_meanwhile"])]
        told = Event.objects.filter(
            name="version.overtaken", cause_id__in=[one.pk for one in claims]
        )
        assert [one.cause_id for one in told] == [refused.pk]
        read = about_version(
            Delivery(kind=Kind.OVERTAKEN, cause_id=refused.pk, user=refused.proposed_by),
            clock.now(),
        )
        assert "Recruit: " in read.body  # it says what has changed


def test_two_managers_agree_to_the_same_claim_once(race_size):
    for _round in range(race_size.rounds):
        activity = ActivityFactory(is_open_to_partners=True)
        claim = offer(activity, OrganisationFactory(home_area=activity.unit.area))
        managers = [MembershipFactory(unit=activity.unit).user for _each in range(4)]
        answers = at_once([partial(say_yes, claim, manager) for manager in managers])
        assert answers.count([]) == 1
        claim.refresh_from_db()
        assert (claim.state, claim.number) == (VersionState.AGREED, 1)
        assert claim.agreements.count() == 2
