"""Putting a line of Today aside, and giving it to a colleague; each with its way back."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from coordination.today.models import HandedOver, PutAside
from volunteers.accounts.models import User
from volunteers.memberships.models import Membership


@transaction.atomic
def put_aside(*, user: User, key: str, until_on: date, now: datetime) -> None:
    """Hide a line from one user until a day; a second press only moves the day.

    A setting of one reader, no act: nothing is logged. Two or three statements.
    """
    PutAside.objects.update_or_create(
        user=user, key=key, defaults={"until_on": until_on, "made_at": now}
    )


def show_again(*, user: User, key: str) -> None:
    """Undo `put_aside`. One statement; nothing to undo is no error."""
    PutAside.objects.filter(user=user, key=key).delete()


@transaction.atomic
def give(*, hat: Membership, key: str, to: Membership, now: datetime) -> None:
    """Let a colleague of one's own side see to a line; the last word counts.

    The caller has checked that `to` is on the same side. What the giver had put aside shows again
    for nobody: it is the colleague's now. Three or four statements.
    """
    HandedOver.objects.update_or_create(
        scope_key=hat.scope_key, key=key, defaults={"to": to, "by": hat.user, "made_at": now}
    )
    PutAside.objects.filter(user_id__in=[hat.user_id, to.user_id], key=key).delete()


def take_back(*, hat: Membership, key: str) -> None:
    """Let the line be everybody's again. One statement; anybody of the side may."""
    HandedOver.objects.filter(scope_key=hat.scope_key, key=key).delete()
