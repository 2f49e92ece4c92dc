"""Letters about ideas from outside."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format

from careshare.outbox.models import Delivery
from careshare.outbox.services.kinds import Letter
from coordination.initiatives.access import answerers, own_url, proposing_users
from coordination.initiatives.models import Initiative
from coordination.initiatives.rules import Decision, DecisionReason, InitiativeState, ProposerKind
from coordination.initiatives.words import DECISIONS, REASONS
from coordination.messages.emails.writing import letter, person_of
from coordination.messages.rules import Kind
from volunteers.people.access import language_of

STATES = {
    Kind.IDEA_PROPOSED: {InitiativeState.PROPOSED},
    Kind.IDEA_OVERDUE: {InitiativeState.PROPOSED},
    Kind.IDEA_READ: {InitiativeState.ACKNOWLEDGED},
    Kind.IDEA_ANSWERED: {InitiativeState.ACCEPTED, InitiativeState.DECLINED},
    Kind.IDEA_BECAME: {InitiativeState.BECAME_ACTIVITY},
    Kind.IDEA_TAKEN_BACK: {InitiativeState.WITHDRAWN},
}
FOR_UNIT = {Kind.IDEA_PROPOSED, Kind.IDEA_OVERDUE, Kind.IDEA_TAKEN_BACK}


def about_idea(delivery: Delivery, now: datetime) -> Letter | None:
    """One letter; None where a later step was taken meanwhile or it is not theirs to know."""
    found = Initiative.objects.for_pages().filter(pk=delivery.cause_id).first()
    kind = Kind(delivery.kind)
    if found is None or found.state not in STATES[kind]:
        return None
    address, language, url = _reader(delivery, found, kind, now)
    if not address:
        return None
    with translation.override(language):
        return letter(kind, address=address, words=_words(found, url))


def _reader(
    delivery: Delivery, initiative: Initiative, kind: Kind, now: datetime
) -> tuple[str, str, str]:
    """Address, language and the page to open; no address where there is nobody to write to."""
    area = initiative.unit.area
    page = f"{settings.SITE_URL}{reverse('coordination:initiative-detail', args=[initiative.pk])}"
    if delivery.user_id:
        day = now.astimezone(initiative.unit.zone).date()
        is_for_unit = kind in FOR_UNIT
        told = answerers(initiative, day) if is_for_unit else proposing_users(initiative, day)
        user = next((one for one in told if one.pk == delivery.user_id), None)
        return (user.email, language_of(user, area), page) if user else ("", "en", "")
    if delivery.person_id:
        person = person_of(delivery)
        return (person.email, language_of(person, area), page) if person else ("", "en", "")
    if initiative.kind != ProposerKind.PUBLIC:
        return "", "en", ""
    language = initiative.language or language_of(None, area)
    return initiative.contact_email, language, own_url(initiative)


def _words(initiative: Initiative, url: str) -> dict[str, Any]:
    decision, reason = initiative.decision, initiative.decision_reason
    by = initiative.acknowledge_by.astimezone(initiative.unit.zone)
    return {
        "title": initiative.title,
        "unit": initiative.unit.name,
        "who": initiative.proposer,
        "by_day": date_format(by, "DATE_FORMAT"),
        "decision": str(DECISIONS[Decision(decision)]) if decision else "",
        "reason": str(REASONS[DecisionReason(reason)]) if reason else "",
        "text": initiative.decision_text,
        "is_asked": initiative.kind == ProposerKind.ORGANISATION,
        "page_url": url,
    }
