"""The Celery application, and the one way in which services ask for background work."""

import logging
import os
from functools import cache

from celery import Celery
from django.db import transaction
from kombu import Connection, pools

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "careshare.settings")

app = Celery("careshare")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["careshare.outbox"])
log = logging.getLogger(__name__)

# Celery waits for a broker with pauses of its own (six seconds with a dead one, `retry=False` or
# not): right for a worker, wrong for a request. A poke has a connection with short limits.
IMPATIENT = {
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0,
    "interval_max": 0,
    "socket_connect_timeout": 0.1,
    "socket_timeout": 0.1,
}


@cache
def _connection() -> Connection:
    options = {**app.conf.broker_transport_options, **IMPATIENT}
    return Connection(app.conf.broker_url, transport_options=options, connect_timeout=0.1)


def poke() -> None:
    """Ask for a sweep when this transaction commits.

    A broker that is down, silent or unreachable costs about 0.2 s and is not an error: the sweep
    on beat's schedule finds the rows.
    """
    transaction.on_commit(_send)


def _send() -> None:
    try:
        with pools.producers[_connection()].acquire(block=True, timeout=0.1) as producer:
            app.send_task("careshare.sweep", producer=producer, retry=False, ignore_result=True)
    except Exception as error:  # whatever the broker does, the rows are committed
        log.warning("poke failed: %s", type(error).__name__)
