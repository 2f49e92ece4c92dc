"""Letters in tests of asking: let the silent seconds pass, sweep, read what left."""

from datetime import timedelta

from careshare import clock
from careshare.outbox.models import Event
from tests.coordination.messages.helpers import letters


def sent():
    """What leaves now, by address: the subjects in order."""
    found: dict[str, list[str]] = {}
    for one in letters():
        found.setdefault(one.to[0], []).append(one.subject)
    return found


def sent_later():
    """The same once the silent seconds of all that happened have passed."""
    Event.objects.filter(expanded_at=None).update(due_at=clock.now() - timedelta(minutes=1))
    return sent()
