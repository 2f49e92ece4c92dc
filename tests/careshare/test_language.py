"""The switch in the foot holds for everybody, and follows a log-in to other devices."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.who import UserFactory

pytestmark = pytest.mark.django_db


def test_anonymous_keeps_it_in_a_cookie(client):
    client.post(reverse("set_language"), {"language": "nb"})
    assert 'lang="nb"' in client.get(reverse("account_login")).content.decode()


def test_a_log_in_keeps_it_on_another_device():
    user = UserFactory(language="en")
    for language in ("nb", "en"):
        here, there = Client(), Client()
        for device in (here, there):
            device.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        here.post(reverse("set_language"), {"language": language})
        page = there.get(reverse("volunteers:register")).content.decode()
        assert f'lang="{language}"' in page


def test_an_unknown_language_changes_nothing(client):
    user = UserFactory(language="en")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    client.post(reverse("set_language"), {"language": "xx"})
    user.refresh_from_db()
    assert user.language == "en"
