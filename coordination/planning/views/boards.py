"""What the board's form and the claim share: choices, a start, what follows, sending it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from careshare import clock
from careshare.sentences import joined
from coordination.activities.models import Activity
from coordination.arrangements.access import Record, latest_record, replaced_parties, today_at
from coordination.arrangements.forms import BoardForm, initial_of
from coordination.arrangements.models import Version
from coordination.arrangements.rules import (
    UNIT_PARTY,
    Pattern,
    VersionState,
    derive,
    from_pattern,
    organisation_id,
    organisation_party,
    parties_of,
)
from coordination.arrangements.services import Terms
from coordination.arrangements.words import PATTERNS, TASKS
from coordination.planning.services import agreeing
from coordination.planning.views.pages import is_htmx, posted
from coordination.planning.words.board import Chip, arrangement_chip, day
from coordination.planning.words.changes import (
    ChangeRow,
    TermChange,
    change_rows,
    left_out,
    term_changes,
)
from volunteers.memberships.access import Actor
from volunteers.organisations.models import Organisation
from volunteers.places.models import CareUnit


@dataclass(frozen=True)
class Setting:
    """Everything that drawing and sending the form needs beside the form itself."""

    activity: Activity
    base: Record  # what was agreed last; a proposal is based on it
    actor: Actor
    organisations: dict[str, str]
    initial: dict[str, Any]
    counters: Version | None = None
    also_counters: tuple[Version, ...] = ()  # where one answer takes up several offers
    contested: str = ""  # the tasks about which these do not agree
    is_claim: bool = False
    template: str = "coordination/arrangements/board_edit.html"

    @property
    def own(self) -> str:
        """The organisation that proposes; "" for the unit."""
        return "" if self.actor.party == UNIT_PARTY else self.actor.party

    def base_on(self, day: date | None) -> Record:
        """The record that a proposal from a day on changes: without whoever has left by then."""
        if day is None or not getattr(self.base.version, "has_endings", False):
            return self.base
        return latest_record(self.activity, max(day, today_at(self.activity, clock.now())))

    def form(self, data: Any = None, initial: dict[str, Any] | None = None) -> BoardForm:
        return BoardForm(
            data,
            initial=self.initial if initial is None else initial,
            unit_name=self.activity.unit.name,
            organisations=self.organisations,
            own=self.own,
            is_claim=self.is_claim,
        )


def offered_organisations(
    actor: Actor, activity: Activity, base: Record, answered: Sequence[Version] = ()
) -> dict[str, str]:
    """Whom one may name: the unit every organisation of its area that wishes to be asked, an
    organisation itself and those that take part already. One query.
    """
    named = {key: name for key, name in base.names.items() if key != UNIT_PARTY}
    for one in answered:
        asked = one.asked(activity.unit.name)
        named |= {key: name for key, name in asked.items() if key != UNIT_PARTY}
    if actor.party == UNIT_PARTY:
        here = Organisation.objects.filter(
            in_areas__area_id=activity.unit.area_id, in_areas__wants_no_requests=False
        )
        found = here.order_by("name")
    else:
        found = Organisation.objects.filter(pk=organisation_id(actor.party) or 0)
    named |= {organisation_party(one.pk): one.name for one in found}
    return dict(sorted(named.items(), key=lambda pair: pair[1]))


def start_terms(
    activity: Activity, base: Record, *, is_claim: bool, answered: Sequence[Version] = ()
) -> dict[str, Any]:
    """The terms that a proposal starts with: those of the proposals that it answers, else what was
    agreed last with new dates by the area's numbers.

    Of several the later dates and the longer notice, and everybody whom they bring; of one party's
    two offers the later one counts. Never before the first day of what was agreed last, so that an
    answer does not replace it by the way.
    """
    usual = partner_terms(activity.unit, clock.now())
    before = answered[0] if answered else base.version
    terms: dict[str, Any] = {
        "valid_from": usual.valid_from,
        "review_on": usual.review_on,
        "notice_days": (before.notice_days if before else 0) or usual.notice_days,
        "brings_people": before.brings_people if before else None,
        "brings_from": before.brings_from if before else None,
        "unit_brings": before.unit_brings if before else "",
        "based_on": base.version.pk if base.version else 0,
    }
    terms |= _answering_terms(usual, base, answered) if answered else {}
    if is_claim:
        terms["brings_from"] = usual.valid_from
        if usual.trial_until:
            terms["trial_until"] = usual.trial_until
    return terms


def _answering_terms(usual: Terms, base: Record, answered: Sequence[Version]) -> dict[str, Any]:
    agreed = [base.version] if base.version else []
    terms = {
        "valid_from": max(usual.valid_from, *(one.valid_from for one in [*answered, *agreed])),
        "review_on": _most(one.review_on for one in answered),
        "trial_until": _most(one.trial_until for one in answered),
    }
    if len(answered) == 1:
        return terms
    brought = {one.proposer: one.brings_people or 0 for one in oldest_first(answered)}
    return terms | {
        "review_on": terms["review_on"] or usual.review_on,
        "notice_days": max(one.notice_days for one in answered) or usual.notice_days,
        "brings_people": sum(brought.values()) or None,
        "brings_from": _most(one.brings_from for one in answered),
    }


def oldest_first(versions: Sequence[Version]) -> list[Version]:
    """In the order in which they were proposed: the later of one party's is its wish."""
    return sorted(versions, key=lambda one: (one.proposed_at, one.pk))


def _most(days: Iterable[date | None]) -> date | None:
    return max((day for day in days if day is not None), default=None)


