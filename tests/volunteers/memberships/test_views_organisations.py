"""Organisations, as the area's lead and as their coordinators change them."""

from django.urls import reverse

from tests.factories import MembershipFactory, OrganisationFactory
from volunteers.memberships.rules import Role
from volunteers.organisations.models import Organisation

NEW = reverse("volunteers:organisation-create")


def _form(once=None, **values):
    fields = {"name": "Church", "kind": "faith_community", "side": "voluntary"}
    return {**(once or {}), **fields, "phone": "", "email": "", **values}


def _edit(organisation) -> str:
    return reverse("volunteers:organisation-edit", args=[organisation.pk])


def test_it_works_in_its_home_area_and_is_made_once(here, enter, once):
    client = enter(here.lead)
    for _press in range(2):
        assert client.post(NEW, _form(once)).status_code == 302
    organisation = Organisation.objects.get(name="Church")
    assert [area.name for area in organisation.areas.all()] == ["Solvik"]


def test_a_lead_of_two_areas_can_name_both(here, elsewhere, enter, once):
    MembershipFactory(user=here.lead.user, role=Role.AREA_LEAD, area=elsewhere.area)
    client = enter(here.lead)
    assert client.post(NEW, _form(once, areas=[elsewhere.area.pk])).status_code == 302
    assert Organisation.objects.get(name="Church").areas.count() == 2


def test_a_foreign_area_is_no_choice(here, elsewhere, enter, once):
    """S2: foreign ids inside bodies."""
    enter(here.lead).post(NEW, _form(once, areas=[elsewhere.area.pk]))
    assert [area.name for area in Organisation.objects.get(name="Church").areas.all()] == ["Solvik"]


def test_the_side_is_the_leads_to_set(here, enter):
    data = _form(name="Red Cross", side="public", version=1, email="post@example.org")
    assert enter(here.coordinator).post(_edit(here.organisation), data).status_code == 302
    here.organisation.refresh_from_db()
    assert (here.organisation.side, here.organisation.email) == ("voluntary", "post@example.org")
    assert (
        enter(here.lead).post(_edit(here.organisation), {**data, "version": 2}).status_code == 302
    )
    here.organisation.refresh_from_db()
    assert here.organisation.side == "public"


def test_a_guest_organisation_is_seen_but_not_changed(here, elsewhere, enter):
    guest = OrganisationFactory(home_area=elsewhere.area, areas=[here.area], name="Guest")
    client = enter(here.lead)
    assert "at home in another area" in client.get(reverse("volunteers:area-detail")).text
    assert client.post(_edit(guest), _form(version=1)).status_code == 403


def test_a_managers_hat_changes_no_organisation(here, enter):
    assert enter(here.manager).get(_edit(here.organisation)).status_code == 404


def test_the_second_hand_sees_both_texts(here, enter):
    client = enter(here.lead)
    client.post(_edit(here.organisation), _form(version=1, kind="network"))
    page = client.post(_edit(here.organisation), _form(version=1, name="Other"))
    assert "Saved meanwhile: Network" in page.text
    assert "Saved meanwhile: Church" in page.text


def test_a_taken_name_is_refused(here, enter, once):
    page = enter(here.lead).post(NEW, _form(once, name="Red Cross"))
    assert "organisation of this name" in page.text
