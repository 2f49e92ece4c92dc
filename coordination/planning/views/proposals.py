"""Proposals: one in full, and the answers to it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from careshare import clock
from careshare.refusals import lead_back_to
from coordination.arrangements.access import (
    Record,
    coming_record,
    may,
    may_answer,
    record_from,
    record_of,
    takes_part,
)
from coordination.arrangements.forms import DeclineForm
from coordination.arrangements.models import Ending, Version, VersionQuerySet
from coordination.arrangements.rules import VersionState
from coordination.planning.services import agreeing
from coordination.planning.views.pages import both_of, fetch_version, posted, proposal_alerts
from coordination.planning.words import versions as words
from coordination.planning.words.endings import leaving_sentence
from volunteers.memberships.access import Actor
from volunteers.memberships.rules import Capability


@require_safe
def version_detail(request: HttpRequest, pk: int) -> HttpResponse:
    version, actor = fetch_version(request, pk)
    now, record = clock.now(), record_of(version.activity)
    coming, seen = coming_record(record), Version.objects.visible_to(request.user)
    others = seen.open_at(now).exclude(pk=pk).filter(activity=version.activity_id)
    shown = [version, *others.for_pages()]
    (_pk, head, _what, can), *rivals = proposal_alerts(shown, record, coming, actor, now)
    context = {
        "version": version,
        "activity": version.activity,
        "lead": words.lead_sentence(version, head),
        "state": words.version_chip(version),
        "is_open": version.is_open_at(now),
        "can": can,
        "since": _since(version, coming) if can.overtaken else [],
        "again_url": _again_url(version, actor, record, coming),
        "facts": words.term_facts(version),
        "declined": words.decline_line(version),
        "answer_pk": _answer_pk(version, seen),
        "rivals": rivals,
        "both": both_of(shown, actor, now),
        "has_memorandum": _has_memorandum(version, actor),
        **words.compared(version, record, coming, actor.party, seen),
    }
    return render(request, "coordination/arrangements/version.html", context)


def _answer_pk(version: Version, seen: VersionQuerySet) -> int | None:
    """The proposal with which it was answered, where the reader may see that one."""
    return version.answer_id if seen.filter(pk=version.answer_id or 0).exists() else None


def _has_memorandum(version: Version, actor: Actor) -> bool:
    """Whether the reader may print it: the parties of the agreement itself, from the first day."""
    is_agreed = version.state == VersionState.AGREED
    return is_agreed and takes_part(actor, record_from(version.activity, version))


def _since(version: Version, latest: Record) -> list[str]:
    """How the record changed since a proposal was written: somebody gave notice, or something else
    was agreed. Six queries at most.
    """
    notices = Ending.objects.since(version).select_related("activity__unit")
    given = notices if getattr(version, "has_endings", True) else []
    leaving = [leaving_sentence(one, latest.names, has_left=False) for one in given]
    return [*leaving, *words.changed_since(version, latest)]


def _again_url(version: Version, actor: Actor, record: Record, coming: Record) -> str:
    """Where the proposer writes anew, after the record has changed; "" for other readers."""
    if actor.party != version.proposer or not may(actor, Capability.PROPOSE, record):
        return ""
    name = "board-edit" if takes_part(actor, record) or takes_part(actor, coming) else "claim"
    return reverse(f"coordination:{name}", args=[version.activity_id])


def _require_answer(version: Version, actor: Actor) -> None:
    """403 for whoever only reads."""
    verdict = may_answer(actor, version, [one.party for one in version.parties.all()])
    if not verdict:
        raise PermissionDenied(*verdict.reasons)


@require_POST
def version_agree(request: HttpRequest, pk: int) -> HttpResponse:
    version, actor = fetch_version(request, pk)
    lead_back_to(request, reverse("coordination:version-detail", args=[pk]))
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
    lead_back_to(request, reverse("coordination:version-detail", args=[pk]))
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
