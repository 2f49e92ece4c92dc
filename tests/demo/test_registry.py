"""What the demo promises: how many of what, and that the rows say the same as the rules."""

from collections import Counter
from datetime import timedelta

from django.apps import apps
from django.db import connection
from django.db.models import F
from django.test import Client
from django.urls import reverse

from coordination.activities.models import Activity, ActivityParty
from coordination.arrangements.models import TaskContact
from coordination.shifts.models import Closure, Position, Series, Shift
from coordination.signups.models import Attendance, Raised, SignUp
from coordination.signups.rules import SignUpState
from coordination.signups.rules.raised import reasons_against_raising
from demo.catalogue.cast import COUPLE
from demo.people import DEMO_PEOPLE
from demo.world import ZONE
from tests.demo.conftest import NOW
from volunteers.accounts.models import User
from volunteers.credentials.models import Credential
from volunteers.memberships.models import Membership
from volunteers.organisations.models import Organisation
from volunteers.organisations.rules import OrganisationKind, Side
from volunteers.people.models import Person, Sight
from volunteers.places.models import Area, CareUnit, Ward

OWN = ("careshare", "volunteers", "coordination")
TODAY = NOW.astimezone(ZONE).date()


def test_the_municipality_has_what_was_promised(read):
    area = Area.objects.get()
    assert (area.name, area.population, area.time_zone) == ("Solvik", 18_000, "Europe/Oslo")
    assert CareUnit.objects.count() == 6
    assert len(set(CareUnit.objects.values_list("kind", flat=True))) >= 5
    assert set(Ward.objects.values_list("unit_id", flat=True)) == set(
        CareUnit.objects.values_list("pk", flat=True)
    )
    assert Organisation.objects.count() == 9
    centres = Organisation.objects.filter(kind=OrganisationKind.VOLUNTEER_CENTRE)
    assert set(centres.values_list("side", flat=True)) == {Side.PUBLIC, Side.VOLUNTARY}
    assert Organisation.objects.filter(kind=OrganisationKind.SOCIAL_ENTREPRENEUR).exists()
    assert Person.objects.count() == 140
    assert Activity.objects.count() == 38


def test_three_quarters_are_over_fifty(read):
    over = Person.objects.filter(birth_year__lt=TODAY.year - 50).count()
    assert over / Person.objects.count() == 0.75


def test_some_have_no_email_two_share_one_and_a_class_comes_as_a_group(read):
    assert 15 <= Person.objects.filter(email="").count() <= 40
    couple = Person.objects.filter(email="haugen@example.org")
    assert couple.count() == len(COUPLE)
    assert couple.values("user_id").distinct().count() == 1
    assert list(Person.objects.filter(kind="group").values_list("heads", flat=True)) == [25]


def test_sight_follows_from_the_sign_ups(read):
    days = Area.objects.get().policy.sight_days
    partners: dict[int, list[int]] = {}
    for party in ActivityParty.objects.all():
        partners.setdefault(party.activity_id, []).append(party.organisation_id)
    rebuilt = {}
    for row in SignUp.objects.select_related("shift__activity"):
        activity = row.shift.activity
        until = row.ends_at.astimezone(ZONE).date() + timedelta(days=days)
        keys = [f"unit:{activity.unit_id}"]
        keys += [f"organisation:{pk}" for pk in partners.get(activity.pk, [])]
        for key in keys:
            rebuilt[row.person_id, key] = max(until, rebuilt.get((row.person_id, key), until))
    rows = Sight.objects.values_list("person_id", "party_key", "until_on")
    assert {(person, key): until for person, key, until in rows} == rebuilt


def test_sign_ups_agree_with_their_shifts(read):
    live = SignUp.objects.live()
    assert not SignUp.objects.exclude(
        starts_at=F("shift__starts_at"), ends_at=F("shift__ends_at")
    ).exists()
    assert not SignUp.objects.exclude(position__shift_id=F("shift_id")).exists()
    assert not SignUp.objects.filter(made_at__gt=NOW).exists()
    held: Counter[int] = Counter()
    for position, heads in live.holding().values_list("position_id", "heads"):
        held[position] += heads
    assert all(row.taken == held[row.pk] for row in Position.objects.all())
    times = live.confirmed().order_by("person_id", "starts_at")
    last: dict[int, object] = {}
    for row in times:
        assert last.get(row.person_id, row.starts_at) <= row.starts_at
        last[row.person_id] = row.ends_at


def test_whoever_is_signed_up_has_what_is_asked_for(read):
    for row in SignUp.objects.live().select_related("shift__activity"):
        for need in row.shift.activity.requirements.all():
            held = Credential.objects.filter(person=row.person_id, type=need.type, state="met")
            day = row.starts_at.date()
            assert any(one.valid_until is None or one.valid_until >= day for one in held)
    assert Credential.objects.filter(state="expired", valid_until__lt=TODAY).exists()


