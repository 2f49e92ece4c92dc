"""Leaving with notice: what falls open first, then the notice, then who takes over."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from careshare import clock
from careshare.errors import Reason, refuse_if
from coordination.arrangements import services as arrangements
from coordination.arrangements.access import (
    Record,
    latest_record,
    may,
    notice_days,
    record_of,
    require,
    takes_part,
    today_at,
)
from coordination.arrangements.forms import NoticeForm, OwnersForm
from coordination.arrangements.models import Ending, Version
from coordination.arrangements.rules import UNIT_PARTY, FallsOpen, VersionState, earliest_end
from coordination.arrangements.services.ending import reasons_against_leaving
from coordination.planning.access.endings import fallen_by, may_choose_owners, record_before
from coordination.planning.access.endings import what_falls_open as falls
from coordination.planning.services import ending as ending_services
from coordination.planning.views.pages import fetch, posted
from coordination.planning.words import endings as words
from coordination.planning.words.board import day
from volunteers.memberships.access import Actor, acting
from volunteers.memberships.rules import Capability


@require_http_methods(["GET", "HEAD", "POST"])
def notice_give(request: HttpRequest, pk: int) -> HttpResponse:
    activity, record, actor = fetch(request, pk)
    require(actor, Capability.PROPOSE, record)
    if not takes_part(actor, record):
        raise PermissionDenied(Reason("not_a_party_here"))
    base = latest_record(activity)
    form = _notice_form(request, base, actor)
    is_told = "confirm" in request.POST
    done = form.attempt(lambda: _give(form, base, actor, is_told=is_told))
    if isinstance(done, Ending):
        messages.success(request, _("Notice is given. All sides get the list by e-mail."))
        return redirect("coordination:ending-detail", done.pk)
    context: dict[str, Any] = {"activity": activity, "form": form, "record": record}
    if done is None:
        return render(request, "coordination/arrangements/notice.html", context)
    context |= _fallen_context(done, base)
    context |= {"who": base.names[form.cleaned_data["leaving"]],
                "first_day": day(form.cleaned_data["ends_on"])}  # fmt: skip
    return render(request, "coordination/arrangements/notice_confirm.html", context)


def _notice_form(request: HttpRequest, base: Record, actor: Actor) -> NoticeForm:
    """As it is opened; with `change` pressed as it was filled in, to be put right."""
    today = today_at(base.activity, clock.now())
    initial = {
        "based_on": base.version.pk if base.version else 0,
        "leaving": actor.party,
        "ends_on": earliest_end(today, notice_days(base, today)),
    }
    sent = posted(request)
    if sent is not None and "change" in sent:
        initial, sent = {name: sent.get(name) for name in NoticeForm.base_fields}, None
    return NoticeForm(sent, leavers=words.leavers(base, actor.party), initial=initial)


def _give(form: NoticeForm, base: Record, actor: Actor, *, is_told: bool) -> Ending | FallsOpen:
    """Give notice where the reader has seen what falls open; else what that is."""
    now, said = clock.now(), dict(form.cleaned_data)
    opened_on = said.pop("based_on")
    if is_told:
        return ending_services.give_notice(
            activity=base.activity, by=actor.party, user=actor.user, now=now,
            opened_on=opened_on, **said,
        )  # fmt: skip
    leaving, ends_on, today = said["leaving"], said["ends_on"], today_at(base.activity, now)
    refuse_if(
        reasons_against_leaving(base, leaving=leaving, by=actor.party, today=today, ends_on=ends_on)
    )
    return falls(base, leaving, ends_on, now)


def _fallen_context(found: FallsOpen, record: Record) -> dict[str, Any]:
    return {
        "lines": words.fallen_lines(found, record),
        "counts": words.fallen_counts(found),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def ending_detail(request: HttpRequest, pk: int) -> HttpResponse:
    ending, actor = _fetch(request, pk)
    now, before = clock.now(), record_before(ending)
    found, after = fallen_by(ending, now), record_of(ending.activity, ending.ends_on)
    latest = latest_record(ending.activity)
    form = _owners_form(request, ending, actor, found, after)
    version = form.attempt(lambda: _take_over(form, ending, actor, after)) if form else None
    if version is not None:
        return _taken_over(request, version)
    has_left = today_at(ending.activity, now) >= ending.ends_on
    waiting = list(ending.activity.versions.visible_to(request.user).open_at(now))
    context = {
        "ending": ending,
        "activity": ending.activity,
        "lead": words.leaving_sentence(ending, before.names, has_left=has_left),
        "facts": words.ending_facts(ending, before.names),
        "form": form,
        "may_withdraw": not has_left and _may_withdraw(ending, actor, latest),
        "later": latest.version if latest.version != before.version else None,
        "waiting": waiting,
        "is_proposed": any(one.proposed_at >= ending.given_at for one in waiting),
        **_fallen_context(found, before),
    }
    return render(request, "coordination/arrangements/ending.html", context)


def _fetch(request: HttpRequest, pk: int) -> tuple[Ending, Actor]:
    rows = Ending.objects.visible_to(request.user)
    rows = rows.select_related("activity__unit__area__policy", "version")
    return get_object_or_404(rows, pk=pk), acting(request)


def _may_withdraw(ending: Ending, actor: Actor, latest: Record) -> bool:
    return (
        ending.withdrawn_at is None
        and ending.version == latest.version
        and actor.party == ending.given_by_party
        and bool(may(actor, Capability.PROPOSE, latest))
    )


def _owners_form(
    request: HttpRequest,
    ending: Ending,
    actor: Actor,
    found: FallsOpen,
    after: Record,
) -> OwnersForm | None:
    """The choice of who takes over, for the sides that still take part; None for other readers."""
    may_choose = may_choose_owners(actor, record_of(ending.activity))
    if request.method == "POST" and not may_choose:
        raise PermissionDenied(Reason("not_a_party_here"))
    if request.method != "POST" and not (may_choose and _is_unsettled(ending)):
        return None  # a second press still gets its answer: the first result, or why not
    unit_first = sorted(after.names.items(), key=lambda pair: pair[0] != UNIT_PARTY)
    return OwnersForm(
        posted(request),
        fallen=found.tasks,
        remaining={party: name for party, name in unit_first if party != ending.party},
        initial={"based_on": ending.version_id},
    )


def _is_unsettled(ending: Ending) -> bool:
    return Ending.objects.unsettled().filter(pk=ending.pk).exists()


def _take_over(form: OwnersForm, ending: Ending, actor: Actor, after: Record) -> Version:
    return ending_services.take_over(
        ending=ending,
        after=after,
        owners=form.owners,
        reasons=form.reasons,
        party=actor.party,
        user=actor.user,
        now=clock.now(),
        form_uuid=form.cleaned_data["form_uuid"],
        opened_on=form.cleaned_data["based_on"],
    )


def _taken_over(request: HttpRequest, version: Version) -> HttpResponse:
    if version.state == VersionState.AGREED:
        messages.success(request, _("Recorded. It holds from the day on which they leave."))
        return redirect("coordination:board", version.activity_id)
    messages.success(request, _("Sent. Nothing changes until everybody has agreed."))
    return redirect("coordination:version-detail", version.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def ending_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    ending, actor = _fetch(request, pk)
    record = record_of(ending.activity)
    require(actor, Capability.PROPOSE, record)
    if request.method == "POST":
        arrangements.withdraw_notice(
            ending=ending, by=actor.party, user=request.user, now=clock.now()
        )
        messages.success(request, _("The notice is taken back. Everything stays as it was."))
        return redirect("coordination:ending-detail", pk)
    context = {
        "title": _("Take the notice back?"),
        "text": _("Everything stays as it was agreed, and the other sides are told."),
        "confirm_label": _("Take it back"),
        "cancel_url": reverse("coordination:ending-detail", args=[pk]),
    }
    return render(request, "components/confirm_page.html", context)
