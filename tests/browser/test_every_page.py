"""Every page there is, as somebody who may open it: no barrier, on the smallest and a wide screen.

A new page is here by itself: the addresses come from the resolver and the matrix of routes.
"""

import time

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.urls import NoReverseMatch, reverse
from playwright.sync_api import Error, Page

from coordination.messages.access import link_path
from coordination.messages.rules import LinkAction
from tests.browser.conftest import Screens
from tests.browser.world import every_type
from tests.factories.what import ActivityFactory
from tests.factories.who import AffiliationFactory
from tests.routes.matrix import MATRIX
from tests.routes.test_matrix import names
from tests.routes.world import LEADER, Municipality, municipality
from tests.support import pages
from tests.support.visitors import log_in

pytestmark = pytest.mark.django_db(transaction=True)

# Whoever comes first is whom a page is made for.
VISITORS = ("manager", "coordinator", "area_lead", "staff", "representative", "volunteer")
FOR_VOLUNTEERS = ("volunteers:me", "volunteers:who", "volunteers:register")


@pytest.fixture
def here(transactional_db) -> Municipality:
    every_type()
    return municipality()


def visitor_of(name: str) -> str:
    route = MATRIX[name]
    if LEADER in route.may:
        return LEADER
    if route.asks_who or name in FOR_VOLUNTEERS:
        return "volunteer"
    return next(role for role in VISITORS if role in route.may)


def visit(screen: Screens, url: str, complaints: list[str], expected: int = 200) -> None:
    """Look at a page; what is wrong with it is noted, so that one run names every fault."""
    try:
        answer = screen.page.goto(url)
    except Error as error:
        if "Download is starting" in error.message:  # a file: nothing to look at
            return
        raise
    if answer.status != expected:
        complaints.append(f"{url} answered {answer.status}")
    elif screen.page.url.endswith(url) or url == "/":  # else another page, which has its own turn
        look(screen, complaints)


def look(screen: Screens, complaints: list[str]) -> None:
    pages.load_axe(screen.page)
    for where in screen.each():
        for check in pages.CHECKS:
            try:
                check(screen.page)
            except AssertionError as error:
                complaints.append(f"{where}: " + str(error).split("\nassert ")[0])


def confirm_it_is_you(page: Page, user) -> None:
    """As after a log-in of this minute: pages about the log-in itself ask for that."""
    key = next(one["value"] for one in page.context.cookies() if one["name"] == "sessionid")
    session = SessionStore(key)
    session["account_authentication_methods"] = [
        {"method": "password", "at": time.time(), "email": user.email}
    ]
    session.save()


# Pages that look different to others than to whoever they are made for.
SEEN_BY_OTHERS = {
    "coordinator": ("today", "activity-list", "activity-detail", "board", "shift-detail"),
    "area_lead": ("activity-list", "activity-detail", "board"),
    LEADER: ("volunteer-home", "shift-detail", "series-detail"),
}


AT_ONCE = 12  # pages a test, so that no test is long


def page_names(role: str) -> list[str]:
    """The pages that are made for a role, and those that look different to it."""
    also = [f"coordination:{name}" for name in SEEN_BY_OTHERS.get(role, ())]
    return [
        name
        for name, route in sorted(MATRIX.items())
        if "GET" in route.methods and (visitor_of(name) == role or name in also)
    ]


def parts() -> list[tuple[str, int]]:
    """Every role, with the number of each part of its pages."""
    roles = sorted({visitor_of(name) for name in MATRIX})
    return [(role, start) for role in roles for start in range(0, len(page_names(role)), AT_ONCE)]


@pytest.mark.parametrize(("role", "start"), parts())
def test_every_page_of_a_role(screens, here, role, start):
    screen, complaints = screens(), []
    log_in(screen.page, here.users[role])
    rows = here.rows_led if role == LEADER else here.rows
    for name in page_names(role)[start : start + AT_ONCE]:
        visit(screen, reverse(name, args=MATRIX[name].arguments(rows)), complaints)
    assert not complaints, "\n\n".join(complaints)


