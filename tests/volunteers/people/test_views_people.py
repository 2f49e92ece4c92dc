"""The list of people of a place."""

import pytest
from django.urls import reverse

from tests.factories import AffiliationFactory, PersonFactory, SightFactory
from tests.volunteers.conftest import BAD_TEXTS
from volunteers.people.models import Person

LIST = reverse("volunteers:person-list")
NEW = reverse("volunteers:person-create")


def _form(once=None, **values):
    fields = {"name": "Vera Lund", "phone": "", "email": "", "language": "nb"}
    group = {"kind": "individual", "heads": "", "contact_name": ""}
    return {**(once or {}), **fields, **group, **values}


def _url(name, person) -> str:
    return reverse(f"volunteers:person-{name}", args=[person.pk])


@pytest.fixture
def vera(here) -> Person:
    person = PersonFactory(name="Vera Lund", email="vera@example.org", phone="+4740012345")
    AffiliationFactory(person=person, unit=here.unit)
    return person


@pytest.mark.parametrize("url", [LIST, NEW])
def test_the_area_lead_sees_no_names(here, vera, enter, url):
    assert enter(here.lead).get(url).status_code == 403


def test_a_volunteer_has_no_list(here, vera, enter):
    volunteer = PersonFactory(has_login=True)
    client = enter(volunteer)
    assert client.get(LIST).status_code == 403
    assert client.get(_url("detail", vera)).status_code == 404


def test_staff_see_people_but_add_and_change_nobody(here, vera, enter):
    client = enter(here.staff)
    assert "Vera Lund" in client.get(LIST).text
    assert NEW not in client.get(LIST).text
    assert client.get(_url("detail", vera)).status_code == 200
    for url in (NEW, _url("edit", vera)):
        assert client.get(url).status_code == 403
        assert client.post(url, _form()).status_code == 403


@pytest.mark.parametrize("more", [1, 20])
def test_any_number_of_people_costs_the_same(here, enter, more, django_assert_num_queries):
    AffiliationFactory.create_batch(more, unit=here.unit)
    SightFactory.create_batch(more, unit=here.unit)
    client = enter(here.manager)
    with django_assert_num_queries(7):
        client.get(LIST)


def test_the_list_is_the_hats_own(here, elsewhere, vera, enter):
    foreign = AffiliationFactory(unit=elsewhere.unit).person
    page = enter(here.manager).get(LIST)
    assert "Vera Lund" in page.text
    assert foreign.name not in page.text


def test_it_searches_and_filters(here, vera, enter):
    other = AffiliationFactory(organisation=here.organisation).person
    SightFactory(person=other, unit=here.unit)
    client = enter(here.manager)
    for query, found, not_found in (
        ("q=a%20lu", vera, other),
        ("kind=organised", other, vera),
        ("kind=unit_direct", vera, other),
    ):
        page = client.get(f"{LIST}?{query}")
        assert found.name in page.text, query
        assert not_found.name not in page.text, query
    assert "Nobody fits" in client.get(f"{LIST}?q=zzz").text


@pytest.mark.parametrize(
    "query", ["q=%00", "kind=nonsense", "page=-1", "page=x", "q=" + "x" * 10_000]
)
def test_a_bad_query_is_answered(here, vera, enter, query):
    assert enter(here.manager).get(f"{LIST}?{query}").status_code == 200


def test_an_empty_list_says_what_to_do(here, enter):
    assert "A name is enough" in enter(here.manager).get(LIST).text


def test_it_turns_pages_and_keeps_the_search(here, enter):
    AffiliationFactory.create_batch(30, unit=here.unit)
    page = enter(here.manager).get(f"{LIST}?q=vera")
    assert "q=vera&amp;page=2" in page.text


def test_a_name_is_enough_and_the_second_press_makes_nobody(here, enter, once):
    client = enter(here.coordinator)
    answers = [client.post(NEW, _form(once)) for _press in range(2)]
    person = Person.objects.get()
    assert {answer["Location"] for answer in answers} == {_url("detail", person)}
    assert person.affiliations.get().organisation == here.organisation
    assert client.get(_url("detail", person)).status_code == 200


def test_the_second_press_with_contacts_asks_for_no_duplicate(here, enter, once):
    client = enter(here.manager)
    for _press in range(2):
        assert client.post(NEW, _form(once, email="v@example.org")).status_code == 302
    assert Person.objects.count() == 1


