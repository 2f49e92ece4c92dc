"""The demo's own pages: there in demo mode, nowhere else."""

import pytest
from django.urls import NoReverseMatch, reverse

from careshare import clock
from careshare.outbox.models import Delivery
from demo.people import DEMO_PEOPLE
from volunteers.accounts.models import User
from volunteers.memberships.access import HAT
from volunteers.memberships.models import Membership

PATHS = ["/demo/mailbox/", "/demo/mailbox/1/", "/demo/mailbox/1/attachment/"]


@pytest.fixture
def demo(read, settings):
    """Demo mode with its data."""
    settings.DEMO_MODE = True
    settings.ROOT_URLCONF = "tests.demo.urls"
    settings.LOGIN_REDIRECT_URL = "/"


def test_without_demo_mode_no_address_exists(client, db):
    with pytest.raises(NoReverseMatch):
        reverse("demo-mailbox")
    assert client.post("/demo/enter/manager/").status_code == 404
    assert [client.get(path).status_code for path in PATHS] == [404, 404, 404]


def test_without_demo_mode_the_views_refuse_too(client, demo, settings):
    settings.DEMO_MODE = False
    assert client.post(reverse("demo-enter", args=["manager"])).status_code == 404
    pk = Delivery.objects.exclude(attachment="").first().pk
    for path in ("demo-message", "demo-attachment"):
        assert client.get(reverse(path, args=[pk])).status_code == 404
    assert client.get(reverse("demo-mailbox")).status_code == 404
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("person", DEMO_PEOPLE, ids=lambda person: person.key)
def test_one_press_and_one_is_somebody(client, demo, person):
    answer = client.post(person.url)
    assert answer.status_code == 302
    assert client.session["_auth_user_id"]
    hat = client.session.get(HAT, "")
    if person.role:
        membership = Membership.objects.get(pk=hat.partition(":")[2])
        assert (membership.role, membership.user.email) == (person.role, person.email)
    else:
        assert hat == ""


def test_letters_are_in_the_visitors_language_where_nobody_chose_another(client, demo):
    anne, kari = (
        User.objects.get(email=f"{name}@example.org") for name in ("anne.bakke", "kari.nes")
    )
    User.objects.filter(pk=kari.pk).update(language="en")
    client.post(reverse("demo-enter", args=["manager"]), headers={"Accept-Language": "nb"})
    assert not User.objects.filter(language="").exists()
    for user, language in ((anne, "nb"), (kari, "en")):
        user.refresh_from_db()
        assert user.language == language
    client.post(reverse("demo-enter", args=["staff"]), headers={"Accept-Language": "nb"})
    kari.refresh_from_db()
    assert kari.language == "nb"  # whoever enters as her reads it


def test_entering_wants_a_press_and_a_known_person(client, demo):
    assert client.get(reverse("demo-enter", args=["manager"])).status_code == 405
    assert client.post(reverse("demo-enter", args=["nobody"])).status_code == 404
    assert "_auth_user_id" not in client.session


def test_the_mailbox_shows_letters_the_newest_first(client, demo, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        page = client.get(reverse("demo-mailbox"))
    assert page.status_code == 200
    letters = page.context["letters"]
    dues = [letter.delivery.due_at for letter in letters]
    assert dues == sorted(dues, reverse=True)
    assert max(dues) <= clock.now()  # what waits for tomorrow has no words yet
    text = page.content.decode()
    assert "Vera Lund" in text
    assert "Did not arrive" in text


def test_a_letter_with_its_calendar_file(client, demo):
    letter = Delivery.objects.filter(state="sent").exclude(attachment="").first()
    page = client.get(reverse("demo-message", args=[letter.pk]))
    assert page.status_code == 200
    assert letter.subject in page.content.decode()
    file = client.get(reverse("demo-attachment", args=[letter.pk]))
    assert file["Content-Type"].startswith("text/calendar")
    assert file["Content-Disposition"] == f'attachment; filename="{letter.attachment_name}"'
    assert file.content.startswith(b"BEGIN:VCALENDAR")


def test_a_letter_without_text_or_file(client, demo):
    letter = Delivery.objects.failed().first()
    Delivery.objects.filter(pk=letter.pk).update(subject="", body="", attachment="")
    assert client.get(reverse("demo-message", args=[letter.pk])).status_code == 200
    assert client.get(reverse("demo-attachment", args=[letter.pk])).status_code == 404
    assert client.get(reverse("demo-message", args=[10**12])).status_code == 404
