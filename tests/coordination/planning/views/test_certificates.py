"""Certificates: for those who came, by whoever thanks, in her language, made to be printed."""

from datetime import timedelta

import pytest

from careshare import clock
from careshare.audit.models import AuditEntry
from coordination.arrangements.rules import Doer
from tests.coordination.planning.views.steps import enter, filled, url
from tests.factories import (
    ActivityFactory,
    AffiliationFactory,
    AttendanceFactory,
    PersonFactory,
    ShiftFactory,
    SignUpFactory,
    VersionFactory,
    core_rows,
    task_row,
)
from volunteers.memberships.rules import Role, Task

pytestmark = pytest.mark.django_db


@pytest.fixture
def walk(unit):
    return ActivityFactory(unit=unit, is_published=True, name="Walking together", place="The park")


def came(activity, person=None, days=9, **more):
    """So many days ago, at noon at the care unit."""
    person = person or PersonFactory(name="Vera Lund", email="v@example.org", phone="+4740012345")
    if not person.affiliations.exists():
        AffiliationFactory(person=person, unit=activity.unit)
    noon = clock.now().astimezone(activity.unit.zone).replace(hour=12, minute=0)
    shift = ShiftFactory(activity=activity, starts_at=noon - timedelta(days=days), places=20)
    AttendanceFactory(sign_up=SignUpFactory(shift=shift, person=person), **more)
    return person


def page_of(activity, person):
    return url("certificate", activity.pk, person.pk)


def made(client, activity, person, **values):
    where = page_of(activity, person)
    return client.post(where, filled(client.get(where), **values))


def made_by(activity):
    return AuditEntry.objects.filter(action="certificate.made", activity_id=activity.pk)


class TestChoosing:
    def test_from_the_activity_to_those_who_came(self, walk, manager):
        vera = came(walk)
        came(walk, PersonFactory(name="Odd Lie"), state="absent", minutes=0)
        assert (
            url("certificate-list", walk.pk)
            in manager.get(url("activity-detail", walk.pk)).content.decode()
        )
        body = manager.get(url("certificate-list", walk.pk)).content.decode()
        assert page_of(walk, vera) in body
        assert "1 time, last on" in body
        assert "Odd Lie" not in body

    def test_nobody_came_yet(self, walk, manager):
        body = manager.get(url("certificate-list", walk.pk)).content.decode()
        assert "Nobody stands here yet" in body

    def test_as_many_queries_for_many_as_for_one(
        self, walk, manager, django_assert_max_num_queries
    ):
        came(walk)
        where = url("certificate-list", walk.pk)
        manager.get(where)
        with django_assert_max_num_queries(30) as first:
            manager.get(where)
        for number in range(3):
            came(walk, PersonFactory(), days=10 + number)
        with django_assert_max_num_queries(len(first)):
            manager.get(where)


