"""Every form of every page, filled in as nobody should: a clear answer, never a server error.

The forms are read from the pages themselves, so a new form is attacked without being listed.
"""

import os
import re
from collections import defaultdict
from collections.abc import Iterator

import pytest
from django.db import transaction
from django.urls import reverse

from tests.factories.who import UserFactory
from tests.routes.forms import Form, forms_of
from tests.routes.matrix import MATRIX
from tests.routes.test_matrix import address

pytestmark = [pytest.mark.routes, pytest.mark.django_db]

ACTORS = ("manager", "coordinator", "area_lead", "volunteer", "staff", "newcomer", "leader")
HOSTILE = {
    "long": "x" * 10_000,
    "nul": "a\x00b",
    "override": "safe\u202egnp.exe",
    "emoji": "👵🏽🎶" * 20,
    "header": "a@example.org\r\nBcc: b@example.org",
    "script": "<script>alert(1)</script>",
    "formula": "=HYPERLINK(1)",
    "negative": "-999999999999",
    "huge": "9" * 40,
    "no number": "NaN",
    "far": "9999-12-31",
    "no day": "2026-02-30",
    "no time": "25:61",
    "nothing": "",
    "identity number": "01010750160",
}
FULL = bool(os.environ.get("CARESHARE_FULL"))
ANSWERS = (200, 302, 400, 403, 404, 409)
SCRIPT = "<script>alert(1)</script>\"'>"
TEXTS = ("name", "purpose", "does", "place", "supervisor")
PAGES = sorted(name for name, route in MATRIX.items() if "GET" in route.methods)


@pytest.mark.parametrize("name", PAGES)
def test_hostile_values_get_an_answer(name, worlds):
    """All fields hostile at once, each with another value, until each had several."""
    values = list(HOSTILE.values())
    step = 1 if FULL else 4
    for role, url, form in forms_on(name, worlds):
        for shift in range(0, len(values), step):
            data = {
                field: [values[(number + shift) % len(values)]]
                for number, field in enumerate(form.values)
            }
            status = worlds.ask(role, "POST", url, data)
            assert status in ANSWERS, (role, url, shift, status)


@pytest.mark.parametrize("name", PAGES)
def test_one_hostile_value_among_good_ones(name, worlds):
    """Nothing hides behind another field's error: each field alone, the rest as it stood."""
    for role, url, form in forms_on(name, worlds):
        for field in list(form.values) if FULL else sampled(form):
            for label in HOSTILE if FULL else likely(form, field):
                status = worlds.ask(role, "POST", url, form.filled() | {field: [HOSTILE[label]]})
                assert status in ANSWERS, (role, url, field, label, status)


def likely(form: Form, field: str) -> tuple[str, ...]:
    """What hurts most, by what one does there. Whatever reads a number, or the id of a row, meets
    one that no database can hold.
    """
    if form.kinds[field] in ("number", "checkbox", "hidden"):
        return ("huge",)
    return ("long",) if form.kinds[field] in ("radio", "select") else ("long", "nul")


def sampled(form: Form) -> list[str]:
    """The first two fields of each kind and name, without numbers: a board repeats its rows."""
    alike = defaultdict(list)
    for field in form.values:
        if field == "csrfmiddlewaretoken":
            continue
        alike[form.kinds[field], re.split(r"[-_]", field)[-1]].append(field)
    return [field for fields in alike.values() for field in fields[:2]]


def forms_on(name, worlds) -> Iterator[tuple[str, str, Form]]:
    """The forms of a page for the first role that gets one, with where each is sent."""
    route = MATRIX[name]
    url = address(name, worlds.here)
    for role in (role for role in ACTORS if role in route.may):
        page = worlds.clients[role].get(url)
        if page.status_code == 200 and not page.streaming:  # a file has no forms
            for form in forms_of(page.content.decode()):
                yield role, form.action or url, form
            return


def _is_html(answer) -> bool:
    """Not a file to keep, in which a text stands as it is."""
    return not answer.streaming and answer.get("Content-Type", "").startswith("text/html")


def test_stored_script_is_text_everywhere(worlds):
    """S12: whatever somebody typed shows as text on every page of every role."""
    with transaction.atomic():
        for row in worlds.here.rows.values():
            if row._meta.model_name != "version":
                stored = {one.name for one in row._meta.concrete_fields if not one.choices}
                fields = {name: f"{SCRIPT}{row.pk}" for name in TEXTS if name in stored}
                type(row).objects.filter(pk=row.pk).update(**fields) if fields else None
        pages = {
            (name, role): worlds.clients[role].get(address(name, worlds.here))
            for name in PAGES
            for role in ACTORS
            if role in MATRIX[name].may
        }
        bodies = {at: page.content.decode() for at, page in pages.items() if _is_html(page)}
        transaction.set_rollback(True)
    assert not [at for at, page in pages.items() if page.status_code >= 500]
    assert any("&lt;script&gt;" in body for body in bodies.values())
    assert not [page for page, body in bodies.items() if "<script>alert" in body]


@pytest.mark.parametrize(
    "target", ["https://evil.example", "//evil.example", "javascript:alert(1)"]
)
def test_no_open_redirect(client, target):
    """S11, where the frame takes an address: the language and the log-in."""
    answer = client.post(reverse("set_language"), {"language": "nb", "next": target})
    assert "evil" not in answer["Location"]
    assert "javascript" not in answer["Location"]
    user = UserFactory()
    user.set_password("a long enough phrase")
    user.save()
    data = {"login": user.email, "password": "a long enough phrase", "next": target}
    answer = client.post(reverse("account_login"), data)
    assert answer.status_code == 302
    assert "evil" not in answer["Location"]
    assert "javascript" not in answer["Location"]


@pytest.mark.parametrize("number", ["9" * 40, "9" * 5_000, "²", "-1", ""])
def test_a_number_that_no_row_has_is_not_there(number, worlds):
    """Ids outside forms: Python itself refuses to read several thousand digits."""
    url = address("coordination:board-edit", worlds.here)
    expected = 404 if number else 200
    assert worlds.clients["manager"].get(url, {"answers": number}).status_code == expected
    same = worlds.clients["manager"].post(reverse("volunteers:person-create"), {"same": number})
    assert same.status_code == 404
