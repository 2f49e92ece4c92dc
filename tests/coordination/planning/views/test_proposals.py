"""Proposals and partners on pages: the coordinator's journey, and who may answer."""

from datetime import timedelta

import pytest

from careshare import clock
from coordination.arrangements.models import Version
from coordination.arrangements.rules import Doer, VersionState
from tests.coordination.planning.views.steps import enter, filled, offer, url
from tests.factories import (
    ActivityFactory,
    OrganisationFactory,
    ShiftFactory,
    SignUpFactory,
    VersionFactory,
    task_row,
)
from volunteers.memberships.rules import Role, Task
from volunteers.people.models import Person

pytestmark = pytest.mark.django_db


# --- The offer, in two clicks ---------------------------------------------------


def test_an_offer_takes_two_presses_and_the_manager_agrees(activity, manager, coordinator, red):
    sign_up = SignUpFactory(shift=ShiftFactory(activity=activity))
    page = coordinator.get(url("partner-list")).content.decode()
    assert url("claim", activity.pk) in page
    claim = coordinator.get(url("claim", activity.pk))
    data = filled(claim)
    sent = coordinator.post(url("claim", activity.pk), data)
    version = Version.objects.proposed().get()
    assert sent.url == url("version-detail", version.pk)
    assert coordinator.post(url("claim", activity.pk), data).url == sent.url  # pressed twice
    assert Version.objects.proposed().count() == 1
    assert version.brings_people == 1
    assert "Your offer waits" in coordinator.get(url("partner-list")).content.decode()
    board = manager.get(url("board", activity.pk)).content.decode()
    assert "Red Cross proposes" in board
    assert "Proposed by Red Cross:" in board
    seen = Person.objects.visible_to(coordinator.user)
    assert not seen.exists()
    manager.post(url("version-agree", version.pk))
    version.refresh_from_db()
    assert (version.state, version.core_arrangement) == ("agreed", "shared")
    assert list(Person.objects.visible_to(coordinator.user)) == [sign_up.person]
    assert activity.name in coordinator.get(url("activity-list")).content.decode()


def test_the_activity_asks_only_the_other_side_to_answer(activity, manager, coordinator, red):
    offer(activity, red)
    assert "Read and answer" in manager.get(url("activity-detail", activity.pk)).content.decode()
    own = coordinator.get(url("activity-detail", activity.pk)).content.decode()
    assert "Read it in full" in own
    assert "Read and answer" not in own


@pytest.mark.parametrize(
    ("days", "said"), [(0, "from now on"), (30, "until then everything stays as it is")]
)
def test_agreeing_says_from_when_it_holds(activity, manager, red, days, said):
    start = clock.today(activity.unit.zone) + timedelta(days=days)
    version = offer(activity, red)
    Version.objects.filter(pk=version.pk).update(valid_from=start)
    page = manager.post(url("version-agree", version.pk), follow=True).content.decode()
    assert said in page


def test_declining_needs_a_reason_and_both_can_read_it(activity, manager, coordinator, red):
    version = offer(activity, red)
    where = url("version-decline", version.pk)
    assert manager.post(where, {}).context["form"].errors
    assert manager.post(where, {"reason": "nonsense"}).context["form"].errors
    manager.post(where, {"reason": "capacity", "text": "Perhaps in spring."})
    version.refresh_from_db()
    assert version.state == VersionState.DECLINED
    page = coordinator.get(url("version-detail", version.pk)).content.decode()
    assert "We cannot follow it up now" in page
    assert "Perhaps in spring." in page


