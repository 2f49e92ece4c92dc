"""The letterbox: nothing is lost, nothing is sent twice, and what is too late stays."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.db.models.functions import Now

from careshare import clock
from careshare.outbox.models import Delivery, Event, Heartbeat
from careshare.outbox.rules import DeliveryState, Priority
from careshare.outbox.services import kinds, sweeping
from careshare.outbox.services.email import EmailChannel
from careshare.outbox.services.events import expand_due, record_event
from careshare.outbox.services.sweeping import claim, sweep
from tests.careshare.outbox.letters import LONG_AGO, post
from tests.support.visitors import at_once

pytestmark = pytest.mark.django_db


def draft(event, **values):
    return kinds.Draft(
        kind="test", cause="test", cause_id=event.cause_id, cause_version=event.cause_version,
        due_at=event.due_at, person_id=7, **values,
    )  # fmt: skip


def happened(number=1, **values):
    record_event(name="test.happened", cause="test", cause_id=number, now=clock.now(), **values)


class TestEvents:
    def test_expand_once_however_often_they_are_expanded(self, registry):
        registry.on_event("test.happened", lambda event: [draft(event)])
        happened()
        assert (expand_due(clock.now()), expand_due(clock.now())) == (1, 0)
        Event.objects.update(expanded_at=None)  # as if a worker had died before it said so
        assert expand_due(clock.now()) == 1
        assert [delivery.key for delivery in Delivery.objects.all()] == [
            "test:1:v1:test:now:person:7:email"
        ]

    def test_the_same_event_is_written_once(self):
        happened()
        happened()
        assert Event.objects.count() == 1

    def test_wait_for_the_undo_window(self, registry):
        registry.on_event("test.happened", lambda event: [draft(event)])
        happened(undo_seconds=45)
        assert expand_due(clock.now()) == 0
        assert expand_due(clock.now() + timedelta(seconds=46)) == 1

    def test_one_that_fails_holds_up_no_other_and_is_tried_again(self, registry):
        def expander(event):
            if event.cause_id == 1 and broken:
                raise LookupError("a row that nobody expected")
            return [draft(event)]

        broken = True
        registry.on_event("test.happened", expander)
        happened(1)
        happened(2)
        assert expand_due(clock.now()) == 1
        assert Delivery.objects.get().cause_id == 2
        broken = False
        assert expand_due(clock.now()) == 1

    def test_one_that_fails_in_the_database_leaves_the_sweep_working(self, registry):
        def expander(event):
            with connection.cursor() as cursor:
                cursor.execute("SELECT * FROM no_such_table")

        registry.on_event("test.happened", expander)
        happened()
        post()
        assert sweep() == 1


class TestSending:
    def test_sends_once_and_keeps_what_was_sent(self):
        post()
        assert (sweep(), sweep()) == (1, 0)
        (letter,) = mail.outbox
        assert (letter.to, letter.subject, letter.body) == (
            ["person1@example.org"], "Letter 1", "Hello",
        )  # fmt: skip
        delivery = Delivery.objects.get()
        assert (delivery.state, delivery.attempts) == (DeliveryState.SENT, 1)
        assert delivery.sent_at is not None

    def test_the_same_key_is_posted_once(self):
        first, second = post(), post(subject="Another")
        assert first.pk == second.pk
        assert sweep() == 1

    def test_what_is_no_longer_true_is_not_sent(self, registry):
        registry.compose_with("test", lambda _delivery, _now: None)
        post()
        assert sweep() == 0
        assert Delivery.objects.get().state == DeliveryState.SKIPPED

    def test_what_is_too_late_is_not_sent(self):
        post(useless_after=clock.now() + timedelta(minutes=1))
        with time_machine.travel(clock.now() + timedelta(minutes=2)):
            assert sweep() == 0
        assert Delivery.objects.get().state == DeliveryState.SKIPPED

    def test_what_is_held_waits_until_it_is_released(self, settings):
        settings.OUTBOX_HOLD = True
        post()
        assert sweep() == 0
        settings.OUTBOX_HOLD = False
        assert sweep() == 1

    def test_a_code_goes_first_and_its_body_is_blanked(self):
        post(1)
        post(2, priority=Priority.CODE, is_secret=True, body="Your code: 123456")
        sweep()
        assert [letter.body for letter in mail.outbox] == ["Your code: 123456", "Hello"]
        secret = Delivery.objects.get(key="test:2")
        assert (secret.body, secret.address) == ("", "")

    def test_a_code_that_was_never_sent_is_blanked_too(self, settings):
        settings.OUTBOX_HOLD = True
        post(is_secret=True, body="123456", useless_after=clock.now() + timedelta(minutes=10))
        with time_machine.travel(clock.now() + timedelta(minutes=11)):
            sweep()
        assert Delivery.objects.get().body == ""

    def test_a_composer_that_fails_is_tried_later_and_holds_up_nobody(self, registry):
        def broken(_delivery, _now):
            raise LookupError

        registry.compose_with("broken", broken)
        post(1, kind="broken")
        post(2)
        assert sweep() == 1
        failed = Delivery.objects.get(key="test:1")
        assert (failed.state, failed.problem) == (DeliveryState.DUE, "not_composed")
        assert failed.due_at > clock.now()

    def test_a_part_of_the_sweep_that_fails_stops_nothing_else(self, registry):
        def broken(_now):
            raise LookupError

        registry.sweep_with(broken)
        registry.reconcile_with(broken)
        post()
        assert sweep() == 1
        assert Heartbeat.objects.filter(name="sweep").exists()

    @pytest.mark.parametrize("evil", ["a\r\nBcc: all@example.org", "a\nSubject: b", "a\x00b"])
    def test_nothing_breaks_out_of_a_header(self, evil):
        post(subject=evil.replace("\x00", ""))
        sweep()
        message = mail.outbox[0].message()
        assert "Bcc" not in message
        assert "\n" not in mail.outbox[0].subject

    def test_an_address_that_no_header_can_hold_fails_for_good(self):
        post(address="a@example.org\nBcc: all@example.org")
        sweep()
        delivery = Delivery.objects.get()
        assert (delivery.state, delivery.problem) == (DeliveryState.FAILED, "not_sendable")


class TestLeases:
    """The rows are aged, never the clock: the lease is the database's."""

    def test_a_claim_is_nobody_elses(self):
        post()
        assert len(claim(clock.now())) == 1
        assert claim(clock.now()) == []

    def test_what_a_killed_worker_held_is_sent_when_its_lease_is_over(self):
        post()
        claim(clock.now())
        assert sweep() == 0
        Delivery.objects.update(lease_until=Now() - LONG_AGO)
        assert sweep() == 1
        assert Delivery.objects.get().attempts == 2

    def test_a_worker_that_outlived_its_lease_changes_nothing(self):
        post()
        (stale,) = claim(clock.now())
        Delivery.objects.update(lease_until=Now() - LONG_AGO)
        (fresh,) = claim(clock.now())
        assert stale.fencing_token != fresh.fencing_token
        sweeping._finish(stale, state=DeliveryState.FAILED)
        assert Delivery.objects.get().state == DeliveryState.CLAIMED
        sweeping._finish(fresh, state=DeliveryState.SENT)
        assert Delivery.objects.get().state == DeliveryState.SENT

    def test_a_letter_that_goes_out_twice_is_recognised_as_the_same(self):
        letter = kinds.Letter("a@example.org", "Once", "Hello")
        with EmailChannel() as channel:
            for _time in range(2):
                channel.send(letter, key="test:1")
        ids = {sent.message()["Message-ID"] for sent in mail.outbox}
        assert len(ids) == 1


@pytest.mark.django_db(transaction=True)
class TestTogether:
    def test_sweeps_at_once_send_each_letter_once(self, smtp):
        for number in range(30):
            post(number)

        def one_sweep():
            try:
                return sweep()
            finally:
                connection.close()

        assert sum(at_once([one_sweep] * 4)) == 30
        assert len({tuple(to) for to in smtp.recipients}) == len(smtp.messages) == 30
