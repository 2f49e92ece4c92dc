"""A volunteer's pages for whoever reads large, or has no mouse."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from coordination.messages.access import link_path
from coordination.messages.rules import LinkAction
from tests.browser.steps import heading
from tests.browser.world import Solvik, solvik
from tests.conftest import PHONE, WIDE
from tests.factories.when import AttendanceFactory, SignUpFactory
from tests.support import pages
from tests.support.visitors import log_in

pytestmark = pytest.mark.django_db(transaction=True)

LEAST_PX = 18
# The size of every text that can be seen in the main part.
SMALL_TEXT = """least => {
  const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
  const small = [];
  while (walker.nextNode()) {
    const text = walker.currentNode.textContent.trim(), around = walker.currentNode.parentElement;
    const size = parseFloat(getComputedStyle(around).fontSize);
    const box = around.getBoundingClientRect();
    if (text && size < least && box.width > 1 && box.height > 1 && around.checkVisibility())
      small.push(`${size} px: ${text.slice(0, 60)}`);
  }
  return small;
}"""
# A text that is cut off shows less than it holds.
CUT_OFF = """() => [...document.querySelectorAll('body *')].filter(e => {
  const style = getComputedStyle(e), box = e.getBoundingClientRect();
  return box.width > 1 && box.height > 1 && e.checkVisibility() && e.textContent.trim()
    && ['hidden', 'clip'].includes(style.overflowX) && e.scrollWidth > e.clientWidth + 1;
}).map(e => e.outerHTML.slice(0, 120))"""


@pytest.fixture
def here(transactional_db) -> Solvik:
    return solvik()


@pytest.fixture
def own_pages(here) -> list[str]:
    """Every page that a volunteer comes to, with something on it."""
    shift, offered, past = here.shift(hours=26), here.shift("Chess"), here.shift(hours=-50)
    sign_up = SignUpFactory(shift=shift, person=here.vera)
    AttendanceFactory(sign_up=SignUpFactory(shift=past, person=here.vera))
    named = ("volunteer-home", "find", "my-times")
    return [
        *(reverse(f"coordination:{name}") for name in named),
        reverse("coordination:find-detail", args=[offered.public_id]),
        reverse("coordination:my-time", args=[sign_up.public_id]),
        reverse("coordination:cant-come", args=[sign_up.public_id]),
        reverse("volunteers:me"),
        link_path(LinkAction.CANNOT_COME, here.vera, sign_up),
    ]


@pytest.fixture
def telephone(watched, here) -> Page:
    page = watched(PHONE)
    log_in(page, here.vera.user)
    return page


def test_texts_are_large_and_grow_to_twice_the_size(telephone, own_pages):
    """At twice the size nothing is cut off and nothing needs scrolling sideways."""
    complaints = []
    for url in own_pages:
        telephone.goto(url)
        complaints += [f"{url}: {one}" for one in telephone.evaluate(SMALL_TEXT, LEAST_PX)]
        telephone.evaluate("document.documentElement.style.fontSize = '200%'")
        complaints += [f"{url} cuts off {one}" for one in telephone.evaluate(CUT_OFF)]
        complaints += [f"{url}: {one}" for one in telephone.evaluate(pages.SIDEWAYS)]
        size = telephone.evaluate("getComputedStyle(document.querySelector('h1')).fontSize")
        assert float(size.removesuffix("px")) >= 2 * LEAST_PX, "the text did not grow"
    assert not complaints, "\n".join(complaints)


def focused(page: Page) -> str:
    return page.evaluate("document.activeElement.textContent.trim()")


def test_the_first_key_leads_past_the_navigation(watched, here):
    page = watched(WIDE)
    log_in(page, here.manager)
    page.goto("/today/")
    page.keyboard.press("Tab")
    assert focused(page) == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_comes_by_keyboard_alone_and_sees_where_the_focus_is(watched, here):
    here.shift("Chess")
    page = watched(WIDE)
    log_in(page, here.vera.user)
    page.goto("/")
    for _press in range(30):
        page.keyboard.press("Tab")
        if focused(page).startswith("I'll come"):
            break
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    shadow = page.evaluate("getComputedStyle(document.activeElement).boxShadow")
    assert outline != "none" or shadow != "none"
    page.keyboard.press("Enter")
    heading(page, "You are coming")


def test_the_menu_opens_and_closes_by_keyboard(telephone, here):
    telephone.goto("/")
    menu = telephone.locator("details.menu")
    telephone.locator("summary", has_text="Menu").focus()
    telephone.keyboard.press("Enter")
    assert menu.evaluate("menu => menu.open")
    telephone.keyboard.press("Tab")
    telephone.keyboard.press("Escape")
    assert not menu.evaluate("menu => menu.open")
    assert telephone.evaluate("document.activeElement.tagName") == "SUMMARY"
