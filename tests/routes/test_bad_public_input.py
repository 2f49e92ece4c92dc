"""The forms that stand outside the matrix, filled in as nobody should: those that open without
log-in, and those about the log-in itself.
"""

import time
from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from careshare import clock, limits
from coordination.initiatives.access import own_path
from coordination.matching.access.links import answer_path
from coordination.messages.access import link_path
from coordination.messages.rules import LinkAction
from coordination.planning.access.tablets import COOKIE
from coordination.signups.models import Tablet
from coordination.signups.rules import SignUpState
from coordination.signups.services.tablets import digest
from tests.factories.ideas import InitiativeFactory
from tests.factories.when import AttendanceFactory, ShiftFactory, SignUpFactory
from tests.factories.who import InvitationFactory, PersonFactory
from tests.routes.forms import forms_of
from tests.routes.test_bad_input import FULL, HOSTILE, likely, sampled
from volunteers.memberships.services.invitations import token_hash
from volunteers.people.models import PersonLink

pytestmark = [pytest.mark.routes, pytest.mark.django_db]

ANSWERS = (200, 302, 400, 403, 404, 409)
SECRET = "a-secret"
LOGIN = ("account_login", "account_signup", "account_request_login_code", "account_reset_password")
OWN_LOG_IN = ("account_email", "account_change_password", "account_set_password",
              "account_reauthenticate", "mfa_activate_totp", "usersessions_list")  # fmt: skip


@pytest.fixture(autouse=True)
def unlimited(monkeypatch, settings):
    monkeypatch.setattr(limits, "_count_of", lambda name, limit, whose: 1)
    settings.ACCOUNT_RATE_LIMITS = False


@pytest.fixture(scope="module")
def pages(worlds) -> dict[str, str]:
    """The address of each page, all of them open."""
    rows, now = worlds.here.rows, clock.now()
    unit, person, activity = rows["unit"], rows["person"], rows["activity"]
    type(unit).objects.filter(pk=unit.pk).update(takes_public_suggestions=True)
    late = SignUpFactory(shift=ShiftFactory(activity=activity, starts_at=now), person=person)
    gone = ShiftFactory(activity=activity, starts_at=now - timedelta(hours=36))
    open_still = SignUpFactory(shift=gone, person=person)
    AttendanceFactory(sign_up=open_still, minutes=0, came_at=gone.starts_at)
    moved = SignUpFactory(
        shift=ShiftFactory(activity=activity, starts_at=rows["sign_up"].ends_at),
        person=PersonFactory(), state=SignUpState.AWAITING,
    )  # fmt: skip
    InvitationFactory(unit=unit, token_hash=token_hash(SECRET))
    PersonLink.objects.create(
        person=PersonFactory(), place="Solbakken", token_hash=token_hash(SECRET), made_at=now,
        expires_at=now + timedelta(days=7),
    )  # fmt: skip
    Tablet.objects.filter(pk=rows["tablet"].pk).update(token_digest=digest(SECRET), paired_at=now)
    links = {
        "cannot come": (LinkAction.CANNOT_COME, person, rows["sign_up"]),
        "new time": (LinkAction.NEW_TIME, moved.person, moved),
        "left": (LinkAction.LEFT, person, open_still),
        "swap": (LinkAction.SWAP, person, rows["swap"]),
    }
    return {
        **{name: reverse(name) for name in LOGIN},
        **{name: link_path(*link) for name, link in links.items()},
        "suggestion-create": reverse("coordination:suggestion-create", args=[unit.public_id]),
        "suggestion-own": own_path(InitiativeFactory(unit=unit)),
        "question-answer": answer_path(rows["asked"]),
        "invitation-accept": reverse("volunteers:invitation-accept", args=[SECRET]),
        "person-join": reverse("coordination:person-join", args=[SECRET]),
        "tablet": reverse("coordination:tablet"),
        "tablet-person": reverse("coordination:tablet-person", args=[late.public_id]),
    }


PAGES = (*LOGIN, "cannot come", "new time", "left", "swap", "suggestion-create", "suggestion-own",
         "question-answer", "invitation-accept", "person-join", "tablet",
         "tablet-person")  # fmt: skip


def attack(client: Client, url: str) -> int:
    """Send every form of a page badly, in all fields at once and in each alone; how many forms."""
    forms = forms_of(client.get(url, follow=True).content.decode())
    values = list(HOSTILE.values())
    for form in forms:
        where = form.action or url
        tries = [
            {one: values[(number + shift) % len(values)] for number, one in enumerate(form.values)}
            for shift in range(0, len(values), 1 if FULL else 4)
        ]
        for field in list(form.values) if FULL else sampled(form):
            for label in likely(form, field):
                tries.append(form.filled() | {field: [HOSTILE[label]]})
        for data in tries:
            with transaction.atomic():
                status = client.post(where, data).status_code
                transaction.set_rollback(True)
            assert status in ANSWERS, (where, data, status)
    return len(forms)


@pytest.mark.parametrize("name", PAGES)
def test_pages_without_log_in_answer_hostile_values(name, pages, worlds):
    client = Client(raise_request_exception=False)
    if name == "tablet-person":
        client.cookies[COOKIE] = SECRET
    if name == "person-join":  # its button stands there for whoever is logged in
        user = worlds.here.users["newcomer"]
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    assert attack(client, pages[name])


@pytest.mark.parametrize("name", OWN_LOG_IN)
def test_pages_about_the_log_in_answer_hostile_values(name, worlds):
    client = Client(raise_request_exception=False)
    user = worlds.here.users["staff"]
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session["account_authentication_methods"] = [
        {"method": "password", "at": time.time(), "email": user.email}
    ]
    session.save()
    attack(client, reverse(name))