def test_a_likely_duplicate_is_asked_about(here, vera, enter, once):
    client = enter(here.manager)
    data = _form(once, email="VERA@example.org")
    page = client.post(NEW, data)
    assert "Is it the same person?" in page.text
    assert Person.objects.count() == 1
    same = client.post(NEW, {**data, "same": vera.pk})
    assert same["Location"] == _url("detail", vera)
    assert Person.objects.count() == 1
    assert client.post(NEW, {**data, "somebody_else": "1"}).status_code == 302
    assert Person.objects.count() == 2


@pytest.mark.parametrize("key", ["0", "x", "²", "-1", "9" * 40])
def test_a_foreign_or_odd_duplicate_does_not_exist(here, elsewhere, enter, once, key):
    foreign = AffiliationFactory(unit=elsewhere.unit).person
    client = enter(here.manager)
    for same in (key, foreign.pk):
        assert client.post(NEW, _form(once, same=same)).status_code == 404


def test_a_group_has_heads_and_a_contact(here, enter, once):
    client = enter(here.manager)
    data = _form(once, kind="group", name="Class 7b", contact_name="Ida")
    assert "Say how many people" in client.post(NEW, data).text
    assert client.post(NEW, {**data, "heads": "25"}).status_code == 302
    assert (Person.objects.get().heads, Person.objects.get().contact_name) == (25, "Ida")


def test_one_person_is_one_head_whatever_was_sent(here, enter, once):
    enter(here.manager).post(NEW, _form(once, heads="25", contact_name="Ida"))
    assert (Person.objects.get().heads, Person.objects.get().contact_name) == (1, "")


@pytest.mark.parametrize("heads", ["0", "-5", "501", "1e9", "99999999999999999999", "many"])
def test_odd_numbers_of_heads_are_refused(here, enter, once, heads):
    """S17: negative or huge."""
    page = enter(here.manager).post(NEW, _form(once, kind="group", heads=heads))
    assert "heads" in page.context["form"].errors
    assert not Person.objects.exists()


@pytest.mark.parametrize("text", BAD_TEXTS)
@pytest.mark.parametrize("field", ["name", "contact_name", "phone", "email"])
def test_bad_texts_are_refused_beside_their_field(here, enter, once, field, text):
    page = enter(here.manager).post(NEW, _form(once, kind="group", heads=2, **{field: text}))
    assert page.status_code == 200
    assert field in page.context["form"].errors
    assert not Person.objects.exists()


def test_fields_that_the_form_does_not_have_are_ignored(here, enter, once):
    """S3: mass assignment."""
    user = here.lead.user.pk
    enter(here.manager).post(NEW, _form(once, user=user, user_id=user, erased_at="2020-01-01"))
    person = Person.objects.get()
    assert (person.user, person.erased_at) == (None, None)


def test_another_tenants_people_do_not_exist(here, elsewhere, enter):
    foreign = AffiliationFactory(unit=elsewhere.unit).person
    client = enter(here.manager)
    for name in ("detail", "edit"):
        assert client.get(_url(name, foreign)).status_code == 404
    assert client.post(_url("edit", foreign), _form(version=1)).status_code == 404


def test_who_only_comes_here_is_seen_but_not_changed(here, enter):
    guest = SightFactory(unit=here.unit).person
    client = enter(here.manager)
    page = client.get(_url("detail", guest))
    assert guest.email in page.text
    assert _url("edit", guest) not in page.text
    assert client.post(_url("edit", guest), _form(version=1)).status_code == 403


def test_the_second_hand_sees_both_texts_and_keeps_its_own(here, vera, enter):
    client = enter(here.manager)
    assert client.post(_url("edit", vera), _form(version=1, name="Vera Moe")).status_code == 302
    page = client.post(_url("edit", vera), _form(version=1, name="Vera Eide"))
    assert "Saved meanwhile: Vera Moe" in page.text
    assert 'value="Vera Eide"' in page.text


def test_the_address_of_who_logs_in_is_not_on_the_form(here, enter):
    person = PersonFactory(has_login=True)
    AffiliationFactory(person=person, unit=here.unit)
    client = enter(here.manager)
    assert (
        client.post(_url("edit", person), _form(version=1, email="mine@example.org")).status_code
        == 302
    )
    person.refresh_from_db()
    assert person.email != "mine@example.org"
    assert person.name == "Vera Lund"


def test_only_whom_the_form_proposed_can_be_the_same_person(here, enter, once):
    """Somebody whom one sees by one sign-up does not come on one's own list by a bare number."""
    other = PersonFactory(name="Somebody Else")
    SightFactory(person=other, unit=here.unit)
    answer = enter(here.manager).post(NEW, _form(once, same=other.pk))
    assert answer.status_code == 404
    assert not other.affiliations.exists()
