"""Columns and how the frame writes them."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from django.db.models import CharField, F, PositiveIntegerField


class CodeField(CharField):
    """A code out of a `StrEnum`. Labels live in a room's `words.py`, never in the column."""

    def __init__(self, enum: type[StrEnum] | None = None, **options: Any) -> None:
        self.enum = enum
        options.setdefault("max_length", 40)
        if enum is not None:
            options["choices"] = [(member.value, member.value) for member in enum]
        super().__init__(**options)

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, _path, args, options = super().deconstruct()
        options.pop("choices", None)  # a new code is not a new column
        if isinstance(options.get("default"), StrEnum):
            options["default"] = options["default"].value  # migrations know no room's rules
        return name, "django.db.models.CharField", args, options


class KeptByTrigger(PositiveIntegerField):
    """A count that only a trigger writes: `save()` of a stale row leaves the column as it stands.

    `bulk_update` and `QuerySet.update` do not ask `pre_save`; name the column in neither.
    """

    def pre_save(self, model_instance, add):
        return 0 if add else F(self.attname)
