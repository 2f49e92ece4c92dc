"""What holds from which day until which, written down for counting."""

from __future__ import annotations

from collections.abc import Iterable

from coordination.activities.models import Activity
from coordination.arrangements.models import Ending, Held, Version
from coordination.arrangements.rules import Span, VersionState, derive, spans, without


def store_held(activities: Iterable[Activity]) -> None:
    """Write anew what holds of some activities from each day on.

    By the one rule, from the agreed versions and the notices, so the order in which either came
    does not matter; until the first agreement, what is assumed. A version's own arrangement is
    taken as it was stored at agreement; without those who have left it is derived. Runs under the
    caller's lock on each activity. Five statements for any number, six where somebody gave notice.

    Args:
        activities: with `unit__area__policy` at hand.
    """
    wanted = {one.pk: one for one in activities}
    noted = (VersionState.AGREED, VersionState.ASSUMED)
    rows_of = Version.objects.filter(state__in=noted, activity__in=wanted).with_rows()
    versions = list(rows_of.order_by("pk"))
    notices = Ending.objects.notices_of(versions)
    by_activity: dict[int, list[Version]] = {}
    for version in versions:
        by_activity.setdefault(version.activity_id, []).append(version)
    rows = []
    for pk, found in by_activity.items():
        settled = wanted[pk].unit.area.policy.settled_core_tasks
        agreed = {one.number or 0: one for one in found if one.state == VersionState.AGREED}
        assumed = [one for one in found if one.state == VersionState.ASSUMED]
        begins = {number: version.valid_from for number, version in agreed.items()}
        first = min(begins.values(), default=None)
        for version in assumed[-1:]:
            if first is None or version.valid_from < first:
                rows.append(_row(version, Span(0, frozenset(), version.valid_from, first), settled))
        for span in spans(begins, notices.get(pk, ())):
            rows.append(_row(agreed[span.number], span, settled))
    Held.objects.filter(activity__in=wanted).delete()
    Held.objects.bulk_create(rows, batch_size=2000)


def _row(version: Version, span: Span, settled_core_tasks: int) -> Held:
    held = Held(
        activity_id=version.activity_id,
        version=version,
        from_on=span.from_on,
        until_on=span.until_on,
        is_without_some=bool(span.left),
        core_arrangement=version.core_arrangement,
        all_arrangement=version.all_arrangement,
        is_provisional=version.is_provisional,
        is_assumed=version.is_assumed,
    )
    if span.left:
        rows = without(version.rows, span.left)
        derived = derive(rows, settled_core_tasks=settled_core_tasks)
        held.core_arrangement, held.all_arrangement = derived.core, derived.all_tasks
        held.is_provisional = derived.is_provisional
    return held
