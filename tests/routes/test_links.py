"""Every link on every role's main pages leads somewhere: no page offers what it then refuses."""

import re
from html import unescape

import pytest

from tests.routes.matrix import MATRIX
from tests.routes.test_bad_input import PAGES
from tests.routes.test_matrix import address
from tests.routes.world import ROLES

pytestmark = [pytest.mark.routes, pytest.mark.django_db]

LINK = re.compile(r'<a\b[^>]*\bhref="(/[^"#]*)')
MAIN = [name for name, route in MATRIX.items() if not route.objects and "GET" in route.methods]
FEW = 3
"""Links to one page with other parameters, such as the weeks of a roster: so many are followed."""


def links_of(role: str, worlds) -> dict[str, str]:
    """Where the role's main pages lead, each with the page on which it stands."""
    found: dict[str, str] = {}
    for name in MAIN:
        page = worlds.clients[role].get(address(name, worlds.here))
        if page.status_code == 200 and not page.streaming:
            for href in LINK.findall(page.content.decode()):
                found.setdefault(unescape(href), name)
    paths: dict[str, int] = {}
    for href in list(found):
        path = href.partition("?")[0]
        paths[path] = paths.get(path, 0) + 1
        if paths[path] > FEW:
            del found[href]
    return found


@pytest.mark.parametrize("role", ROLES)
def test_every_link_leads_somewhere(role, worlds):
    links = links_of(role, worlds)
    assert len(links) > 3
    dead = {
        href: (page, status)
        for href, page in links.items()
        if (status := worlds.ask(role, "GET", href)) >= 400
    }
    assert not dead


def test_whoever_neither_proposes_nor_answers_sees_no_way_to_ideas(worlds):
    ideas = address("coordination:initiative-list", worlds.here)
    assert ideas not in links_of("representative", worlds)
    assert ideas in links_of("manager", worlds)


@pytest.mark.parametrize("role", ["area_lead", "representative", "researcher", "manager"])
def test_the_areas_roles_read_nobodys_number(role, worlds):
    """They see counts: neither volunteers nor whom volunteers ring. The manager is the control."""
    rows = worlds.here.rows
    phones = (rows["contact"].phone, rows["activity"].contact_phone, rows["person"].phone)
    numbers, found = {re.sub(r"\D", "", str(one))[-8:] for one in phones}, set()
    for name in (name for name in PAGES if role in MATRIX[name].may):
        answer = worlds.clients[role].get(address(name, worlds.here))
        if answer.status_code == 200 and not answer.streaming:
            text = re.sub(r"\s|&nbsp;", "", answer.content.decode())
            found |= {(name, one) for one in numbers if one in text}
    assert bool(found) == (role == "manager"), found
