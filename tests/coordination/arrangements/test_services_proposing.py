"""What becomes of the proposals that a new one answers or replaces."""

import pytest

from careshare import clock
from careshare.outbox.models import Event
from coordination.arrangements.access import today_at
from coordination.arrangements.models import Version
from coordination.arrangements.rules import UNIT_PARTY, Doer, VersionState, organisation_party
from coordination.arrangements.services import Terms, propose
from tests.factories import ActivityFactory, OrganisationFactory, UserFactory, core_rows
from tests.support.refusals import refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def activity():
    return ActivityFactory(is_open_to_partners=True)


@pytest.fixture
def red(activity):
    return OrganisationFactory(home_area=activity.unit.area)


def written(activity, rows, *, party=UNIT_PARTY, **values):
    """A proposal for one party, from today on."""
    now = clock.now()
    terms = Terms(valid_from=today_at(activity, now), **values.pop("terms", {}))
    return propose(
        activity=activity, rows=rows, terms=terms, party=party, user=UserFactory(), now=now,
        **values,
    )  # fmt: skip


def claim(activity, organisation, doer=Doer.SHARED, **values):
    """An organisation's offer to help run it."""
    rows = values.pop("rows", core_rows(doer, organisation))
    return written(activity, rows, party=organisation_party(organisation.pk), **values)


def state_of(version):
    version.refresh_from_db()
    return version.state


def test_an_answer_is_about_the_same_activity(activity, red):
    """Nobody closes a proposal elsewhere by naming it as what one answers."""
    elsewhere = claim(ActivityFactory(unit=activity.unit, is_open_to_partners=True), red)
    rows = core_rows(Doer.ORGANISATION, red)
    assert refusal(written, activity, rows, counters=elsewhere) == {"answers_elsewhere"}
    assert state_of(elsewhere) == VersionState.PROPOSED
    assert list(Version.objects.all()) == [elsewhere]


def test_a_newer_proposal_takes_the_place_of_ones_own_on_an_older_record(activity, red):
    old = claim(activity, red)
    written(activity, core_rows())
    new = claim(activity, red)
    assert state_of(old) == VersionState.WITHDRAWN
    told = Event.objects.get(name="version.replaced")
    assert (told.cause_id, told.facts) == (old.pk, {"by": new.pk})
