"""Every route x a volunteer who leads every task of one activity: hers, another's, a foreign one's.

What the matrix gives her opens, what she sees but may not is 403, everything else is not there.
"""

import re

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.factories.what import LeadingVolunteerFactory
from tests.factories.who import MembershipFactory, UserFactory
from tests.routes.matrix import MATRIX
from tests.routes.route import Route
from tests.routes.test_links import LINK
from tests.routes.test_matrix import FINE
from tests.routes.world import LEADER
from volunteers.memberships.rules import Task

pytestmark = [pytest.mark.routes, pytest.mark.django_db]

MAY = {
    "coordination:led", "coordination:led-put-down", "coordination:shift-detail",
    "coordination:series-detail", "coordination:shift-plan", "coordination:plan-take-back",
    "coordination:shift-change",
    "coordination:shift-move", "coordination:shift-cancel", "coordination:shift-undo",
    "coordination:attendance",
}  # fmt: skip
ANSWERS = "coordination:sign-up-answer"  # 403 as long as no answer is sent, for everybody
SEEN = {"activity", "version", "series", "shift", "sign_up", "requested"}
"""Rows that one may fetch who leads; hence 403 and not 404 where she may not act."""


def expected(name: str, route: Route) -> set[int]:
    if name in MAY:
        return FINE
    if not route.objects:  # as every volunteer
        return {*FINE, *route.also} if "volunteer" in route.may else {403}
    is_ones_own = route.asks_who  # a volunteer's page about her own sign-up
    return {403} if route.rows[0] in SEEN and not is_ones_own else {404}


@pytest.mark.parametrize("name", sorted(MATRIX))
def test_what_one_leads(name, worlds):
    route = MATRIX[name]
    url = reverse(name, args=route.arguments(worlds.here.rows_led))
    found = {method: worlds.ask(LEADER, method, url) for method in route.methods}
    assert {
        one: status for one, status in found.items() if status not in expected(name, route)
    } == {}


def test_she_answers_requests_there(worlds):
    url = reverse(ANSWERS, args=[worlds.here.led["requested"].pk])
    for answer in ("approve", "decline"):
        assert worlds.ask(LEADER, "POST", url, {"answer": answer}) == 302


LED = sorted(name for name, route in MATRIX.items() if route.objects and route.rows[0] in SEEN)


@pytest.mark.parametrize("name", LED)
def test_elsewhere_nothing_is_there(name, worlds):
    """Another activity of the same unit, and one that somebody leads in another municipality."""
    route = MATRIX[name]
    for rows in (worlds.here.rows, worlds.there.rows_led):
        url = reverse(name, args=route.arguments(rows))
        assert {worlds.ask(LEADER, method, url) for method in route.methods} == {404}


@pytest.mark.parametrize("role", ["manager", "coordinator", "area_lead", "researcher"])
def test_under_a_role_elsewhere_it_is_not_there(role, worlds):
    """What she leads as a volunteer is no business of a side for which she speaks elsewhere."""
    hat = worlds.there.users[role].memberships.get()
    scope = {"area": hat.area, "unit": hat.unit, "organisation": hat.organisation}
    found = {}
    with transaction.atomic():
        person = LeadingVolunteerFactory(
            activity=worlds.here.led["activity"], task=Task.NEED, person__user=UserFactory()
        ).person
        MembershipFactory(user=person.user, role=hat.role, **scope)
        browser = Client(raise_request_exception=False)
        browser.force_login(person.user, backend="django.contrib.auth.backends.ModelBackend")
        for name in LED:
            if "leader" in MATRIX[name].may or MATRIX[name].asks_who:
                continue  # the pages of the volunteer, who is asked which of the two she is
            url = reverse(name, args=MATRIX[name].arguments(worlds.here.rows_led))
            found[name] = browser.get(url).status_code
        transaction.set_rollback(True)
    assert {name: status for name, status in found.items() if status in (200, 409)} == {}
    assert found["coordination:shift-detail"] == found["coordination:activity-detail"] == 404


HERS = (
    "coordination:volunteer-home",
    "coordination:led",
    "coordination:shift-detail",
    "coordination:series-detail",
    "coordination:shift-plan",
    "coordination:attendance",
)


@pytest.mark.parametrize("name", HERS)
def test_her_pages_offer_only_what_opens_and_show_nobodys_number(name, worlds):
    """S5: she reads names, and never how to reach somebody."""
    led = worlds.here.led
    url = reverse(name, args=MATRIX[name].arguments(worlds.here.rows_led))
    page = worlds.clients[LEADER].get(url).content.decode()
    links = set(LINK.findall(page)) | set(re.findall(r'<form\b[^>]*\baction="(/[^"#]*)', page))
    opened = {href: worlds.ask(LEADER, "GET", href) for href in links}
    assert {href: n for href, n in opened.items() if n >= 400 and n != 405} == {}
    for one in (led["sign_up"].person, led["requested"].person):
        assert str(one.phone) not in page
        assert str(one.phone).removeprefix("+47") not in page.replace(" ", "")
        assert one.email not in page
    if name == "coordination:shift-detail":
        assert led["sign_up"].person.name in page
        assert led["requested"].person.name in page
