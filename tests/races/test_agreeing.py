"""Competing proposals: of agreements at once exactly one applies. A control shows it can fail."""

from datetime import timedelta
from functools import partial

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import QuerySet

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


RACERS = 8
CONTROL_ROUNDS = 3
ONE_APPLIES = [[], *[["agreed_meanwhile"]] * (RACERS - 1)]


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
    except DatabaseError as error:  # what the database alone holds, without the locks
        return [type(error).__name__]
    else:
        return []
    finally:
        connection.close()


def compete():
    """Managers of one place agree to competing claims at once; the claims and the answers."""
    activity = ActivityFactory(is_open_to_partners=True)
    area = activity.unit.area
    claims = [offer(activity, OrganisationFactory(home_area=area)) for _each in range(RACERS)]
    managers = [MembershipFactory(unit=activity.unit).user for _each in claims]
    calls = [partial(say_yes, *each) for each in zip(claims, managers, strict=True)]
    return activity, claims, at_once(calls)


@pytest.fixture
def no_locks(monkeypatch):
    """Rows are not locked, and on SQLite, where the transaction is the lock, none is opened."""
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **_options: rows.all())
    if connection.vendor == "sqlite":
        monkeypatch.setattr(transaction.Atomic, "__enter__", lambda _self: None)
        monkeypatch.setattr(transaction.Atomic, "__exit__", lambda _self, *_error: None)


def test_the_control_does_not_keep_to_one_without_the_locks(no_locks):
    """If this passes with the locks taken out, the test below proves nothing."""
    rounds = [sorted(compete()[2]) for _round in range(CONTROL_ROUNDS)]
    assert [one for one in rounds if one != ONE_APPLIES] != []


def test_of_competing_claims_one_applies(race_size):
    for _round in range(race_size.rounds):
        activity, claims, answers = compete()
        assert sorted(answers) == ONE_APPLIES
        applied = claims[answers.index([])]
        assert Version.objects.agreed().filter(activity=activity).count() == 1
        refused = [one for one in claims if one != applied]
        told = Event.objects.filter(
            name="version.overtaken", cause_id__in=[one.pk for one in claims]
        )
        assert sorted(one.cause_id for one in told) == [one.pk for one in refused]
        read = about_version(
            Delivery(kind=Kind.OVERTAKEN, cause_id=refused[0].pk, user=refused[0].proposed_by),
            clock.now(),
        )
        assert "Recruit: " in read.body  # it says what has changed


def test_two_managers_agree_to_the_same_claim_once(race_size):
    for _round in range(race_size.rounds):
        activity = ActivityFactory(is_open_to_partners=True)
        claim = offer(activity, OrganisationFactory(home_area=activity.unit.area))
        managers = [MembershipFactory(unit=activity.unit).user for _each in range(RACERS)]
        answers = at_once([partial(say_yes, claim, manager) for manager in managers])
        assert answers.count([]) == 1
        claim.refresh_from_db()
        assert (claim.state, claim.number) == (VersionState.AGREED, 1)
        assert claim.agreements.count() == 2
