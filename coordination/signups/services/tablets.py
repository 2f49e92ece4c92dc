"""Pairing a ward's tablet by a code that is shown once, and taking it back."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.crypto import salted_hmac

from careshare.audit.services import record as audit
from careshare.errors import Reason, Refused
from coordination.signups.models import Tablet
from volunteers.accounts.models import User
from volunteers.places.models import CareUnit, Ward

PAIRING_DIGITS = 8
"""Typed once within minutes; an address may try it a few times (`careshare.limits`)."""


@transaction.atomic
def make_tablet(
    *, user: User, unit: CareUnit, ward: Ward | None, name: str, form_uuid: UUID, now: datetime
) -> tuple[Tablet, str]:
    """A tablet that waits to be paired, and the code for it, which is kept nowhere.

    The code holds for the area's minutes. A second press of the same form makes no second tablet,
    only another code. Four statements.
    """
    held = timedelta(minutes=unit.area.policy.pairing_minutes)
    code = "".join(secrets.choice("0123456789") for _digit in range(PAIRING_DIGITS))
    fresh = {"pairing_digest": digest(code), "pairing_until": now + held}
    tablet, is_new = Tablet.objects.get_or_create(
        form_uuid=form_uuid,
        defaults={
            **fresh, "unit": unit, "ward": ward, "name": name, "made_by": user, "made_at": now,
        },
    )  # fmt: skip
    if is_new:
        audit(actor=user, action="tablet.made", subject=tablet, at=now)
        return tablet, code
    waits = Tablet.objects.in_use().filter(pk=tablet.pk, unit=unit, paired_at__isnull=True)
    return tablet, code if waits.update(**fresh) else ""


@transaction.atomic
def pair(*, code: str, now: datetime) -> tuple[Tablet, str]:
    """The tablet whose code this is, and the token that it keeps from now on.

    Locks the row. A code pairs one device, once.

    Raises:
        Refused: no such code, or too late.
    """
    waiting = Tablet.objects.to_pair(now).select_for_update(of=("self",))
    tablet = waiting.filter(pairing_digest=digest(code)).first()
    if tablet is None:
        raise Refused(Reason("pairing_code_unknown"))
    token = secrets.token_urlsafe(32)
    tablet.token_digest, tablet.paired_at = digest(token), now
    tablet.save(update_fields=["token_digest", "paired_at"])
    audit(actor=None, action="tablet.paired", subject=tablet, at=now)
    return tablet, token


@transaction.atomic
def revoke(*, tablet: Tablet, user: User, now: datetime) -> Tablet:
    """The device shows nothing from now on. A second press changes nothing. Locks the row."""
    tablet = Tablet.objects.select_for_update(of=("self",)).get(pk=tablet.pk)
    if tablet.revoked_at is None:
        tablet.revoked_at, tablet.revoked_by = now, user
        tablet.save(update_fields=["revoked_at", "revoked_by"])
        audit(actor=user, action="tablet.revoked", subject=tablet, at=now)
    return tablet


def digest(secret: str) -> str:
    """What is kept of a code or a token."""
    return salted_hmac("careshare.tablet", secret, algorithm="sha256").hexdigest()
