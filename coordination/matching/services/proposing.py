"""The roster that a page proposes: by our own method, and improved where a solver is set up."""

import logging

from django.conf import settings

from coordination.matching.rules.filling import propose
from coordination.matching.rules.roster import Case, value
from coordination.matching.rules.solving import solve

log = logging.getLogger(__name__)


def proposed(case: Case) -> dict[int, list[int]]:
    """A whole roster for a case; no query. Where `ROSTER_SOLVER_SECONDS` is set and OR-Tools is
    installed, a better one if it finds one in about so many seconds; else silently our own.
    """
    own = propose(case)
    if not settings.ROSTER_SOLVER_SECONDS:
        return own
    try:
        found = solve(case, own, seconds=settings.ROSTER_SOLVER_SECONDS)
    except ImportError:
        log.warning("ROSTER_SOLVER_SECONDS is set, but OR-Tools is not installed")
        return own
    log.info("a roster worth %s became one worth %s of %s at most",
             value(case, own), value(case, found.roster), round(found.bound))  # fmt: skip
    return found.roster
