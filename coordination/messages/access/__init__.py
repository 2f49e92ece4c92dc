"""What a letter or a page may say about one day and time, to whom, and by which link."""

from coordination.messages.access.cards import Card, Ring, cards_of, long_when, records_on
from coordination.messages.access.links import Link, link_path, link_url, read_link
from coordination.messages.access.recipients import colleagues, language_of, speakers, told_at

__all__ = [
    "Card",
    "Link",
    "Ring",
    "cards_of",
    "colleagues",
    "language_of",
    "link_path",
    "link_url",
    "long_when",
    "read_link",
    "records_on",
    "speakers",
    "told_at",
]
