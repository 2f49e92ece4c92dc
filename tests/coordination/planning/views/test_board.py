"""The board, proposals and partners on pages: the coordinator's journey, and what is refused."""

import re
from datetime import timedelta

import pytest
from django.template.loader import render_to_string

from careshare import clock
from coordination.arrangements.access import today_at
from coordination.arrangements.models import UsualPattern, Version
from coordination.arrangements.rules import CORE_TASKS, Doer, VersionState
from coordination.arrangements.words import COLOURS, DOER_COLOURS
from coordination.planning.words import board as words
from tests.coordination.planning.views.steps import enter, filled, offer, url
from tests.factories import (
    ActivityFactory,
    CareUnitFactory,
    OrganisationFactory,
    ReviewRoundFactory,
    VersionFactory,
    core_rows,
    task_row,
)
from volunteers.memberships.rules import Role, Task

pytestmark = pytest.mark.django_db


# --- The unit's own record ------------------------------------------------------


def test_who_does_most_fills_the_board_and_saving_records_it(manager, unit):
    activity = ActivityFactory(unit=unit)
    where = url("board-edit", activity.pk)
    page = manager.get(where)
    assert "Nobody does it yet" in page.content.decode()
    page = manager.post(where, {**filled(page), "fill": "unit"})
    assert not Version.objects.exists()
    assert page.context["follows"].chip.label == "Care unit alone"
    manager.post(where, filled(page))
    version = Version.objects.get()
    assert (version.state, version.core_arrangement) == ("agreed", "unit_alone")


def test_what_follows_is_shown_without_a_script_and_with_one(manager, unit, red):
    activity = ActivityFactory(unit=unit)
    where = url("board-edit", activity.pk)
    data = filled(manager.get(where), partners=[f"organisation:{red.pk}"], doer_train="divided")
    del data["save"]
    plain = manager.post(where, {**data, "show": "1"})
    assert "The part of Red Cross" in plain.content.decode()
    assert "Provisional" in plain.content.decode()
    assert "Something needs to be put right" not in plain.content.decode()
    part = manager.post(where, data, headers={"HX-Request": "true"})
    text = part.content.decode()
    assert text.lstrip().startswith('<form id="board-form"')
    assert "<html" not in text
    assert "Send to Red Cross" in text
    assert not Version.objects.exists()


def test_what_is_wrong_stands_beside_its_task_and_the_input_stays(manager, unit, red):
    activity = ActivityFactory(unit=unit)
    where = url("board-edit", activity.pk)
    page = manager.get(where)
    red_key = f"organisation:{red.pk}"
    data = filled(page, partners=[red_key], doer_train="divided", doer_need="not_needed")
    data |= {f"part_train_organisation_{red.pk}": "The walk", "valid_from": "2020-01-01"}
    answer = manager.post(where, data)
    errors = answer.context["form"].errors
    assert {"doer_train", "doer_need", "valid_from"} <= set(errors)
    assert "The walk" in answer.content.decode()
    assert not Version.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"doer_train": "nonsense"}, {"valid_from": ""}, {"valid_from": "31.31.2026"},
        {"valid_from": "9999-12-31"}, {"notice_days": "-1"}, {"notice_days": "x"},
        {"partners": ["organisation:999999"]}, {"message": "a\x00b"}, {"form_uuid": "x"},
        {"based_on": "x"}, {"days_train_unit": ["0", "8"], "doer_train": "divided"},
    ],
)  # fmt: skip
def test_a_wrong_board_writes_nothing(manager, unit, wrong):
    activity = ActivityFactory(unit=unit)
    where = url("board-edit", activity.pk)
    page = manager.post(where, {**filled(manager.get(where)), "fill": "unit"})
    answer = manager.post(where, filled(page, **wrong))
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert not Version.objects.exists()


