"""Setting up areas, care units and wards."""

from volunteers.places.services.areas import (
    add_closing_day,
    change_policy,
    create_area,
    remove_closing_day,
)
from volunteers.places.services.units import add_ward, change_unit, create_unit, rename_ward

__all__ = [
    "add_closing_day",
    "add_ward",
    "change_policy",
    "change_unit",
    "create_area",
    "create_unit",
    "remove_closing_day",
    "rename_ward",
]
