"""Proposals: one in full, and the answers to it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from careshare import clock
from coordination.arrangements.access import (
    Record,
    latest_record,
    may,
    may_answer,
    record_of,
    takes_part,
)
from coordination.arrangements.forms import DeclineForm
from coordination.arrangements.models import Ending, Version
from coordination.arrangements.rules import VersionState
from coordination.planning.services import agreeing
from coordination.planning.views.pages import answering, both_of, fetch_version, posted
from coordination.planning.words import versions as words
from coordination.planning.words.changes import proposal_sentence
from coordination.planning.words.endings import leaving_sentence
from volunteers.memberships.access import Actor
from volunteers.memberships.rules import Capability


@require_safe
def version_detail(request: HttpRequest, pk: int) -> HttpResponse:
    version, actor = fetch_version(request, pk)
    now, record = clock.now(), record_of(version.activity)
    others = Version.objects.visible_to(request.user).open_at(now).exclude(pk=pk)
    rivals = list(others.filter(activity=version.activity_id).for_pages())
    head, _what = proposal_sentence(version, record, now)
    context = {
        "version": version,
        "activity": version.activity,
        "lead": words.lead_sentence(version, head),
        "state": words.version_chip(version),
        "is_open": version.is_open_at(now),
        "can": answering(version, actor, now),
        **_overtaken(version, record, now),
        "again_url": _again_url(version, actor, record),
        "facts": words.term_facts(version),
        "declined": words.decline_line(version),
        "both": both_of([version, *rivals], actor, now),
        "answer_pk": _answer_pk(request, version),
        "rivals": [(one.pk, *proposal_sentence(one, record, now)) for one in rivals],
        "has_memorandum": version.state == VersionState.AGREED and takes_part(actor, record),
        **words.compared(version, record, actor.party),
    }
    return render(request, "coordination/arrangements/version.html", context)


def _answer_pk(request: HttpRequest, version: Version) -> int | None:
    """The proposal with which it was answered, where the reader may see that one."""
    seen = Version.objects.visible_to(request.user)
    return version.answer_id if seen.filter(pk=version.answer_id or 0).exists() else None


def _overtaken(version: Version, record: Record, now: datetime) -> dict[str, Any]:
    """Whether the record changed since an open proposal was written, and how. Two queries, and
    five where it did; four more where what was agreed last begins only later.

    Something else was agreed, or somebody gave notice.
    """
    if not version.is_open_at(now):
        return {"is_overtaken": False}
    given = list(Ending.objects.since(version).select_related("activity__unit"))
    agreed = version.activity.versions.agreed().order_by("-number")
    base = agreed.values_list("pk", flat=True).first()
    if version.based_on_id == base and not given:
        return {"is_overtaken": False}
    is_valid = base == getattr(record.version, "pk", None)
    latest = record if is_valid else latest_record(version.activity)
    leaving = [leaving_sentence(one, latest.names, has_left=False) for one in given]
    return {"is_overtaken": True, "since": [*leaving, *words.changed_since(version, latest)]}


def _again_url(version: Version, actor: Actor, record: Record) -> str:
    """Where the proposer writes anew, after the record has changed; "" for other readers."""
    if actor.party != version.proposer or not may(actor, Capability.PROPOSE, record):
        return ""
    name = "board-edit" if takes_part(actor, record) else "claim"
    return reverse(f"coordination:{name}", args=[version.activity_id])


def _require_answer(version: Version, actor: Actor) -> None:
    """403 for whoever only reads."""
    verdict = may_answer(actor, version, [one.party for one in version.parties.all()])
    if not verdict:
        raise PermissionDenied(*verdict.reasons)


@require_POST
def version_agree(request: HttpRequest, pk: int) -> HttpResponse:
    version, actor = fetch_version(request, pk)
    version = agreeing.agree(version=version, actor=actor, now=clock.now())
    if version.state == VersionState.AGREED:
        messages.success(request, words.agreed_sentence(version, clock.now()))
        return redirect("coordination:board", version.activity_id)
    messages.success(request, _("You have agreed. It still waits for others."))
    return redirect("coordination:version-detail", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def version_decline(request: HttpRequest, pk: int) -> HttpResponse:
    version, actor = fetch_version(request, pk)
    _require_answer(version, actor)
    form = DeclineForm(posted(request))
    if request.method == "POST":
        done = form.attempt(
            lambda: agreeing.decline(
                version=version, actor=actor, now=clock.now(), **form.cleaned_data
            )
        )
        if done is not None:
            messages.success(request, _("Declined. Whoever proposed it is told why."))
            return redirect("coordination:version-detail", pk)
    context = {
        "form": form,
        "title": _("Decline what %(who)s proposes?") % {"who": words.proposer(version)},
        "text": _("Nothing changes in who does what. Say why, so that they can answer."),
        "confirm_label": _("Decline"),
        "cancel_url": reverse("coordination:version-detail", args=[pk]),
    }
    return render(request, "components/confirm_page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def version_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    version, actor = fetch_version(request, pk)
    _require_answer(version, actor)
    if request.method == "POST":
        agreeing.withdraw(version=version, actor=actor, now=clock.now())
        messages.success(request, _("Withdrawn."))
        return redirect("coordination:version-detail", pk)
    context = {
        "title": _("Take your proposal back?"),
        "text": _("Nothing changes in who does what. You can propose again at any time."),
        "confirm_label": _("Take it back"),
        "cancel_url": reverse("coordination:version-detail", args=[pk]),
    }
    return render(request, "components/confirm_page.html", context)
