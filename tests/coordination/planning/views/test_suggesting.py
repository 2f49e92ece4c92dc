"""Anybody may suggest something where the unit wishes it: a plain form and a page of one's own."""

import pytest

from careshare import limits
from coordination.initiatives.models import Initiative
from tests.coordination.planning.views.steps import filled, url
from tests.factories import ActivityTypeFactory, InitiativeFactory, MembershipFactory


@pytest.fixture
def address(unit):
    unit.takes_public_suggestions = True
    unit.save()
    MembershipFactory(unit=unit, name="Anne Bakke")
    return url("suggestion-create", unit.public_id)


def send(client, address, **values):
    page = client.get(address)
    data = filled(
        page, title="Accordion", what="Plays", purpose="Music", roughly_when="Fridays",
        type=ActivityTypeFactory().pk, contact_name="Petra", contact_email="petra@example.org",
    )  # fmt: skip
    return client.post(address, {**data, **values})


def test_the_form_is_not_there_unless_the_unit_wishes_it(client, unit):
    where = url("suggestion-create", unit.public_id)
    assert client.get(where).status_code == client.post(where).status_code == 404


def test_somebody_suggests_sees_it_and_takes_it_back(client, address, unit):
    page = client.get(address).content.decode()
    assert "Solbakken" in page
    assert "Anne Bakke" not in page
    assert str(unit.phone) not in page
    own = send(client, address)["Location"]
    made = Initiative.objects.get()
    assert (made.kind, made.unit, made.proposed_by) == ("public", unit, None)
    client.logout()
    page = client.get(own)
    assert page.status_code == 200
    assert Initiative.objects.get().state == "proposed"  # opening it changes nothing
    for _press in range(2):
        client.post(own)
    made.refresh_from_db()
    assert (made.state, made.withdrawn_by) == ("withdrawn", None)


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"contact_email": ""}, "Write an e-mail address or a telephone number"),
        ({"contact_email": "a@example.org\r\nBcc: b@example.org"}, "valid e"),
        ({"what": "01010750160"}, "national identity number"),
        ({"title": "a\u202eb"}, "cannot be seen"),
        ({"title": "x" * 200}, "at most 80"),
        ({"brings_people": "0"}, "greater than or equal to 1"),
        ({"brings_people": "99999999999"}, "less than or equal to"),
        ({"type": "0"}, "valid choice"),
        ({"form_uuid": "no"}, "valid UUID"),
    ],
)
def test_bad_input_is_said_and_kept(client, address, values, says):
    answer = send(client, address, **values)
    assert answer.status_code == 200
    assert says in answer.content.decode()
    assert "Fridays" in answer.content.decode()
    assert not Initiative.objects.exists()


def test_a_flood_ends_with_a_plain_page(client, address, monkeypatch):
    monkeypatch.setattr(limits, "_count", lambda name, limit, request: limit.most + 1)
    answer = client.post(address, {})
    assert answer.status_code == 429
    assert "Too many tries" in answer.content.decode()
    assert client.get(address).status_code == 200  # reading is free
    assert not Initiative.objects.exists()


def test_a_wrong_link_and_a_late_press(client, address, unit):
    from coordination.initiatives.access import own_path

    assert client.get(url("suggestion-own", "guess")).status_code == 404
    declined = InitiativeFactory(unit=unit, state="declined")
    assert client.post(own_path(declined)).status_code == 409
    assert "The answer is no" in client.get(own_path(declined)).content.decode()
