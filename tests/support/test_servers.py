"""The servers that tests rely on are real, share the test database and forget in between."""

import smtplib
import threading
from email.message import EmailMessage
from functools import partial

import pytest
from django.contrib.auth import get_user_model
from django.core.mail import send_mail

from tests.support import site, visitors


def test_the_site_answers(web):
    answer = web.get("/healthz")
    assert (answer.status, web.process.poll()) == (200, None)


def test_the_site_forgets_between_tests(web):
    before = web._workers()
    web.forget()
    assert web.get("/healthz").status == 200
    assert not set(before) & set(web._workers())


@pytest.fixture
def user(db):
    return get_user_model().objects.create(email="somebody@example.org")


def test_the_site_shares_the_database_and_knows_a_visitor(web, user):
    page = "/account/email/"
    assert visitors.Visitor(web).get(page).status == 302
    answer = visitors.Visitor(web, user).get(page)
    assert (answer.status, user.email in answer.body) == (200, True)


def test_a_visitor_may_send_forms(web, user):
    """The control for every 403 that other tests read: the token of this visitor is good."""
    answer = visitors.Visitor(web, user).post("/account/logout/")
    assert answer.status == 302


def test_calls_come_at_once(web):
    inside = threading.Barrier(8, timeout=10)  # opens only when all eight are there

    def call(number: int) -> tuple[int, int]:
        inside.wait()
        return number, visitors.Visitor(web).get("/healthz").status

    answers = visitors.at_once([partial(call, number) for number in range(8)])
    assert answers == [(number, 200) for number in range(8)]


def test_a_site_can_be_started_with_an_environment_of_its_own(transactional_db):
    with site.running(threads=2, DEMO="1") as own:
        assert own.get("/healthz").status == 200


def test_a_mail_arrives_over_a_real_connection(smtp):
    send_mail("Kaffe på onsdag", "Velkommen.", "from@example.org", ["to@example.org"])
    (mail,) = smtp.messages
    assert mail["subject"] == "Kaffe på onsdag"
    assert mail.get_content().strip() == "Velkommen."
    assert smtp.recipients == [["to@example.org"]]


def test_the_mail_server_can_refuse(smtp):
    smtp.refuse["gone@example.org"] = "550 no such person"
    mail = EmailMessage()
    mail["From"], mail["To"] = "from@example.org", "gone@example.org"
    with (
        smtplib.SMTP("127.0.0.1", smtp.port) as client,
        pytest.raises(smtplib.SMTPRecipientsRefused),
    ):
        client.send_message(mail)
    assert smtp.messages == []


def test_the_worker_answers(worker):
    from careshare.celery import app

    assert app.control.inspect(timeout=5).ping()


def test_a_browser_visits_the_site(screen):
    assert screen.goto("/healthz").status == 200


def test_a_browser_without_javascript_runs_none(without_javascript):
    without_javascript.set_content("<p>plain</p><script>document.body.innerHTML = 'ran'</script>")
    assert without_javascript.inner_text("body") == "plain"


def test_a_browser_can_be_logged_in(screen, user):
    visitors.log_in(screen, user)
    screen.goto("/account/email/")
    assert user.email in screen.content()
