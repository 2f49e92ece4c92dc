"""Care units and wards."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from careshare.audit.services import record
from careshare.errors import Reason, Refused
from volunteers.accounts.models import User
from volunteers.places.models import Area, CareUnit, Ward
from volunteers.places.services.rows import change_row, create_once


@transaction.atomic
def create_unit(*, actor: User, area: Area, form_uuid: UUID, values: Mapping[str, Any]) -> CareUnit:
    """A care unit in an area; its times follow the area's zone.

    Args:
        values: name, kind, address, directions, phone.

    Raises:
        Refused: unit_name_taken.
    """
    unit, is_new = create_once(
        CareUnit.objects.filter(area=area),
        form_uuid=form_uuid,
        refusal=Reason("unit_name_taken"),
        values={**values, "area": area},
    )
    if is_new:
        record(actor=actor, action="unit.created", subject=unit)
    return unit


@transaction.atomic
def change_unit(*, actor: User, unit: CareUnit, opened: int, values: Mapping[str, Any]) -> CareUnit:
    """Change a unit's name, kind, address, directions or telephone.

    Raises:
        Stale: somebody saved meanwhile.
        Refused: unit_name_taken.
    """
    fresh, changed = change_row(
        unit, opened=opened, refusal=Reason("unit_name_taken"), values=values
    )
    if changed:
        record(actor=actor, action="unit.changed", subject=fresh, fields=changed)
    return fresh


@transaction.atomic
def add_ward(*, actor: User, unit: CareUnit, name: str) -> Ward:
    """A ward of a unit. The same name again, as by a second press, gives the ward that is there."""
    try:
        with transaction.atomic():
            ward = Ward.objects.create(unit=unit, name=name)
    except IntegrityError:
        return Ward.objects.get(unit=unit, name=name)
    record(actor=actor, action="ward.added", subject=ward)
    return ward


@transaction.atomic
def rename_ward(*, actor: User, ward: Ward, opened: int, name: str) -> Ward:
    """Give a ward another name.

    Raises:
        Stale: somebody saved meanwhile.
        Refused: ward_name_taken.
    """
    if Ward.objects.filter(unit_id=ward.unit_id, name=name).exclude(pk=ward.pk).exists():
        raise Refused(Reason("ward_name_taken"))
    fresh, changed = change_row(
        ward, opened=opened, refusal=Reason("ward_name_taken"), values={"name": name}
    )
    if changed:
        record(actor=actor, action="ward.renamed", subject=fresh, fields=changed)
    return fresh
