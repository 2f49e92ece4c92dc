"""The one task."""

from careshare.celery import app
from careshare.outbox.services.sweeping import sweep as run


@app.task(name="careshare.sweep")
def sweep() -> None:
    """Do all that is due."""
    run()
