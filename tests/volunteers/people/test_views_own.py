"""Who are you? One's own page. Registering."""

import pytest
from django.urls import reverse

from tests.factories import AreaFactory, MembershipFactory, PersonFactory, UserFactory
from tests.volunteers.conftest import BAD_TEXTS
from volunteers.people.models import Person

WHO = reverse("volunteers:who")
ME = reverse("volunteers:me")
REGISTER = reverse("volunteers:register")


@pytest.fixture
def couple(db) -> list[Person]:
    user = UserFactory(email="couple@example.org")
    return [
        PersonFactory(user=user, name=name, email=user.email) for name in ("Odd Berg", "Gerd Berg")
    ]


def _me(**values):
    return {
        "name": "Odd Berg",
        "phone": "",
        "email": "odd@example.org",
        "language": "nb",
        "asked_for": "anyone",
        "version": 1,
        **values,
    }


def test_a_couple_is_asked_and_its_answer_is_kept(couple, enter):
    client = enter(couple[0].user)
    assert client.get(ME)["Location"] == WHO
    page = client.get(WHO)
    assert "Odd Berg" in page.text
    assert "Gerd Berg" in page.text
    assert client.post(WHO, {"hat": f"person:{couple[1].pk}"})["Location"] == "/"
    assert "Gerd Berg" in client.get(ME).text


def test_roles_are_hats_too(here, enter):
    PersonFactory(user=here.manager.user, name="Vera Lund")
    client = enter(here.manager)
    page = client.get(WHO)
    assert "Solbakken" in page.text
    assert "Vera Lund" in page.text
    client.post(WHO, {"hat": f"membership:{here.manager.pk}"})
    assert client.session["hat"] == f"membership:{here.manager.pk}"


@pytest.mark.parametrize("hat", ["", "person:0", "nonsense", "membership:999999"])
def test_nobody_puts_on_a_strangers_hat(couple, here, enter, hat):
    client = enter(couple[0])
    for foreign in (hat, f"membership:{here.lead.pk}", f"person:{PersonFactory().pk}"):
        assert client.post(WHO, {"hat": foreign}).status_code == 404
    assert client.session["hat"] == f"person:{couple[0].pk}"


def test_somebody_new_registers(enter, db):
    client = enter(UserFactory())
    assert client.get(WHO)["Location"] == REGISTER


def test_letters_go_only_where_one_has_shown_to_receive_them(couple, enter):
    odd = couple[0]
    client = enter(odd)
    page = client.get(ME).text
    assert "go to couple@example.org" in page
    assert 'name="email"' not in page
    assert client.post(ME, _me(email="somebody@else.example")).status_code == 302
    odd.refresh_from_db()
    assert odd.email == "couple@example.org"
    odd.user.emailaddress_set.create(email="waiting@example.org", verified=False)
    assert "waiting@example.org" not in client.get(ME).text


def test_own_details(couple, enter):
    couple[0].user.emailaddress_set.create(email="odd@example.org", verified=True)
    client = enter(couple[0])
    assert client.post(ME, _me()).status_code == 302
    odd = couple[0]
    odd.refresh_from_db()
    assert (odd.email, odd.asked_for, odd.user.language) == ("odd@example.org", "anyone", "nb")
    page = client.post(ME, _me(name="Odd Moe"))
    assert page.status_code == 200
    assert 'value="Odd Moe"' in page.text


@pytest.mark.parametrize("text", BAD_TEXTS)
@pytest.mark.parametrize("field", ["name", "phone", "email"])
def test_bad_texts_are_refused_beside_their_field(couple, enter, field, text):
    couple[0].user.emailaddress_set.create(email="odd@example.org", verified=True)
    page = enter(couple[0]).post(ME, _me(**{field: text}))
    assert page.status_code == 200
    assert field in page.context["form"].errors


@pytest.mark.parametrize(("field", "value"), [("language", "xx"), ("asked_for", "all")])
def test_what_is_no_choice_is_refused(couple, enter, field, value):
    page = enter(couple[0]).post(ME, _me(**{field: value}))
    assert field in page.context["form"].errors


def test_staff_without_a_volunteers_row_see_their_roles(here, enter):
    page = enter(here.manager).get(ME)
    assert "Solbakken" in page.text
    assert reverse("volunteers:membership-end", args=[here.manager.pk]) in page.text
    assert enter(here.manager).post(ME, _me()).status_code == 200


def test_one_field_is_enough(enter, once, db):
    area = AreaFactory()
    user = UserFactory()
    client = enter(user)
    for _press in range(2):
        assert client.post(REGISTER, {**once, "name": "Vera", "phone": ""})["Location"] == "/"
    person = user.people.get()
    assert person.offered_to == area
    assert client.session["hat"] == f"person:{person.pk}"


def test_where_there_are_several_areas_one_is_chosen(enter, once, db):
    areas = AreaFactory.create_batch(2)
    client = enter(UserFactory())
    data = {**once, "name": "Vera", "phone": ""}
    assert "area" in client.post(REGISTER, data).context["form"].errors
    assert client.post(REGISTER, {**data, "area": areas[1].pk}).status_code == 302
    assert Person.objects.get().offered_to == areas[1]


@pytest.mark.parametrize("text", ["", *BAD_TEXTS])
def test_a_bad_name_is_refused(enter, once, db, text):
    page = enter(UserFactory()).post(REGISTER, {**once, "name": text, "phone": ""})
    assert "name" in page.context["form"].errors


def test_a_removed_role_is_a_hat_no_more(here, enter):
    """S4: refused at the next request."""
    MembershipFactory(unit=here.unit)
    client = enter(here.manager)
    here.manager.ended_at = here.manager.created_at
    here.manager.save()
    assert client.get(reverse("volunteers:person-list")).status_code == 403
