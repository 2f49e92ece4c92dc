"""Making and changing single rows, as every room above does it."""

from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from django.db import IntegrityError, models, transaction

from careshare.errors import Reason, Refused
from careshare.once import check_version

Row = TypeVar("Row", bound=models.Model)


def create_once(
    rows: models.QuerySet[Row], *, form_uuid: UUID, refusal: Reason, values: Mapping[str, Any]
) -> tuple[Row, bool]:
    """The row that this form made, or a new one, and whether it is new.

    Args:
        rows: where to look for the form's first result; narrow it to what the caller may see.
        form_uuid: names the form; unique in the table.
        refusal: what to say where another row stands in the way.

    At most three statements; a savepoint keeps the caller's transaction whole.
    """
    found = rows.filter(form_uuid=form_uuid).first()
    if found is not None:
        return found, False
    try:
        with transaction.atomic():
            return rows.create(form_uuid=form_uuid, **values), True
    except IntegrityError:
        found = rows.filter(form_uuid=form_uuid).first()
        if found is None:
            raise Refused(refusal) from None
        return found, False


def change_row(
    row: Row, *, opened: int, refusal: Reason | None, values: Mapping[str, Any]
) -> tuple[Row, list[str]]:
    """Write changed values under lock, and name the fields that changed.

    Args:
        row: any copy of the row; it is read again under lock.
        opened: the version on which the form was opened.
        refusal: what to say where a unique name is taken.

    Raises:
        Stale: somebody saved meanwhile.
        Refused: with `refusal`.
    """
    manager = type(row)._default_manager
    with transaction.atomic():
        fresh: Any = manager.select_for_update().get(pk=row.pk)
        check_version(opened, fresh.version)
        changed = [name for name, value in values.items() if getattr(fresh, name) != value]
        if not changed:
            return fresh, []
        for name in changed:
            setattr(fresh, name, values[name])
        fresh.version += 1
        try:
            with transaction.atomic():
                fresh.save(update_fields=[*changed, "version"])
        except IntegrityError:
            if refusal is None:
                raise
            raise Refused(refusal) from None
        return fresh, changed
