"""What becomes of regular times where their series goes on as another one, or ends."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import F

from coordination.shifts.models import Series
from coordination.signups.models import Standing


def end_standing(series: Iterable[Series], user: Any, now: datetime) -> None:
    """Nobody comes every time to some series any more; sign-ups that stand are kept.

    The caller holds the series' lock. One statement and no event: whoever ends the series tells
    people.
    """
    rows = Standing.objects.filter(series__in=list(series), ended_at__isnull=True)
    rows.update(ended_at=now, ended_by=user, version=F("version") + 1)


def take_along(old: Series, new: Series) -> None:
    """A series goes on as another one: whoever came every time does so there, and is asked by the
    letters about the new time. The caller holds the series' lock. Two statements.
    """
    rows = Standing.objects.filter(series=old, ended_at__isnull=True)
    if old.made_until is not None and new.made_until is not None:
        rows.filter(made_until=old.made_until).update(made_until=new.made_until)
    rows.update(series=new)
