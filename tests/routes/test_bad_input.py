"""Every form of every page, filled in as nobody should: a clear answer, never a server error.

The forms are read from the pages themselves, so a new form is attacked without being listed.
"""

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.factories.who import UserFactory
from tests.routes.forms import SKIPPED, forms_of
from tests.routes.matrix import MATRIX
from tests.routes.test_matrix import address
from tests.routes.world import municipality

pytestmark = [pytest.mark.django_db, pytest.mark.routes]

ACTORS = ("manager", "coordinator", "area_lead", "volunteer", "staff", "newcomer")
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
PAGES = sorted(name for name, route in MATRIX.items() if "GET" in route.methods)


def actor_of(route) -> list[str]:
    return [role for role in ACTORS if role in route.may][:2]


@pytest.mark.parametrize("name", PAGES)
def test_hostile_values_get_an_answer(name):
    """Each hostile value in every field at once, and all forms of the page."""
    route, here = MATRIX[name], municipality()
    url = address(name, route, here)
    for role in actor_of(route):
        client = Client(raise_request_exception=False)
        client.force_login(here.users[role], backend="django.contrib.auth.backends.ModelBackend")
        page = client.get(url)
        if page.status_code != 200:
            continue
        for form in forms_of(page.content.decode()):
            for label, value in HOSTILE.items():
                status = post(client, form, url, {field: [value] for field in form.values})
                assert status in (200, 302, 400, 403, 404, 409), (role, form.action, label, status)


@pytest.mark.parametrize("name", PAGES)
def test_one_hostile_value_among_good_ones(name):
    """Nothing hides behind another field's error: each text field alone, the rest as it stood."""
    route, here = MATRIX[name], municipality()
    url = address(name, route, here)
    for role in actor_of(route)[:1]:
        client = Client(raise_request_exception=False)
        client.force_login(here.users[role], backend="django.contrib.auth.backends.ModelBackend")
        page = client.get(url)
        for form in forms_of(page.content.decode()) if page.status_code == 200 else []:
            for field in form.values:
                for label in ("long", "nul", "huge", "no day"):
                    data = form.filled() | {field: [HOSTILE[label]]}
                    status = post(client, form, url, data)
                    assert status < 500, (role, form.action, field, label, status)


def test_stored_script_is_text_everywhere():
    """S12: whatever somebody typed shows as text on every page of every role."""
    here = municipality()
    script = "<script>alert(1)</script>\"'>"
    for row in here.rows.values():
        for field in ("name", "purpose", "does", "place", "supervisor", "message"):
            if hasattr(row, field) and row._meta.model_name != "version":
                setattr(row, field, f"{script}{row.pk}")
        if row._meta.model_name != "version":
            row.save()
    for name in PAGES:
        route = MATRIX[name]
        for role in actor_of(route):
            client = Client(raise_request_exception=False)
            client.force_login(
                here.users[role], backend="django.contrib.auth.backends.ModelBackend"
            )
            body = client.get(address(name, route, here)).content.decode()
            assert "<script>alert" not in body, (name, role)


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


def post(client, form, url: str, data: dict) -> int:
    """The status of one try; whatever it writes is rolled back."""
    fields = {name: value for name, value in data.items() if name not in SKIPPED}
    try:
        with transaction.atomic():
            status = client.post(form.action or url, fields).status_code
            raise _RolledBack
    except _RolledBack:
        return status


class _RolledBack(Exception):
    """Ends the transaction of a try."""
