"""A concern and a hard day from both sides: told, read, closed, and by whom not even seen."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from careshare import clock
from coordination.arrangements.rules import Doer
from coordination.signups.models import Raised
from coordination.signups.rules.raised import HowClosed, RaisedKind, RaisedReason
from tests.coordination.messages.helpers import letters
from tests.factories import (
    ActivityFactory,
    PersonFactory,
    RaisedFactory,
    ShiftFactory,
    SignUpFactory,
    TaskContactFactory,
    VersionFactory,
    core_rows,
    task_row,
)
from volunteers.memberships.rules import Task


@pytest.fixture
def activity(partner):
    """Both see to safety; the partner supports the volunteers."""
    found = ActivityFactory(name="Walking group", state="published", unit__name="Solbakken")
    rows = [one for one in core_rows() if one.task != Task.SUPERVISE]
    VersionFactory(
        activity=found,
        rows=(
            *rows,
            task_row(Task.SUPERVISE, Doer.ORGANISATION, partner),
            task_row(Task.SAFEGUARD, Doer.SHARED, partner),
        ),
    )
    return found


@pytest.fixture
def session(activity):
    return ShiftFactory(activity=activity, starts_at=clock.now() - timedelta(days=1), places=3)


@pytest.fixture
def vera(session):
    """She was there, and has a log-in."""
    person = PersonFactory(name="Vera Vik", has_login=True)
    return SignUpFactory(shift=session, person=person).person


def words(response):
    return response.content.decode()


def form(**more):
    return {"form_uuid": str(uuid.uuid4()), "reason": RaisedReason.ACCIDENT, "text": "", **more}


def page(row):
    return reverse("coordination:raised-detail", args=[row.pk])


def today(browser):
    return words(browser.get(reverse("coordination:today")))


def tell(browser, vera, name, **more):
    key = vera.sign_ups.get().public_id
    url = reverse(f"coordination:{name}", args=[key])
    page_of_it = reverse("coordination:my-time", args=[key])
    assert page_of_it in words(browser.get(reverse("coordination:my-times")))
    assert url in words(browser.get(page_of_it))
    return browser.get(url), browser.post(url, form(**more))


def test_a_volunteer_tells_both_read_one_closes_and_she_reads_what_came_of_it(
    vera, manager, coordinator, enter
):
    asked, sent = tell(enter(vera), vera, "tell-concern", text="The step is loose")
    assert "This is read by Solbakken and Red Cross." in words(asked)
    assert "(optional)" not in words(asked)
    assert "Needed for “Something else”." in words(asked)
    assert sent.status_code == 302
    row = Raised.objects.get()
    assert (row.kind, row.person, row.side) == (RaisedKind.CONCERN, vera, "")
    mail = {one.to[0]: one for one in letters()}
    assert set(mail) == {manager.user.email, coordinator.user.email}
    for one in mail.values():
        assert one.subject.startswith("A concern: Walking group")
        assert "loose" not in one.body
        assert "Vera" not in one.body
    title = "A concern: An accident, or nearly one"
    for one in (manager, coordinator):
        assert title in today(enter(one))
    assert "The step is loose" in words(enter(coordinator).get(page(row)))
    enter(coordinator).post(page(row), {"how": HowClosed.PUT_RIGHT})
    for one in (manager, coordinator):
        assert title not in today(enter(one))
    hers = reverse("coordination:my-time", args=[vera.sign_ups.get().public_id])
    assert "A concern: read and closed. It is put right." in words(enter(vera).get(hers))
    assert "by Red Cross" in words(enter(manager).get(page(row)))
    there = reverse("coordination:activity-detail", args=[row.activity_id])
    assert "Red Cross closed a concern" in words(enter(manager).get(there))


@pytest.mark.parametrize(
    ("country", "minutes", "first"),
    [
        ("NO", 30, "ring 113 first, then Rita Ring, 22 00 00 99."),
        ("NO", 180, "ring 113 first, then Solbakken, 22 00 00 10."),
        ("WAL", 180, "ring 999 first, then Solbakken, 22 00 00 10."),
        ("OTHER", 180, "ring 112 first, then Solbakken, 22 00 00 10."),
    ],
)
def test_whom_to_ring_first_on_both_pages(activity, manager, enter, country, minutes, first):
    """The contact of the day while it lasts two hours; then the unit's own number."""
    unit = activity.unit
    type(unit).objects.filter(pk=unit.pk).update(phone="+4722000010")
    type(unit.area).objects.filter(pk=unit.area_id).update(country=country)
    TaskContactFactory(activity=activity, task=Task.HOST, name="Rita Ring", phone="+4722000099")
    began = clock.now() - timedelta(minutes=minutes)
    session = ShiftFactory(activity=activity, starts_at=began)
    sign_up = SignUpFactory(shift=session, person=PersonFactory(has_login=True))
    hers = reverse("coordination:tell-concern", args=[sign_up.public_id])
    theirs = reverse("coordination:shift-concern", args=[session.pk])
    for browser, url in ((enter(sign_up.person), hers), (enter(manager), theirs)):
        assert f"If somebody is in danger now, {first}" in words(browser.get(url))


