"""The last press of a browser, and the button that takes it back on the page where one lands.

Kept in the browser's session and not in a table: it is the undo of one's own press. Whether it may
still be taken back is asked when the button is pressed, never here.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.http import HttpRequest

from careshare import clock

KEPT = "press_to_take_back"
"""Under which name a browser's session keeps it."""


def offer_to_take_back(
    request: HttpRequest,
    *,
    url: str,
    label: str,
    on: Sequence[str],
    values: dict[str, Any],
    until: datetime | None = None,
) -> None:
    """Offer a button that takes back what this press did; the press before is offered no more.

    Args:
        url: what the button posts to.
        label: what it says, in the language of the page.
        on: the paths of the pages that show it.
        values: plain values that the view behind `url` needs.
        until: from then on it is not shown any more.
    """
    request.session[KEPT] = {
        "url": url,
        "label": label,
        "on": list(on),
        "values": values,
        "until": until.isoformat() if until else "",
        "is_done": False,
    }


def kept_for(request: HttpRequest) -> dict[str, Any] | None:
    """The values that the last press kept for this very address; None where it was another."""
    kept = request.session.get(KEPT)
    return kept["values"] if kept and kept["url"] == request.path else None


def was_taken_back(request: HttpRequest) -> bool:
    """Whether this very press was taken back before: a second tap is no error."""
    return bool(kept_for(request) is not None and request.session[KEPT]["is_done"])


def is_taken_back(request: HttpRequest) -> None:
    """The button goes, and a second tap says so."""
    request.session[KEPT] = {**request.session[KEPT], "is_done": True}


def offered(request: HttpRequest) -> dict[str, Any]:
    """For every page: the button, if one is offered here. No query for whoever has no session."""
    session = getattr(request, "session", None)
    kept = session.get(KEPT) if session is not None else None
    if not kept or kept["is_done"] or request.path not in kept["on"]:
        return {}
    if kept["until"] and datetime.fromisoformat(kept["until"]) <= clock.now():
        return {}
    return {"take_back": {"url": kept["url"], "label": kept["label"]}}