def test_fixed_days_of_a_divided_task_are_ticked_and_stay_as_they_were(manager, unit, red):
    activity = ActivityFactory(unit=unit, is_open_to_partners=True)
    where, key = url("board-edit", activity.pk), f"organisation:{red.pk}"
    page = manager.post(where, {**filled(manager.get(where)), "fill": "unit"})
    chosen = {"partners": [key], "doer_schedule": "divided"}
    page = manager.post(where, {**filled(page, **chosen), "draw": "1"})
    days = {
        "days_schedule_unit": ["2", "1"],
        f"days_schedule_organisation_{red.pk}": ["4"],
        f"part_schedule_organisation_{red.pk}": "The walk",
    }
    manager.post(where, filled(page, **chosen, **days))
    (row,) = [one for one in Version.objects.get().rows if one.task == Task.SCHEDULE]
    assert [(one.party, one.part, one.weekdays) for one in row.shares] == [
        ("unit", "", "12"), (key, "The walk", "4"),
    ]  # fmt: skip


def test_a_form_that_is_older_than_the_record_changes_nothing(manager, activity):
    where = url("board-edit", activity.pk)
    old = filled(manager.get(where), doer_need="nobody")
    VersionFactory(activity=activity, rows=[*core_rows(), task_row(Task.HOST, Doer.UNIT)])
    count = Version.objects.count()
    answer = manager.post(where, old)
    assert "Something else was agreed meanwhile" in answer.content.decode()
    assert Version.objects.count() == count
    manager.post(where, filled(answer))  # the reader has seen it, so the next press counts
    assert Version.objects.count() == count + 1


def test_the_usual_pattern_is_kept_per_unit(manager, unit, red):
    where = url("usual-pattern", unit.pk)
    assert manager.post(where, {"pattern": "together", "version": 0}).context["form"].errors
    manager.post(where, {"pattern": "together", "organisation": red.pk, "version": 0})
    assert UsualPattern.objects.get().organisation == red
    stale = manager.post(where, {"pattern": "unit", "version": 0})
    assert "Saved meanwhile: We do most of it together" in stale.content.decode()
    assert UsualPattern.objects.get().pattern == "together"
    manager.post(where, filled(stale))  # the reader has seen both, so the next press counts
    assert UsualPattern.objects.get().pattern == "unit"
    assert manager.get(url("usual-pattern", CareUnitFactory().pk)).status_code == 404
    staff = enter(Role.UNIT_STAFF, unit=unit)
    assert staff.get(where).status_code == 403


# --- History and contacts -------------------------------------------------------


def test_history_shows_what_each_agreement_changed(activity, manager, red):
    offer(activity, red, state=VersionState.AGREED)
    page = manager.get(url("record-history", activity.pk)).content.decode()
    assert "Holds today" in page
    assert page.count("Recruit:") >= 2


def contact(**values):
    return {"task": "schedule", "name": "Kari", "phone": "22 00 00 01",
            "weekdays": ["1", "2"], **values}  # fmt: skip


@pytest.mark.parametrize("is_decided", [False, True])
def test_each_agreement_says_its_own_day_of_review(activity, manager, red, is_decided):
    """Also where the one of today was looked at and a next day was recorded."""
    day = today_at(activity, clock.now())
    now, soon, next_, later = (day + timedelta(days=n) for n in (40, 20, 60, 300))
    version = VersionFactory(activity=activity, rows=core_rows(Doer.SHARED, red), review_on=now)
    if is_decided:
        row = ReviewRoundFactory(activity=activity, version=version, revealed_at=clock.now())
        row.decided_at, row.next_review_on = clock.now(), next_
        row.save(update_fields=["decided_at", "next_review_on"])
    VersionFactory(
        activity=activity, rows=core_rows(Doer.SHARED, red), valid_from=soon, review_on=later
    )
    board = manager.get(url("board", activity.pk)).content.decode()
    first, own = re.search("Agreed [^<]*", board)[0], next_ if is_decided else now
    assert f"looked at again by {words.day(own)}" in first
    assert f"looked at again by {words.day(later)}" not in first
    assert f"Looked at again on {words.day(own)}." in board
    said = f"holds from {words.day(soon)}; it is to be looked at again by {words.day(later)}."
    assert said in board
    page = manager.get(url("activity-detail", activity.pk)).content.decode()
    assert words.day(own) in page
    assert words.day(later) not in page


def test_a_later_agreement_without_a_day_of_review(activity, manager, red):
    day = today_at(activity, clock.now()) + timedelta(days=20)
    VersionFactory(activity=activity, rows=core_rows(Doer.SHARED, red))
    VersionFactory(activity=activity, rows=core_rows(Doer.SHARED, red), valid_from=day)
    board = manager.get(url("board", activity.pk)).content.decode()
    assert f"Another agreement holds from {words.day(day)}." in board


