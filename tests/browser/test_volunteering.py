"""A volunteer on her telephone: what is next, coming, the letter, and not coming after all."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from playwright.sync_api import Page, expect

from coordination.activities.rules import ActivityState
from coordination.messages.access import link_path
from coordination.messages.rules import LinkAction
from coordination.shifts.rules import ShiftState
from coordination.signups.models import SignUp
from coordination.signups.rules import SignUpState
from tests.browser.steps import (
    Hand,
    code_in,
    fill,
    heading,
    letter_to,
    link_in,
    press,
    pressable,
    sees,
    sees_not,
)
from tests.browser.world import Solvik, solvik
from tests.conftest import PHONE
from tests.coordination.messages.helpers import calendar_of
from tests.factories.when import SignUpFactory
from tests.factories.who import AffiliationFactory, PersonFactory
from tests.support.visitors import log_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def here(transactional_db) -> Solvik:
    return solvik()


@pytest.fixture
def telephone(watched) -> Page:
    return watched(PHONE)


# --- A time from home, and back again -----------------------------------------------------------


def test_comes_from_home_and_cancels_from_the_letter(own_device, here):
    SignUpFactory(shift=here.shift("Walking group", hours=26), person=here.vera)
    shift = here.shift("Coffee and singing", hours=74)
    page = own_device()
    log_in(page, here.vera.user)
    reads_what_is_next(page)
    comes_within_three_taps(page, shift)
    letter = confirmation(here.vera.email)
    cancels_within_two_taps(page, letter.body, shift)
    thinks_better_of_it(page, shift)


def reads_what_is_next(page: Page) -> None:
    """Home says it without a tap, and whom to ring."""
    page.goto("/")
    heading(page, "Hello Vera")
    sees(page, "You are coming", "Walking group", "Solbakken")
    ring = page.get_by_role("link", name=re.compile(r"Ring 22\s00\s00\s01")).first
    expect(ring).to_have_attribute("href", "tel:+4722000001")


def comes_within_three_taps(page: Page, shift) -> None:
    hand = Hand(page)
    hand.press("I'll come: Coffee and singing")
    heading(page, "You are coming")
    sees(page, "Thank you. We have put you down.", "Bus 12 stops outside.")
    assert state_of(shift) == SignUpState.CONFIRMED
    assert (hand.taps <= 3, hand.fields) == (True, 0)


def confirmation(address: str):
    """The letter leaves with the next sweep, with the time as a file for her calendar."""
    letter = next_letter(address)
    assert letter.subject.startswith("You are coming: Coffee and singing")
    (event,) = calendar_of(letter).walk("VEVENT")
    assert "Coffee and singing" in event["SUMMARY"]
    return letter


def cancels_within_two_taps(page: Page, body: str, shift) -> None:
    hand = Hand(page)
    hand.open(link_in(body, "/m/"))
    heading(page, "Vera, you can't come?")
    hand.press("I can't come")
    heading(page, "Vera, you are not coming")
    sees(page, "Thank you for telling us. Your place is free for somebody else.")
    assert state_of(shift) == SignUpState.CANCELLED
    assert (hand.taps, hand.fields) == (2, 0)


def thinks_better_of_it(page: Page, shift) -> None:
    """A wrong tap is undone with one."""
    press(page, "I'll come after all")
    heading(page, "Vera, you can't come?")
    assert state_of(shift) == SignUpState.CONFIRMED


def state_of(shift) -> str:
    return SignUp.objects.filter(shift=shift).latest("pk").state


def test_the_link_in_a_letter_asks_for_no_log_in_and_gives_none(telephone, here):
    sign_up = SignUpFactory(shift=here.shift(), person=here.vera)
    telephone.goto(link_path(LinkAction.CANNOT_COME, here.vera, sign_up))
    press(telephone, "I can't come")
    sees(telephone, "Thank you for telling us.")
    telephone.goto("/")
    heading(telephone, "Log in")


def test_a_replacement_is_asked_by_itself_and_comes_in_two_taps(telephone, here):
    """Nobody at the unit presses anything between the one's no and the other's yes."""
    shift = here.shift("Coffee and singing", places=1)
    knows_it = PersonFactory(name="Nils Moe", email="nils@solvik.example")
    SignUpFactory(shift=here.shift(activity=shift.activity, hours=-200), person=knows_it)
    sign_up = SignUpFactory(shift=shift, person=here.vera)
    telephone.goto(link_path(LinkAction.CANNOT_COME, here.vera, sign_up))
    press(telephone, "I can't come")
    sees(telephone, "Thank you for telling us.")
    asked = next_letter(knows_it.email)
    assert asked.subject.startswith("Can you come?")
    hand = Hand(telephone)
    hand.open(link_in(asked.body, "/m/"))
    sees(telephone, "Nils", "Coffee and singing")
    hand.press("I'll come")
    sees(telephone, "You are coming")
    assert (hand.taps, hand.fields) == (2, 0)
    assert SignUp.objects.confirmed().get(shift=shift).person == knows_it


def next_letter(address: str) -> mail.EmailMessage:
    """What the next sweep sends to an address."""
    mail.outbox.clear()
    call_command("sweep", verbosity=0)
    (letter,) = [one for one in mail.outbox if one.to == [address]]
    return letter


# --- Logging in ---------------------------------------------------------------------------------


def test_logs_in_with_a_code(own_device, here):
    page = own_device()
    page.goto("/")
    heading(page, "Log in")
    fill(page, {"Your e-mail address": here.vera.email})
    press(page, "Send me a code")
    heading(page, "Write the code")
    fill(page, {"Code": code_in(letter_to(here.vera.email).body)})
    press(page, "Continue")
    heading(page, "Hello Vera")


def test_somebody_new_comes_within_six_taps_and_three_fields(own_device, here):
    here.shift("Coffee and singing")
    page = own_device()
    page.goto("/")
    hand = Hand(page)
    hand.press("Register as a volunteer")
    hand.fill({"Your e-mail address": "new@solvik.example"})
    hand.press("Send me a code")
    hand.fill({"Code": code_in(letter_to("new@solvik.example").body)})
    hand.press("Continue")
    heading(page, "What is your name?")
    hand.fill({"Your name": "Nora Ny"})
    hand.press("Continue")
    heading(page, "Hello Nora")
    hand.press("I'll come: Coffee and singing")
    heading(page, "You are coming")
    assert hand.taps <= 6
    assert hand.fields <= 3


def test_a_couple_behind_one_address_says_who_it_is(own_device, here):
    arne = PersonFactory(name="Arne Vik", email=here.vera.email, user=here.vera.user)
    AffiliationFactory(person=arne, unit=here.unit)
    SignUpFactory(shift=here.shift("Chess"), person=arne)
    page = own_device()
    log_in(page, here.vera.user)
    page.goto("/")
    heading(page, "Who are you?")
    press(page, "Vera Vik")
    heading(page, "Hello Vera")
    sees(page, "You have no day and time yet.")
    page.goto("/who/")
    press(page, "Arne Vik")
    heading(page, "Hello Arne")
    sees(page, "You are coming", "Chess")


# --- What cannot be -----------------------------------------------------------------------------


def fills_up(shift, here) -> None:
    for _number in range(2):
        SignUpFactory(shift=shift)


def overlaps(shift, here) -> None:
    other = here.shift("Choir", hours=72)
    SignUpFactory(shift=other, person=here.vera)


def passes(shift, here) -> None:
    shift.starts_at -= timedelta(days=4)
    shift.ends_at -= timedelta(days=4)
    shift.save()


def becomes_a_draft(shift, here) -> None:
    shift.activity.state = ActivityState.DRAFT
    shift.activity.save()


def is_cancelled(shift, here) -> None:
    shift.state = ShiftState.CANCELLED
    shift.save()


def fills_up_and_overlaps(shift, here) -> None:
    fills_up(shift, here)
    overlaps(shift, here)


@pytest.mark.parametrize(
    ("happens", "says"),
    [
        (fills_up, ["All places are taken.", "Look for another day."]),
        (
            overlaps,
            [
                "You are already coming to something else then: Choir",
                "Cancel that first, or choose another time.",
            ],
        ),
        (passes, ["This has already begun.", "Look for another day."]),
        (
            becomes_a_draft,
            ["This is not open for volunteers yet.", "Look again later, or ask the contact."],
        ),
        (is_cancelled, ["This was cancelled.", "Look for another day."]),
        (
            fills_up_and_overlaps,
            ["All places are taken.", "You are already coming to something else then: Choir"],
        ),
    ],
)
def test_what_changed_meanwhile_is_refused_with_every_reason(telephone, here, happens, says):
    """The button was there; by the time it is pressed it cannot be. Nothing is written."""
    shift = here.shift("Coffee and singing")
    address = f"/find/{shift.public_id}/"
    log_in(telephone, here.vera.user)
    telephone.goto(address)
    happens(shift, here)
    before = SignUp.objects.count()
    press(telephone, "I'll come")
    sees(telephone, "That did not work", *says)
    assert SignUp.objects.count() == before
    telephone.goto(address)
    if happens is fills_up:  # nothing else is in the way: there is a queue
        sees(telephone, "All places are taken.", "Put me on the waiting list")
    else:
        sees(telephone, "Why you cannot come to this one", *says)
    expect(pressable(telephone, "I'll come")).to_have_count(0)


def test_a_second_press_is_no_error(telephone, here):
    """An impatient finger, one place, the same page."""
    shift = here.shift("Coffee and singing")
    log_in(telephone, here.vera.user)
    telephone.goto(f"/find/{shift.public_id}/")
    pressable(telephone, "I'll come").first.dblclick()
    heading(telephone, "You are coming")
    assert SignUp.objects.filter(shift=shift).count() == 1
    sees_not(telephone, "That did not work")