class TestMaking:
    def test_what_stands_on_it_and_what_does_not(self, walk, manager):
        vera = came(walk, minutes=60)
        came(walk, vera, days=30, state="partly", minutes=30)
        sheet = made(manager, walk, vera).context["sheet"]
        for part in ("Certificate", "Vera Lund", "Walking together", "The park, Solbakken",
                     "2 times", "1.5 hours", "Place and date", "Signature, for Solbakken",
                     "brand-mark"):  # fmt: skip
            assert part in sheet, part
        assert "v@example.org" not in sheet
        assert "40012345" not in sheet

    def test_looking_writes_nothing_and_making_is_logged_by_ids(self, walk, manager):
        vera = came(walk)
        assert manager.get(page_of(walk, vera)).context["sheet"] == ""
        assert not made_by(walk).exists()
        made(manager, walk, vera)
        row = made_by(walk).get()
        assert (row.actor, row.subject_type, row.subject_id) == (manager.user, "person", vera.pk)
        assert (row.task, row.side, row.fields) == (Task.RECOGNISE, "unit", [])

    def test_without_hours_and_of_a_part(self, walk, manager):
        vera = came(walk, days=9)
        came(walk, vera, days=100)
        since = (clock.now() - timedelta(days=20)).date().isoformat()
        sheet = made(manager, walk, vera, since=since, hours="no").context["sheet"]
        assert "1 time" in sheet
        assert "2 times" not in sheet
        assert "hour" not in sheet

    def test_a_period_without_a_time_and_one_that_runs_backwards(self, walk, manager):
        vera = came(walk)
        yesterday = (clock.now() - timedelta(days=1)).date()
        nothing = made(manager, walk, vera, since=yesterday.isoformat())
        assert "No time is recorded between these days" in nothing.content.decode()
        until = (yesterday - timedelta(days=1)).isoformat()
        wrong = made(manager, walk, vera, since=yesterday.isoformat(), until=until)
        assert "The last day lies before the first." in wrong.content.decode()
        assert not made_by(walk).exists()

    def test_in_her_language_unless_another_is_chosen(self, walk, manager):
        kari = came(walk, PersonFactory(name="Kari Moe", language="nb"), minutes=120)
        answer = made(manager, walk, kari)
        assert 'lang="nb"' in answer.context["sheet"]
        assert "Attest" in answer.context["sheet"]
        assert "2 timer" in answer.context["sheet"]
        assert "Print" in answer.content.decode()  # the page stays in the reader's
        other = made(manager, walk, kari, language="en").context["sheet"]
        assert 'lang="en"' in other
        assert "Attest" not in other

    def test_a_group_by_its_name_with_every_head(self, walk, manager):
        choir = came(walk, PersonFactory(name="The choir", kind="group", heads=9),
                     minutes=60, heads=7)  # fmt: skip
        sheet = made(manager, walk, choir).context["sheet"]
        assert "The choir" in sheet
        assert "7 hours, of all who came together" in sheet

    def test_a_name_is_text(self, walk, manager):
        odd = came(walk, PersonFactory(name="<b>Odd</b>"))
        assert "<b>" not in made(manager, walk, odd).content.decode()

    def test_the_page_is_upright_and_what_is_no_sheet_stays_on_the_screen(self, walk, manager):
        vera = came(walk)
        body = made(manager, walk, vera).content.decode()
        assert "css/certificate.css" in body
        assert "data-print" in body
        assert body.count("no-print") == 2

    def test_as_many_queries_for_many_times_as_for_one(
        self, walk, manager, django_assert_max_num_queries
    ):
        vera = came(walk)
        made(manager, walk, vera)
        with django_assert_max_num_queries(60) as first:
            made(manager, walk, vera)
        for number in range(3):
            came(walk, vera, days=10 + number)
        with django_assert_max_num_queries(len(first)):
            made(manager, walk, vera)


class TestWhoMay:
    def test_who_never_came_and_who_is_foreign_are_not_there(self, walk, manager):
        never = PersonFactory()
        AffiliationFactory(person=never, unit=walk.unit)
        foreign = came(ActivityFactory(is_published=True), PersonFactory())
        for person in (never, foreign):
            assert manager.get(page_of(walk, person)).status_code == 404
            assert manager.post(page_of(walk, person)).status_code == 404

    def test_a_foreign_activity_is_not_there(self, manager):
        there = ActivityFactory(is_published=True)
        vera = came(there)
        assert manager.get(url("certificate-list", there.pk)).status_code == 404
        assert manager.get(page_of(there, vera)).status_code == 404

    def test_whoever_holds_thanking_and_who_does_not_reads_whose_it_is(
        self, walk, red, manager, coordinator
    ):
        vera = came(walk)
        AffiliationFactory(person=vera, organisation=red)
        rows = [*core_rows(Doer.SHARED, red), task_row(Task.RECOGNISE, Doer.ORGANISATION, red)]
        VersionFactory(activity=walk, rows=rows)
        for where in (url("certificate-list", walk.pk), page_of(walk, vera)):
            refused = manager.get(where)
            assert refused.status_code == 403
            assert "Red Cross" in refused.content.decode()
        assert manager.post(page_of(walk, vera)).status_code == 403
        sheet = made(coordinator, walk, vera).context["sheet"]
        assert "Signature, for Solbakken" in sheet
        assert "Signature, for Red Cross" in sheet
        assert made_by(walk).get().side == f"organisation:{red.pk}"

    def test_an_organisation_reads_of_its_own_people_alone(self, walk, red, coordinator):
        vera = came(walk)
        VersionFactory(activity=walk, rows=[task_row(Task.RECOGNISE, Doer.SHARED, red)])
        seen = coordinator.get(url("certificate-list", walk.pk))
        assert seen.status_code == 200
        assert [line.pk for line in seen.context["lines"]] == []
        assert coordinator.get(page_of(walk, vera)).status_code == 404

    def test_staff_see_the_activity_and_make_none(self, walk, unit):
        staff = enter(Role.UNIT_STAFF, unit=unit)
        assert staff.get(url("certificate-list", walk.pk)).status_code == 403
