"""A certificate: drawn from attendance alone; that a side made one stands in the log."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from careshare.audit.services import record as audit
from coordination.arrangements.access import Record
from coordination.planning.words.certificates import certificate_facts, certificate_signers
from coordination.signups.access.certificates import presence_of
from volunteers.memberships.access import Actor
from volunteers.memberships.rules import Task
from volunteers.people.models import Person

SHEET = "coordination/signups/certificate_sheet.html"


def drawn(person: Person, record: Record, wish: Mapping[str, Any]) -> str:
    """The sheet in the language that was chosen; "" where nobody came in the period. One query.

    Args:
        wish: `since`, `until` (days at the care unit), `hours` (whether they stand on it) and
            `language`, as `CertificateForm` cleans them.
    """
    given = presence_of(person, record.activity, wish["since"], wish["until"])
    if given is None:
        return ""
    with translation.override(wish["language"]):
        context = {
            "person": person,
            "language": wish["language"],
            "facts": certificate_facts(person, record, given, with_hours=wish["hours"]),
            "signers": certificate_signers(record),
        }
        return render_to_string(SHEET, context)


def note_made(person: Person, record: Record, actor: Actor, now: datetime) -> None:
    """Log that a side made one, by ids alone; one INSERT."""
    audit(
        actor=actor.user, action="certificate.made", subject=person, at=now,
        activity_id=record.activity.pk, task=Task.RECOGNISE, side=actor.party,
    )  # fmt: skip
