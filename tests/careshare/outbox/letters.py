"""Letters for tests."""

from datetime import timedelta

from careshare.outbox.services.letters import post_letter

LONG_AGO = timedelta(hours=1)


def post(number=1, **values):
    """A letter that is ready, to person1@example.org."""
    options = {
        "key": f"test:{number}",
        "kind": "test",
        "cause": "test",
        "cause_id": number,
        "address": f"person{number}@example.org",
        "subject": f"Letter {number}",
        "body": "Hello",
    }
    return post_letter(**{**options, **values})