def test_a_hard_day_is_for_whoever_supports_alone(vera, manager, coordinator, staff, enter):
    tell(enter(vera), vera, "tell-hard-day", reason=RaisedReason.SAD)
    row = Raised.objects.get()
    assert [one.to for one in letters()] == [[coordinator.user.email]]
    assert "A hard day: Something sad or frightening" in today(enter(coordinator))
    for one in (manager, staff):
        assert "hard day" not in today(enter(one))
        assert enter(one).get(page(row)).status_code == 403
        assert enter(one).post(page(row), {"how": HowClosed.TALKED}).status_code == 403
    assert Raised.objects.open().exists()
    enter(coordinator).post(page(row), {"how": HowClosed.TALKED})
    there = reverse("coordination:activity-detail", args=[row.activity_id])
    assert "closed a hard day" in words(enter(coordinator).get(there))
    assert "closed a hard day" not in words(enter(manager).get(there))


def test_no_other_volunteer_and_no_stranger_sees_it(vera, session, outsider, enter):
    tell(enter(vera), vera, "tell-concern")
    row = Raised.objects.get()
    other = SignUpFactory(shift=session, person=PersonFactory(has_login=True))
    hers = reverse("coordination:my-time", args=[other.public_id])
    assert "A concern" not in words(enter(other.person).get(hers))
    for one in (other.person, vera, outsider):
        assert enter(one).get(page(row)).status_code == 404


def test_who_may_is_the_record_of_that_moment(vera, activity, manager, coordinator, enter):
    tell(enter(vera), vera, "tell-concern")
    row = Raised.objects.get()
    VersionFactory(activity=activity, rows=core_rows())
    assert enter(coordinator).post(page(row), {"how": HowClosed.TALKED}).status_code in (403, 404)
    assert [one.to for one in letters()] == [[manager.user.email]]
    assert "A concern" in today(enter(manager))
    enter(manager).post(page(row), {"how": HowClosed.TALKED})
    assert not Raised.objects.open().exists()


@pytest.mark.parametrize("who", ["manager", "staff", "coordinator"])
def test_every_side_that_takes_part_tells(who, session, enter, request):
    one = request.getfixturevalue(who)
    url = reverse("coordination:shift-concern", args=[session.pk])
    there = words(enter(one).get(reverse("coordination:shift-detail", args=[session.pk])))
    assert url in there
    data = form(reason=RaisedReason.PLACE)
    for _press in range(2):
        assert enter(one).post(url, data).status_code == 302
    row = Raised.objects.get()
    assert (row.raised_by, row.person) == (one.user, None)
    assert row.side == ("unit" if who != "coordinator" else f"organisation:{one.organisation_id}")


def test_words_where_the_list_does_not_say_it_and_never_a_number(session, manager, enter):
    url = reverse("coordination:shift-concern", args=[session.pk])
    said = words(enter(manager).post(url, form(reason=RaisedReason.CONCERN_OTHER)))
    assert "Please write in a few words what it is." in said
    said = words(enter(manager).post(url, form(text="01010750160")))
    assert "looks like a national identity number" in said
    assert enter(manager).post(url, form(reason=RaisedReason.SAD)).status_code == 200
    assert not Raised.objects.exists()


def test_a_session_that_is_ahead_offers_nothing_and_takes_nothing(activity, manager, enter):
    ahead = ShiftFactory(activity=activity, places=3)
    sign_up = SignUpFactory(shift=ahead, person=PersonFactory(has_login=True))
    url = reverse("coordination:tell-concern", args=[sign_up.public_id])
    hers = enter(sign_up.person)
    assert url not in words(hers.get(reverse("coordination:my-time", args=[sign_up.public_id])))
    hers.post(url, form())
    there = reverse("coordination:shift-concern", args=[ahead.pk])
    assert "has not begun" in words(enter(manager).post(there, form()))
    assert not Raised.objects.exists()


def test_today_asks_as_often_for_many_as_for_one(
    activity, manager, enter, django_assert_max_num_queries
):
    browser = enter(manager)
    RaisedFactory(activity=activity, shift=ShiftFactory(activity=activity))
    today(browser)
    with CaptureQueriesContext(connection) as one:
        today(browser)
    for _more in range(3):
        RaisedFactory(activity=activity, shift=ShiftFactory(activity=activity))
    with django_assert_max_num_queries(len(one)):
        today(browser)
