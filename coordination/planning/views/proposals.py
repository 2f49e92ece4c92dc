"""Proposals: one in full, and the answers to it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from careshare import clock
from coordination.arrangements import services as arrangements
from coordination.arrangements.access import record_of
from coordination.arrangements.forms import DeclineForm
from coordination.arrangements.models import Version
from coordination.arrangements.rules import VersionState
from coordination.planning.services import agreeing
from coordination.planning.views.pages import answering, answering_party, fetch_version, posted
from coordination.planning.words import versions as words
from coordination.planning.words.board import arrangement_chip, record_chip
from coordination.planning.words.changes import change_rows, proposal_sentence


@require_safe
def version_detail(request: HttpRequest, pk: int) -> HttpResponse:
    version, actor = fetch_version(request, pk)
    now, record = clock.now(), record_of(version.activity)
    others = Version.objects.visible_to(request.user).open_at(now).exclude(pk=pk)
    rivals = list(others.filter(activity=version.activity_id).for_pages())
    names = {**record.names, **words.names_of(version)}
    head, _what = proposal_sentence(version, record, now)
    context = {
        "version": version,
        "activity": version.activity,
        "lead": f"{head}.",
        "state": words.version_chip(version),
        "is_open": version.is_open_at(now),
        "can": answering(version, actor, now),
        "today": record_chip(record),
        "if_agreed": arrangement_chip(version.core_arrangement,
                                      is_provisional=version.is_provisional),
        "changes": change_rows(record.rows, version.rows, names),
        "facts": words.term_facts(version),
        "declined": words.decline_line(version),
        "rivals": [(one.pk, *proposal_sentence(one, record, now)) for one in rivals],
    }  # fmt: skip
    return render(request, "coordination/arrangements/version.html", context)


@require_POST
def version_agree(request: HttpRequest, pk: int) -> HttpResponse:
    version, actor = fetch_version(request, pk)
    party = answering_party(version, actor)
    version = agreeing.agree(version=version, party=party, user=request.user, now=clock.now())
    if version.state == VersionState.AGREED:
        messages.success(request, words.agreed_sentence(version, clock.now()))
        return redirect("coordination:board", version.activity_id)
    messages.success(request, _("You have agreed. It still waits for others."))
    return redirect("coordination:version-detail", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def version_decline(request: HttpRequest, pk: int) -> HttpResponse:
    version, actor = fetch_version(request, pk)
    party = answering_party(version, actor)
    form = DeclineForm(posted(request))
    if request.method == "POST":
        done = form.attempt(
            lambda: agreeing.decline(
                version=version,
                party=party,
                user=request.user,
                now=clock.now(),
                **form.cleaned_data,
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
    party = answering_party(version, actor)
    if request.method == "POST":
        arrangements.withdraw(version=version, party=party, user=request.user, now=clock.now())
        messages.success(request, _("Withdrawn."))
        return redirect("coordination:version-detail", pk)
    context = {
        "title": _("Take your proposal back?"),
        "text": _("Nothing changes in who does what. You can propose again at any time."),
        "confirm_label": _("Take it back"),
        "cancel_url": reverse("coordination:version-detail", args=[pk]),
    }
    return render(request, "components/confirm_page.html", context)
