"""Open proposals beside the record: what each was written on, what it would replace, and whether it
can still be agreed to.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db.models import Max

from careshare.errors import Reason
from coordination.arrangements.access.records import Record, record_from, today_at
from coordination.arrangements.models import Ending, Version
from coordination.arrangements.rules import TaskRow, left_by, reason_overtaken, without


def coming_record(record: Record) -> Record:
    """`coming_records` of one: one query, and at most six where it begins later."""
    return coming_records([record])[record.activity.pk]


def coming_records(records: Iterable[Record]) -> dict[int, Record]:
    """What was agreed last for each activity, as it begins; the record of today itself where
    nothing begins later.

    Whatever is proposed replaces this one, too. One query for any number, and at most five more
    where something begins later; none without a record.

    Args:
        records: those of today.
    """
    found = {one.activity.pk: one for one in records}
    if not found:
        return found
    agreed = Version.objects.agreed().filter(activity_id__in=found).order_by("number")
    latest = dict(agreed.values_list("activity_id", "pk"))
    later = [pk for each, pk in latest.items() if pk != getattr(found[each].version, "pk", None)]
    if not later:
        return found
    versions = list(Version.objects.filter(pk__in=later).with_rows())
    notices = Ending.objects.notices_of(versions)
    for one in versions:
        left = left_by(notices.get(one.activity_id, ()), one.number or 0, one.valid_from)
        found[one.activity_id] = record_from(found[one.activity_id].activity, one, left)
    return found


def replaced_by(version: Version, record: Record, coming: Record) -> Record:
    """With which record an open proposal is compared: that which was agreed last, where it was
    written on that one; else today's, since it can replace neither. No query.
    """
    is_on_it = coming.version is not None and version.based_on_id == coming.version.pk
    return coming if is_on_it else record


def overtaken(versions: Collection[Version]) -> dict[int, Reason]:
    """Why some open proposals can no longer be agreed to, by their ids; those that still fit the
    record are left out.

    One query for any number of proposals and activities, and one more where somebody gave notice
    (`Version.objects.with_rows` says so); none without a proposal.
    """
    if not versions:
        return {}
    ids = {one.activity_id for one in versions}
    agreed = Version.objects.agreed().filter(activity_id__in=ids).order_by("number")
    latest = dict(agreed.values_list("activity_id", "pk"))
    warned = {one.activity_id for one in versions if getattr(one, "has_endings", True)}
    given = Ending.objects.standing().filter(activity_id__in=warned).order_by()
    noticed = dict(given.values_list("activity_id").annotate(Max("given_at"))) if warned else {}
    found = {}
    for one in versions:
        said_at = noticed.get(one.activity_id)
        reason = reason_overtaken(
            is_base_current=latest.get(one.activity_id) == one.based_on_id,
            is_notice_newer=said_at is not None and said_at > one.proposed_at,
        )
        if reason is not None:
            found[one.pk] = reason
    return found


def answered_parties(versions: Collection[Version]) -> dict[int, set[str]]:
    """Whose proposals some versions answer, by the answer's id. One query, none where none does."""
    answers = [one.pk for one in versions if one.counters_id]
    found: dict[int, set[str]] = {pk: set() for pk in answers}
    if answers:
        rows = Version.objects.filter(answer__in=answers).order_by()
        for pk, party in rows.values_list("answer_id", "proposer"):
            found[pk].add(party)
    return found


def bases_of(versions: Collection[Version]) -> dict[int, tuple[TaskRow, ...]]:
    """The rows on which each proposal was written, by its id: without whoever was to have left by
    its first day.

    Five queries for any number of proposals, none without one. The activities need their unit.
    """
    if not versions:
        return {}
    wanted = [one.based_on_id for one in versions if one.based_on_id]
    bases = {one.pk: one for one in Version.objects.filter(pk__in=wanted).with_rows()}
    ids = {one.activity_id for one in versions}
    given = list(Ending.objects.standing().filter(activity_id__in=ids).select_related("version"))
    found = {}
    for one in versions:
        base = bases.get(one.based_on_id or 0)
        on = max(one.valid_from, today_at(one.activity, one.proposed_at))
        known = [each.notice for each in given if each.given_at <= one.proposed_at]
        left = left_by(known, (base.number if base else 0) or 0, on)
        found[one.pk] = without(base.rows, left) if base else ()
    return found
