"""What the board's form and an answer refuse: with a reason, nothing written, the input kept."""

from datetime import timedelta

import pytest

from careshare import clock
from careshare.outbox.models import Event
from coordination.arrangements.access import contact_for, record_of, today_at
from coordination.arrangements.models import Agreement, Version
from coordination.arrangements.rules import Doer, VersionState
from tests.coordination.planning.views.steps import enter, filled, offer, url
from tests.factories import AreaFactory, OrganisationFactory, VersionFactory, core_rows, task_row
from volunteers.memberships.rules import Role, Task

pytestmark = pytest.mark.django_db


def test_two_organisations_on_one_task_must_both_agree(activity, manager, coordinator, red, area):
    choir = OrganisationFactory(home_area=area, name="Choir")
    keys = sorted(f"organisation:{one.pk}" for one in (red, choir))
    where = url("board-edit", activity.pk)
    first = manager.post(where, {**filled(manager.get(where)), "fill": "unit", "partners": keys})
    data = filled(first, partners=keys, doer_recruit="organisation", doer_host="shared")
    del data["save"]
    shown = manager.post(where, {**data, "show": "1"})
    sent = manager.post(where, filled(shown, with_recruit=keys, with_host=keys))
    version = Version.objects.proposed().get()
    assert sent.url == url("version-detail", version.pk)
    rows = {row.task: row for row in version.rows}
    assert rows[Task.RECRUIT].doer == Doer.ORGANISATION
    assert sorted(rows[Task.RECRUIT].parties) == keys
    assert sorted(rows[Task.HOST].parties) == [*keys, "unit"]
    singer = enter(Role.COORDINATOR, organisation=choir)
    for client, state in ((coordinator, VersionState.PROPOSED), (singer, VersionState.AGREED)):
        client.post(url("version-agree", version.pk))
        version.refresh_from_db()
        assert version.state == state


def test_an_organisation_of_another_area_cannot_be_named(activity, manager):
    stranger = OrganisationFactory(home_area=AreaFactory(), name="Elsewhere")
    where = url("board-edit", activity.pk)
    page = manager.post(where, {**filled(manager.get(where)), "fill": "unit"})
    key = f"organisation:{stranger.pk}"
    data = filled(page, partners=[key], doer_host="organisation", with_host=[key], message="Kept")
    answer = manager.post(where, data)
    assert answer.context["form"].errors["partners"]
    text = answer.content.decode()
    assert "Kept" in text
    assert "Elsewhere" not in text
    assert Version.objects.count() == 1  # what held before


@pytest.mark.parametrize(
    ("field", "says"),
    [
        ("review_on", "The day for looking at it again lies before its start."),
        ("trial_until", "The trial period ends before it begins."),
    ],
)
def test_dates_that_run_backwards(activity, manager, field, says):
    where = url("board-edit", activity.pk)
    page = manager.post(where, {**filled(manager.get(where)), "fill": "unit"})
    start = today_at(activity, clock.now()) + timedelta(days=9)
    dates = {"valid_from": str(start), field: str(start - timedelta(days=1))}
    answer = manager.post(where, filled(page, message="Kept", **dates))
    text = answer.content.decode()
    assert says in str(answer.context["form"].errors[field])
    assert "Kept" in text
    assert dates[field] in text
    assert Version.objects.count() == 1  # what held before


@pytest.mark.parametrize("year", ["0001", "1900", "9999"])
def test_a_year_that_cannot_be_meant_stands_beside_its_field(activity, manager, year):
    where = url("board-edit", activity.pk)
    page = manager.post(where, {**filled(manager.get(where)), "fill": "unit"})
    day = f"{year}-06-01"
    names = ("valid_from", "review_on", "trial_until", "brings_from")
    answer = manager.post(where, filled(page, message="Kept", **dict.fromkeys(names, day)))
    errors = answer.context["form"].errors
    assert set(errors) >= {"valid_from", "review_on", "brings_from"}
    text = answer.content.decode()
    assert "Kept" in text
    assert day in text
    assert Version.objects.count() == 1  # what held before


