"""Leaving with notice and printing on pages: what falls open first, who takes over, who may."""

from datetime import timedelta

import pytest

from careshare import clock
from coordination.arrangements.access import today_at
from coordination.arrangements.models import Ending, Version
from coordination.arrangements.rules import Doer, VersionState
from coordination.signups.models import Standing
from tests.coordination.planning.views.steps import enter, filled, offer, url
from tests.factories import (
    AddedHoursFactory,
    AffiliationFactory,
    LeadingVolunteerFactory,
    OrganisationFactory,
    PersonFactory,
    SeriesFactory,
    ShiftFactory,
    SignUpFactory,
    TaskContactFactory,
    VersionFactory,
    core_rows,
    task_row,
)
from volunteers.memberships.rules import Role, Task

pytestmark = pytest.mark.django_db


@pytest.fixture
def together(activity, red):
    """The unit and the Red Cross: the core tasks together, hosting by the Red Cross alone."""
    rows = [*core_rows(Doer.SHARED, red), task_row(Task.HOST, Doer.ORGANISATION, red)]
    VersionFactory(activity=activity, rows=rows, notice_days=30, unit_brings="A warm room")
    return activity


def first_day(activity, days=30):
    return today_at(activity, clock.now()) + timedelta(days=days)


def ask(client, activity, **values):
    """Both steps: what falls open, then the notice."""
    where = url("notice-give", activity.pk)
    data = filled(client.get(where), reason="no_capacity", **values)
    return client.post(where, data), client.post(where, {**data, "confirm": "1"})


def test_what_falls_open_is_shown_before_notice_is_given(together, coordinator, manager, red):
    sign_up = SignUpFactory(
        shift=ShiftFactory(activity=together, starts_at=clock.now() + timedelta(days=40))
    )
    AffiliationFactory(person=sign_up.person, organisation=red)
    series = SeriesFactory(activity=together)
    for person in (sign_up.person, PersonFactory()):  # the other one is not theirs
        Standing.objects.create(
            series=series, person=person, made_until=series.starts_on, made_at=clock.now()
        )
    shown, given = ask(coordinator, together)
    text = shown.content.decode()
    assert "1 volunteer of that side comes every time" in text
    assert "Receive and brief on the day" in text
    assert "1 session is planned from that day on" in text
    assert "1 volunteer of that side" in text
    ending = Ending.objects.get()
    assert given.url == url("ending-detail", ending.pk)
    assert (ending.party, ending.ends_on) == (f"organisation:{red.pk}", first_day(together))
    assert "See what falls open" in manager.get(url("board", together.pk)).content.decode()


def test_open_to_dos_of_its_tasks_are_listed_for_both_sides(activity, coordinator, manager, red):
    VersionFactory(activity=activity, rows=core_rows(Doer.SHARED, red))
    shown, _given = ask(coordinator, activity)
    assert shown.context["counts"] == []
    tasks = (Task.MATCH, Task.SCHEDULE, Task.RECORD)
    Ending.objects.update(withdrawn_at=clock.now())
    VersionFactory(
        activity=activity, rows=[task_row(task, Doer.ORGANISATION, red) for task in tasks]
    )
    soon = ShiftFactory(activity=activity, starts_at=clock.now() + timedelta(days=3), places=2)
    SignUpFactory(shift=soon, state="requested")
    over = ShiftFactory(activity=activity, starts_at=clock.now() - timedelta(days=3))
    SignUpFactory(shift=over)
    AddedHoursFactory(activity=activity)
    shown, given = ask(coordinator, activity)
    todos = [
        "1 sign-up waits for an answer.",
        "1 session still needs somebody.",
        "1 session lacks its attendance, or a time of leaving.",
        "Hours that a volunteer added wait for an answer.",
    ]
    assert shown.context["counts"] == todos
    page = manager.get(given.url).content.decode()
    assert all(text in page for text in todos)


