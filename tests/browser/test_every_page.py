"""Every page there is, as somebody who may open it: no barrier, on the smallest and a wide screen.

A new page is here by itself: the addresses come from the resolver and the matrix of routes.
"""

import time

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.urls import NoReverseMatch, reverse
from playwright.sync_api import Page

from coordination.messages.access import link_path
from coordination.messages.rules import LinkAction
from tests.browser.world import every_type
from tests.routes.matrix import MATRIX
from tests.routes.test_matrix import names
from tests.routes.world import Municipality, municipality
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
    if route.asks_who or name in FOR_VOLUNTEERS:
        return "volunteer"
    return next(role for role in VISITORS if role in route.may)


def addresses(role: str, here: Municipality) -> list[str]:
    """The pages that are made for a role."""
    return [
        reverse(name, args=route.arguments(here.rows))
        for name, route in sorted(MATRIX.items())
        if "GET" in route.methods and visitor_of(name) == role
    ]


def visit(page: Page, url: str, complaints: list[str], expected: int = 200) -> None:
    """Look at a page; what is wrong with it is noted, so that one run names every fault."""
    answer = page.goto(url)
    if answer.status != expected:
        complaints.append(f"{url} answered {answer.status}")
    else:
        look(page, complaints)


def look(page: Page, complaints: list[str]) -> None:
    for check in (
        pages.assert_frame,
        pages.assert_no_axe_violation,
        pages.assert_no_sideways_scroll,
        pages.assert_targets,
    ):
        try:
            check(page)
        except AssertionError as error:
            complaints.append(str(error).split("\nassert ")[0])


def confirm_it_is_you(page: Page, user) -> None:
    """As after a log-in of this minute: pages about the log-in itself ask for that."""
    key = next(one["value"] for one in page.context.cookies() if one["name"] == "sessionid")
    session = SessionStore(key)
    session["account_authentication_methods"] = [
        {"method": "password", "at": time.time(), "email": user.email}
    ]
    session.save()


@pytest.mark.parametrize("role", sorted({visitor_of(name) for name in MATRIX}))
def test_every_page_of_a_role(screen_of, here, role):
    page, complaints = screen_of(), []
    log_in(page, here.users[role])
    for url in addresses(role, here):
        visit(page, url, complaints)
    assert not complaints, "\n\n".join(complaints)


def test_every_page_about_the_log_in(screen_of, here):
    page, complaints = screen_of(), []
    own = [name for name in names() if name.startswith(("account_", "mfa_", "usersessions_"))]
    for url in ("/account/login/", "/account/signup/", "/account/password/reset/"):
        visit(page, url, complaints)
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
            look(page, complaints)
        seen.add(page.url)
    assert len(seen) >= 5
    assert not complaints, "\n\n".join(complaints)


def test_pages_behind_links_and_pages_that_refuse(screen_of, here):
    page, complaints = screen_of(), []
    rows = here.rows
    link = link_path(LinkAction.CANNOT_COME, rows["person"], rows["sign_up"])
    visit(page, link, complaints)
    visit(page, "/m/nothing/", complaints, 404)
    visit(page, "/invitation/nothing/", complaints, 404)
    visit(page, "/nowhere/", complaints, 404)
    log_in(page, here.users["staff"])
    visit(page, "/nowhere/", complaints, 404)
    visit(page, reverse("volunteers:area-policy"), complaints, 403)
    assert not complaints, "\n\n".join(complaints)
