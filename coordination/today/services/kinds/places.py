"""Places that are closed, messages that did not arrive, and who is asked without having e-mail."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from careshare.outbox.models import Delivery
from coordination.planning.access.phoning import offers_to_phone
from coordination.shifts.models import Closure
from coordination.shifts.rules import ClosureReason
from coordination.shifts.words import CLOSURE_REASONS
from coordination.today import words
from coordination.today.access import still_to_phone
from coordination.today.services.lines import Line
from coordination.today.services.scene import Scene
from volunteers.memberships.rules import Capability, allows
from volunteers.people.models import Person


def closures(scene: Scene) -> list[Line]:
    """Places of the unit that are closed now."""
    hat = scene.actor.membership
    if hat is None or not hat.unit_id or not allows(hat.role, Capability.CLOSE_PLACE):
        return []
    rows = Closure.objects.open_at(scene.now).filter(unit_id=hat.unit_id)
    return [
        Line(
            words.closed(one.ward.name if one.ward else one.unit.name),
            f"{CLOSURE_REASONS[ClosureReason(one.reason)]}, {words.until(one.ends_at, scene.zone)}",
            reverse("coordination:closure-detail", args=[one.pk]),
            _("See"),
            kind="closures",
            about=one.pk,
            due=scene.now,
        )
        for one in rows.select_related("unit", "ward").order_by("starts_at")
    ]


def failed_messages(scene: Scene) -> list[Line]:
    """Messages that did not arrive: somebody must phone."""
    rows: list[Delivery] = list(still_to_phone(scene.actor, scene.now))
    if not rows:
        return []
    people = Person.objects.filter(pk__in={row.person_id for row in rows}).order_by("name")
    return [
        Line(
            words.did_not_arrive(len(rows)),
            words.please_phone([person.first_name for person in people]),
            reverse("coordination:call-list"),
            _("Call list"),
            kind="failed_messages",
            about=max(row.pk for row in rows),
            due=scene.now,
        )
    ]


def asked_without_mail(scene: Scene) -> list[Line]:
    """People without e-mail are asked to come: somebody must ring them, or they are not asked."""
    if not allows(scene.actor.role, Capability.NOTE_CALL):
        return []
    found = offers_to_phone(scene.actor, scene.activities.values(), scene.now)
    if not found:
        return []
    return [
        Line(
            words.asked_without_mail(len(found)),
            words.please_phone([one.name for one in found]),
            reverse("coordination:call-list"),
            _("Call list"),
            kind="asked_without_mail",
            about=max(one.pk for one in found),
            due=scene.now,
            everybodys_at=scene.now,
        )
    ]
