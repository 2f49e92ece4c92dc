"""The area lead's pages: places, numbers, closing days."""

import pytest
from django.urls import reverse

from tests.factories import (
    AreaFactory,
    CareUnitFactory,
    InvitationFactory,
    MembershipFactory,
    OrganisationFactory,
    WardFactory,
)
from tests.volunteers.conftest import BAD_TEXTS
from volunteers.memberships.rules import Role
from volunteers.places.models import CareUnit, Ward

AREA = reverse("volunteers:area-detail")
POLICY = reverse("volunteers:area-policy")
DAYS = reverse("volunteers:closing-days")
NEW_UNIT = reverse("volunteers:unit-create")
LEADS_ONLY = [AREA, POLICY, DAYS, NEW_UNIT, reverse("volunteers:organisation-create")]


def _unit(once=None, **values):
    fields = {"name": "Elvebo", "kind": "home_care", "phone": "22 00 00 09"}
    return {**(once or {}), **fields, "address": "", "directions": "", **values}


@pytest.mark.parametrize("url", LEADS_ONLY)
@pytest.mark.parametrize("who", ["manager", "staff", "coordinator"])
def test_only_the_lead_comes_in(here, enter, url, who):
    client = enter(getattr(here, who))
    assert client.get(url).status_code == 403
    assert client.post(url, {}).status_code in (403, 405)


@pytest.mark.parametrize("url", LEADS_ONLY)
def test_a_stranger_logs_in_first(client, db, url):
    assert client.get(url)["Location"].startswith(reverse("account_login"))


def test_an_empty_area_says_what_to_do_first(enter, db):
    page = enter(MembershipFactory(role=Role.AREA_LEAD, area=AreaFactory())).get(AREA)
    assert "Start with the first care unit" in page.text
    assert "No organisation yet" in page.text


def test_the_overview_says_what_is_missing(here, elsewhere, enter):
    lonely = CareUnitFactory(area=here.area, name="Lonely")
    InvitationFactory(unit=lonely)
    page = enter(here.lead).get(AREA)
    assert "1 care unit has no manager yet" in page.text
    assert "1 open invitation" in page.text
    assert "Red Cross" in page.text
    assert elsewhere.unit.name not in page.text
    assert elsewhere.organisation.name not in page.text


@pytest.mark.parametrize("more", [1, 7])
def test_any_number_of_places_costs_the_same(here, enter, more, django_assert_num_queries):
    for unit in CareUnitFactory.create_batch(more, area=here.area):
        WardFactory.create_batch(2, unit=unit)
    OrganisationFactory.create_batch(more, home_area=here.area)
    client = enter(here.lead)
    with django_assert_num_queries(7):
        client.get(AREA)


def test_a_unit_is_made_once_and_its_manager_is_next(here, enter, once):
    client = enter(here.lead)
    for _press in range(2):
        answer = client.post(NEW_UNIT, _unit(once))
        assert answer.status_code == 302
    unit = CareUnit.objects.get(name="Elvebo")
    assert unit.area == here.area
    assert str(unit.phone) == "+47 22 00 00 09"
    assert answer["Location"] == reverse("volunteers:invitation-create", args=["unit", unit.pk])


def test_fields_that_the_form_does_not_have_are_ignored(here, elsewhere, enter, once):
    """S3: mass assignment."""
    data = _unit(once, area=elsewhere.area.pk, area_id=elsewhere.area.pk, version=99, id=1)
    enter(here.lead).post(NEW_UNIT, data)
    unit = CareUnit.objects.exclude(pk=elsewhere.unit.pk).get(name="Elvebo")
    assert (unit.area, unit.version) == (here.area, 1)


@pytest.mark.parametrize("text", BAD_TEXTS)
@pytest.mark.parametrize("field", ["name", "address", "directions"])
def test_bad_texts_are_refused_beside_their_field(here, enter, once, field, text):
    page = enter(here.lead).post(NEW_UNIT, _unit(once, **{field: text}))
    assert page.status_code == 200
    assert field in page.context["form"].errors
    assert "Something needs to be put right" in page.text
    assert not CareUnit.objects.filter(name="Elvebo").exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("phone", ""),
        ("phone", "12"),
        ("phone", "9" * 10_000),
        ("kind", "castle"),
        ("name", ""),
        ("name", "Solbakken"),
        ("form_uuid", "not a uuid"),
    ],
)
def test_bad_values_are_refused_and_the_rest_is_kept(here, enter, once, field, value):
    page = enter(here.lead).post(NEW_UNIT, _unit(once, address="Kept street", **{field: value}))
    assert page.status_code == 200
    assert page.context["form"].errors
    assert "Kept street" in page.text


