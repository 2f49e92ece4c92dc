"""A page's yes is asked again under lock: the record may have changed since it was shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from django.core.exceptions import PermissionDenied
from django.db import transaction

from coordination.activities.models import Activity
from coordination.arrangements.access import Record, Verdict, records_of

Ask = Callable[[Record], Verdict]


@contextmanager
def still_allowed(activity: Activity, ask: Ask) -> Iterator[Verdict]:
    """Run an act in one transaction, for as long as the record allows it; gives the verdict of the
    record as it is now.

    Locks the activity, as agreeing and giving notice do, and before any person or position: what is
    agreed at the same instant comes wholly before the act or wholly after it. Six statements.

    Raises:
        PermissionDenied: it is no longer allowed; nothing is written.
    """
    with still_allowed_on([activity], ask) as verdicts:
        yield verdicts[activity.pk]


@contextmanager
def still_allowed_on(activities: Iterable[Activity], ask: Ask) -> Iterator[dict[int, Verdict]]:
    """The same for several activities, each by its id; locked in order."""
    ids = {one.pk for one in activities}
    with transaction.atomic():
        locked = Activity.objects.select_for_update(of=("self",), no_key=True)
        rows = locked.filter(pk__in=ids).select_related("unit__area__policy").order_by("pk")
        verdicts = {pk: ask(record) for pk, record in records_of(list(rows)).items()}
        refused = next((one for one in verdicts.values() if not one), None)
        if refused is not None:
            raise PermissionDenied(*refused.reasons)
        yield verdicts
