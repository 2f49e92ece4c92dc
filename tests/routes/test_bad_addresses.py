"""What stands behind the question mark of an address, filled in as nobody should.

The names are read from the forms of the page that are sent by GET and from the code of its view, so
that a new one is attacked without being listed.
"""

import inspect
import re

import pytest
from django.urls import resolve

from tests.routes.forms import forms_of
from tests.routes.matrix import MATRIX
from tests.routes.test_bad_input import ACTORS, FULL, HOSTILE, PAGES
from tests.routes.test_matrix import address

pytestmark = [pytest.mark.routes, pytest.mark.django_db]

ANSWERS = (200, 302, 400, 403, 404)
ALONE = ("far", "huge", "nul")
TOGETHER = HOSTILE if FULL else {label: HOSTILE[label] for label in (*ALONE, "no day")}
FIRST_DAY = "0001-01-01"
READ = re.compile(r"request\.GET\.get(?:list)?\(\"(\w+)\"|\"(\w+)\" in (?:sent|request\.GET)")
NARROWED_LIKE = {
    "coordination:report-csv": "coordination:report-detail",
    "coordination:report-xlsx": "coordination:report-detail",
    "coordination:roster-sheet": "coordination:roster",
}
"""Files and sheets, with the page whose form narrows them."""


def parameters(name: str, client, here) -> list[str]:
    """Every name that a page reads behind its question mark."""
    code = inspect.getsource(inspect.getmodule(inspect.unwrap(resolve(address(name, here)).func)))
    read = {one or other for one, other in READ.findall(code)}
    html = client.get(address(NARROWED_LIKE.get(name, name), here)).content.decode()
    forms = forms_of(html, "get") + (forms_of(html) if "request.htmx" in code else [])
    return sorted({*read, *(field for form in forms for field in form.values)})


@pytest.mark.parametrize("name", PAGES)
def test_hostile_parameters_get_an_answer(name, worlds):
    """Each name alone with the worst values, and all at once with every value."""
    url = address(name, worlds.here)
    role = next(role for role in (*ACTORS, "representative") if role in MATRIX[name].may)
    names = parameters(name, worlds.clients[role], worlds.here)
    tries = [{one: HOSTILE[label]} for one in names for label in ALONE]
    if names:
        tries += [dict.fromkeys(names, value) for value in (*TOGETHER.values(), FIRST_DAY)]
    for data in tries:
        status = worlds.ask(role, "GET", url, data, {"HX-Request": "true"})
        assert status in ANSWERS, (role, url, data, status)


def test_the_names_are_found(worlds):
    """Read from the form, from the code, and from the form of the page that a file belongs to."""
    manager = worlds.clients["manager"]
    for name, expected in (
        ("coordination:fill-unit", "first_on"),
        ("coordination:board-edit", "answers"),
        ("coordination:shift-plan", "every"),
        ("coordination:report-csv", "since"),
    ):
        assert expected in parameters(name, manager, worlds.here), name