def test_nothing_runs_that_was_typed(here, enter, once):
    """S12: stored scripts."""
    evil = "<script>alert(1)</script>"
    client = enter(here.lead)
    client.post(NEW_UNIT, _unit(once, name=evil))
    for url in (AREA, reverse("volunteers:unit-edit", args=[CareUnit.objects.get(name=evil).pk])):
        page = client.get(url)
        assert evil not in page.text
        assert "&lt;script&gt;" in page.text


def test_the_second_hand_sees_both_texts_and_keeps_its_own(here, enter):
    client = enter(here.lead)
    url = reverse("volunteers:unit-edit", args=[here.unit.pk])
    client.post(url, _unit(name="First hand", version=1))
    page = client.post(url, _unit(name="Second hand", version=1))
    assert page.status_code == 200
    assert "Saved meanwhile: First hand" in page.text
    assert 'value="Second hand"' in page.text
    assert client.post(url, _unit(name="Second hand", version=2)).status_code == 302
    assert 'name="version" value="2"' in page.text


def test_a_manager_changes_the_own_unit_and_adds_wards(here, enter):
    client = enter(here.manager)
    edit = reverse("volunteers:unit-edit", args=[here.unit.pk])
    add = reverse("volunteers:ward-create", args=[here.unit.pk])
    assert client.post(edit, _unit(version=1)).status_code == 302
    for _press in range(2):
        assert client.post(add, {"name": "Ward 1"}).status_code == 302
    ward = Ward.objects.get()
    rename = reverse("volunteers:ward-edit", args=[ward.pk])
    assert client.post(rename, {"name": "Ward A", "version": 1}).status_code == 302
    stale = client.post(rename, {"name": "Ward B", "version": 1})
    assert "Saved meanwhile: Ward A" in stale.text


def test_staff_see_the_unit_but_change_nothing(here, enter):
    ward = WardFactory(unit=here.unit)
    client = enter(here.staff)
    pages = {"unit-edit": here.unit.pk, "ward-create": here.unit.pk, "ward-edit": ward.pk}
    for name, pk in pages.items():
        assert client.post(reverse(f"volunteers:{name}", args=[pk]), {}).status_code == 403


def test_another_tenants_places_do_not_exist(here, elsewhere, enter):
    ward = WardFactory(unit=elsewhere.unit)
    for who in (here.lead, here.manager, here.coordinator):
        client = enter(who)
        for name, pk in (
            ("unit-edit", elsewhere.unit.pk),
            ("ward-create", elsewhere.unit.pk),
            ("ward-edit", ward.pk),
            ("organisation-edit", elsewhere.organisation.pk),
        ):
            url = reverse(f"volunteers:{name}", args=[pk])
            assert client.get(url).status_code == 404, name
            assert client.post(url, {}).status_code == 404, name


def _policy(client):
    form = client.get(POLICY).context["form"]
    return {name: form[name].value() for name in form.fields}


def test_every_number_of_the_area_is_on_the_page(here, enter):
    page = enter(here.lead).get(POLICY)
    shown = {field.name for group in page.context["form"].groups() for field in group["fields"]}
    assert shown | {"version"} == set(page.context["form"].fields)
    assert "days (1 to 30)" in page.text


@pytest.mark.parametrize("value", ["", "-1", "31", "999999999999999999999", "seven", "1e3", "\x00"])
def test_a_number_out_of_bounds_is_refused(here, enter, value):
    client = enter(here.lead)
    page = client.post(POLICY, {**_policy(client), "invitation_days": value})
    assert "invitation_days" in page.context["form"].errors
    assert len(page.context["form"].errors) == 1


def test_numbers_are_saved_once_a_version(here, enter):
    client = enter(here.lead)
    data = {**_policy(client), "invitation_days": "5"}
    assert client.post(POLICY, data).status_code == 302
    page = client.post(POLICY, {**data, "invitation_days": "9"})
    assert "Saved meanwhile: 5" in page.text


def test_closing_days(here, elsewhere, enter):
    client = enter(here.lead)
    assert client.post(DAYS, {"day": 24, "month": 12, "name": "Eve"}).status_code == 302
    assert "24 December" in client.get(DAYS).text
    assert "no such day" in client.post(DAYS, {"day": 31, "month": 4}).text
    foreign = elsewhere.area.closing_days.create(month=5, day=1)
    assert (
        client.post(reverse("volunteers:closing-day-remove", args=[foreign.pk])).status_code == 404
    )
    own = here.area.closing_days.get()
    assert client.post(reverse("volunteers:closing-day-remove", args=[own.pk])).status_code == 302
    assert not here.area.closing_days.exists()
