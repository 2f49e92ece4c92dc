"""The sweep: expand, reconcile, claim, send. It may run anywhere, any number of times at once."""

import logging
import time
import uuid
from datetime import datetime
from functools import partial

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, Q
from django.db.models.functions import Now

from careshare import clock
from careshare.outbox.models import Delivery, Heartbeat
from careshare.outbox.rules import BATCH, DeliveryState, is_spent, lease, retry_at
from careshare.outbox.services import events, kinds
from careshare.outbox.services.email import EmailChannel, Refusal
from careshare.outbox.services.letters import one_line

log = logging.getLogger(__name__)


def sweep(seconds: float = 50) -> int:
    """Do all that is due, for at most about `seconds`; gives how many letters left.

    A room's sweeper or composer that fails stops nothing else: it is logged and tried again.
    """
    stop_at = time.monotonic() + seconds
    now = clock.now()
    for sweeper in kinds.sweepers:
        _guarded(sweeper, now)
    events.expand_due(now)
    for reconciler in kinds.reconcilers:
        _guarded(partial(_insert_missing, reconciler), now)
    sent = 0
    while not settings.OUTBOX_HOLD and time.monotonic() < stop_at:
        claimed = claim(now)
        if not claimed:
            break
        sent += _send_all(claimed)
    _forget_secrets(now)
    Heartbeat.objects.update_or_create(name="sweep", defaults={"at": clock.now()})
    return sent


def _insert_missing(reconciler: kinds.Reconciler, now: datetime) -> None:
    events.insert(list(reconciler(now)))


def _guarded(work: kinds.Sweeper, now: datetime) -> None:
    try:
        work(now)
    except Exception:
        log.exception("a part of the sweep failed")


def claim(now: datetime, most: int = BATCH) -> list[Delivery]:
    """Claim due deliveries for this process: at most `most`, most urgent first.

    Due is judged by `now`, the lease by the database's clock. On PostgreSQL SKIP LOCKED lets
    several workers claim side by side; on SQLite the transaction holds the write lock, and the
    update repeats the condition. The token fences off a worker that outlives its lease.
    """
    token = uuid.uuid4()
    free = Q(state=DeliveryState.DUE) | Q(state=DeliveryState.CLAIMED, lease_until__lt=Now())
    with transaction.atomic():
        skip = connection.features.has_select_for_update_skip_locked
        due = Delivery.objects.filter(free, due_at__lte=now).order_by("priority", "due_at", "pk")
        ids = list(due.select_for_update(skip_locked=skip).values_list("pk", flat=True)[:most])
        Delivery.objects.filter(free, pk__in=ids).update(
            state=DeliveryState.CLAIMED,
            fencing_token=token,
            lease_until=Now() + lease(settings.EMAIL_TIMEOUT, most),
            attempts=F("attempts") + 1,
        )
    claimed = Delivery.objects.filter(fencing_token=token, state=DeliveryState.CLAIMED)
    return list(claimed.order_by("priority", "due_at", "pk"))


def _send_all(claimed: list[Delivery]) -> int:
    sent = 0
    with EmailChannel() as channel:
        for delivery in claimed:
            sent += _send(delivery, channel)
    return sent


def _send(delivery: Delivery, channel: EmailChannel) -> bool:
    now = clock.now()
    try:
        letter = compose(delivery, now)
    except Exception:
        log.exception("composing %s failed", delivery.kind)
        _fail(delivery, now, "not_composed", is_final=False)
        return False
    if letter is None:
        _finish(delivery, state=DeliveryState.SKIPPED)
        return False
    try:
        channel.send(letter, key=delivery.key)
    except Refusal as refusal:
        _fail(delivery, now, refusal.problem, is_final=refusal.is_final)
        return False
    _finish(
        delivery,
        state=DeliveryState.SENT,
        sent_at=clock.now(),
        address="" if delivery.is_secret else letter.address,
        subject=one_line(letter.subject),
        body="" if delivery.is_secret and not settings.DEMO_MODE else letter.body,
        attachment_name=letter.attachment_name,
        attachment=letter.attachment,
        problem="",
    )
    return True


def compose(delivery: Delivery, now: datetime) -> kinds.Letter | None:
    """The letter as it reads now, or None where it is too late or no longer true."""
    if delivery.useless_after is not None and delivery.useless_after <= now:
        return None
    composer = kinds.composers.get(delivery.kind)
    if composer is not None:
        return composer(delivery, now)
    if delivery.body and delivery.address:
        return kinds.Letter(delivery.address, delivery.subject, delivery.body)
    return None


def _fail(delivery: Delivery, now: datetime, problem: str, *, is_final: bool) -> None:
    if is_final or is_spent(delivery.attempts, problem):
        _finish(delivery, state=DeliveryState.FAILED, problem=problem)
        return
    _finish(
        delivery,
        state=DeliveryState.DUE,
        due_at=retry_at(delivery.attempts, now),
        problem=problem,
    )


def _finish(delivery: Delivery, **fields: object) -> None:
    """Write the outcome, if this process still holds the claim."""
    Delivery.objects.filter(
        pk=delivery.pk, fencing_token=delivery.fencing_token, state=DeliveryState.CLAIMED
    ).update(lease_until=None, **fields)


def _forget_secrets(now: datetime) -> None:
    """Blank codes that nobody can use any more."""
    stale = Delivery.objects.filter(is_secret=True, useless_after__lte=now).exclude(body="")
    stale.update(body="", address="")
