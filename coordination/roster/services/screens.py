"""The address of a screen on the wall: made, found, stopped."""

from __future__ import annotations

import base64
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.crypto import salted_hmac

from careshare.audit.services import record as audit
from careshare.errors import Reason, refuse_if
from coordination.roster.models import WallScreen
from volunteers.memberships.services.invitations import token_hash
from volunteers.places.models import CareUnit

GROUP = 4  # letters between two hyphens: it is copied onto a screen by hand
BYTES = 20  # 160 bits


def _token(unit: CareUnit, form_uuid: UUID) -> str:
    """The address's secret part, the same for the same form, so that a second press shows it again.

    The form's uuid is kept nowhere: out of the database alone nobody can make the address again.
    """
    about = f"{unit.pk}:{form_uuid}"
    digest = salted_hmac("coordination.roster.screens", about, algorithm="sha256").digest()
    letters = base64.b32encode(digest[:BYTES]).decode().lower()  # without 0, 1, 8 and 9
    return "-".join(letters[at : at + GROUP] for at in range(0, len(letters), GROUP))


@transaction.atomic
def make_screen(*, unit: CareUnit, user: Any, now: datetime, form_uuid: UUID) -> str:
    """The secret part of a new address; nobody can read it again later.

    A second press on the same form gives the same one. Locks the unit, so that two hands make one.
    Five statements.

    Raises:
        Refused: screen_there, screen_stopped.
    """
    CareUnit.objects.select_for_update().get(pk=unit.pk)
    token = _token(unit, form_uuid)
    kept = token_hash(token)
    repeated = WallScreen.objects.filter(token_hash=kept).first()
    if repeated is not None:
        refuse_if([Reason("screen_stopped")] if repeated.stopped_at else [])
        return token
    refuse_if([Reason("screen_there")] if WallScreen.objects.live().filter(unit=unit) else [])
    made = WallScreen.objects.create(unit=unit, token_hash=kept, made_at=now, made_by=user)
    audit(actor=user, action="screen.made", subject=made, side="unit", at=now)
    return token


@transaction.atomic
def stop_screen(*, screen: WallScreen, user: Any, now: datetime) -> None:
    """From now on the address shows nothing. A second press changes nothing. Locks the screen."""
    screen = WallScreen.objects.select_for_update().get(pk=screen.pk)
    if screen.stopped_at is not None:
        return
    screen.stopped_at, screen.stopped_by = now, user
    screen.save(update_fields=["stopped_at", "stopped_by"])
    audit(actor=user, action="screen.stopped", subject=screen, side="unit", at=now)


def screen_by(token: str) -> WallScreen | None:
    """The screen of a secret, however it was typed, as long as it was not stopped; one query."""
    rows = WallScreen.objects.live().select_related("unit__area__policy")
    return rows.filter(token_hash=token_hash(token.strip().lower())).first()
