"""A manager without a mouse: through the weeks, into a session, and onto paper."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.steps import heading, sees
from tests.browser.world import Solvik, solvik
from tests.conftest import WIDE
from tests.factories.when import SignUpFactory
from tests.support.visitors import log_in

pytestmark = pytest.mark.django_db(transaction=True)
MOST_KEYS = 40


@pytest.fixture
def here(transactional_db) -> Solvik:
    return solvik()


def reach(page: Page, text: str) -> None:
    """Press Tab until what has the focus says so, and then Enter."""
    for _press in range(MOST_KEYS):
        page.keyboard.press("Tab")
        if text in page.evaluate("document.activeElement.innerText || ''"):
            break
    else:
        pytest.fail(f"no way to {text!r} by Tab on {page.url}")
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_leafs_through_weeks_opens_a_session_and_prints_the_sheet(watched, here):
    shift = here.shift("Chess", hours=24 * 7)
    SignUpFactory(shift=shift, person=here.vera)
    page = watched(WIDE)
    log_in(page, here.manager)
    page.goto("/today/")
    reach(page, "Roster")
    heading(page, "Roster")
    reach(page, "Next week")
    expect(page.get_by_role("table")).to_contain_text("1 of 1, filled")
    reach(page, "1 of 1, filled")
    sees(page, "Vera Vik")
    page.go_back()
    reach(page, "Day by day, to print")
    sees(page, "Vera Vik")
    reach(page, "Without names")
    expect(page.get_by_text("Vera Vik")).to_have_count(0)
    expect(page.locator("button[data-print]")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.get_by_role("table")).to_be_visible()
    expect(page.locator("button[data-print]:visible, nav:visible, form:visible")).to_have_count(0)
