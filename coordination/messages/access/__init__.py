"""What a letter or a page may say about one day and time, to whom, and by which link."""

from coordination.messages.access.cards import (
    Card,
    Ring,
    awaiting_with,
    back_with,
    by_when,
    cancelled_with,
    cards_of,
    freed_with,
    long_moment,
    long_when,
    own_card,
    records_on,
    when_between,
)
from coordination.messages.access.links import (
    OFFERS,
    Link,
    link_path,
    link_url,
    new_time_page,
    read_link,
)
from coordination.messages.access.recipients import colleagues, language_of, speakers, told_at
from coordination.messages.access.swaps import (
    Swap,
    swap_choices,
    swap_page,
    swaps_to_answer,
    swaps_waiting,
)

__all__ = [
    "OFFERS",
    "Card",
    "Link",
    "Ring",
    "Swap",
    "awaiting_with",
    "back_with",
    "by_when",
    "cancelled_with",
    "cards_of",
    "colleagues",
    "freed_with",
    "language_of",
    "link_path",
    "link_url",
    "long_moment",
    "long_when",
    "new_time_page",
    "own_card",
    "read_link",
    "records_on",
    "speakers",
    "swap_choices",
    "swap_page",
    "swaps_to_answer",
    "swaps_waiting",
    "told_at",
    "when_between",
]
