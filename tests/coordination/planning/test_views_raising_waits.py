"""A concern or a hard day that nobody closes goes on, and another side steps in for that one."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from careshare import clock
from careshare.audit.models import AuditEntry
from coordination.arrangements.rules import Doer
from coordination.messages.services.waiting import missing_steps_of_raised
from coordination.planning.views import raising
from coordination.signups.models import Raised
from coordination.signups.rules.raised import HowClosed, RaisedKind, RaisedReason
from tests.coordination.messages.helpers import letters
from tests.factories import (
    ActivityFactory,
    LeadingVolunteerFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    RaisedFactory,
    ShiftFactory,
    SignUpFactory,
    VersionFactory,
    core_rows,
    task_row,
)
from volunteers.memberships.rules import Role, Task

DAY = timedelta(days=1)
TITLES = {RaisedKind.CONCERN: "A concern:", RaisedKind.HARD_DAY: "A hard day:"}
REASONS = {RaisedKind.CONCERN: RaisedReason.PLACE, RaisedKind.HARD_DAY: RaisedReason.SAD}
WORDS = "The step is loose"


@pytest.fixture
def third(db):
    """Takes part, too, in one task of its own."""
    return OrganisationFactory(name="Choir")


@pytest.fixture
def activity(partner, third):
    """The partner supports the volunteers and sees to safety; three sides take part."""
    found = ActivityFactory(name="Walking group", state="published", unit__name="Solbakken")
    own = [task_row(one, Doer.ORGANISATION, partner) for one in (Task.SUPERVISE, Task.SAFEGUARD)]
    rows = [one for one in core_rows() if one.task != Task.SUPERVISE]
    rows = [*rows, *own, task_row(Task.FUND, Doer.ORGANISATION, third)]
    VersionFactory(activity=found, rows=rows)
    return found


def told_of(activity, days: float, kind: RaisedKind = RaisedKind.CONCERN, **more):
    shift = ShiftFactory(activity=activity, starts_at=clock.now() - (days + 1) * DAY)
    return RaisedFactory(
        activity=activity, shift=shift, kind=kind, reason=REASONS[kind], text=WORDS,
        raised_at=clock.now() - days * DAY, **more,
    )  # fmt: skip


def words(response):
    return response.content.decode()


def page(row):
    return reverse("coordination:raised-detail", args=[row.pk])


def today(browser):
    return words(browser.get(reverse("coordination:today")))


def happened(browser, row):
    return words(browser.get(reverse("coordination:activity-detail", args=[row.activity_id])))


@pytest.mark.parametrize("kind", RaisedKind)
def test_once_it_waited_too_long_both_see_it_and_the_other_side_closes_it(
    activity, manager, staff, coordinator, outsider, enter, kind
):
    row = told_of(activity, 1.9, kind)
    refused = enter(manager).get(page(row))
    assert refused.status_code == 403
    assert "This is up to Red Cross here" in words(refused)
    assert TITLES[kind] not in today(enter(manager))
    Raised.objects.update(raised_at=clock.now() - 2.1 * DAY)  # the coordinator is alone there
    assert "no answer from Red Cross; you may step in" in today(enter(manager))
    assert "may step in now." in words(enter(coordinator).get(page(row)))
    assert TITLES[kind] in today(enter(coordinator))
    for one in (staff, outsider):
        assert TITLES[kind] not in today(enter(one))
        assert enter(one).post(page(row), {"how": HowClosed.TALKED}).status_code in (403, 404)
    assert Raised.objects.open().exists()
    read = words(enter(manager).get(page(row)))
    assert "so you may step in for Red Cross this once. Red Cross can see that you did." in read
    assert WORDS in read
    assert enter(manager).post(page(row), {"how": HowClosed.TALKED}).status_code == 302
    row.refresh_from_db()
    assert (row.closed_side, row.how, row.closed_by) == ("unit", "talked", manager.user)
    entry = AuditEntry.objects.get(action="task.stepped_in")
    task = {RaisedKind.CONCERN: "safeguard", RaisedKind.HARD_DAY: "supervise"}[kind]
    assert (entry.task, entry.side, entry.subject_id) == (task, "unit", row.pk)
    assert TITLES[kind] not in today(enter(manager))
    (owner,) = [one for one in letters() if one.to == [coordinator.user.email]]
    assert "Solbakken has stepped in: Walking group" in owner.subject
    assert WORDS not in owner.body
    assert page(row) in owner.body
    assert "Read and closed by Solbakken" in words(enter(coordinator).get(page(row)))


def test_what_happened_says_so_to_both_and_to_nobody_else(
    activity, third, manager, staff, coordinator, enter
):
    row = told_of(activity, 3)
    enter(manager).post(page(row), {"how": HowClosed.TALKED})
    singers = MembershipFactory(role=Role.COORDINATOR, organisation=third)
    for one in (manager, coordinator):
        assert "Solbakken stepped in for somebody else" in happened(enter(one), row)
    for one in (singers, staff):
        assert "stepped in" not in happened(enter(one), row)
        assert "closed a concern" not in happened(enter(one), row)


def test_a_volunteer_never_steps_in(activity, enter):
    row = told_of(activity, 30)
    comes = SignUpFactory(shift=row.shift, person=PersonFactory(has_login=True))
    leads = LeadingVolunteerFactory(
        activity=activity, task=Task.SUPERVISE, person=PersonFactory(has_login=True)
    )
    for one in (comes.person, leads.person):
        assert enter(one).get(page(row)).status_code == 404


def test_each_step_is_mailed_once_with_where_and_when_alone(activity, manager, coordinator):
    there = {"role": Role.COORDINATOR, "organisation": coordinator.organisation}
    for who in (None, MembershipFactory(**there)):
        MembershipFactory(**there, deputy_for=who)
    row = told_of(activity, 0)

    def addressed():
        found = [one for one in letters() if one.subject.startswith("Waiting since ")]
        for one in found:
            assert "a concern, Walking group" in one.subject
            assert page(row) in one.body
            assert WORDS not in one.body
            assert row.person.name not in one.body
        return len(found), manager.user.email in {one.to[0] for one in found}

    assert addressed() == (0, False)
    for days, expected in ((2.1, (4, False)), (4.1, (1, False)), (6.1, (5, True))):
        Raised.objects.update(raised_at=clock.now() - days * DAY)
        assert addressed() == expected
        assert addressed() == (0, False)


def test_no_letter_about_what_was_closed_or_is_no_longer_the_readers(
    activity, partner, manager, coordinator
):
    closed, moved = told_of(activity, 2.1), told_of(activity, 2.1)
    drafts = missing_steps_of_raised(clock.now())
    assert {one.user_id for one in drafts} == {manager.user_id, coordinator.user_id}
    letters_of = {one.cause_id for one in drafts}
    assert letters_of == {closed.pk, moved.pk}
    Raised.objects.filter(pk=closed.pk).update(
        closed_at=clock.now(), closed_by=coordinator.user, closed_side="unit", how="talked"
    )
    VersionFactory(activity=activity, rows=core_rows())  # the unit's alone now
    assert not [one for one in letters() if one.to == [coordinator.user.email]]


@pytest.mark.parametrize("kind", RaisedKind)
def test_where_a_side_has_nobody_whoever_gets_its_letter_reads_and_closes_it_at_once(
    activity, manager, enter, kind
):
    session = ShiftFactory(activity=activity, starts_at=clock.now() - DAY)
    vera = SignUpFactory(shift=session, person=PersonFactory(has_login=True)).person
    key = vera.sign_ups.get().public_id
    url = reverse(f"coordination:tell-{kind.value.replace('_', '-')}", args=[key])
    asked = enter(vera).get(url)
    assert "Solbakken" in words(asked)
    assert "Red Cross" not in words(asked)
    form = {"form_uuid": asked.context["form"]["form_uuid"].value(), "reason": REASONS[kind]}
    assert enter(vera).post(url, {**form, "text": WORDS}).status_code == 302
    row = Raised.objects.get()
    sent = letters()
    assert [one.to for one in sent] == [[manager.user.email]]  # one letter, not two
    assert page(row) in sent[0].body
    assert WORDS in words(enter(manager).get(page(row)))
    assert enter(manager).post(page(row), {"how": HowClosed.PUT_RIGHT}).status_code == 302
    assert not Raised.objects.open().exists()
    assert "Solbakken stepped in for somebody else" in happened(enter(manager), row)
    assert letters() == []  # nobody is there who could be told


def test_where_the_unit_has_nobody_who_may_the_partner_hears_at_once(
    activity, staff, coordinator, enter
):
    """Who works there and may not read it does not count."""
    rows = [*core_rows(), task_row(Task.SAFEGUARD, Doer.UNIT)]
    rows.append(task_row(Task.RECORD, Doer.ORGANISATION, coordinator.organisation))
    VersionFactory(activity=activity, rows=rows)
    row = told_of(activity, 0)
    (sent,) = letters()
    assert sent.to == [coordinator.user.email]
    assert enter(coordinator).get(page(row)).status_code == 200
    assert enter(staff).get(page(row)).status_code == 403


def test_she_reads_beforehand_who_reads_it_and_who_may_later(activity, coordinator, manager, enter):
    session = ShiftFactory(activity=activity, starts_at=clock.now() - DAY)
    comes = SignUpFactory(shift=session, person=PersonFactory(has_login=True))
    url = reverse("coordination:tell-concern", args=[comes.public_id])

    def later(days):
        said = words(enter(comes.person).get(url))
        assert "This is read by Red Cross." in said
        return "Solbakken" in said and "Choir" in said and f"after {days} days" in said

    assert later(2)
    MembershipFactory(role=Role.COORDINATOR, organisation=coordinator.organisation)
    assert later(4)
    rows = [*core_rows(), task_row(Task.SAFEGUARD, Doer.SHARED, coordinator.organisation)]
    VersionFactory(activity=activity, rows=rows)
    assert "may read it too" not in words(enter(comes.person).get(url))


def test_closed_between_the_letter_and_the_page(activity, manager, coordinator, third, enter):
    row = told_of(activity, 3)
    enter(coordinator).post(page(row), {"how": HowClosed.PUT_RIGHT})
    browser = enter(manager)
    for answer in (browser.get(page(row), follow=True),
                   browser.post(page(row), {"how": HowClosed.TALKED}, follow=True)):  # fmt: skip
        assert answer.status_code == 200
        assert "It is closed already. Thank you for looking." in words(answer)
        assert WORDS not in words(answer)
    row.refresh_from_db()
    assert (row.how, row.closed_by) == ("put_right", coordinator.user)
    assert not AuditEntry.objects.filter(action="task.stepped_in").exists()
    own = enter(coordinator)
    assert str(raising.CLOSED) in words(own.post(page(row), {"how": HowClosed.TALKED}, follow=True))
    soon = told_of(activity, 1)
    enter(coordinator).post(page(soon), {"how": HowClosed.TALKED})
    assert enter(manager).get(page(soon)).status_code == 403  # it had not come so far


def test_somebody_closes_it_while_another_presses(
    activity, manager, coordinator, enter, monkeypatch
):
    row = told_of(activity, 3)
    was_open = Raised.objects.for_pages().get(pk=row.pk)
    enter(coordinator).post(page(row), {"how": HowClosed.PUT_RIGHT})
    monkeypatch.setattr(raising, "get_object_or_404", lambda *_rows, **_key: was_open)
    answer = enter(manager).post(page(row), {"how": HowClosed.TALKED}, follow=True)
    assert "It is closed already." in words(answer)
    assert not AuditEntry.objects.filter(action="task.stepped_in").exists()


def test_of_an_activity_that_has_ended(activity, manager, coordinator, enter):
    row = told_of(activity, 2.1)
    type(activity).objects.update(state="ended", ended_at=clock.now())
    assert {one.to[0] for one in letters() if "Waiting since" in one.subject} == {
        manager.user.email, coordinator.user.email
    }  # fmt: skip
    for one in (manager, coordinator):
        assert TITLES[RaisedKind.CONCERN] in today(enter(one))
    assert enter(manager).post(page(row), {"how": HowClosed.TALKED}).status_code == 302
    assert not Raised.objects.open().exists()


def test_whose_record_changes_side(activity, partner, manager, coordinator, enter):
    """Whoever holds the task now reads it; the other side, as long as it takes part, steps in."""
    row = told_of(activity, 2.1)
    rows = [*core_rows(), task_row(Task.SAFEGUARD, Doer.UNIT)]
    VersionFactory(activity=activity, rows=[*rows, task_row(Task.FUND, Doer.ORGANISATION, partner)])
    assert "step in for" not in words(enter(manager).get(page(row)))
    assert "step in for Solbakken" in words(enter(coordinator).get(page(row)))
    VersionFactory(activity=activity, rows=rows)
    assert enter(coordinator).get(page(row)).status_code in (403, 404)
    assert enter(manager).post(page(row), {"how": HowClosed.TALKED}).status_code == 302


def test_the_form_of_somebody_elses_concern(activity, manager, enter):
    row = told_of(activity, 1)
    comes = SignUpFactory(shift=row.shift, person=PersonFactory(has_login=True))
    data = {"form_uuid": str(row.form_uuid), "reason": RaisedReason.ACCIDENT, "text": ""}
    for browser, url in (
        (enter(comes.person), reverse("coordination:tell-concern", args=[comes.public_id])),
        (enter(manager), reverse("coordination:shift-concern", args=[row.shift_id])),
    ):
        answer = browser.post(url, data)
        assert answer.status_code == 200
        assert "This form has been sent already." in words(answer)
    assert Raised.objects.count() == 1


def test_the_questions_do_not_grow_with_what_waits(
    activity, manager, coordinator, enter, django_assert_max_num_queries
):
    told_of(activity, 2.1)
    browser = enter(manager)
    today(browser)
    with CaptureQueriesContext(connection) as one:
        today(browser)
    with CaptureQueriesContext(connection) as few:
        missing_steps_of_raised(clock.now())
    for _more in range(3):
        told_of(activity, 2.1)
    with django_assert_max_num_queries(len(one)):
        today(browser)
    with CaptureQueriesContext(connection) as many:
        assert len(missing_steps_of_raised(clock.now())) == 8
    assert len(many) - len(few) == 3  # who is told, for each step that is new; nothing else