def test_the_unit_takes_up_both_offers_in_one_answer(activity, manager, coordinator, red, area):
    """The board starts with both; each is told, reads its own offer beside it, and must agree."""
    choir = OrganisationFactory(home_area=area, name="Choir")
    singer = enter(Role.COORDINATOR, organisation=choir)
    first, second = offer(activity, red, brings_people=2), offer(activity, choir, brings_people=3)
    assert "Both of these" not in coordinator.get(url("board", activity.pk)).content.decode()
    for where in (url("board", activity.pk), url("version-detail", first.pk)):
        assert "Both of these" in manager.get(where).content.decode()
    asked = manager.get(url("board", activity.pk)).context["both"].query
    where = f"{url('board-edit', activity.pk)}?{asked}"
    page = manager.get(where)
    text = page.content.decode()
    assert "More than one of them offers to do this: Recruit" in text
    assert "Send to Red Cross and Choir" in text
    assert "What differs from the proposal" not in text
    assert page.context["form"]["brings_people"].value() == 5
    assert page.context["form"]["review_on"].value()  # neither offer says one: the area's
    answer_page = manager.post(where, filled(page))
    answer = activity.versions.get(proposer="unit", state="proposed")
    assert answer_page.url == url("version-detail", answer.pk)
    assert {row.parties for row in answer.rows} == {
        frozenset({"unit", f"organisation:{red.pk}", f"organisation:{choir.pk}"})
    }
    for one, client in ((first, coordinator), (second, singer)):
        one.refresh_from_db()
        assert (one.state, one.answer) == (VersionState.COUNTERED, answer)
        shown = client.get(url("version-detail", answer.pk))
        assert shown.context["answered"] == one  # its own, never the other's
        assert shown.context["can"].may_answer
        own = client.get(url("version-detail", one.pk)).content.decode()
        assert url("version-detail", answer.pk) in own
    assert coordinator.get(url("version-detail", second.pk)).status_code == 404
    assert manager.get(url("version-detail", answer.pk)).context["answered"] is None
    assert manager.get(f"{url('board-edit', activity.pk)}?answers=999999").status_code == 404
    for client in (coordinator, singer):
        client.post(url("version-agree", answer.pk))
    answer.refresh_from_db()
    assert answer.state == VersionState.AGREED


def test_two_offers_of_one_organisation_start_the_board_with_both(activity, manager, red):
    """The later one counts where they differ, whatever the order in the address."""
    first = offer(activity, red, rows=[task_row(Task.RECRUIT, Doer.ORGANISATION, red),
                                       task_row(Task.TRAIN, Doer.ORGANISATION, red)],
                  brings_people=2)  # fmt: skip
    later = offer(activity, red, rows=[task_row(Task.RECRUIT, Doer.SHARED, red)], brings_people=3)
    for order in ((first, later), (later, first)):
        query = "&".join(f"answers={one.pk}" for one in order)
        page = manager.get(f"{url('board-edit', activity.pk)}?{query}")
        assert "offers to do this: Recruit" in page.content.decode()
        form = page.context["form"]
        assert form["doer_recruit"].value() == "shared"
        assert form["doer_train"].value() == "organisation"
        assert form["brings_people"].value() == 3


def test_what_a_proposal_leaves_out_is_not_said_to_be_proposed(activity, manager, red):
    made = offer(activity, red, rows=[task_row(Task.RECRUIT, Doer.SHARED, red)])
    page = manager.get(url("board", activity.pk))
    ((_pk, _head, what, _can),) = page.context["proposals"]
    lines = what.split("; ")
    assert lines[0] == "Recruit: Both do it"
    assert lines[-1].startswith("no longer recorded: ")
    assert "Not recorded" not in what
    board = page.context["board"]
    proposed = {one.chip.label for row in board.rows for one in row.proposed}
    assert proposed == {"Both do it", "No longer recorded"}
    page = manager.get(url("version-detail", made.pk))
    assert {one.after.label for one in page.context["changes"]} == proposed


def test_of_two_offers_the_second_agreement_says_why_not(activity, manager, red, area):
    choir = OrganisationFactory(home_area=area, name="Choir")
    first, second = offer(activity, red), offer(activity, choir)
    page = manager.get(url("version-detail", first.pk)).content.decode()
    assert "Choir proposes" in page
    manager.post(url("version-agree", first.pk))
    answer = manager.post(url("version-agree", second.pk))
    assert answer.status_code == 409
    assert "Something else was agreed meanwhile" in answer.content.decode()


def test_the_answer_may_be_another_proposal(activity, manager, coordinator, red):
    version = offer(activity, red)
    where = f"{url('board-edit', activity.pk)}?answers={version.pk}"
    page = manager.get(where)
    manager.post(where, filled(page, doer_train="unit"))
    version.refresh_from_db()
    assert version.state == VersionState.COUNTERED
    answer = Version.objects.proposed().get()
    coordinator.post(url("version-agree", answer.pk))
    answer.refresh_from_db()
    assert (answer.state, answer.counters_id) == ("agreed", version.pk)


