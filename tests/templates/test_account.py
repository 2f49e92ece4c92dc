"""The pages about one's own log-in speak our words, and offer nothing that cannot be done."""

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client
from django.urls import reverse

from careshare import clock
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(client):
    found = PersonFactory(has_login=True)
    client.force_login(found.user, backend="django.contrib.auth.backends.ModelBackend")
    return found


@pytest.mark.parametrize(
    ("name", "heading"),
    [
        ("account_email", "Log-in address"),
        ("account_set_password", "Password"),
        ("usersessions_list", "Where you are logged in"),
    ],
)
def test_each_page_has_its_name_from_the_menu(client, person, name, heading):
    page = client.get(reverse(name)).content.decode()
    assert f'<h1 class="title">{heading}</h1>' in page


def test_a_single_address_offers_no_choice(client, person):
    page = client.get(reverse("account_email")).content.decode()
    assert person.user.email in page
    assert "Remove the chosen one" not in page
    person.user.emailaddress_set.create(email="second@example.org", verified=True)
    page = client.get(reverse("account_email")).content.decode()
    assert "Remove the chosen one" in page
    assert "Use the chosen one" in page


def test_other_devices_can_be_logged_out(client, person):
    where = reverse("usersessions_list")
    assert "Log out everywhere else" not in client.get(where).content.decode()
    other = Client()
    other.force_login(person.user, backend="django.contrib.auth.backends.ModelBackend")
    for device in (client, other):
        UserSession.objects.get_or_create(
            session_key=device.session.session_key,
            defaults={"user": person.user, "ip": "127.0.0.1", "created_at": clock.now()},
        )
    page = client.get(where).content.decode()
    assert "This device" in page
    assert "Log out everywhere else" in page


def test_a_forgotten_password_asks_for_the_address(client):
    page = client.get(reverse("account_reset_password")).content.decode()
    assert "Forgotten password" in page
    assert "Reset My Password" not in page
