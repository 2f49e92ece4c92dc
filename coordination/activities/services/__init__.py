"""Making and changing activities; the review of paid work; paid posts."""

from coordination.activities.services.activities import (
    add_requirement,
    change_activity,
    confirm_list,
    create_activity,
    end_requirement,
    unconfirm_list,
)

__all__ = [
    "add_requirement",
    "change_activity",
    "confirm_list",
    "create_activity",
    "end_requirement",
    "unconfirm_list",
]
