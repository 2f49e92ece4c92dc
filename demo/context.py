"""What templates get in the demo: whom one can be. Settings add it in demo mode only."""

from typing import Any

from django.http import HttpRequest

from demo.people import DEMO_PEOPLE


def demo_people(request: HttpRequest) -> dict[str, Any]:
    """The buttons of the log-in page, in every context; no query."""
    return {"demo_people": DEMO_PEOPLE}
