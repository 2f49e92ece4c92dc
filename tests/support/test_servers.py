"""The servers that tests rely on are real, share the test database and forget in between."""

import smtplib
from email.message import EmailMessage

import pytest
from django.contrib.auth import get_user_model
from django.core.mail import send_mail

from tests.support import site


def test_the_site_answers(web):
    answer = web.get("/healthz")
    assert (answer.status, web.process.poll()) == (200, None)


def test_the_site_forgets_between_tests(web):
    before = web._workers()
    web.forget()
    assert web.get("/healthz").status == 200
    assert not set(before) & set(web._workers())


def test_the_site_sees_what_the_test_writes(web):
    """One database: what is committed here is found there (and the page shows who may log in)."""
    get_user_model().objects.create(email="somebody@example.org")
    answer = web.get("/readyz")
    assert answer.status in (200, 503)
    assert b"database" in answer.read()


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


@pytest.mark.worker
def test_the_worker_answers(worker):
    from careshare.celery import app

    assert app.control.inspect(timeout=5).ping()


@pytest.mark.browser
def test_a_browser_visits_the_site(screen):
    assert screen.goto("/healthz").status == 200


@pytest.mark.browser
def test_a_browser_without_javascript_runs_none(without_javascript):
    without_javascript.set_content("<p>plain</p><script>document.body.innerHTML = 'ran'</script>")
    assert without_javascript.inner_text("body") == "plain"
