"""What becomes of the proposals that a new one answers or replaces."""

import pytest

from careshare import clock
from careshare.outbox.models import Event
from coordination.arrangements.access import today_at
from coordination.arrangements.models import Version
from coordination.arrangements.rules import UNIT_PARTY, Doer, VersionState, organisation_party
from coordination.arrangements.services import Terms, agree, propose
from tests.factories import (
    ActivityFactory,
    OrganisationFactory,
    UserFactory,
    core_rows,
    task_row,
)
from tests.support.refusals import refusal
from volunteers.memberships.rules import Task

pytestmark = pytest.mark.django_db


@pytest.fixture
def activity():
    return ActivityFactory(is_open_to_partners=True)


@pytest.fixture
def red(activity):
    return OrganisationFactory(home_area=activity.unit.area)


@pytest.fixture
def choir(activity):
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


def test_one_answer_takes_up_both_offers_and_both_have_to_agree_to_it(activity, red, choir):
    """What each agreed to was its own offer: neither's yes counts for what they do together."""
    first, second = claim(activity, red), claim(activity, choir)
    rows = (
        task_row(Task.RECRUIT, Doer.ORGANISATION, red),
        task_row(Task.TRAIN, Doer.ORGANISATION, choir),
    )
    answer = written(activity, rows, counters=first, also_counters=[second])
    assert state_of(first) == state_of(second) == VersionState.COUNTERED
    assert {first.answer, second.answer} == {answer}
    told = Event.objects.filter(name="version.countered")
    assert {one.cause_id: one.facts for one in told} == {
        first.pk: {"by": answer.pk},
        second.pk: {"by": answer.pk},
    }
    assert list(answer.agreements.values_list("party", flat=True)) == [UNIT_PARTY]
    for organisation, state in ((red, VersionState.PROPOSED), (choir, VersionState.AGREED)):
        by = organisation_party(organisation.pk)
        agree(version=answer, party=by, user=UserFactory(), now=clock.now())
        assert state_of(answer) == state
    assert list(first.agreements.values_list("party", flat=True)) == [organisation_party(red.pk)]


@pytest.mark.parametrize("state", [VersionState.DECLINED, VersionState.WITHDRAWN])
def test_an_answer_to_both_needs_both_to_be_open(activity, red, choir, state):
    first, second = claim(activity, red), claim(activity, choir)
    Version.objects.filter(pk=second.pk).update(state=state)
    rows = core_rows(Doer.SHARED, red, choir)
    codes = refusal(written, activity, rows, counters=first, also_counters=[second])
    assert codes == {f"version_{state}"}
    assert state_of(first) == VersionState.PROPOSED
    assert Version.objects.count() == 2
