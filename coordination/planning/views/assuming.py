"""What a unit usually does, assumed for an activity until somebody says yes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from careshare import clock
from careshare.errors import Reason
from coordination.arrangements.access import Record, may, require
from coordination.arrangements.forms import UsualPatternForm
from coordination.arrangements.models import UsualPattern, Version
from coordination.arrangements.rules import UNIT_PARTY, VersionState, organisation_id, parties_of
from coordination.planning.forms.reviews import ConfirmForm
from coordination.planning.services.starting import (
    assumed_rows,
    confirm_assumed,
    set_usual_pattern,
)
from coordination.planning.views.pages import fetch
from volunteers.memberships.access import Actor
from volunteers.memberships.rules import Capability
from volunteers.organisations.models import Organisation
from volunteers.places.models import CareUnit


@dataclass(frozen=True)
class Offer:
    """The one button: what is assumed, in a sentence, and the form that confirms it."""

    text: str
    label: str
    form: ConfirmForm


def offer(record: Record, latest: Record, actor: Actor) -> Offer | None:
    """What the unit can confirm with one press, if anything; at most seven queries.

    Args:
        record: as of today.
        latest: what was agreed last; where that is another one, nothing is assumed any more.
    """
    verdict = may(actor, Capability.PROPOSE, record)
    if not verdict or verdict.party != UNIT_PARTY:
        return None
    activity, version = record.activity, latest.version
    if version is not None:
        if not version.is_assumed:
            return None
        text = _(
            "This is what %(unit)s usually does. Nobody has confirmed it for this activity yet."
        )
        form = ConfirmForm(initial={"based_on": version.pk})
        return Offer(text % {"unit": activity.unit.name}, _("Yes, this is how it is"), form)
    keys = sorted(parties_of(assumed_rows(activity)) - {UNIT_PARTY})
    if not keys or activity.versions.proposed().exists():
        return None
    who = Organisation.objects.get(pk=organisation_id(keys[0]) or 0).name
    text = _(
        "%(unit)s usually does this with %(who)s. Nothing is recorded for this activity yet; "
        "it holds once %(who)s has agreed."
    )
    label = _("Yes, this is how it is: ask %(who)s")
    form = ConfirmForm(initial={"based_on": 0})
    return Offer(text % {"unit": activity.unit.name, "who": who}, label % {"who": who}, form)


def assumed_in(record: Record, user: Any) -> list[Version]:
    """What is assumed where nothing was ever agreed, for those who may read it; seven queries, and
    none where something is recorded.
    """
    if record.version is not None:
        return []
    seen = Version.objects.visible_to(user).assumed().filter(activity=record.activity)
    return list(seen.for_pages().order_by("-pk")[:1])


@require_POST
def record_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    activity, record, actor = fetch(request, pk)
    verdict = require(actor, Capability.PROPOSE, record)
    if verdict.party != UNIT_PARTY:
        raise PermissionDenied(Reason("not_the_unit"))
    form = ConfirmForm(request.POST)
    if not form.is_valid():  # no browser sends that: back to the board, where the button stands
        return redirect("coordination:board", pk)
    version = confirm_assumed(
        activity=activity,
        opened_on=form.cleaned_data["based_on"],
        user=request.user,
        now=clock.now(),
        form_uuid=form.cleaned_data["form_uuid"],
    )
    if version.state == VersionState.AGREED:
        messages.success(request, _("Confirmed. It counts in the figures from now on."))
    else:
        messages.success(request, _("Sent. Nothing changes until everybody has agreed."))
    return redirect("coordination:board", pk)


def save_usual_pattern(request: HttpRequest, form: UsualPatternForm, unit: CareUnit) -> bool:
    """Save what a form says; where somebody else did meanwhile, the form shows both."""

    def write() -> Any:
        return set_usual_pattern(
            unit=unit,
            pattern=form.cleaned_data["pattern"],
            organisation_id=form.organisation_id,
            user=request.user,
            opened=form.cleaned_data["version"],
        )

    if form.attempt(write) is not None:
        return True
    if form.is_stale:
        form.show_saved(UsualPattern.objects.get(unit=unit))
    return False
