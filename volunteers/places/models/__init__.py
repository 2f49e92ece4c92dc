"""Areas, their policies, care units and wards."""

from volunteers.places.models.area import Area, ClosingDay
from volunteers.places.models.policy import AreaPolicy
from volunteers.places.models.unit import CareUnit, Ward

__all__ = ["Area", "AreaPolicy", "CareUnit", "ClosingDay", "Ward"]
