"""Setting up organisations."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from careshare.audit.services import record
from careshare.errors import Reason
from volunteers.accounts.models import User
from volunteers.organisations.models import Organisation, OrganisationArea
from volunteers.places.models import Area
from volunteers.places.services.rows import change_row, create_once


@transaction.atomic
def create_organisation(
    *,
    actor: User,
    home_area: Area,
    areas: Collection[Area],
    form_uuid: UUID,
    values: Mapping[str, Any],
) -> Organisation:
    """An organisation that works in its home area and perhaps in others.

    Args:
        areas: further areas; the caller has checked that the actor leads them.
        values: name, kind, side, phone, email.

    Raises:
        Refused: organisation_name_taken.
    """
    organisation, is_new = create_once(
        Organisation.objects.filter(home_area=home_area),
        form_uuid=form_uuid,
        refusal=Reason("organisation_name_taken"),
        values={**values, "home_area": home_area},
    )
    if is_new:
        OrganisationArea.objects.bulk_create(
            OrganisationArea(organisation=organisation, area=area)
            for area in {home_area.pk: home_area, **{area.pk: area for area in areas}}.values()
        )
        record(actor=actor, action="organisation.created", subject=organisation)
    return organisation


@transaction.atomic
def change_organisation(
    *,
    actor: User,
    organisation: Organisation,
    opened: int,
    values: Mapping[str, Any],
    more_areas: Collection[Area] = (),
) -> Organisation:
    """Change an organisation, and add areas in which it works; none is taken away here.

    Raises:
        Stale: somebody saved meanwhile.
        Refused: organisation_name_taken.
    """
    fresh, changed = change_row(
        organisation, opened=opened, refusal=Reason("organisation_name_taken"), values=values
    )
    for area in more_areas:
        _row, is_new = OrganisationArea.objects.get_or_create(organisation=fresh, area=area)
        if is_new:
            changed = [*changed, "areas"]
    if changed:
        record(
            actor=actor, action="organisation.changed", subject=fresh, fields=sorted(set(changed))
        )
    return fresh
