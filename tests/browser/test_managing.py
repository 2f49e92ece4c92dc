"""A manager's day at Solbakken: Today, a new activity, who does what, sessions, a call."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from careshare import clock
from coordination.activities.models import Activity
from coordination.activities.rules import ActivityState
from coordination.matching.models import Question
from coordination.shifts.models import Closure, Shift
from coordination.signups.models import Attendance, SignUp
from coordination.signups.rules import AttendanceState, SignUpState
from tests.browser.steps import (
    Hand,
    choose,
    fill,
    go,
    heading,
    labelled,
    press,
    pressable,
    sees,
    sees_not,
)
from tests.browser.world import Solvik, solvik
from tests.factories.what import ActivityFactory, VersionFactory
from tests.factories.when import ShiftFactory, SignUpFactory
from tests.factories.who import WardFactory
from tests.support.visitors import log_in

pytestmark = pytest.mark.django_db(transaction=True)

NAME = "Coffee and singing"


@pytest.fixture
def here(transactional_db) -> Solvik:
    return solvik()


@pytest.fixture
def page(own_device, here) -> Page:
    page = own_device()
    log_in(page, here.manager)
    return page


def runs_scripts(page: Page) -> bool:
    return page.evaluate("typeof htmx !== 'undefined'")


# --- A new activity, from its type to the first volunteers ---------------------------------------


def test_makes_an_activity_decides_who_does_what_plans_and_publishes(page, here):
    here.shift("Chess")  # not the only activity: one has to be chosen when planning
    lands_on_today_and_sees_what_is_missing(page)
    makes_a_draft_from_a_type(page)
    is_told_what_is_missing_until_it_is_only_people_and_times(page)
    decides_who_does_what_and_sees_what_follows(page)
    plans_twelve_weeks(page)
    publishes(page)
    asks_the_regulars_for_all_of_it(page, here)


def lands_on_today_and_sees_what_is_missing(page: Page) -> None:
    """What happens today, and which session needs somebody, stands there without a click."""
    page.goto("/")
    sees(page, "Who comes today", "Needs you", "This week")
    sees(page.locator("#needs-you"), "1 session needs somebody", "Chess")


def makes_a_draft_from_a_type(page: Page) -> None:
    go(page, "Activities")
    press(page, "New activity")
    fill(page, {"Type": "Song, dance, theatre, music", "Name": NAME})
    press(page, "Save")
    heading(page, NAME)


def says_that_no_paid_staff_did_it(page: Page) -> None:
    """The one answer that publishing asks of a day of its own and of an idea, too."""
    press(page, "Answer yes or no.")
    page.get_by_role("radio", name="No", exact=True).check()
    press(page, "Save")
    sees(page, "Saved.")


def missing(page: Page) -> list[str]:
    return page.locator("#missing li").all_inner_texts()


def is_told_what_is_missing_until_it_is_only_people_and_times(page: Page) -> None:
    sees(page, "Before it can be published", "The purpose is missing.", "No session is planned.")
    expect(pressable(page, "Publish", exact=True)).to_have_count(0)
    before = len(missing(page))
    press(page, "Write what it is good for.")
    fill(
        page,
        {
            "Purpose": "Company and a song.",
            "What the volunteer does": "Pours coffee and sings along.",
            "Supervisor": "Kari Nes",
            "Induction": "An hour on the first day.",
            "Place": "The big room",
            "Expenses": "The bus fare is paid back.",
            "Contact: name or function": "Kari Nes",
        },
    )
    choose(page, "Nothing needs to be shown: no declaration, check or course")
    press(page, "Save")
    heading(page, NAME)
    sees_not(page, "The purpose is missing.")
    left = missing(page)
    assert len(left) < before
    assert all("yet" in line or "session" in line or "paid staff" in line for line in left), left


def decides_who_does_what_and_sees_what_follows(page: Page) -> None:
    """Each choice shows at once what it means; without a script one button does."""
    press(page, "Decide who does it.")
    heading(page, "Decide who does what")
    follows = page.locator("#follows")
    sees(follows, "Provisional: fewer than 3 of the five core tasks have a doer.")
    press(page, "Solbakken does most of it")
    sees(follows, "Care unit alone")
    sees_not(follows, "Provisional", "Nobody does it yet:")

    decides(page, "Recruit", "Nobody does it yet")
    expect(follows).to_contain_text("Nobody does it yet: Recruit")

    takes_in_a_partner(page, "Solvik Red Cross")
    decides(page, "Recruit", "Solvik Red Cross alone")
    sees(follows, "If agreed", "Each does a part", "Waits for the answer of Solvik Red Cross.")
    expect(pressable(page, "Send to Solvik Red Cross")).to_be_visible()

    decides(page, "Recruit", "Solbakken alone")
    sees(follows, "What follows", "Care unit alone")
    press(page, "Save", exact=True)
    heading(page, "Who does what")
    sees(page, "Care unit alone")
    sees_not(page, "Provisional")


def decides(page: Page, task: str, doer: str) -> None:
    labelled(page, task).select_option(label=doer)
    shows_what_follows(page)


def takes_in_a_partner(page: Page, name: str) -> None:
    page.locator("summary", has_text="Does somebody take part besides").click()
    choose(page, name)
    shows_what_follows(page)
    expect(page.locator("summary", has_text=f"Besides Solbakken: {name}")).to_be_visible()


def shows_what_follows(page: Page) -> None:
    if not runs_scripts(page):
        press(page, "Show what follows")


def plans_twelve_weeks(page: Page) -> None:
    """From Today: at most eight clicks, a field's included, and four fields typed into."""
    go(page, "Today")
    hand = Hand(page)
    hand.press("Plan sessions")
    hand.press(f"Plan: {NAME}")
    heading(page, "Plan sessions")
    hand.fill({"How many are needed": "3", "How many can come": "3", "For how many weeks": "12"})
    if not runs_scripts(page):
        hand.press("Show the dates")
    else:
        labelled(page, "For how many weeks").blur()
    expect(page.get_by_role("heading", name="12 sessions")).to_be_visible()
    hand.press("Plan", exact=True)
    heading(page, NAME)
    planned = Shift.objects.filter(activity__name=NAME).prefetch_related("positions")
    assert [shift.coverage.maximum for shift in planned] == [3] * 12
    assert (
        len({shift.starts_at.astimezone(shift.activity.unit.zone).time() for shift in planned}) == 1
    )
    assert hand.fields <= 4
    assert hand.taps + hand.fields <= 8