def test_attendance_is_of_the_past_and_has_hours_only_where_somebody_came(read):
    assert not Attendance.objects.filter(sign_up__ends_at__gt=NOW).exists()
    assert not Attendance.objects.exclude(sign_up__state=SignUpState.CONFIRMED).exists()
    there = Attendance.objects.filter(state__in=("came", "partly"))
    under_way = Attendance.objects.under_way()
    assert set(there.filter(minutes=0)) == set(under_way)
    assert sorted(row.via for row in under_way) == ["phone", "tablet"]
    assert not Attendance.objects.filter(recorded_at__gt=NOW).exists()


def test_twelve_weeks_lie_on_both_sides_of_today_and_the_future_has_gaps(read):
    past = Shift.objects.exclude(starts_at=Shift.objects.earliest("starts_at").starts_at)
    # The very first is a dance of the quarter before: hours for the alert about paid posts.
    first, last = (past.order_by(order).first().starts_at for order in ("starts_at", "-starts_at"))
    assert (NOW - first).days in range(77, 86)
    assert (last - NOW).days in range(77, 86)
    ahead = Position.objects.filter(shift__starts_at__gt=NOW, shift__state="planned")
    assert ahead.filter(taken__lt=F("minimum")).count() > 100
    assert not Series.objects.filter(shifts__isnull=True).exists()
    for shift in Shift.objects.filter(series__isnull=False).select_related("series"):
        local = shift.starts_at.astimezone(ZONE)
        assert (local.date(), local.time()) == (shift.series_on, shift.series.starts)


def _solbakken(days: int) -> dict[str, list[str]]:
    return {
        shift.activity.name: sorted(
            shift.sign_ups.confirmed().values_list("person__name", flat=True)
        )
        for shift in Shift.objects.for_pages().filter(activity__unit__name__startswith="Solbakken")
        if shift.starts_at.astimezone(ZONE).date() == TODAY + timedelta(days=days)
    }


def test_solbakken_today_is_as_drawn(read):
    assert _solbakken(0) == {
        "Walking group": ["Aud Berg", "Jon Vik"],
        "Coffee and singing": ["Nils Moe", "Tor Eide", "Vera Lund"],
        "Mealtime company": [],
    }
    assert _solbakken(1)["Mealtime company"] == ["Vera Lund"]
    waiting = SignUp.objects.confirmed().filter(
        ends_at__lt=NOW - timedelta(hours=9), attendance__isnull=True,
        shift__activity__unit__name__startswith="Solbakken",
    )  # fmt: skip
    assert set(waiting.values_list("shift__activity__name", flat=True)) == {"Walking group"}
    assert SignUp.objects.filter(state=SignUpState.REQUESTED).count() == 2
    assert SignUp.objects.filter(state=SignUpState.WAITLISTED).count() == 3
    assert SignUp.objects.get(state=SignUpState.OFFERED).person.first_name == "Vera"


def test_a_concern_and_a_hard_day_wait_for_the_manager(read):
    rows = Raised.objects.open().select_related("shift", "person")
    assert {(one.kind, one.person and one.person.name) for one in rows} == {
        ("concern", None), ("hard_day", "Jon Vik"),
    }  # fmt: skip
    for row in rows:
        begins = row.shift.starts_at
        against = reasons_against_raising(
            row.kind, row.reason, row.text, has_begun=begins <= row.raised_at < NOW,
            is_cancelled=row.shift.state != "planned",
        )  # fmt: skip
        assert against == []
        comes = SignUp.objects.confirmed().filter(shift=row.shift, person=row.person)
        assert row.person is None or comes.exists()
    anne = Membership.objects.get(user__email="anne.bakke@example.org", role="unit_manager")
    page = Client()
    page.force_login(anne.user, backend="django.contrib.auth.backends.ModelBackend")
    text = page.get(reverse("coordination:today")).content.decode()
    for said in ("A hard day: Too much alone", "A concern: "):
        assert said in text


def test_a_ward_is_closed_and_two_people_are_to_be_rung(read):
    [closure] = Closure.objects.open_at(NOW)
    assert closure.ward.name == "River wing"
    delivery = apps.get_model("careshare", "Delivery")
    people = delivery.objects.failed().values_list("person_id", flat=True)
    names = {person.first_name for person in Person.objects.filter(pk__in=people)}
    assert names == {"Odd", "Gerd"}
    assert delivery.objects.filter(state="sent").exclude(attachment="").exists()


def test_everybody_of_the_log_in_page_can_log_in(read):
    emails = {person.email for person in DEMO_PEOPLE}
    users = User.objects.filter(email__in=emails)
    assert users.count() == len(emails)
    assert not any(user.has_usable_password() for user in users)
    assert Membership.objects.filter(organisation__isnull=False).count() == 9
    assert set(
        Membership.objects.filter(role="unit_manager").values_list("unit_id", flat=True)
    ) == set(CareUnit.objects.values_list("pk", flat=True))


def test_addresses_are_nobodys(read):
    for model in (User, Person, Organisation):
        for email in model.objects.exclude(email="").values_list("email", flat=True):
            assert email.endswith(("@example.org", "@example.net"))
    for phone in [*Person.objects.exclude(phone="").values_list("phone", flat=True),
                  *TaskContact.objects.values_list("phone", flat=True)]:  # fmt: skip
        assert phone.as_e164.startswith("+472200")
        assert phone.is_valid()


def test_no_key_points_nowhere(read):
    connection.check_constraints()
