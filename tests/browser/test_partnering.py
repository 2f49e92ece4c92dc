"""A coordinator and a manager agree who does what, and from then the record decides."""

import pytest
from playwright.sync_api import Page, expect

from coordination.arrangements.models import Version
from coordination.arrangements.rules import Doer, VersionState
from tests.browser.steps import Hand, choose, go, heading, press, pressable, sees, sees_not
from tests.browser.world import Solvik, coordinator_of, solvik
from tests.factories.what import ActivityFactory, VersionFactory, task_row
from tests.factories.when import ShiftFactory
from tests.factories.who import OrganisationFactory
from tests.support.visitors import log_in

pytestmark = pytest.mark.django_db(transaction=True)

NAME = "Walking group"


@pytest.fixture
def here(transactional_db) -> Solvik:
    return solvik()


@pytest.fixture
def activity(here):
    """Solbakken runs it and trains, approves, plans; nobody recruits, nobody supports."""
    held = [task_row(task, Doer.UNIT) for task in ("train", "match", "schedule")]
    gaps = [task_row(task, Doer.NOBODY) for task in ("recruit", "supervise")]
    made = ActivityFactory(unit=here.unit, name=NAME, state="published", is_open_to_partners=True)
    VersionFactory(activity=made, rows=[*held, *gaps])
    ShiftFactory(activity=made)
    return made


def test_a_claim_is_agreed_and_then_decides_who_may_do_what(own_device, here, activity):
    ola, kari = own_device(), own_device()
    log_in(ola, here.coordinator)
    log_in(kari, here.manager)
    claims_in_two_clicks(ola)
    agrees(kari)
    for page in (ola, kari):
        both_see_who_coordinates(page, activity)
    does_what_is_theirs_and_reads_whose_the_rest_is(ola, activity)
    the_manager_keeps_the_rest(kari, activity)


def claims_in_two_clicks(page: Page) -> None:
    go_there(page, "Partners")
    sees(page, "1 activity in your areas looks for partners.", NAME)
    expect(page.locator("main")).to_contain_text("Nobody does it yet: Recruit, Support the")
    hand = Hand(page)
    hand.press(f"Offer to help run it: {NAME}")
    follows = page.locator("#follows")
    sees(follows, "If agreed", "Each does a part", "Waits for the answer of Solbakken.")
    hand.press("Send to Solbakken")
    sees(page, "Waits for an answer")
    assert (hand.taps, hand.fields) == (2, 0)
    assert Version.objects.latest("pk").state == VersionState.PROPOSED


def go_there(page: Page, name: str) -> None:
    page.goto("/")
    go(page, name)


def agrees(page: Page) -> None:
    """The offer waits on Today; one press beside what it would change."""
    page.goto("/")
    sees(page.locator("#needs-you"), "Solvik Red Cross offers to help run it")
    page.locator("#needs-you").get_by_role("link").first.click()
    sees(page, "Your answer", "What differs from today", "Recruit")
    hand = Hand(page)
    hand.press("Agree", exact=True)
    assert hand.taps == 1
    expect(page.get_by_text("Each does a part").first).to_be_visible()
    assert Version.objects.latest("pk").state == VersionState.AGREED


def both_see_who_coordinates(page: Page, activity) -> None:
    go_there(page, "Activities")
    press(page, NAME)
    heading(page, NAME)
    sees(page, "Each does a part", "Solvik Red Cross alone")
    press(page, "The whole board")
    recruit = page.locator("#task-recruit")
    expect(recruit).to_contain_text("Solvik Red Cross alone")
    expect(page.locator("#task-schedule")).to_contain_text("Solbakken alone")


def does_what_is_theirs_and_reads_whose_the_rest_is(page: Page, activity) -> None:
    """Recruiting and supporting are theirs now; sessions are not, and it says whose."""
    expect(page.locator("#task-schedule")).to_contain_text("Only Solbakken may change sessions")
    expect(page.locator("#task-recruit")).to_contain_text(
        "You ask people, and hear when a session lacks some"
    )
    press(page, NAME)
    expect(pressable(page, "Plan sessions")).to_have_count(0)
    expect(page.locator("main")).to_contain_text("Solbakken")
    answer = page.goto(f"/activities/{activity.pk}/shifts/new/")
    assert answer.status == 403
    sees(page, "Solbakken")
    page.goto("/")
    sees(page.locator("#needs-you"), "1 session needs somebody")


def the_manager_keeps_the_rest(page: Page, activity) -> None:
    expect(page.locator("#task-schedule")).to_contain_text("Only you change sessions")
    page.goto(f"/activities/{activity.pk}/shifts/new/")
    heading(page, "Plan sessions")


def test_of_two_claims_one_is_agreed_and_one_declined_with_a_reason(own_device, here, activity):
    church = OrganisationFactory(home_area=here.area, name="Solvik Church")
    eva_user = coordinator_of(church, "eva@church.example", "Eva Lie")
    ola, eva, kari = own_device(), own_device(), own_device()
    for page, user in ((ola, here.coordinator), (eva, eva_user), (kari, here.manager)):
        log_in(page, user)
    for page in (ola, eva):
        go_there(page, "Partners")
        press(page, f"Offer to help run it: {NAME}")
        press(page, "Send to Solbakken")
        sees(page, "Waits for an answer")
    kari.goto(f"/activities/{activity.pk}/who/")
    sees(kari, "Solvik Red Cross", "Solvik Church")
    claim = Version.objects.get(proposer=f"organisation:{church.pk}")
    kari.goto(f"/versions/{claim.pk}/")
    sees(kari, "Other proposals beside it")
    declines(kari)
    assert Version.objects.get(pk=claim.pk).state == VersionState.DECLINED

    eva.goto(f"/versions/{claim.pk}/")
    sees(eva, "Declined", "We chose another partner")
    kari.goto(f"/activities/{activity.pk}/who/")
    press(kari, "Agree", exact=True)
    expect(kari.locator("#task-recruit")).to_contain_text("Solvik Red Cross alone")
    go_there(eva, "Activities")
    sees_not(eva, NAME)


def declines(page: Page) -> None:
    press(page, "Decline")
    press(page, "Decline")  # without a reason: it asks for one
    sees(page, "Something needs to be put right")
    choose(page, "We chose another partner")
    press(page, "Decline")
    sees(page, "Declined")
