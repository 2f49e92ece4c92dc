"""The ward's tablet: paired once, shows first names alone, and takes a code."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from careshare import clock
from careshare.audit.models import AuditEntry
from coordination.arrangements.rules import Doer
from coordination.planning.access.tablets import COOKIE
from coordination.signups.models import Attendance, Tablet
from coordination.signups.services.tablets import make_tablet
from tests.factories import (
    ActivityFactory,
    AttendanceFactory,
    ClosureFactory,
    MembershipFactory,
    PersonFactory,
    ShiftFactory,
    SignUpFactory,
    VersionFactory,
    WardFactory,
    core_rows,
    task_row,
)
from volunteers.memberships.rules import Role, Task
from volunteers.people.services import make_code

pytestmark = pytest.mark.django_db


def text(response) -> str:
    return response.content.decode()


def around_now(activity, people=1, **shift):
    """A session that began half an hour ago."""
    begun = clock.now().replace(second=0, microsecond=0) - timedelta(minutes=30)
    return ShiftFactory(activity=activity, starts_at=begun, places=people, **shift)


@pytest.fixture
def house():
    """An activity on a ward; nothing is agreed with anybody, so the unit records."""
    activity = ActivityFactory(name="Coffee", state="published", unit__name="Solbakken")
    activity.ward = WardFactory(unit=activity.unit)
    activity.save()
    return activity


@pytest.fixture
def manager(house):
    return MembershipFactory(unit=house.unit)


@pytest.fixture
def tablet(house, manager):
    cache.clear()
    made, code = make_tablet(
        user=manager.user, unit=house.unit, ward=house.ward, name="Door", now=clock.now(),
        form_uuid="0b9d3a0e-0000-4000-8000-000000000001",
    )  # fmt: skip
    client = Client()
    response = client.post(reverse("coordination:tablet"), {"code": f"{code[:4]} {code[4:]}"})
    cookie = response.cookies[COOKIE]
    assert cookie["httponly"]
    assert cookie["path"] == "/tablet/"
    assert cookie["samesite"] == "Lax"
    client.row = made
    return client


@pytest.fixture
def aud(house):
    """Has a place now, and a code."""
    shift = around_now(house, 3)
    row = SignUpFactory(shift=shift, person=PersonFactory(name="Aud Berg", phone="+4722000099",
                                                          email="aud@example.org"))  # fmt: skip
    make_code(actor=None, owner=row.person, now=clock.now(), wish="4821")
    return row


def page(row):
    return reverse("coordination:tablet-person", args=[row.public_id])


def press(client, row, code="4821", **more):
    return client.post(page(row), {"own-code": code, **more}, follow=True)


class TestPairing:
    def test_the_manager_makes_a_code_that_is_shown_once_and_kept_as_a_digest(
        self, enter, house, manager
    ):
        client, url = enter(manager), reverse("coordination:tablet-list", args=[house.unit_id])
        form = {"name": "Door", "form_uuid": "0b9d3a0e-0000-4000-8000-000000000009"}
        first = text(client.post(url, form))
        row = Tablet.objects.get()
        assert "The code for the tablet" in first
        assert "The code for the tablet" not in text(client.get(url))
        assert len(row.pairing_digest) == 64
        client.post(url, form)  # a second press: another code, no second tablet
        assert Tablet.objects.count() == 1
        assert Tablet.objects.get().pairing_digest != row.pairing_digest

    def test_a_code_pairs_once_and_not_for_ever(self, house, manager):
        cache.clear()
        now = clock.now()
        made = {"user": manager.user, "unit": house.unit, "ward": None, "name": "x"}
        _late, code = make_tablet(
            **made, form_uuid="0b9d3a0e-0000-4000-8000-000000000002", now=now - timedelta(hours=1)
        )
        url = reverse("coordination:tablet")
        assert "does not fit" in text(Client().post(url, {"code": code}))
        _fresh, code = make_tablet(
            **made, form_uuid="0b9d3a0e-0000-4000-8000-000000000003", now=now
        )
        assert Client().post(url, {"code": code}).status_code == 302
        assert "does not fit" in text(Client().post(url, {"code": code}))

    def test_guessing_is_slowed(self, db):
        cache.clear()
        tries = [
            Client().post(reverse("coordination:tablet"), {"code": "1234"}).status_code
            for _try in range(11)
        ]
        assert tries == [200] * 10 + [429]

    def test_taken_out_of_use_it_shows_nothing(self, enter, manager, tablet, aud):
        assert "Aud" in text(tablet.get("/tablet/"))
        url = reverse("coordination:tablet-revoke", args=[tablet.row.pk])
        enter(manager).post(url)
        assert "Pair this tablet" in text(tablet.get("/tablet/"))
        assert tablet.get(page(aud)).status_code == 302
        assert press(tablet, aud).status_code == 200
        assert not Attendance.objects.exists()
        actions = AuditEntry.objects.filter(subject_type="tablet").values_list("action", flat=True)
        assert sorted(actions) == ["tablet.made", "tablet.paired", "tablet.revoked"]

    def test_no_other_page_opens_with_it(self, tablet, aud, house):
        for url in ("/today/", "/people/", "/me/", f"/activities/{house.pk}/"):
            assert tablet.get(url).status_code == 302


class TestWhatItShows:
    def test_first_names_and_nothing_to_reach_anybody_by(self, tablet, aud):
        other = PersonFactory(name="Aud Vik")
        SignUpFactory(shift=aud.shift, person=other)
        body = text(tablet.get("/tablet/"))
        assert "Aud B<" in body
        assert "Aud V<" in body
        for hidden in ("Berg", "Vik", "22 00", "22000099", "aud@example.org"):
            assert hidden not in body + text(tablet.get(page(aud)))

    def test_only_its_own_ward_today_and_confirmed(self, tablet, aud, house):
        elsewhere = ActivityFactory(unit=house.unit, ward=WardFactory(unit=house.unit))
        hidden = [
            SignUpFactory(shift=around_now(elsewhere)),
            SignUpFactory(shift=around_now(ActivityFactory())),
            SignUpFactory(shift=ShiftFactory(activity=house)),  # in three days
            SignUpFactory(shift=aud.shift, state="requested"),
            SignUpFactory(shift=around_now(house, state="cancelled")),
        ]
        body = text(tablet.get("/tablet/"))
        assert str(aud.public_id) in body
        for one in hidden:
            assert str(one.public_id) not in body
            assert tablet.get(page(one)).status_code == 404

    def test_a_closed_place_names_nobody(self, tablet, aud, house):
        ClosureFactory(unit=house.unit, starts_at=aud.starts_at)
        assert "Aud" not in text(tablet.get("/tablet/"))

    def test_as_many_queries_for_many_as_for_one(
        self, tablet, aud, house, django_assert_num_queries
    ):
        with django_assert_num_queries(5):
            tablet.get("/tablet/")
        for _more in range(4):
            AttendanceFactory(sign_up=SignUpFactory(shift=around_now(house)))
        with django_assert_num_queries(5):
            tablet.get("/tablet/")


class TestComing:
    def test_in_and_out_give_the_hours(self, tablet, aud):
        body = text(press(tablet, aud))
        row = Attendance.objects.get()
        assert "Welcome, Aud!" in body
        assert (row.state, row.minutes, row.left_at, row.via) == ("came", 0, None, "tablet")
        assert row.tablet_id == tablet.row.pk
        Attendance.objects.update(came_at=row.came_at - timedelta(minutes=25))
        assert "Thank you, Aud!" in text(press(tablet, aud))
        row.refresh_from_db()
        assert (row.state, row.minutes) == ("partly", 25)
        press(tablet, aud)  # once more: nothing new
        assert Attendance.objects.get().version == row.version
        log = AuditEntry.objects.filter(subject_type="attendance").values_list("action", "side")
        assert sorted(log) == [("attendance.checked_in", ""), ("attendance.checked_out", "")]

    def test_a_wrong_code_notes_nothing_and_five_are_enough(self, tablet, aud, caplog):
        tries = [press(tablet, aud, code="0000").status_code for _try in range(6)]
        assert tries == [200] * 5 + [429]
        assert "too many tries" in text(press(tablet, aud))  # also the right one must wait
        assert not Attendance.objects.exists()
        assert "4821" not in caplog.text

    def test_a_code_is_not_shown_to_whoever_stands_there_next_and_right_ones_count_for_nothing(
        self, tablet, aud
    ):
        assert 'value="0917"' not in text(press(tablet, aud, code="0917"))
        for _press in range(6):
            assert press(tablet, aud).status_code == 200
            Attendance.objects.all().delete()

    def test_who_has_no_code_reads_what_to_do(self, tablet, house):
        row = SignUpFactory(shift=around_now(house))
        assert "Ask somebody who works here" in text(press(tablet, row, code="4821"))

    def test_a_press_is_undone_at_once_and_only_as_long_as_nothing_came_after(self, tablet, aud):
        done = press(tablet, aud).redirect_chain[-1][0]
        tablet.post(done)
        row = Attendance.objects.get()
        assert (row.state, row.came_at) == ("not_yet_known", None)
        press(tablet, aud)
        gone = press(tablet, aud).redirect_chain[-1][0]
        assert "Somebody else saved this" in text(tablet.post(done))
        tablet.post(gone)
        row.refresh_from_db()
        assert (row.state, row.left_at, row.minutes) == ("came", None, 0)
        assert Client().post(gone).status_code == 302  # another browser undoes nothing

    @pytest.mark.parametrize("doer", [Doer.UNIT, Doer.ORGANISATION])
    def test_a_colleague_notes_it_who_holds_the_task(self, tablet, aud, house, partner, doer):
        VersionFactory(activity=house, rows=(*core_rows(), task_row(Task.RECORD, doer, partner)))
        staff = MembershipFactory(role=Role.UNIT_STAFF, unit=house.unit).user
        code = make_code(actor=staff, owner=staff, now=clock.now())
        body = text(
            tablet.post(page(aud), {"act": "colleague", "colleague-code": code}, follow=True)
        )
        if doer == Doer.UNIT:
            row = Attendance.objects.get()
            assert "Noted: Aud came." in body
            assert (row.recorded_by, row.recorded_for, row.minutes) == (staff, "unit", 120)
            assert row.tablet_id == tablet.row.pk
        else:
            assert partner.name in body
            assert not Attendance.objects.exists()
