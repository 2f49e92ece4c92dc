"""Setting up an area, its places and its numbers."""

import uuid

import pytest

from careshare.audit.models import AuditEntry
from careshare.errors import Refused, Stale
from tests.factories import CareUnitFactory, WardFactory
from volunteers.places.models import Area, CareUnit, Ward
from volunteers.places.services import (
    add_closing_day,
    add_ward,
    change_policy,
    change_unit,
    create_area,
    create_unit,
    remove_closing_day,
    rename_ward,
)

pytestmark = pytest.mark.django_db
UNIT = {"name": "Elvebo", "kind": "home_care", "phone": "+4722000009"}


def test_an_area_comes_with_its_numbers():
    area = create_area(name="Nordby", country="NO", time_zone="Europe/Oslo", languages=["nb"])
    assert area.policy.invitation_days == 7


def test_an_area_of_that_name_stands_there_already(here):
    with pytest.raises(Refused):
        create_area(name="solvik", country="NO", time_zone="Europe/Oslo", languages=["nb"])
    assert Area.objects.count() == 1


def test_the_same_form_twice_is_one_unit_and_one_entry(here):
    form = uuid.uuid4()
    units = [
        create_unit(actor=here.lead.user, area=here.area, form_uuid=form, values=UNIT)
        for _press in range(2)
    ]
    assert units[0] == units[1]
    assert AuditEntry.objects.filter(action="unit.created").count() == 1


def test_a_name_is_taken_once_an_area(here, elsewhere):
    values = {**UNIT, "name": here.unit.name}
    with pytest.raises(Refused) as refused:
        create_unit(actor=here.lead.user, area=here.area, form_uuid=uuid.uuid4(), values=values)
    assert [reason.code for reason in refused.value.reasons] == ["unit_name_taken"]
    create_unit(
        actor=elsewhere.lead.user, area=elsewhere.area, form_uuid=uuid.uuid4(), values=values
    )


def test_a_change_counts_the_version_up_and_names_its_fields(here):
    unit = change_unit(
        actor=here.lead.user,
        unit=here.unit,
        opened=1,
        values={"name": "New", "address": here.unit.address},
    )
    assert (unit.name, unit.version) == ("New", 2)
    assert AuditEntry.objects.get(action="unit.changed").fields == ["name"]


def test_saving_the_same_again_changes_nothing(here):
    change_unit(actor=here.lead.user, unit=here.unit, opened=1, values={"name": here.unit.name})
    assert CareUnit.objects.get(pk=here.unit.pk).version == 1


def test_the_second_hand_is_told(here):
    change_unit(actor=here.lead.user, unit=here.unit, opened=1, values={"name": "First"})
    with pytest.raises(Stale):
        change_unit(actor=here.lead.user, unit=here.unit, opened=1, values={"name": "Second"})
    assert CareUnit.objects.get(pk=here.unit.pk).name == "First"


def test_a_unit_cannot_take_anothers_name(here):
    CareUnitFactory(area=here.area, name="Elvebo")
    with pytest.raises(Refused):
        change_unit(actor=here.lead.user, unit=here.unit, opened=1, values={"name": "Elvebo"})
    assert CareUnit.objects.get(pk=here.unit.pk).name == "Solbakken"


def test_the_same_ward_twice_is_one(here):
    wards = {add_ward(actor=here.lead.user, unit=here.unit, name="Ward 1") for _ in range(2)}
    assert len(wards) == Ward.objects.count() == 1


def test_a_ward_cannot_take_anothers_name(here):
    WardFactory(unit=here.unit, name="Ward 1")
    with pytest.raises(Refused):
        rename_ward(actor=here.lead.user, ward=WardFactory(unit=here.unit), opened=1, name="Ward 1")


def test_numbers_are_set_under_their_version(here):
    policy = change_policy(
        actor=here.lead.user, policy=here.area.policy, opened=1, values={"undo_seconds": 30}
    )
    assert (policy.undo_seconds, policy.version) == (30, 2)
    with pytest.raises(Stale):
        change_policy(actor=here.lead.user, policy=policy, opened=1, values={"undo_seconds": 10})


def test_a_closing_day_is_there_once(here):
    what = {"actor": here.lead.user, "area": here.area, "month": 12, "day": 24}
    assert add_closing_day(**what, name="Eve") == add_closing_day(**what, name="Eve")
    with pytest.raises(Refused):
        add_closing_day(**what, name="Another name")
    remove_closing_day(actor=here.lead.user, closing_day=here.area.closing_days.get())
    assert not here.area.closing_days.exists()
