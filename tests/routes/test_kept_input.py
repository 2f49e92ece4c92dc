"""A form that is refused stands there again as it was sent: text, choices and ticks."""

import pytest
from django.db import transaction

from tests.routes.forms import Form, forms_of
from tests.routes.test_bad_input import PAGES, forms_on

pytestmark = [pytest.mark.routes, pytest.mark.django_db]

TYPED = "Typed by hand"
SHOWN_ONCE = ("coordination:tablet-list",)
"""Pages that answer what they accept with a page instead of leading on: a code is shown once."""
BROKEN = {"date": "x", "time": "x", "number": "x", "email": "x", "datetime-local": "x"}


def by_hand(form: Form) -> dict[str, list[str]]:
    """Text typed, the last option chosen, every box ticked, and what cannot be read elsewhere."""
    sent = form.filled()
    for name, kind in form.kinds.items():
        if kind in ("text", "textarea"):
            sent[name] = [TYPED]
        elif kind in BROKEN:
            sent[name] = [BROKEN[kind]]
        elif kind in ("radio", "select"):
            sent[name] = form.options.get(name, [""])[-1:]
        elif kind == "checkbox":
            sent[name] = list(form.options[name])
    return sent


def refused_forms(name, worlds):
    """Each form of a page that was refused, as it was sent and as it stands there again."""
    for role, url, form in forms_on(name, worlds):
        sent = by_hand(form)
        with transaction.atomic():
            answer = worlds.clients[role].post(url, sent)
            transaction.set_rollback(True)
        if answer.status_code in (200, 409):
            for again in forms_of(answer.content.decode()):
                if form.values.keys() <= again.values.keys():
                    yield form, sent, again
                    break


@pytest.mark.parametrize("name", [name for name in PAGES if name not in SHOWN_ONCE])
def test_what_was_sent_stands_there_again(name, worlds):
    lost = {
        field: (sent[field], again.values[field])
        for form, sent, again in refused_forms(name, worlds)
        for field, kind in form.kinds.items()
        if kind not in ("hidden", "submit") and sorted(again.values[field]) != sorted(sent[field])
    }
    assert not lost


def test_some_forms_are_refused(worlds):
    """Else the test above says nothing."""
    for name in ("coordination:activity-create", "coordination:shift-plan"):
        assert list(refused_forms(name, worlds)), name
