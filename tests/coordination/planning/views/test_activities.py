"""Activities on pages: making, changing, publishing, for owner, partner and stranger."""

import uuid
from datetime import timedelta

import pytest

from careshare import clock
from coordination.activities.models import Activity, ActivityType
from coordination.activities.rules import ActivityState
from coordination.arrangements.rules import Doer
from coordination.shifts.models import Shift
from tests.coordination.planning.views.steps import enter, filled, url
from tests.factories import (
    ActivityFactory,
    AreaFactory,
    CareUnitFactory,
    ShiftFactory,
    SignUpFactory,
    VersionFactory,
    core_rows,
    task_row,
)
from volunteers.memberships.rules import Role, Task

pytestmark = pytest.mark.django_db


def fields(**values):
    kind = ActivityType.objects.get(code="culture")
    return {
        "form_uuid": str(uuid.uuid4()), "type": kind.pk, "name": "Coffee and singing",
        "sign_up_mode": "instant", **values,
    }  # fmt: skip


# --- Making ---------------------------------------------------------------------


def test_a_manager_makes_a_draft_and_a_second_press_makes_none(manager, unit):
    data = fields(purpose="Old songs")
    for _press in range(2):
        answer = manager.post(url("activity-create"), data)
        activity = Activity.objects.get()
        assert answer.url == url("activity-detail", activity.pk)
    assert (activity.state, activity.unit, activity.purpose) == ("draft", unit, "Old songs")


def test_what_is_wrong_stands_beside_the_field_and_the_input_stays(manager):
    data = fields(name="", purpose="Kept words", does="Ring 41019000077")
    answer = manager.post(url("activity-create"), data)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Kept words" in page
    assert set(answer.context["form"].errors) == {"name", "does"}
    assert "national identity number" in page
    assert not Activity.objects.exists()


def test_something_else_needs_words_and_foreign_rows_are_refused(manager):
    other = ActivityType.objects.get(code="other")
    answer = manager.post(url("activity-create"), fields(type=other.pk))
    assert "other_text" in answer.context["form"].errors
    foreign = ActivityType.objects.create(
        code="x", group="other", name="Theirs", area=AreaFactory()
    )
    answer = manager.post(url("activity-create"), fields(type=foreign.pk))
    assert "type" in answer.context["form"].errors
    assert not Activity.objects.exists()


def one_off(**values):
    kind = ActivityType.objects.get(code="social")
    day = clock.now().date() + timedelta(days=9)
    return {
        "form_uuid": str(uuid.uuid4()), "type": kind.pk, "name": "Summer party",
        "on": day.isoformat(), "times_0": "14:00", "times_1": "16:00", "places": "3", **values,
    }  # fmt: skip


def test_a_one_off_takes_five_fields_and_one_answer_to_be_published(manager):
    page = manager.get(url("activity-create-one-off"))
    visible = [field.name for field in page.context["form"].visible_fields()]
    assert visible == ["type", "name", "on", "times", "places"]
    data = one_off()
    manager.post(url("activity-create-one-off"), data)
    answer = manager.post(url("activity-create-one-off"), data)
    activity = Activity.objects.get()
    assert answer.url == url("activity-detail", activity.pk)
    assert Shift.objects.get().coverage.maximum == 3
    manager.post(url("activity-publish", activity.pk))
    activity.refresh_from_db()
    assert activity.state == ActivityState.DRAFT  # nobody has said whether paid staff did it
    page = manager.get(answer.url).content.decode()
    assert f"{url('activity-classify', activity.pk)}#id_was_paid_work" in page
    said = {"version": activity.version, "was_paid_work": "False"}
    manager.post(url("activity-classify", activity.pk), said)
    manager.post(url("activity-publish", activity.pk))
    activity.refresh_from_db()
    assert activity.state == ActivityState.PUBLISHED
    assert activity.paid_work_said_on == clock.today(activity.unit.zone)


@pytest.mark.parametrize(
    "wrong",
    [
        {"on": "2001-01-01"}, {"on": "9999-12-31"}, {"places": "0"}, {"places": "-3"},
        {"places": "999999999999"}, {"times_1": ""}, {"times_1": "14:00"}, {"times_0": "25:99"},
        {"type": ""}, {"type": "nonsense"}, {"form_uuid": "nonsense"},
    ],
)  # fmt: skip
def test_a_wrong_one_off_writes_nothing(manager, wrong):
    answer = manager.post(url("activity-create-one-off"), one_off(**wrong))
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert "Summer party" in answer.content.decode()
    assert not Activity.objects.exists()
    assert not Shift.objects.exists()


