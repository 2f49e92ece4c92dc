"""From an offer to its end by two people in two windows: offer, other proposal, agree, act, look
at it together, end with notice."""

import re

import pytest
from playwright.sync_api import Page, expect

from coordination.arrangements.models import Ending, Version
from coordination.arrangements.rules import Doer, VersionState
from tests.browser.steps import (
    Hand,
    choose,
    heading,
    labelled,
    press,
    sees,
    sees_not,
)
from tests.browser.world import Solvik, solvik
from tests.factories.what import ActivityFactory, VersionFactory, task_row
from tests.factories.when import ShiftFactory, SignUpFactory
from tests.support.visitors import log_in

pytestmark = pytest.mark.django_db(transaction=True)

NAME = "Walking group"
SECONDS_A_STEP = 10  # to read what stands there, and to press or fill in; *ours*, and generous


@pytest.fixture
def here(transactional_db) -> Solvik:
    return solvik()


@pytest.fixture
def activity(here):
    """Solbakken does everything, and looks for somebody who helps to run it."""
    rows = [task_row(task, Doer.UNIT) for task in ("train", "match", "schedule", "supervise")]
    gap = task_row("recruit", Doer.NOBODY)
    made = ActivityFactory(
        unit=here.unit,
        name=NAME,
        state="published",
        is_open_to_partners=True,
        sign_up_mode="approve_first",
    )
    VersionFactory(activity=made, rows=[*rows, gap])
    return made


@pytest.mark.parametrize("own_device", ["wide", "phone-no-script"], indirect=True)
def test_from_an_offer_to_its_end(own_device, here, activity):
    ola, kari = own_device(), own_device()
    log_in(ola, here.coordinator)
    log_in(kari, here.manager)
    offers(ola)
    answers_with_another_proposal(kari)
    agrees_to_six_tasks(ola)
    either_acts_and_the_other_sees_who(ola, kari, here, activity)
    look_at_it_together(ola, kari, activity)
    ends_it_with_notice(ola, kari, activity)


def offers(page: Page) -> None:
    page.goto("/partners/")
    hand = Hand(page)
    hand.press(f"Offer to help run it: {NAME}")
    hand.press("Send to Solbakken")
    sees(page, "Waits for an answer")
    assert hand.taps <= 2


SIX = {
    "Recruit": "Solvik Red Cross alone",
    "Approve who comes": "Both do it",
    "Plan the sessions": "Solbakken alone",
    "Support the volunteers": "Both do it",
    "Record attendance and hours": "Both do it",
    "Train and induct": "Solbakken alone",
}


def answers_with_another_proposal(page: Page) -> None:
    """Six tasks are settled within two minutes' work, and what differs stands there."""
    page.goto("/")
    hand = Hand(page)
    page.locator("#needs-you").get_by_role("link", name="offers to help run it").first.click()
    hand.press("Answer with another proposal")
    heading(page, "Decide who does what")
    for task, doer in SIX.items():
        row = labelled(page, task)
        if row.evaluate("row => row.selectedOptions[0].text") != doer:
            hand.fill({task: doer})
            expect(page.locator(".htmx-request")).to_have_count(0)  # drawn anew
    hand.press("Show what follows")
    sees(page.locator("#differs"), "Approve who comes", "Record attendance and hours")
    hand.press("Send to Solvik Red Cross")
    sees(page, "Waits for an answer", "What differs from the proposal that it answers")
    assert (hand.taps + hand.fields) * SECONDS_A_STEP <= 120
    assert Version.objects.latest("pk").counters is not None


def agrees_to_six_tasks(page: Page) -> None:
    page.goto("/")
    page.locator("#needs-you").get_by_role("link").first.click()
    sees(page, "What differs from the proposal that it answers")
    press(page, "Agree", exact=True)
    expect(page.locator("#task-match")).to_contain_text("Both: either may do it")
    assert Version.objects.latest("pk").state == VersionState.AGREED


def either_acts_and_the_other_sees_who(ola: Page, kari: Page, here, activity) -> None:
    """Both are asked; once one has answered, it leaves the list of the other, who reads who did."""
    shift = ShiftFactory(activity=activity)
    asked = SignUpFactory(shift=shift, person=here.vera, state="requested")
    for page in (ola, kari):
        page.goto("/")
        sees(page.locator("#needs-you"), "1 sign-up to approve")
    ola.goto(f"/shifts/{shift.pk}/")
    press(ola, "Approve: Vera Vik")
    sees(ola, "Vera Vik is told.")
    asked.refresh_from_db()
    assert asked.state == "confirmed"
    kari.goto("/")
    sees_not(kari.locator("#needs-you"), "1 sign-up to approve")
    kari.goto(f"/activities/{activity.pk}/")
    expect(kari.locator("main")).to_contain_text("Solvik Red Cross")
    sees(kari, "What happened")


def look_at_it_together(ola: Page, kari: Page, activity) -> None:
    """Each answers alone; nobody reads the other's answer before both have given theirs."""
    kari.goto(f"/activities/{activity.pk}/who/")
    press(kari, "Look at it together now")
    press(kari, "Ask both sides")
    press(kari, "Answer")
    answers(kari, "Both do the same tasks together")
    ola.goto("/")
    ola.locator("#needs-you").get_by_role("link", name="Answer").first.click()
    expect(ola.locator("input[name=stated]:checked")).to_have_count(0)
    answers(ola, "Some tasks together, others each for itself")
    for page in (ola, kari):
        page.reload()
        sees(page, "Side by side", "You see it differently")
    press(kari, "It stays as it is")
    press(kari, "It stays as it is")
    sees(kari, "Recorded. It stays as it is.")


def answers(page: Page, said: str) -> None:
    choose(page, said)
    press(page, "Keep our answer")
    sees(page, "Thank you. Your side's answer is kept.")


def ends_it_with_notice(ola: Page, kari: Page, activity) -> None:
    """What falls open is read before the notice is given; the other side chooses who takes over."""
    ola.goto(f"/activities/{activity.pk}/who/")
    press(ola, "Leave with notice")
    press(ola, "Show what falls open")  # without a reason: it asks for one
    sees(ola, "Something needs to be put right")
    ola.get_by_role("radio").last.check()
    press(ola, "Show what falls open")
    sees(ola, "Recruit")
    assert not Ending.objects.exists()
    press(ola, "Give notice")
    sees(ola, "Notice is given.")
    ending = Ending.objects.get()
    kari.goto("/")
    asked = kari.locator("#needs-you").get_by_role("link", name="choose who takes over")
    asked.first.click()
    expect(kari).to_have_url(re.compile(f"/endings/{ending.pk}/$"))
    labelled(kari, "Recruit").select_option(label="Solbakken")
    press(kari, "Send", exact=True)
    sees(kari, f"{ending.ends_on:%-d %b %Y}")
    taken_over = Version.objects.latest("pk")
    assert (taken_over.state, taken_over.valid_from) == (VersionState.AGREED, ending.ends_on)
