"""Codes for a ward's tablet. The code itself is nowhere kept, logged or sent."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac

from careshare.audit.services import record
from careshare.errors import refuse_if
from volunteers.accounts.models import User
from volunteers.people.models import OwnCode, Person
from volunteers.people.rules import DIGITS, CodeOf, reasons_against_code

TRIES = 20
"""So often another code is drawn where a colleague has it already; there are a million."""


@transaction.atomic
def make_code(*, actor: User, owner: Person | User, now: datetime, wish: str = "") -> str:
    """A new code, which replaces an earlier one. Given back once, to be shown and forgotten.

    About four statements.

    Args:
        owner: a volunteer, or a colleague's log-in.
        wish: the digits that a volunteer chose; else they are drawn.

    Raises:
        Refused: the wish is no code.
    """
    is_person = isinstance(owner, Person)
    if wish and is_person:
        refuse_if(reasons_against_code(wish))
    code = wish if wish and is_person else _free(owner)
    key: dict[str, Any] = {"person": owner} if is_person else {"user": owner}
    old = OwnCode.objects.select_for_update().filter(**key).first()
    row, _is_new = OwnCode.objects.update_or_create(
        **key,
        defaults={
            "digest": digest(owner, code),
            "made_at": now,
            "made_by": actor,
            "version": old.version + 1 if old else 1,
        },
    )
    record(actor=actor, action="code.renewed" if old else "code.made", subject=row, at=now)
    return code


def _free(owner: Person | User) -> str:
    """Digits drawn at random that no other colleague has."""
    kind = CodeOf.VOLUNTEER if isinstance(owner, Person) else CodeOf.COLLEAGUE
    code = ""
    for _try in range(TRIES):
        code = "".join(secrets.choice("0123456789") for _digit in range(DIGITS[kind]))
        if kind == CodeOf.VOLUNTEER:
            if not reasons_against_code(code):
                break
        elif not OwnCode.objects.filter(user__isnull=False, digest=digest(owner, code)).exists():
            break
    return code


def digest(owner: Person | User, code: str) -> str:
    """What is kept: keyed by the site's secret, and for a volunteer by the person as well."""
    whose = f"person:{owner.pk}" if isinstance(owner, Person) else "colleague"
    return salted_hmac("careshare.own-code", f"{whose}:{code}", algorithm="sha256").hexdigest()


def fits(person: Person, code: str) -> bool:
    """Whether this is the volunteer's code; nobody without one has any that fits. One query."""
    kept = OwnCode.objects.filter(person=person).values_list("digest", flat=True).first()
    return constant_time_compare(digest(person, code), kept or "")


def owner_of(code: str) -> User | None:
    """The colleague whose code this is; one query."""
    kept = OwnCode.objects.select_related("user").filter(
        user__is_active=True, digest=digest(User(), code)
    )
    row = kept.first()
    return row.user if row else None