def test_what_the_volunteers_see_to_promises_no_more_than_can_be_recorded(
    activity, manager, coordinator
):
    """The unit acts; whoever leads can be named as the task's contact."""
    VersionFactory(activity=activity, rows=[task_row(Task.HOST, Doer.VOLUNTEERS)])
    board = manager.get(url("board", activity.pk)).content.decode()
    said = f"Nobody named yet: {activity.unit.name} acts meanwhile."
    assert said in board
    assert said in coordinator.get(url("board", activity.pk)).content.decode()
    form = manager.get(url("task-contacts", activity.pk)).context["form"]
    data = {
        "form_uuid": form["form_uuid"].value(), "task": "host", "name": "Vera Vik",
        "phone": "+47 22 22 22 22", "weekdays": list("1234567"),
    }  # fmt: skip
    manager.post(url("task-contacts", activity.pk), data)
    starts = clock.now() + timedelta(minutes=10)
    record = record_of(type(activity).objects.for_pages().get(pk=activity.pk))
    assert contact_for(record, starts_at=starts, at=clock.now()).name == "Vera Vik"


def untouched(version, answer, says):
    """A refusal with its reason, and nothing written."""
    assert answer.status_code == 409
    assert says in answer.content.decode()
    state = version.state
    version.refresh_from_db()
    assert version.state == state
    assert version.number is None
    assert not Event.objects.filter(name="version.agreed").exists()


def test_nobody_agrees_to_their_own_proposal(activity, coordinator, red):
    version = offer(activity, red)
    answer = coordinator.post(url("version-agree", version.pk))
    untouched(version, answer, "Your side has agreed already")
    assert Agreement.objects.filter(version=version).count() == 1


def test_nobody_agrees_for_another_party(activity, coordinator, red, unit):
    version = offer(activity, red)
    untouched(
        version,
        coordinator.post(url("version-agree", version.pk), {"party": "unit"}),
        "Your side has agreed already",
    )
    staff = enter(Role.UNIT_STAFF, unit=unit)  # the very side that is asked, but may not answer
    assert staff.post(url("version-agree", version.pk)).status_code == 403
    assert [one.party for one in version.agreements.all()] == [f"organisation:{red.pk}"]


@pytest.mark.parametrize(
    ("state", "says"),
    [(VersionState.WITHDRAWN, "was withdrawn"), (VersionState.EXPIRED, "too long")],
)
def test_the_link_of_a_proposal_that_is_over(activity, manager, red, state, says):
    version = offer(activity, red, state=state)
    untouched(version, manager.post(url("version-agree", version.pk)), says)
    declined = manager.post(url("version-decline", version.pk), {"reason": "other", "text": "Kept"})
    assert declined.context["form"].errors
    assert "Kept" in declined.content.decode()
    where = f"{url('board-edit', activity.pk)}?answers={version.pk}"
    answered = manager.post(where, filled(manager.get(where), message="Kept"))
    assert says in answered.content.decode()
    assert "Kept" in answered.content.decode()
    assert Version.objects.count() == 2  # what held before, and this
    page = manager.get(url("version-detail", version.pk)).content.decode()
    assert url("version-agree", version.pk) not in page
    assert "Nothing changed." in page or "nothing changed." in page


def test_an_overtaken_proposal_says_what_has_changed_since(activity, manager, red, area):
    choir = OrganisationFactory(home_area=area, name="Choir")
    first, second = offer(activity, red), offer(activity, choir)
    manager.post(url("version-agree", first.pk))
    page = manager.get(url("version-detail", second.pk)).content.decode()
    assert "Recruit: Solbakken alone → Both do it" in page


def test_what_was_agreed_since_is_put_in_nobodys_mouth(activity, manager, unit, red):
    """The claim asked for the core; that somebody drives was agreed afterwards."""
    VersionFactory(activity=activity)
    offer(activity, red)
    VersionFactory(activity=activity, rows=[*core_rows(), task_row(Task.TRANSPORT, Doer.UNIT)])
    for page in (url("board", activity.pk), url("activity-detail", activity.pk)):
        text = manager.get(page).content.decode()
        assert "Red Cross proposes to change 5 tasks" in text
        assert "no longer be recorded: Transport" not in text
        assert "no longer recorded: Transport" not in text
    assert "Proposed by Red Cross" not in manager.get(url("board", activity.pk)).content.decode()