def test_each_side_keeps_its_own_contacts(activity, manager, coordinator, red):
    VersionFactory(activity=activity, rows=core_rows(Doer.SHARED, red))
    where = url("task-contacts", activity.pk)
    for _press in range(2):
        manager.post(where, contact())
    own = activity.contacts.get()
    assert (own.party, own.weekdays) == ("unit", "12")
    assert "Kari" not in coordinator.get(where).content.decode()
    ending = url("task-contact-end", activity.pk, own.pk)
    assert coordinator.post(ending).status_code == 404
    manager.post(ending)
    today = today_at(activity, clock.now())
    assert not activity.contacts.filter(valid_from__lte=today, valid_until=None).exists()


def test_a_contact_may_answer_at_night(activity, manager):
    where = url("task-contacts", activity.pk)
    refused = manager.post(where, contact(from_time="22:00", until_time="22:00"))
    assert "The end must be another time than the start." in refused.content.decode()
    manager.post(where, contact(from_time="22:00", until_time="06:00"))
    page = manager.get(where).content.decode()
    assert "Mon, Tue, 22:00 until 06:00 the next morning" in page


def test_whoever_answers_for_several_tasks_stands_there_once(activity, manager):
    where = url("task-contacts", activity.pk)
    for task in ("schedule", "host", "match"):
        manager.post(where, contact(task=task))
    manager.post(where, contact(task="record", phone="22 00 00 02"))
    lines = manager.get(where).context["lines"]
    assert [(one.name, len(one.tasks)) for one in lines if one.tasks] == [("Kari", 3), ("Kari", 1)]
    assert "Host" not in lines[-1].label


@pytest.mark.parametrize(
    "wrong",
    [
        {"phone": "12"}, {"weekdays": []}, {"task": "nonsense"}, {"name": ""},
        {"from_time": "12:00", "until_time": "12:00"}, {"deputy_phone": "22000002"},
    ],
)  # fmt: skip
def test_a_wrong_contact_is_not_written(activity, manager, wrong):
    answer = manager.post(url("task-contacts", activity.pk), contact(**wrong))
    assert answer.context["form"].errors
    assert not activity.contacts.exists()


def test_a_stranger_to_the_record_keeps_no_contacts(activity, coordinator):
    assert coordinator.get(url("task-contacts", activity.pk)).status_code == 403


def test_a_gap_leads_to_its_field(unit, manager):
    activity = ActivityFactory(unit=unit)
    rows = [*core_rows()[1:], task_row(CORE_TASKS[0], Doer.NOBODY)]
    VersionFactory(activity=activity, rows=rows)
    page = manager.get(url("board", activity.pk)).content.decode()
    assert f"{url('board-edit', activity.pk)}#id_doer_{CORE_TASKS[0]}" in page


def test_a_task_of_two_organisations_alone_is_not_said_to_be_the_units_too(
    activity, manager, coordinator, red
):
    choir = OrganisationFactory(home_area=activity.unit.area, name="Choir")
    rows = [task_row(Task.SCHEDULE, Doer.ORGANISATION, red, choir)]
    VersionFactory(activity=activity, rows=rows)
    board = url("board", activity.pk)
    assert "Only Choir and Red Cross may change sessions" in manager.get(board).content.decode()
    assert "Both may change sessions" in coordinator.get(board).content.decode()


def test_an_expired_proposal_offers_no_answer(activity, manager, red):
    version = offer(activity, red, expires_at=clock.now() - timedelta(days=1))
    page = manager.get(url("version-detail", version.pk)).content.decode()
    assert url("version-agree", version.pk) not in page
    answer = manager.post(url("version-agree", version.pk))
    assert answer.status_code == 409
    assert "waited too long" in answer.content.decode()


def test_the_legend_names_every_colour_of_the_board_and_of_chips():
    def _colours(name, **values):
        return set(re.findall(r'data-color="(\w+)"', render_to_string(name, values)))

    lanes = [
        _colours("components/lane.html", responsibility=one) for one in [*Doer.__members__, ""]
    ]
    used = set().union(*lanes, DOER_COLOURS.values(), COLOURS.values())
    assert used == _colours("components/legend.html")