@pytest.mark.parametrize("role", [Role.UNIT_STAFF, Role.AREA_LEAD, Role.COORDINATOR])
@pytest.mark.parametrize("name", ["activity-create", "activity-create-one-off"])
def test_only_managers_make_activities(unit, area, red, role, name):
    scope = {"unit_staff": {"unit": unit}, "area_lead": {"area": area}}
    visitor = enter(role, **scope.get(role, {"organisation": red}))
    assert visitor.get(url(name)).status_code == 403
    assert visitor.post(url(name), fields()).status_code == 403
    assert not Activity.objects.exists()


# --- Changing -------------------------------------------------------------------


def edit_data(activity, **values):
    names = ("name", "purpose", "does", "does_not", "supervisor", "induction", "place",
             "expenses", "contact_name", "sign_up_mode")  # fmt: skip
    data = {name: getattr(activity, name) for name in names}
    data |= {"contact_phone": str(activity.contact_phone), "type": activity.type_id}
    return {**data, "version": activity.version, **values}


def test_a_stale_save_shows_both_texts_and_keeps_the_input(manager, unit):
    activity = ActivityFactory(unit=unit)
    where = url("activity-edit", activity.pk)
    manager.post(where, edit_data(activity, purpose="The first text"))
    answer = manager.post(where, edit_data(activity, purpose="The second text"))
    page = answer.content.decode()
    assert "The first text" in page
    assert "The second text" in page
    activity.refresh_from_db()
    assert activity.purpose == "The first text"


def test_state_and_unit_cannot_be_slipped_in(manager, unit):
    activity = ActivityFactory(unit=unit)
    data = edit_data(activity, state="published", unit=CareUnitFactory().pk, purpose="New")
    manager.post(url("activity-edit", activity.pk), data)
    activity.refresh_from_db()
    assert (activity.purpose, activity.state, activity.unit) == ("New", "draft", unit)


def test_a_police_check_needs_its_legal_basis(manager, unit):
    activity = ActivityFactory(unit=unit)
    where = url("requirement-create", activity.pk)
    answer = manager.post(where, {"type": "police_certificate"})
    assert "legal_basis" in answer.context["form"].errors
    manager.post(where, {"type": "police_certificate", "legal_basis": "Paragraph 5-4"})
    manager.post(where, {"type": "police_certificate", "legal_basis": "Paragraph 5-4"})
    requirement = activity.requirements.get()
    manager.post(url("requirement-end", activity.pk, requirement.pk))
    requirement.refresh_from_db()
    assert requirement.ended_at is not None
    foreign = ActivityFactory(unit=unit)
    assert manager.post(url("requirement-end", foreign.pk, requirement.pk)).status_code == 404


def test_the_area_lead_classifies_and_changes_nothing_else(area, unit):
    activity = ActivityFactory(unit=unit)
    lead = enter(Role.AREA_LEAD, area=area)
    data = {"version": activity.version, "statutory_class": "mixed", "legal_reference": "Act 3-2"}
    lead.post(url("activity-classify", activity.pk), data)
    activity.refresh_from_db()
    assert activity.statutory_class == "mixed"
    assert lead.get(url("activity-edit", activity.pk)).status_code == 403


# --- Publishing -----------------------------------------------------------------


def test_publishing_says_everything_that_is_missing_with_links(manager, unit):
    activity = ActivityFactory(unit=unit, purpose="", expenses="")
    answer = manager.post(url("activity-publish", activity.pk), follow=True)
    page = answer.content.decode()
    assert "The purpose is missing." in page
    assert f"{url('activity-edit', activity.pk)}#id_expenses" in page
    assert f"{url('board-edit', activity.pk)}#id_doer_recruit" in page
    assert "No session is planned." in page
    activity.refresh_from_db()
    assert activity.state == ActivityState.DRAFT


def test_a_gap_is_shown_before_publishing_and_stops_nobody(manager, unit):
    activity = ActivityFactory(unit=unit)
    rows = (*core_rows(), task_row(Task.TRANSPORT, Doer.NOBODY))
    VersionFactory(activity=activity, rows=rows)
    ShiftFactory(activity=activity)
    asked = manager.post(url("activity-publish", activity.pk)).content.decode()
    assert "Nobody does it yet: Transport and practicalities." in asked
    activity.refresh_from_db()
    assert activity.state == ActivityState.DRAFT
    manager.post(url("activity-publish", activity.pk), {"seen": "1"})
    activity.refresh_from_db()
    assert activity.state == ActivityState.PUBLISHED


