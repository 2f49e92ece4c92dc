"""Colleagues: who sees them, who invites, who ends a role."""

import pytest
from django.urls import reverse
from django.utils import timezone

from careshare import limits
from tests.factories import InvitationFactory, MembershipFactory
from volunteers.memberships.models import Invitation
from volunteers.memberships.rules import Role


def _list(kind, pk):
    return reverse("volunteers:member-list-of", args=[kind, pk])


def _invite(kind, pk):
    return reverse("volunteers:invitation-create", args=[kind, pk])


def _form(once, **values):
    return {
        **once,
        "email": "new@example.org",
        "name": "Kari",
        "role": "unit_manager",
        "language": "en",
        **values,
    }


def test_the_list_shows_colleagues_and_open_invitations(here, enter):
    InvitationFactory(unit=here.unit, email="wait@example.org", name="")
    InvitationFactory(unit=here.unit, email="gone@example.org", withdrawn_at=timezone.now())
    page = enter(here.manager).get(_list("unit", here.unit.pk))
    assert here.staff.name in page.text
    assert "wait@example.org" in page.text
    assert "gone@example.org" not in page.text


def test_staff_see_colleagues_but_no_invitations_and_no_buttons(here, enter):
    InvitationFactory(unit=here.unit, email="wait@example.org", name="")
    page = enter(here.staff).get(_list("unit", here.unit.pk))
    assert here.manager.name in page.text
    assert "wait@example.org" not in page.text
    assert _invite("unit", here.unit.pk) not in page.text


@pytest.mark.parametrize("more", [1, 6])
def test_any_number_of_colleagues_costs_the_same(here, enter, more, django_assert_num_queries):
    MembershipFactory.create_batch(more, role=Role.UNIT_STAFF, unit=here.unit)
    InvitationFactory.create_batch(more, unit=here.unit)
    client = enter(here.manager)
    with django_assert_num_queries(7):
        client.get(_list("unit", here.unit.pk))


@pytest.mark.parametrize("kind", ["unit", "organisation", "area"])
def test_another_tenants_places_do_not_exist(here, elsewhere, enter, kind):
    pk = getattr(elsewhere, kind).pk
    client = enter(here.lead)
    for url in (_list(kind, pk), _invite(kind, pk)):
        assert client.get(url).status_code == 404
        assert client.post(url).status_code in (404, 405)


def test_an_unknown_sort_of_scope_does_not_exist(here, enter):
    assert enter(here.lead).get(_list("planet", 1)).status_code == 404


def test_the_lead_invites_a_manager_to_a_unit(here, enter, once):
    answer = enter(here.lead).post(_invite("unit", here.unit.pk), _form(once))
    assert answer.status_code == 302
    assert Invitation.objects.get().scope == here.unit


def test_the_same_form_twice_is_one_invitation(here, enter, once):
    client = enter(here.lead)
    for _press in range(2):
        assert client.post(_invite("unit", here.unit.pk), _form(once)).status_code == 302
    assert Invitation.objects.count() == 1


def test_staff_may_not_invite(here, enter, once):
    client = enter(here.staff)
    assert client.get(_invite("unit", here.unit.pk)).status_code == 403
    assert client.post(_invite("unit", here.unit.pk), _form(once)).status_code == 403


def test_a_role_beyond_ones_own_is_no_choice(here, enter, once):
    page = enter(here.manager).post(_invite("unit", here.unit.pk), _form(once, role="area_lead"))
    assert page.status_code == 200
    assert "role" in page.context["form"].errors
    assert not Invitation.objects.exists()


@pytest.mark.parametrize(
    "email", ["", "no address", "a@b.org\r\nBcc: c@d.org", "x" * 10_000 + "@e.org"]
)
def test_a_bad_address_is_refused_beside_its_field(here, enter, once, email):
    page = enter(here.lead).post(_invite("unit", here.unit.pk), _form(once, email=email))
    assert page.status_code == 200
    assert "email" in page.context["form"].errors
    assert 'value="Kari"' in page.text


def test_taking_an_invitation_back_asks_first(here, enter):
    invitation = InvitationFactory(unit=here.unit)
    client, url = (
        enter(here.manager),
        reverse("volunteers:invitation-withdraw", args=[invitation.pk]),
    )
    assert client.get(url).status_code == 200
    invitation.refresh_from_db()
    assert invitation.withdrawn_at is None
    assert client.post(url).status_code == 302
    invitation.refresh_from_db()
    assert invitation.withdrawn_at is not None


def test_another_tenants_invitation_and_role_do_not_exist(here, elsewhere, enter):
    invitation = InvitationFactory(unit=elsewhere.unit)
    client = enter(here.manager)
    for url in (
        reverse("volunteers:invitation-withdraw", args=[invitation.pk]),
        reverse("volunteers:membership-end", args=[elsewhere.manager.pk]),
    ):
        assert client.get(url).status_code == 404
        assert client.post(url).status_code == 404


def test_ending_a_role_asks_first_and_then_refuses_its_holder(here, enter):
    url = reverse("volunteers:membership-end", args=[here.staff.pk])
    holder = enter(here.staff)
    client = enter(here.manager)
    assert client.get(url).status_code == 200
    assert holder.get(_list("unit", here.unit.pk)).status_code == 200
    assert client.post(url).status_code == 302
    assert holder.get(_list("unit", here.unit.pk)).status_code == 404


def test_staff_cannot_end_their_managers_role(here, enter):
    url = reverse("volunteers:membership-end", args=[here.manager.pk])
    assert enter(here.staff).post(url).status_code == 403


def test_the_last_manager_reads_why_not(here, enter):
    url = reverse("volunteers:membership-end", args=[here.manager.pk])
    client = enter(here.manager)
    assert "Invite a successor first" in client.get(url).text
    assert client.post(url).status_code == 409
    here.manager.refresh_from_db()
    assert here.manager.ended_at is None


def test_the_bare_address_leads_to_ones_own_place(here, enter):
    answer = enter(here.manager).get(reverse("volunteers:member-list"))
    assert answer["Location"] == _list("unit", here.unit.pk)


def test_whoever_invites_without_end_is_refused_and_keeps_what_was_typed(
    here, enter, once, monkeypatch
):
    """S19."""
    monkeypatch.setattr(limits, "LIMITS", {"invite": limits.LIMITS["invite"]._replace(most=0)})
    page = enter(here.lead).post(_invite("unit", here.unit.pk), _form(once))
    assert "You have sent very much in a short time" in page.text
    assert 'value="new@example.org"' in page.text
    assert 'value="Kari"' in page.text
    assert not Invitation.objects.exists()