def partner_terms(unit: CareUnit, now: datetime, *, not_before: date | None = None) -> Terms:
    """The terms that an agreement with a new partner starts with, by the area's numbers.

    Args:
        not_before: begins then where that is later than today, and so do its trial and review.
    """
    policy, today = unit.area.policy, now.astimezone(unit.zone).date()
    first = max(today, not_before or today)
    return Terms(
        valid_from=first,
        review_on=first + relativedelta(months=policy.review_months),
        notice_days=policy.notice_days,
        trial_until=first + timedelta(days=policy.trial_days) if policy.trial_days else None,
    )


@dataclass(frozen=True)
class Follows:
    """What follows from the choices so far."""

    chip: Chip
    is_provisional: bool
    settled_needed: int
    gaps: str
    asked: str  # who must agree, by name; "" where it is recorded at once
    changes: list[ChangeRow]
    terms: list[TermChange]
    send_label: str
    left_out: list[str]  # who takes part and would no longer, in words
    # Where it answers a proposal: what differs from that.
    differs: list[ChangeRow]
    terms_differ: list[TermChange]


def follows(setting: Setting, form: BoardForm) -> Follows:
    """The arrangement, gaps and changes, marked *if agreed* where somebody else is asked."""
    activity, rows, terms = setting.activity, form.rows, form.terms_so_far
    base = setting.base_on(terms.valid_from)
    answered = None if setting.also_counters else setting.counters  # of several none is the first
    settled = activity.unit.area.policy.settled_core_tasks
    derived = derive(rows, settled_core_tasks=settled)
    names = {UNIT_PARTY: activity.unit.name, **setting.organisations, **setting.base.names}
    day_one = terms.valid_from or today_at(activity, clock.now())
    named, replaced = parties_of(rows), replaced_parties(base, day_one)
    others = (named | replaced) - {setting.actor.party}
    asked = joined(names.get(party, "") for party in sorted(others, key=_unit_first))
    label = _("Send to %(who)s") % {"who": asked} if asked else _("Save")
    return Follows(
        chip=arrangement_chip(derived.core),
        is_provisional=derived.is_provisional,
        settled_needed=settled,
        gaps=", ".join(str(TASKS[task]) for task in derived.gaps),
        asked=asked,
        changes=change_rows(base.rows, rows, names),
        terms=term_changes(base.version, terms, activity.unit.name, with_start=False),
        send_label=label,
        left_out=left_out(names.get(party, "") for party in sorted(replaced - named)),
        differs=change_rows(answered.rows, rows, names, of_record=False) if answered else [],
        terms_differ=term_changes(answered, terms, activity.unit.name) if answered else [],
    )


def _unit_first(party: str) -> tuple[bool, str]:
    return party != UNIT_PARTY, party


def board_form_page(request: HttpRequest, setting: Setting) -> HttpResponse:
    """Draw the form, draw it again after a choice, or send it."""
    form = setting.form(posted(request))
    if request.method == "POST":
        if "fill" in request.POST:
            form = _filled(setting, form, request.POST["fill"])
        elif "show" in request.POST or is_htmx(request):
            form = setting.form(initial=form.snapshot)
        else:
            version = form.attempt(lambda: _send(setting, form))
            if version is not None:
                return _sent(request, version)
            form.renew_base(_base_now(setting))
    return _draw(request, setting, form)


def _draw(request: HttpRequest, setting: Setting, form: BoardForm) -> HttpResponse:
    context = {
        "form": form,
        "setting": setting,
        "activity": setting.activity,
        "follows": follows(setting, form),
        "patterns": _patterns(setting, form),
        # A choice further down must not unfold it and push everything away under the finger.
        "partners_open": set(form.partner_keys) != set(setting.form().partner_keys),
        "start": day(form.terms_so_far.valid_from),
    }
    partial = "coordination/arrangements/board_form.html"
    return render(request, partial if is_htmx(request) else setting.template, context)


def _patterns(setting: Setting, form: BoardForm) -> list[tuple[str, Any]]:
    """The answers to "who does most of this?": with names, where one organisation takes part."""
    unit = _("%(who)s does most of it") % {"who": setting.activity.unit.name}
    partners = form.partner_names
    if not partners:
        return [(Pattern.UNIT.value, unit)]
    other = _("%(who)s does most of it") % {"who": partners[0]}
    return [
        (Pattern.UNIT.value, unit),
        (Pattern.ORGANISATION.value, other),
        (Pattern.TOGETHER.value, PATTERNS[Pattern.TOGETHER]),
    ]


def _filled(setting: Setting, form: BoardForm, pattern: str) -> BoardForm:
    """The form with an answer's rows; partners and terms stay as they were filled in."""
    known = pattern if pattern in set(Pattern) else Pattern.UNIT
    partner = next(iter(form.partner_keys), None)
    rows = from_pattern(Pattern(known), partner)
    kept = {"partners": form.partner_keys}
    return setting.form(initial={**form.snapshot, **initial_of(rows), **kept})


def _base_now(setting: Setting) -> int:
    latest = setting.activity.versions.agreed().order_by("-number").values_list("pk", flat=True)
    return latest.first() or 0


def _send(setting: Setting, form: BoardForm) -> Version:
    return agreeing.propose(
        activity=setting.activity,
        rows=form.rows,
        terms=form.terms,
        party=setting.actor.party,
        user=setting.actor.user,
        now=clock.now(),
        counters=setting.counters,
        also_counters=setting.also_counters,
        form_uuid=form.cleaned_data["form_uuid"],
        opened_on=form.cleaned_data["based_on"],
    )


def _sent(request: HttpRequest, version: Version) -> HttpResponse:
    if version.state == VersionState.AGREED:
        messages.success(request, _("Recorded."))
        return redirect("coordination:board", version.activity_id)
    messages.success(request, _("Sent. Nothing changes until everybody has agreed."))
    return redirect("coordination:version-detail", version.pk)