def publishes(page: Page) -> None:
    says_that_no_paid_staff_did_it(page)
    assert missing(page) == []
    press(page, "Publish", exact=True)
    sees(page, "Published. Volunteers can find it now.", "Open for volunteers")
    assert Activity.objects.get(name=NAME).state == ActivityState.PUBLISHED


def asks_the_regulars_for_all_of_it(page: Page, here: Solvik) -> None:
    """From the activity's page, where planning ends: at most three clicks, and nothing typed."""
    activity = Activity.objects.get(name=NAME)
    for week in (1, 2):
        been = here.shift(activity=activity, hours=-7 * 24 * week)
        SignUpFactory(shift=been, person=here.vera)
    page.goto(f"/activities/{activity.pk}/")
    hand = Hand(page)
    hand.press("Ask the regulars for the whole series")
    heading(page, "Ask the regulars")
    sees(page, "12 times are asked about.", "1 person who comes regularly is asked")
    hand.press("Ask", exact=True)
    assert Question.objects.get().asked.get().person == here.vera
    assert (hand.taps <= 3, hand.fields) == (True, 0)
    back = Hand(page)
    back.press("Take the question back")
    sees(page, "This question was taken back.")
    assert (back.taps <= 2, Question.objects.get().is_withdrawn) == (True, True)


