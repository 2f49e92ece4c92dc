"""What Today calls a proposal: who is asked, or offers, follows from what it would replace."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from careshare import clock
from coordination.arrangements.access import today_at
from coordination.arrangements.rules import Doer, organisation_party
from coordination.today.services.kinds.record import proposals
from tests.coordination.today.test_services import scene, titles
from tests.factories import ActivityFactory, VersionFactory, core_rows


def from_next_week(here, activity):
    """The Red Cross takes part from a later day on: that is agreed."""
    VersionFactory(
        activity=activity,
        rows=core_rows(Doer.SHARED, here.partner),
        valid_from=today_at(activity, clock.now()) + timedelta(days=7),
    )


def proposed(here, activity, *, by="unit", based_on=None):
    member = here.manager if by == "unit" else here.coordinator
    version = VersionFactory(
        activity=activity,
        rows=core_rows(Doer.ORGANISATION, here.partner),
        state="proposed",
        proposer=by,
        based_on=based_on or activity.versions.agreed().order_by("number").last(),
    )
    version.agreements.create(party=by, agreed_at=clock.now(), user=member.user)
    return version


def test_whoever_takes_part_from_a_later_day_on_is_not_asked_to_help(here):
    from_next_week(here, here.walking)
    proposed(here, here.walking)
    assert titles(here.coordinator) == ["Solbakken proposes a change"]


def test_nor_does_it_offer_to(here):
    from_next_week(here, here.walking)
    proposed(here, here.walking, by=organisation_party(here.partner.pk))
    assert titles(here.manager) == ["Red Cross proposes a change"]


def test_what_was_written_on_the_record_of_today_is_compared_with_that(here):
    today = here.walking.versions.get()
    from_next_week(here, here.walking)
    proposed(here, here.walking, based_on=today)
    assert titles(here.coordinator) == ["Solbakken asks Red Cross to help run it"]


def test_any_number_of_them_in_the_same_queries(here):
    def cost() -> int:
        found = scene(here.coordinator)
        with CaptureQueriesContext(connection) as queries:
            assert proposals(found)
        return len(queries)

    from_next_week(here, here.walking)
    proposed(here, here.walking)
    once = cost()
    for number in range(3):
        more = ActivityFactory(unit=here.unit, name=f"More {number}", state="published")
        VersionFactory(activity=more, rows=core_rows())
        from_next_week(here, more)
        proposed(here, more)
    assert cost() == once