def test_only_showing_writes_nothing(together, coordinator):
    where = url("notice-give", together.pk)
    data = filled(coordinator.get(where), reason="no_capacity")
    coordinator.post(where, data)
    back = coordinator.post(where, {**data, "message": "After Easter.", "change": "1"})
    assert "After Easter." in back.content.decode()
    assert not Ending.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"ends_on": "2020-01-01"}, {"ends_on": "9999-12-31"}, {"ends_on": "x"},
        {"leaving": "organisation:999999"}, {"leaving": "unit"}, {"reason": "nonsense"},
        {"reason": ""}, {"based_on": "0"},
    ],
)  # fmt: skip
def test_a_wrong_notice_says_why_and_writes_nothing(together, coordinator, wrong):
    where = url("notice-give", together.pk)
    data = filled(coordinator.get(where), reason="other", message="Kept") | wrong
    answer = coordinator.post(where, {**data, "confirm": "1"})
    assert answer.context["form"].errors
    assert "Kept" in answer.content.decode()
    assert not Ending.objects.exists()


def test_what_concerns_the_unit_alone_is_recorded_at_once(together, manager, red):
    ask(manager, together, leaving=f"organisation:{red.pk}")
    ending = Ending.objects.get()
    where = url("ending-detail", ending.pk)
    page = manager.get(where)
    assert manager.post(where, filled(page)).context["form"].errors  # nothing chosen
    empty = manager.post(where, filled(page, owner_host="not_needed"))
    assert "reason_host" in empty.context["form"].errors
    for _press in range(2):
        assert manager.post(where, filled(page, owner_host="unit")).status_code == 302
    version = Version.objects.agreed().get(number=3)
    assert version.valid_from == first_day(together)
    assert "organisation" not in {row.doer for row in version.rows}
    assert manager.get(where).context["form"] is None
    staff = enter(Role.UNIT_STAFF, unit=together.unit)
    assert staff.post(where, filled(page, owner_host="unit")).status_code == 403


def test_the_leaver_may_propose_and_the_unit_decides(together, coordinator, manager):
    ask(coordinator, together)
    where = url("ending-detail", Ending.objects.get().pk)
    coordinator.post(where, filled(coordinator.get(where), owner_host="unit"))
    version = Version.objects.proposed().get()
    for side in (coordinator, manager):
        page = side.get(where).content.decode()
        assert "It is proposed already, and waits for an answer." in page
        assert "Propose something else" in page
    manager.post(url("version-agree", version.pk))
    assert "It is proposed already" not in manager.get(where).content.decode()
    version.refresh_from_db()
    assert (version.state, version.valid_from) == (VersionState.AGREED, first_day(together))


def test_only_who_gave_notice_takes_it_back(together, coordinator, manager):
    ask(coordinator, together)
    ending = Ending.objects.get()
    assert manager.post(url("ending-withdraw", ending.pk)).status_code == 409
    coordinator.get(url("ending-withdraw", ending.pk))
    ending.refresh_from_db()
    assert ending.withdrawn_at is None
    coordinator.post(url("ending-withdraw", ending.pk))
    page = manager.get(url("ending-detail", ending.pk)).content.decode()
    assert "the notice was taken back" in page


def test_whom_a_notice_does_not_concern(together, coordinator, area):
    ask(coordinator, together)
    rival = enter(Role.COORDINATOR, organisation=OrganisationFactory(home_area=area))
    for page in ("board", "activity-detail"):  # no link that leads them nowhere
        assert "takes no part from" in coordinator.get(url(page, together.pk)).content.decode()
        assert "takes no part from" not in rival.get(url(page, together.pk)).content.decode()
    for name in ("ending-detail", "ending-withdraw"):
        assert rival.get(url(name, Ending.objects.get().pk)).status_code == 404
    assert rival.post(url("notice-give", together.pk), {"confirm": "1"}).status_code == 403


@pytest.mark.parametrize("sessions", [0, 3])
def test_the_page_of_a_notice_costs_the_same(
    together, coordinator, manager, sessions, django_assert_num_queries
):
    for number in range(sessions):
        ShiftFactory(activity=together, starts_at=clock.now() + timedelta(days=40 + number))
    ask(coordinator, together)
    where = url("ending-detail", Ending.objects.get().pk)
    manager.get(where)
    with django_assert_num_queries(37):
        manager.get(where)