def test_a_day_of_its_own_takes_five_answers(page, here):
    day = clock.today(here.area.zone) + timedelta(days=9)
    page.goto("/activities/")
    press(page, "One day only")
    five = ("Type", "Name", "Day", "From and until", "How many volunteers")
    expect(page.locator("main form").get_by_text("(optional)")).to_have_count(0)
    labels = page.locator("main form .ds-label").all_inner_texts()
    assert tuple(label.strip() for label in labels) == five
    fill(page, {"Type": "Walks, outings, company", "Name": "Summer party", "Day": day.isoformat()})
    fill(page, {"From": "14:00", "Until": "17:00", "How many volunteers": "4"})
    press(page, "Make it")
    sees(page, "Summer party is planned. Publish it when it looks right.")
    says_that_no_paid_staff_did_it(page)
    press(page, "Publish", exact=True)
    sees(page, "Published. Volunteers can find it now.")
    shift = Shift.objects.get(activity__name="Summer party")
    assert shift.starts_at.astimezone(here.area.zone).hour == 14
    assert shift.coverage.maximum == 4


def test_publishing_with_something_missing_says_so_and_publishes_nothing(page, here):
    """Somebody else took the purpose away after the page was opened."""
    activity = ActivityFactory(unit=here.unit, name=NAME)
    VersionFactory(activity=activity)
    ShiftFactory(activity=activity)
    page.goto(f"/activities/{activity.pk}/")
    Activity.objects.filter(pk=activity.pk).update(purpose="")
    press(page, "Publish", exact=True)
    sees(page, "Not published: look at what is missing.", "The purpose is missing.")
    assert Activity.objects.get().state == ActivityState.DRAFT


# --- A call, and who came -------------------------------------------------------------------------


def test_notes_that_somebody_rang_and_undoes_it(page, here):
    shift = here.shift(NAME)
    sign_up = SignUpFactory(shift=shift, person=here.vera)
    page.goto(f"/activities/{shift.activity_id}/")
    sessions = page.locator("section", has=page.get_by_role("heading", name="Next sessions"))
    sessions.get_by_role("listitem").first.get_by_role("link").click()
    hand = Hand(page)
    hand.press("Rang: cannot come: Vera Vik")
    heading(page, "Vera Vik rang and cannot come?")
    hand.press("Yes, note it")
    sees(page, "Not coming after all")
    noted = SignUp.objects.get(pk=sign_up.pk)
    assert (noted.state, noted.cancel_reason) == (SignUpState.CANCELLED, "rang")
    assert hand.taps == 2
    back = Hand(page)
    back.press("Undo: Vera Vik")
    sees_not(page, "Not coming after all")
    assert SignUp.objects.filter(shift=shift).latest("pk").state == SignUpState.CONFIRMED
    assert back.taps <= 2
    closes_a_ward_in_two_taps(page, WardFactory(unit=here.unit, name="East"))


def closes_a_ward_in_two_taps(page: Page, ward) -> None:
    go(page, "Today")
    hand = Hand(page)
    hand.press("Close for a while")
    hand.press("Infection: East")
    heading(page, "East is closed")
    assert Closure.objects.get().ward == ward
    assert (hand.taps, hand.fields) == (2, 0)


def test_records_who_came(page, here):
    shift = here.begun_today("Chess")
    SignUpFactory(shift=shift, person=here.vera)
    page.goto("/")
    sees(page, "1 volunteer comes today.", "Vera Vik")
    press(page, "Note who came: Chess")
    heading(page, "Who came")
    page.get_by_role("group", name="Vera Vik").get_by_label("Came", exact=True).check()
    press(page, "Save")
    attendance = Attendance.objects.get()
    assert attendance.state == AttendanceState.CAME
    assert attendance.recorded_by == here.manager
    page.goto(f"/shifts/{shift.pk}/attendance/")
    came = page.get_by_role("group", name="Vera Vik").get_by_label("Came", exact=True)
    expect(came).to_be_checked()