def test_a_unit_asks_an_organisation_where_the_activity_is_closed(unit, manager, coordinator, red):
    activity = ActivityFactory(unit=unit)
    where = url("board-edit", activity.pk)
    page = manager.post(
        where,
        filled(manager.get(where), partners=[f"organisation:{red.pk}"], fill="together"),
    )
    manager.post(where, filled(page, partners=[f"organisation:{red.pk}"]))
    version = Version.objects.get()
    assert coordinator.get(url("activity-detail", activity.pk)).status_code == 200
    assert coordinator.get(url("version-detail", version.pk)).status_code == 200
    assert coordinator.get(f"{where}?answers={version.pk}").status_code == 200
    coordinator.post(url("version-agree", version.pk))
    assert coordinator.get(url("activity-detail", activity.pk)).status_code == 200


@pytest.mark.parametrize("name", ["version-detail", "version-agree", "version-decline",
                                  "version-withdraw"])  # fmt: skip
def test_whom_a_proposal_does_not_concern(activity, red, area, unit, name):
    version = offer(activity, red)
    where = url(name, version.pk)
    strangers = [enter(Role.UNIT_MANAGER), enter(Role.COORDINATOR), enter(Role.AREA_LEAD)]
    rival = enter(Role.COORDINATOR, organisation=OrganisationFactory(home_area=area))
    for stranger in (*strangers, rival):
        assert stranger.post(where, {"reason": "other"}).status_code in (404, 405)
        assert stranger.get(where).status_code in (404, 405)
    if name != "version-detail":
        for reader in (enter(Role.UNIT_STAFF, unit=unit), enter(Role.AREA_LEAD, area=area)):
            assert reader.post(where, {"reason": "other"}).status_code == 403
    version.refresh_from_db()
    assert version.state == VersionState.PROPOSED


def test_asking_changes_nothing(activity, manager, coordinator, red):
    version = offer(activity, red)
    assert manager.get(url("version-agree", version.pk)).status_code == 405
    manager.get(url("version-decline", version.pk))
    coordinator.get(url("version-withdraw", version.pk))
    version.refresh_from_db()
    assert version.state == VersionState.PROPOSED
    coordinator.post(url("version-withdraw", version.pk))
    version.refresh_from_db()
    assert version.state == VersionState.WITHDRAWN


def test_an_activity_that_is_closed_to_partners_is_not_there(unit, coordinator):
    activity = ActivityFactory(unit=unit, is_published=True)
    assert coordinator.get(url("claim", activity.pk)).status_code == 404
    assert activity.name not in coordinator.get(url("partner-list")).content.decode()


def test_the_partner_list_is_for_coordinators(manager, area):
    assert manager.get(url("partner-list")).status_code == 403
    assert enter(Role.AREA_LEAD, area=area).get(url("partner-list")).status_code == 403


@pytest.mark.parametrize("many", [1, 4])
def test_the_partner_list_costs_the_same(unit, coordinator, many, django_assert_num_queries):
    for _ in range(many):
        ActivityFactory(unit=unit, is_published=True, is_open_to_partners=True)
    coordinator.get(url("partner-list"))
    with django_assert_num_queries(12):
        page = coordinator.get(url("partner-list"))
    assert len(page.context["lines"]) == many


@pytest.mark.parametrize("many", [1, 3])
def test_the_board_costs_the_same(activity, area, manager, many, django_assert_num_queries):
    for _ in range(many):
        offer(activity, OrganisationFactory(home_area=area))
    manager.get(url("board", activity.pk))
    with django_assert_num_queries(22):
        page = manager.get(url("board", activity.pk))
    assert len(page.context["proposals"]) == many


@pytest.mark.parametrize("many", [1, 3])
def test_one_proposal_costs_the_same(activity, area, manager, many, django_assert_max_num_queries):
    """With rivals, on a record that has changed since, and answering another one."""
    VersionFactory(activity=activity)
    first = offer(activity, OrganisationFactory(home_area=area))
    for _ in range(many):
        offer(activity, OrganisationFactory(home_area=area))
    VersionFactory(activity=activity)
    old = offer(activity, OrganisationFactory(home_area=area))
    Version.objects.filter(pk=old.pk).update(state=VersionState.DECLINED)
    Version.objects.filter(pk=first.pk).update(counters=old)
    where = url("version-detail", first.pk)
    manager.get(where)
    with django_assert_max_num_queries(41):
        page = manager.get(where)
    assert page.context["answered"] == old
    assert page.context["can"].overtaken
    assert len(page.context["rivals"]) == many
