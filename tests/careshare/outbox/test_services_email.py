"""Letters over a real connection to a real mail server."""

import smtplib

import pytest

from careshare import clock
from careshare.outbox.models import Delivery
from careshare.outbox.rules import MAX_ATTEMPTS, DeliveryState
from careshare.outbox.services import kinds
from careshare.outbox.services.sweeping import sweep
from tests.careshare.outbox.letters import LONG_AGO, post

pytestmark = pytest.mark.django_db


class TestOverSmtp:
    """A real connection to a real server."""

    def state(self, number=1):
        return Delivery.objects.get(key=f"test:{number}")

    def test_arrives(self, smtp):
        post(subject="Blåbærtur", body="Vi møtes kl. 14.\n")
        assert sweep() == 1
        (message,) = smtp.messages
        assert message["Subject"] == "Blåbærtur"
        assert message.get_content().strip() == "Vi møtes kl. 14."

    def test_a_refusal_for_good_stops_at_the_first_attempt(self, smtp):
        smtp.refuse["person1@example.org"] = "550 no such user"
        post(1)
        post(2)
        assert sweep() == 1
        refused = self.state()
        assert (refused.state, refused.problem) == (DeliveryState.FAILED, "address_refused")
        assert refused.attempts == 1
        assert self.state(2).state == DeliveryState.SENT

    def test_a_refusal_for_now_is_tried_again_later_and_later(self, smtp):
        smtp.refuse["person1@example.org"] = "451 try again later"
        post()
        waits = []
        for _attempt in range(3):
            sweep()
            waits.append((self.state().due_at - clock.now()).total_seconds())
            Delivery.objects.update(due_at=clock.now() - LONG_AGO)
        assert [round(wait / 30) for wait in waits] == [1, 2, 4]
        smtp.refuse.clear()
        assert sweep() == 1

    def test_a_server_that_refuses_us_loses_no_letter(self, registry, monkeypatch):
        """A wrong password or sender is nobody's address: it can be put right."""
        errors = [
            smtplib.SMTPAuthenticationError(535, b"bad credentials"),
            smtplib.SMTPSenderRefused(550, b"who are you", "careshare@example.org"),
            smtplib.SMTPConnectError(554, b"no service"),
        ]
        for number, error in enumerate(errors):
            monkeypatch.setattr(
                "careshare.outbox.services.email.EmailMessage.send",
                lambda _message, error=error: (_ for _ in ()).throw(error),
            )
            post(number)
            assert sweep() == 0
            assert self.state(number).state == DeliveryState.DUE

    def test_it_gives_up_in_the_end_so_that_somebody_rings(self, smtp):
        smtp.refuse["person1@example.org"] = "451 try again later"
        post()
        Delivery.objects.update(attempts=MAX_ATTEMPTS - 1)
        sweep()
        assert self.state().state == DeliveryState.FAILED

    def test_an_outage_of_half_a_day_gives_nobody_up(self, smtp, settings):
        port, settings.EMAIL_PORT = settings.EMAIL_PORT, 9
        post()
        Delivery.objects.update(attempts=MAX_ATTEMPTS + 12)
        sweep()
        assert self.state().state == DeliveryState.DUE
        settings.EMAIL_PORT = port
        Delivery.objects.update(due_at=clock.now() - LONG_AGO)
        assert sweep() == 1

    def test_a_server_that_is_down_loses_nothing(self, smtp, settings):
        port, settings.EMAIL_PORT = settings.EMAIL_PORT, 9  # nobody listens there
        post()
        assert sweep() == 0
        assert (self.state().state, self.state().problem) == (DeliveryState.DUE, "no_connection")
        settings.EMAIL_PORT = port
        Delivery.objects.update(due_at=clock.now() - LONG_AGO)
        assert sweep() == 1
        assert len(smtp.messages) == 1

    def test_a_calendar_file_goes_along(self, smtp, registry):
        registry.compose_with(
            "test",
            lambda delivery, _now: kinds.Letter(
                delivery.address, "Come", "Hello", "careshare.ics", "BEGIN:VCALENDAR\r\n"
            ),
        )
        post()
        sweep()
        (file,) = smtp.messages[0].iter_attachments()
        assert (file.get_content_type(), file.get_filename()) == ("text/calendar", "careshare.ics")
