"""A group says how many of it come."""

import pytest

from coordination.signups.models import SignUp
from tests.coordination.finding.helpers import come, shift_at
from tests.factories.who import AffiliationFactory, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def choir(unit):
    person = PersonFactory(name="Solvik Choir", kind="group", heads=12, has_login=True)
    AffiliationFactory(person=person, unit=unit)
    return person


@pytest.fixture
def theirs(client, choir):
    client.force_login(choir.user)
    return client


def page(client, shift) -> str:
    return client.get(f"/find/{shift.public_id}/").content.decode()


def test_some_come_where_all_do_not_fit(theirs, unit):
    shift = shift_at(unit, places=5)
    assert "Not all of us come" in page(theirs, shift)
    assert come(theirs, shift).status_code == 409
    assert come(theirs, shift, heads="4").status_code == 302
    assert SignUp.objects.get().heads == 4
    assert shift.positions.get().taken == 4


def test_some_wait_where_all_would_never_fit(theirs, unit):
    """Twelve of them never fit into five places; four of them do, as soon as four are free."""
    shift = shift_at(unit, places=5)
    come(theirs, shift, heads="4")
    SignUp.objects.update(person=PersonFactory())
    wait = f"/find/{shift.public_id}/wait/"
    assert f'formaction="{wait}"' in page(theirs, shift)
    assert theirs.post(wait).status_code == 409
    assert theirs.post(wait, {"heads": "1"}).status_code == 409  # there is room for one
    assert theirs.post(wait, {"heads": "many"}).status_code == 409
    assert theirs.post(wait, {"heads": "4"}).status_code == 302
    waiting = SignUp.objects.waiting().get()
    assert (waiting.heads, waiting.state) == (4, "waitlisted")
    assert "So many of us wait" not in page(theirs, shift)


def test_all_come_where_nothing_is_said(theirs, unit):
    shift = shift_at(unit, places=20)
    assert "We'll come, 12 people" in page(theirs, shift).replace("&#x27;", "'")
    come(theirs, shift)
    assert SignUp.objects.get().heads == 12


@pytest.mark.parametrize("heads", ["0", "-2", "many", "9" * 20])
def test_nobody_is_put_down_for_a_number_that_was_not_meant(theirs, unit, heads):
    answer = come(theirs, shift_at(unit, places=20), heads=heads)
    assert answer.status_code == 409
    assert "How many of you come could not be read." in answer.content.decode()
    assert not SignUp.objects.exists()


def test_one_person_is_one_whatever_is_sent(her, unit):
    shift = shift_at(unit, places=5)
    assert "Not all of us come" not in page(her, shift)
    come(her, shift, heads="4")
    assert SignUp.objects.get().heads == 1


def test_another_number_comes_later(theirs, choir, unit):
    shift = shift_at(unit, places=8)
    come(theirs, shift, heads="4")
    row = SignUp.objects.get()
    where = f"/times/{row.public_id}/part/"
    assert "or another number of us" in theirs.get(f"/times/{row.public_id}/").content.decode()
    data = {"starts": "", "ends": "", "version": row.version}
    assert theirs.post(where, {**data, "heads": "9"}).status_code == 200
    assert theirs.post(where, data).status_code == 200  # the number is asked for
    assert theirs.post(where, {**data, "heads": "8"}).status_code == 302
    row.refresh_from_db()
    assert (row.heads, shift.positions.get().taken) == (8, 8)
