"""Paid posts are entered, and the class of a type is set."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction

from careshare.audit.services import record as audit
from careshare.errors import Reason, Stale
from coordination.activities.models import ActivityType, AreaTypeClass, PaidPosts
from coordination.activities.rules.posts import Quarter
from volunteers.places.models import Area, CareUnit
from volunteers.places.services.rows import change_row


@transaction.atomic
def enter_posts(
    *,
    unit: CareUnit,
    group: str,
    quarter: Quarter,
    posts: Decimal,
    cut: Decimal,
    opened: int,
    user: Any,
    now: datetime,
    form_uuid: UUID,
) -> PaidPosts:
    """A new entry takes the place of the one before, which is kept. Locks the unit.

    Args:
        opened: the id of the entry on which the form was opened; 0 for none.

    Raises:
        Stale: somebody entered this quarter meanwhile.
    """
    CareUnit.objects.select_for_update().get(pk=unit.pk)
    own = PaidPosts.objects.filter(unit=unit)
    same = own.filter(form_uuid=form_uuid).first()
    if same is not None:
        return same
    here = own.filter(group=group, starts_on=quarter.starts_on).current()
    before = here.first()
    if (before.pk if before else 0) != opened:
        raise Stale(Reason("changed_meanwhile"))
    if before is not None and (before.posts, before.cut) == (posts, cut):
        return before
    here.update(is_current=False)
    entry = own.create(
        unit=unit, group=group, starts_on=quarter.starts_on, posts=posts, cut=cut,
        entered_at=now, entered_by=user, form_uuid=form_uuid,
    )  # fmt: skip
    audit(actor=user, action="posts.entered", subject=entry, fields=["posts", "cut"], at=now)
    return entry


@transaction.atomic
def set_type_class(
    *,
    area: Area,
    kind: ActivityType,
    opened: int,
    statutory_class: str,
    legal_reference: str,
    user: Any,
    now: datetime,
) -> AreaTypeClass:
    """How an area classes a type, and what that rests on. Locks the area.

    Args:
        opened: the version on which the form was opened; 0 where there was none.

    Raises:
        Stale: somebody saved meanwhile.
    """
    Area.objects.select_for_update().get(pk=area.pk)
    values = {"statutory_class": statutory_class, "legal_reference": legal_reference}
    row = AreaTypeClass.objects.filter(area=area, type=kind).first()
    if row is None:
        row, changed = AreaTypeClass.objects.create(area=area, type=kind, **values), list(values)
    elif not opened:
        raise Stale(Reason("changed_meanwhile"))
    else:
        row, changed = change_row(row, opened=opened, refusal=None, values=values)
    if changed:
        audit(actor=user, action="type_class.set", subject=row, fields=changed, at=now)
    return row