def test_every_page_about_the_log_in(screens, here):
    screen, complaints = screens(), []
    page = screen.page
    own = [name for name in names() if name.startswith(("account_", "mfa_", "usersessions_"))]
    for url in ("/account/login/", "/account/signup/", "/account/password/reset/"):
        visit(screen, url, complaints)
    log_in(page, here.users["volunteer"])
    confirm_it_is_you(page, here.users["volunteer"])
    seen = set()
    for name in sorted(own):
        try:
            url = reverse(name)
        except NoReverseMatch:
            continue
        answer = page.goto(url)
        is_page = answer.status == 200 and "text/html" in answer.headers["content-type"]
        if is_page and page.url not in seen and "logout" not in page.url:
            look(screen, complaints)
        seen.add(page.url)
    assert len(seen) >= 5
    assert not complaints, "\n\n".join(complaints)


def test_pages_behind_links_and_pages_that_refuse(screens, here):
    screen, complaints = screens(), []
    page = screen.page
    rows = here.rows
    link = link_path(LinkAction.CANNOT_COME, rows["person"], rows["sign_up"])
    visit(screen, link, complaints)
    visit(screen, "/m/nothing/", complaints, 404)
    visit(screen, reverse("coordination:wall", args=[f"screen{rows['area'].pk}"]), complaints)
    visit(screen, "/wall/nothing/", complaints, 404)
    visit(screen, "/invitation/nothing/", complaints, 404)
    visit(screen, "/nowhere/", complaints, 404)
    log_in(page, here.users["staff"])
    visit(screen, "/nowhere/", complaints, 404)
    visit(screen, reverse("volunteers:area-policy"), complaints, 403)
    assert not complaints, "\n\n".join(complaints)


# --- Forms that say what is wrong ------------------------------------------------------------

FORMS = {
    "manager": (
        "volunteers:invitation-create",
        "volunteers:person-create",
        "volunteers:unit-edit",
        "coordination:activity-create",
        "coordination:activity-create-one-off",
        "coordination:activity-edit",
        "coordination:requirement-create",
        "coordination:shift-plan",
        "coordination:shift-place",
        "coordination:task-contacts",
        "coordination:version-decline",
    ),
    "area_lead": (
        "volunteers:area-policy",
        "volunteers:closing-days",
        "volunteers:organisation-create",
        "volunteers:unit-create",
    ),
    "coordinator": ("coordination:claim",),
    "volunteer": ("volunteers:me", "volunteers:register"),
}
SEND_EMPTY = """() => {
  const form = [...document.querySelectorAll('main form')].find(
    form => form.method === 'post' && form.querySelector('.ds-field, .ds-fieldset'));
  for (const field of form.elements) {
    if (field.type === 'radio' || field.type === 'checkbox') field.checked = false;
    else if (!['hidden', 'submit', 'button', 'fieldset'].includes(field.type)) field.value = '';
  }
  form.requestSubmit();
}"""
HAS_FOCUS = "document.activeElement.matches('.ds-error-summary')"


@pytest.mark.parametrize("role", sorted(FORMS))
def test_a_form_left_empty_says_so_on_top_and_takes_the_focus_there(screens, here, role):
    AffiliationFactory(unit=here.rows["unit"])  # somebody to place
    here.rows["open_activity"] = ActivityFactory(unit=here.rows["unit"], is_open_to_partners=True)
    screen, complaints = screens(), []
    page = screen.page
    log_in(page, here.users[role])
    for name in FORMS[role]:
        url = reverse(name, args=MATRIX[name].arguments(here.rows))
        page.goto(url)
        with page.expect_navigation():
            page.evaluate(SEND_EMPTY)
        if page.evaluate(HAS_FOCUS):
            look(screen, complaints)
        else:
            complaints.append(f"{url}: no summary of what is wrong has the focus")
    assert not complaints, "\n\n".join(complaints)


def test_log_in_forms_say_what_is_wrong(screens, here):
    screen, complaints = screens(), []
    page = screen.page
    for url in ("/account/signup/", "/account/login/code/"):
        page.goto(url)
        with page.expect_navigation():
            page.evaluate(SEND_EMPTY)
        if not page.evaluate(HAS_FOCUS):
            complaints.append(f"{url}: no summary of what is wrong has the focus")
        look(screen, complaints)
    assert not complaints, "\n\n".join(complaints)