def test_the_memorandum_names_the_volunteer_who_leads_while_it_holds(
    activity, manager, coordinator, red
):
    """Of an agreement that begins later who leads from its first day; of a past one nobody."""
    rows = [*core_rows(Doer.SHARED, red), task_row(Task.HOST, Doer.VOLUNTEERS)]
    first = VersionFactory(activity=activity, rows=rows)

    def said(version):
        texts = {who.get(url("memorandum", version.pk)).content.decode()
                 for who in (manager, coordinator)}  # fmt: skip
        return {"The volunteers see to it" in text: "Vera leads" in text for text in texts}

    assert said(first) == {True: False}
    LeadingVolunteerFactory(activity=activity, task=Task.HOST, person__name="Vera Vik")
    assert said(first) == {True: True}
    later = VersionFactory(activity=activity, rows=rows, valid_from=first_day(activity))
    assert said(first) == said(later) == {True: True}
    VersionFactory(activity=activity, rows=rows)
    assert said(first) == {True: False}


def test_the_memorandum_says_everything_for_both_sides(together, manager, coordinator, area):
    TaskContactFactory(activity=together, task="schedule", name="Kari", deputy_name="Ola",
                       weekdays="12345", from_time="08:00", until_time="15:30")  # fmt: skip
    version = together.versions.last()
    for reader in (manager, coordinator):
        text = reader.get(url("memorandum", version.pk)).content.decode()
        for said in ("Red Cross", "A warm room", "30 days", "Kari", "Ola", "08:00–\u206015:30",
                     "Signatures",
                     "This agreement holds today.", together.purpose):  # fmt: skip
            assert said in text
    assert (
        url("memorandum", version.pk)
        in manager.get(url("activity-detail", together.pk)).content.decode()
    )
    rival = enter(Role.COORDINATOR, organisation=OrganisationFactory(home_area=area))
    assert rival.get(url("memorandum", version.pk)).status_code == 403
    waiting = offer(together, OrganisationFactory(home_area=area))
    assert manager.get(url("memorandum", waiting.pk)).status_code == 404


@pytest.mark.parametrize("client", ["manager", "coordinator"])
def test_either_side_may_leave_sooner_while_a_trial_runs(activity, red, client, request):
    browser = request.getfixturevalue(client)
    trial_until = first_day(activity, 20)
    VersionFactory(
        activity=activity, rows=core_rows(Doer.SHARED, red), notice_days=30,
        trial_until=trial_until, review_on=first_day(activity, 90),
    )  # fmt: skip
    version = activity.versions.last()
    agreed = browser.get(url("activity-detail", activity.pk)).context["agreed"]
    assert [fact.label for fact in agreed if fact.value] == [
        "Trial until", "Looked at again by", "Notice",
    ]  # fmt: skip
    for page in ("activity-detail", "memorandum", "version-detail"):
        shown = activity if page == "activity-detail" else version
        text = browser.get(url(page, shown.pk)).content.decode()
        assert "30 days; in the trial period 7 days" in text, page
    leaving = f"organisation:{red.pk}"
    where = url("notice-give", activity.pk)
    data = filled(browser.get(where), reason="no_capacity", leaving=leaving, confirm="1")
    early = browser.post(where, {**data, "ends_on": str(first_day(activity, 6))})
    assert early.context["form"].errors["ends_on"]
    browser.post(where, {**data, "ends_on": str(first_day(activity, 7))})
    assert Ending.objects.get().ends_on == first_day(activity, 7)


def test_history_keeps_who_left(together, coordinator, manager):
    ask(coordinator, together)
    text = manager.get(url("record-history", together.pk)).content.decode()
    assert "Notice given by Red Cross" in text


def test_what_was_proposed_before_notice_offers_no_agreeing(together, coordinator, manager, red):
    before = offer(together, red)
    page = url("version-detail", before.pk)
    assert url("version-agree", before.pk) in manager.get(page).content.decode()
    ask(coordinator, together)
    text = manager.get(page).content.decode()
    assert url("version-agree", before.pk) not in text
    assert "The record has changed since this was written" in text
    assert f"{red.name} takes no part from" in text