def test_publishing_and_back_to_draft_keep_sign_ups(manager, unit):
    activity = ActivityFactory(unit=unit)
    VersionFactory(activity=activity)
    sign_up = SignUpFactory(shift=ShiftFactory(activity=activity))
    manager.post(url("activity-publish", activity.pk))
    manager.post(url("activity-publish", activity.pk))
    activity.refresh_from_db()
    assert activity.state == ActivityState.PUBLISHED
    assert "still comes" in manager.get(url("activity-pause", activity.pk)).content.decode()
    activity.refresh_from_db()
    assert activity.state == ActivityState.PUBLISHED  # asking changes nothing
    manager.post(url("activity-pause", activity.pk))
    activity.refresh_from_db()
    sign_up.refresh_from_db()
    assert (activity.state, sign_up.state) == ("draft", "confirmed")


def test_the_partner_acts_exactly_where_the_record_says(manager, unit, red):
    activity = ActivityFactory(unit=unit)
    rows = core_rows(Doer.ORGANISATION, red)
    VersionFactory(activity=activity, rows=rows)
    page = manager.get(url("activity-detail", activity.pk)).content.decode()
    assert "This is up to Red Cross here: Plan the sessions." in page
    visitor = enter(Role.COORDINATOR, organisation=red)
    page = visitor.get(url("activity-detail", activity.pk)).content.decode()
    assert "Plan sessions" in page
    refused = visitor.get(url("activity-edit", activity.pk))
    assert refused.status_code == 403
    assert "This is up to Solbakken here" in refused.content.decode()
    assert visitor.post(url("activity-open", activity.pk), {"open": "1"}).status_code == 403


NAMES = ["activity-detail", "activity-edit", "activity-pause", "requirement-create", "board",
         "board-edit", "record-history", "task-contacts", "claim", "activity-classify"]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("role", [Role.UNIT_MANAGER, Role.COORDINATOR, Role.AREA_LEAD])
def test_a_stranger_finds_nothing(unit, name, role):
    activity = ActivityFactory(unit=unit, is_published=True)
    visitor = enter(role)
    assert visitor.get(url(name, activity.pk)).status_code == 404
    assert visitor.post(url(name, activity.pk)).status_code in (404, 405)


@pytest.mark.parametrize("many", [1, 4])
def test_the_list_costs_the_same_for_one_and_many(
    manager, unit, red, many, django_assert_num_queries
):
    for _ in range(many):
        activity = ActivityFactory(unit=unit, is_published=True)
        VersionFactory(activity=activity, rows=core_rows(Doer.SHARED, red), state="proposed")
        ShiftFactory(activity=activity)
    manager.get(url("activity-list"))
    with django_assert_num_queries(20):
        page = manager.get(url("activity-list"))
    assert len(page.context["lines"]) == many
    assert "1 proposal to answer" in page.content.decode()


def test_every_session_to_come_can_be_reached(manager, unit):
    activity = ActivityFactory(unit=unit, is_published=True)
    start = clock.now() + timedelta(days=1)
    made = [ShiftFactory(activity=activity, starts_at=start + timedelta(weeks=n)) for n in range(7)]
    where, seen = url("activity-detail", activity.pk), ""
    for page in (1, 2):
        seen += manager.get(where, {"page": page}).content.decode()
    assert [one.pk for one in made if url("shift-detail", one.pk) not in seen] == []


def test_an_empty_list_says_what_to_do(manager):
    page = manager.get(url("activity-list")).content.decode()
    assert "No activity yet." in page
    assert url("activity-create") in page


def test_what_the_area_has_said_for_most_stands_behind_more(manager, unit):
    """It opens by itself where something is filled in there, or is the matter."""
    activity = ActivityFactory(unit=unit)
    where = url("activity-edit", activity.pk)
    shut = '<details class="ds-details">'
    page = manager.get(where)
    assert shut in page.content.decode()
    names = [one.name for one in page.context["form"].always]
    assert not {"opens_days", "closes_hours"} & set(names)
    wrong = manager.post(where, filled(page, opens_days="-1")).content.decode()
    assert shut not in wrong
    assert '<details class="ds-details" open>' in wrong
    manager.post(where, filled(page, opens_days="14"))
    activity.refresh_from_db()
    assert activity.opens_days == 14
    assert '<details class="ds-details" open>' in manager.get(where).content.decode()
