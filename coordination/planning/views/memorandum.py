"""The agreement for print."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from careshare import clock
from careshare.errors import Reason
from coordination.arrangements.access import (
    Record,
    record_from,
    record_of,
    takes_part,
    today_at,
)
from coordination.arrangements.models import Ending, TaskContact, Version
from coordination.arrangements.rules import Leader, VersionState
from coordination.planning.views.pages import fetch_version
from coordination.planning.words import memorandum as words
from volunteers.memberships.rules import Task


@require_safe
def memorandum(request: HttpRequest, pk: int) -> HttpResponse:
    version, actor = fetch_version(request, pk)
    if version.state != VersionState.AGREED:
        raise Http404
    activity = version.activity
    if not takes_part(actor, record_from(activity, version)):
        raise PermissionDenied(Reason("not_a_party_here"))
    today = today_at(activity, clock.now())
    names = version.names(activity.unit.name)
    contacts = TaskContact.objects.valid_on(today).filter(activity=activity, party__in=names)
    endings = Ending.objects.standing().filter(version=version).select_related("activity__unit")
    record = record_of(activity)
    context = {
        "version": version,
        "activity": activity,
        "parties": words.parties(version),
        "facts": words.facts(version, today),
        "tasks": words.task_lines(
            version, names, contacts.order_by("task", "party", "pk"), _leaders(version, record)
        ),
        "unrecorded": words.unrecorded(version),
        "standing": words.standing(version, record.version, endings, today),
    }
    return render(request, "coordination/arrangements/memorandum.html", context)


def _leaders(version: Version, record: Record) -> Mapping[Task, Leader]:
    """Who leads what it leaves to the volunteers: now, or from its first day; nobody once another
    has taken its place. No query, or five where it begins later.
    """
    if version.valid_from > today_at(version.activity, clock.now()):
        record = record_of(version.activity, version.valid_from)
    return record.leaders if record.version == version else {}
