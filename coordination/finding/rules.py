"""Which of the times that suit comes first."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Offer:
    """One time that a volunteer could come to, as far as its order is concerned."""

    starts_at: datetime
    knows_activity: bool
    knows_unit: bool
    is_wished: bool
    km: float | None = None


def order(offer: Offer) -> tuple[bool, bool, bool, datetime, float]:
    """What one knows first, then what one wished for, then the soonest, then the nearest."""
    return (
        not offer.knows_activity,
        not offer.knows_unit,
        not offer.is_wished,
        offer.starts_at,
        offer.km if offer.km is not None else float("inf"),
    )
