"""The demo's records say the same as the rules."""

from collections import Counter

from django.db.models import Max

from coordination.activities.models import Activity, ActivityParty
from coordination.activities.rules import ActivityState
from coordination.arrangements.access import missing_for_publishing, records_of
from coordination.arrangements.models import Version
from coordination.arrangements.rules import (
    Arrangement,
    TroubleKind,
    VersionState,
    derive,
    reasons_against_rows,
)
from coordination.arrangements.services.proposing import allowed_parties
from coordination.initiatives.models import Initiative
from coordination.planning.access.troubles import troubles_of
from demo.world import ZONE
from tests.demo.conftest import NOW
from volunteers.memberships.rules import Task

TODAY = NOW.astimezone(ZONE).date()


def _valid_versions() -> list[Version]:
    last = Activity.objects.annotate(last=Max("versions__number")).values_list("pk", "last")
    numbers = dict(last)
    found = Version.objects.agreed().with_rows().select_related("activity__unit__area__policy")
    return [one for one in found if one.number == numbers[one.activity_id]]


def test_activities_spread_over_types_and_arrangements(read):
    groups = Counter(Activity.objects.values_list("type__code", flat=True))
    meals = groups.pop("meal_delivery") + groups.pop("mealtime_company")
    assert meals == 4
    assert groups == {"culture": 12, "social": 9, "visiting": 8, "exercise": 5}
    found = Counter(version.core_arrangement for version in _valid_versions())
    assert found[Arrangement.UNIT_ALONE] == 14
    assert found[Arrangement.VOLUNTEER_LED] == 1
    assert found[Arrangement.ORGANISATION_ALONE] == 7
    together = (Arrangement.SHARED, Arrangement.DIVIDED, Arrangement.SHARED_AND_DIVIDED)
    assert sum(found[one] for one in together) == 15
    assert sum(found.values()) == 37
    assert sum(version.is_provisional for version in _valid_versions()) == 3


def test_stored_arrangements_are_those_of_the_rule(read):
    for version in Version.objects.with_rows().select_related("activity__unit__area__policy"):
        limit = version.activity.unit.area.policy.settled_core_tasks
        derived = derive(version.rows, settled_core_tasks=limit)
        assert version.core_arrangement == derived.core
        assert version.all_arrangement == derived.all_tasks
        assert version.is_provisional == derived.is_provisional


def test_every_version_could_have_been_proposed(read):
    for version in Version.objects.with_rows().select_related("activity__unit__area"):
        allowed = allowed_parties(version.activity)
        assert reasons_against_rows(version.rows, allowed=allowed) == []


def test_agreed_means_that_every_party_said_yes(read):
    for version in Version.objects.prefetch_related("parties", "agreements"):
        needed = {party.party for party in version.parties.all()}
        yes = {agreement.party for agreement in version.agreements.all()}
        assert version.proposer in yes
        assert (needed == yes) == (version.state == VersionState.AGREED)


def test_proposals_wait_as_the_story_says(read):
    waiting = Version.objects.proposed()
    names = Counter(waiting.values_list("activity__name", flat=True))
    assert names == {
        "Coffee and singing": 1,
        "Songs known by heart": 2,
        "Strong together": 1,
        "Walking group": 1,
    }
    [counter] = waiting.filter(counters__isnull=False)
    assert counter.counters.state == VersionState.COUNTERED
    assert Version.objects.filter(state=VersionState.DECLINED).exclude(decline_text="").exists()
    for version in waiting:
        latest = version.activity.versions.agreed().order_by("-number").first()
        assert version.based_on_id == latest.pk
        assert version.expires_at > NOW


def test_one_task_alone_is_in_two_hands_and_no_other(read):
    activities = Activity.objects.select_related("unit__area__policy")
    names = {one.pk: one.name for one in activities}
    found = {
        (names[pk], one.kind, one.task)
        for pk, troubles in troubles_of(activities, NOW).items()
        for one in troubles
        if one.is_collision
    }
    assert found == {("Visiting friends", TroubleKind.FOREIGN_CONTACT, Task.RECRUIT)}


def test_parties_of_activities_are_those_of_the_versions(read):
    rebuilt = {
        (version.activity_id, organisation)
        for version in _valid_versions()
        for responsibility in version.responsibilities.all()
        for organisation in (party.organisation_id for party in responsibility.parties.all())
        if organisation
    }
    rows = ActivityParty.objects.values_list("activity_id", "organisation_id")
    assert set(rows) == rebuilt


def test_what_is_published_passes_the_gate_and_a_draft_does_not(read):
    activities = Activity.objects.for_pages().prefetch_related("requirements", "unit__requirements")
    records = records_of(activities, TODAY)
    for activity in activities:
        has_shift = activity.shifts.filter(starts_at__gt=NOW).exists()
        missing = missing_for_publishing(records[activity.pk], has_shift=has_shift)
        assert bool(missing) == (activity.state == ActivityState.DRAFT), activity.name


def test_ideas_stand_in_several_states_and_one_has_waited_too_long(read):
    states = Counter(Initiative.objects.values_list("state", flat=True))
    assert states == {
        "proposed": 2, "accepted": 1, "declined": 1, "became_activity": 1,
    }  # fmt: skip
    assert Initiative.objects.overdue(NOW).count() == 1
    assert Initiative.objects.get(kind="public").unit.takes_public_suggestions
