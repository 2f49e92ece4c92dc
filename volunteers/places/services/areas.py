"""Areas, the numbers that they set, and their closing days."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction

from careshare.audit.services import record
from careshare.errors import Reason, Refused
from volunteers.accounts.models import User
from volunteers.places.models import Area, AreaPolicy, ClosingDay
from volunteers.places.services.rows import change_row


@transaction.atomic
def create_area(*, name: str, country: str, time_zone: str, languages: Sequence[str]) -> Area:
    """An area with a policy of our defaults; by the management command only.

    Raises:
        Refused: area_name_taken.
    """
    if Area.objects.filter(name__iexact=name).exists():
        raise Refused(Reason("area_name_taken"))
    area = Area.objects.create(
        name=name, country=country, time_zone=time_zone, languages=list(languages)
    )
    AreaPolicy.objects.create(area=area)
    record(actor=None, action="area.created", subject=area)
    return area


@transaction.atomic
def change_policy(
    *, actor: User, policy: AreaPolicy, opened: int, values: Mapping[str, Any]
) -> AreaPolicy:
    """Set an area's numbers.

    Raises:
        Stale: somebody saved meanwhile.
    """
    fresh, changed = change_row(policy, opened=opened, refusal=None, values=values)
    if changed:
        record(actor=actor, action="policy.changed", subject=fresh, fields=changed)
    return fresh


@transaction.atomic
def add_closing_day(*, actor: User, area: Area, month: int, day: int, name: str) -> ClosingDay:
    """A day of every year on which the area's units take no volunteers.

    A second press gives the day that is there.

    Raises:
        Refused: closing_day_taken, where the day stands there under another name.
    """
    try:
        with transaction.atomic():
            row = ClosingDay.objects.create(area=area, month=month, day=day, name=name)
    except IntegrityError:
        row = ClosingDay.objects.get(area=area, month=month, day=day)
        if row.name != name:
            raise Refused(Reason("closing_day_taken")) from None
        return row
    record(actor=actor, action="closing_day.added", subject=row)
    return row


@transaction.atomic
def remove_closing_day(*, actor: User, closing_day: ClosingDay) -> None:
    """Take a day off the list. It is a setting, and nothing refers to it; the log keeps the act."""
    record(actor=actor, action="closing_day.removed", subject=closing_day)
    closing_day.delete()
