"""The reports in the order of the menu."""

from coordination.reports.services import (
    collaboration,
    coverage,
    displacement,
    hours,
    ideas,
    partners,
    perspective,
    statutory,
    task_map,
    who_coordinates,
)
from coordination.reports.services.shape import Definition

FIRST = 5
"""So many stand in the menu; the rest lie behind "more"."""

REPORTS: tuple[Definition, ...] = (
    who_coordinates.REPORT,
    collaboration.REPORT,
    task_map.REPORT,
    perspective.REPORT,
    displacement.REPORT,
    statutory.REPORT,
    hours.REPORT,
    coverage.REPORT,
    partners.REPORT,
    ideas.REPORT,
)

BY_KEY = {one.key: one for one in REPORTS}
