"""Celery's worker and beat as threads of the one web process, over the memory broker: for the demo.

One web process only, since the queue lives in its memory. A crash loses the queue and nothing else:
what is due stands in rows, and the next sweep finds it.
"""

import threading

from celery.beat import Scheduler, Service
from celery.worker import WorkController

from careshare.celery import app

_starting = threading.Lock()
_running: list[threading.Thread] = []
ready = threading.Event()


def start() -> None:
    """Start both threads; a second call does nothing. Returns before the worker is `ready`."""
    with _starting:
        if _running:
            return
        app.finalize()
        app.loader.import_default_modules()
        worker = WorkController(
            app=app,
            pool_cls="solo",
            concurrency=1,
            hostname="embedded@careshare",
            ready_callback=lambda *_args: ready.set(),
            # There is nobody else on a broker in memory.
            without_mingle=True,
            without_gossip=True,
            without_heartbeat=True,
        )
        # Celery's default scheduler keeps a file; the schedule is code, so memory will do.
        beat = Service(app, max_interval=1, scheduler_cls=Scheduler)
        # Daemons: they end with the process, between two sweeps or within one, as after a crash.
        _running.extend(
            [
                threading.Thread(target=worker.start, name="celery-worker", daemon=True),
                threading.Thread(target=beat.start, name="celery-beat", daemon=True),
            ]
        )
        for thread in _running:
            thread.start()
