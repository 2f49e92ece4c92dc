"""Letters about places that change hands, the page behind the link, and the volunteer's pages."""

import re
from datetime import timedelta
from urllib.parse import urlparse

import pytest
from django.urls import reverse

from careshare import clock
from coordination.signups import services
from coordination.signups.models import PlaceOffer, SignUp, SwapProposal
from tests.coordination.messages.helpers import letters, shift_in
from tests.factories.when import PlaceOfferFactory, ShiftFactory, SignUpFactory
from tests.factories.who import AreaFactory, MembershipFactory, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna():
    return PersonFactory(name="Anna Aas", email="anna@example.org", has_login=True)


@pytest.fixture
def bea():
    return PersonFactory(name="Bea Bø", email="bea@example.org", has_login=True)


@pytest.fixture
def hers(anna):
    """Anna's place, at a unit with a manager who is told."""
    shift = shift_in(AreaFactory(policy__undo_seconds=0, languages=["en"]), places=1)
    MembershipFactory(unit=shift.activity.unit, user__email="manager@example.org")
    return SignUpFactory(shift=shift, person=anna)


def by_address(sent):
    return {one.to[0]: one for one in sent}


def test_who_takes_over_who_is_relieved_and_the_owner_are_told(client, hers, bea):
    client.force_login(hers.person.user)
    page = f"/times/{hers.public_id}/"
    assert "rather swap" in client.get(f"{page}cant-come/").content.decode()
    client.post(f"{page}swap/wish/", {"answer": "wish"})
    assert "until then you come" in client.get(page).content.decode()
    offer = PlaceOfferFactory(shift=hers.shift, person=bea, kind="swap", instead_of=hers)
    services.say_yes(offer=offer, user=bea.user, now=clock.now())
    sent = by_address(one for one in letters() if "For the first time" not in one.subject)
    assert sent.keys() == {"anna@example.org", "bea@example.org", "manager@example.org"}
    assert "Bea comes instead of you" in sent["anna@example.org"].body
    assert "Bea Bø comes instead of Anna Aas" in sent["manager@example.org"].subject
    assert sent["bea@example.org"].subject.startswith("You are coming")
    assert "Somebody else comes instead" in client.get(page).content.decode()


def test_one_asked_to_come_instead_reads_why(hers):
    services.wish_swap(sign_up=hers, user=None, now=clock.now())
    past = ShiftFactory(activity=hers.shift.activity, starts_at=clock.now() - timedelta(days=900))
    SignUpFactory(shift=past, person=PersonFactory(email="carl@example.org"))
    letter = by_address(letters())["carl@example.org"]
    assert "would rather not come then" in letter.body
    assert PlaceOffer.objects.open_at(clock.now()).get().instead_of == hers


def test_days_are_swapped_by_the_link_in_the_letter(client, hers, bea):
    later = ShiftFactory(activity=hers.shift.activity, starts_at=hers.ends_at)
    theirs = SignUpFactory(shift=later, person=bea)
    client.force_login(hers.person.user)
    page = f"/times/{hers.public_id}/swap/"
    shown = client.get(page).content.decode()
    assert "Bea, " in shown
    assert "Bø" not in shown
    form_uuid = re.search(r'name="form_uuid" value="([^"]+)"', shown).group(1)
    client.post(page, {"theirs": theirs.public_id, "form_uuid": form_uuid})
    assert "You asked to swap with Bea" in client.get(f"/times/{hers.public_id}/").content.decode()
    letter = by_address(letters())["bea@example.org"]
    assert "Anna would like to swap days with you" in letter.body
    client.logout()
    path = urlparse(re.search(r"https?://\S+/m/\S+", letter.body).group()).path
    assert "Yes, we swap" in client.get(path).content.decode()
    assert (
        "You have swapped days"
        in client.post(path, {"answer": "yes"}, follow=True).content.decode()
    )
    assert SignUp.objects.confirmed().get(shift=later).person_id == hers.person_id
    sent = letters()
    told = [one for one in sent if one.to == ["manager@example.org"]]
    told = [one for one in told if "For the first time" not in one.subject]
    assert [one.subject[:32] for one in told] == ["Bea Bø comes instead of Anna Aas"]
    assert "In return Anna Aas comes on" in told[0].body


def test_a_no_tells_who_asked_and_a_strangers_answer_is_not_there(client, hers, bea):
    later = ShiftFactory(activity=hers.shift.activity, starts_at=hers.ends_at)
    theirs = SignUpFactory(shift=later, person=bea)
    swap = services.propose_swap(mine=hers, theirs=theirs, user=None, now=clock.now())
    client.force_login(hers.person.user)
    answer = f"/swaps/{swap.public_id}/answer/"
    assert client.post(answer, {"answer": "yes"}).status_code == 404
    client.force_login(bea.user)
    assert (
        "Swap days with Anna?"
        in client.get(reverse("coordination:volunteer-home")).content.decode()
    )
    client.post(answer, {"answer": "no"})
    assert "Bea cannot swap" in by_address(letters())["anna@example.org"].subject
    assert SwapProposal.objects.get().state == "declined"
