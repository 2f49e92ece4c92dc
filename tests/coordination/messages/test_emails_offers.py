"""Letters about the waiting list, and the page behind their link."""

import re
from datetime import timedelta
from urllib.parse import urlparse

import pytest

from careshare import clock
from coordination.signups import services
from coordination.signups.models import PlaceOffer, SignUp
from coordination.signups.rules import CancelledBy
from tests.coordination.messages.helpers import letters, one_letter, shift_in
from tests.factories.when import ShiftFactory, SignUpFactory
from tests.factories.who import AreaFactory, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def area():
    return AreaFactory(policy__undo_seconds=0, languages=["en"])


def free(sign_up):
    services.cancel(sign_up=sign_up, by=CancelledBy.VOLUNTEER, user=None, now=clock.now())


def link_in(letter):
    """The first address that opens a page with one button."""
    return urlparse(re.search(r"https?://\S+/m/\S+", letter.body).group()).path


@pytest.fixture
def offered(area):
    shift = shift_in(area, places=1)
    has_it = SignUpFactory(shift=shift, person__email="")
    person = PersonFactory(name="Vera Vik", email="vera@example.org")
    services.wait(person=person, position=shift.positions.get(), user=None)
    assert "waiting list" in one_letter("vera@example.org").subject
    free(has_it)
    return SignUp.objects.get(person=person)


def test_an_offer_is_taken_by_its_link_without_log_in(client, offered):
    letter = one_letter("vera@example.org")
    assert letter.subject.startswith("A place is free for you")
    assert "It is yours until" in letter.body
    path = link_in(letter)
    assert "I&#x27;ll come" in client.get(path).content.decode().replace("I'll", "I&#x27;ll")
    offered.refresh_from_db()
    assert offered.state == "offered"  # opening changes nothing
    page = client.post(path, follow=True).content.decode()
    assert "you are coming" in page
    offered.refresh_from_db()
    assert offered.state == "confirmed"
    assert "_auth_user_id" not in client.session
    assert client.post(path, follow=True).status_code == 200  # a second press is no error


def test_an_offer_that_was_answered_meanwhile_has_no_letter(offered):
    services.turn_down(sign_up=offered, user=None, now=clock.now())
    assert letters() == []


def test_the_second_of_a_wave_reads_that_somebody_was_first(client, area):
    shift = shift_in(area, places=1)
    past = ShiftFactory(
        activity=shift.activity, places=9, starts_at=clock.now() - timedelta(days=365)
    )
    for name in ("a", "b"):
        SignUpFactory(shift=past, person__email=f"{name}@example.org")
    free(SignUpFactory(shift=shift, person__email=""))
    sent = letters()
    services.look_for_people(clock.now())
    assert PlaceOffer.objects.count() == 2
    found = {one.to[0]: one for one in sent}
    links = [link_in(found[f"{name}@example.org"]) for name in ("a", "b")]
    assert "Can you come?" in found["a@example.org"].subject
    assert "you are coming" in client.post(links[0], follow=True).content.decode()
    refused = client.post(links[1])
    assert refused.status_code == 409
    assert "somebody else" in refused.content.decode()
    assert "the place is taken" in client.get(links[1]).content.decode()


@pytest.mark.parametrize(("waits_with", "is_asked"), [(2, True), (3, False)])
def test_a_group_is_asked_for_as_many_as_it_waits_with(area, waits_with, is_asked):
    """Shortly before the start several are asked at once; the choir of three may come with two."""
    shift = shift_in(area, hours=12, places=3)
    has_it = SignUpFactory(shift=shift, heads=2)
    SignUpFactory(shift=shift)
    choir = PersonFactory(name="Choir", kind="group", heads=3, email="choir@example.org")
    row = services.wait(person=choir, position=shift.positions.get(), user=None)
    services.change_heads(sign_up=row, heads=waits_with, opened=row.version, user=None,
                          now=clock.now())  # fmt: skip
    letters()
    free(has_it)
    told = [one.body for one in letters() if one.to == ["choir@example.org"]]
    assert ["How many: 2 people" in body for body in told] == [True] * is_asked
    assert PlaceOffer.objects.open_at(clock.now()).count() == is_asked
