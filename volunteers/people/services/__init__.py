"""Adding, changing and linking volunteers."""

from volunteers.people.services.linking import link_people, register
from volunteers.people.services.people import (
    add_person,
    affiliate,
    change_own,
    change_person,
    likely_duplicates,
    say_when_free,
)

__all__ = [
    "add_person",
    "affiliate",
    "change_own",
    "change_person",
    "likely_duplicates",
    "link_people",
    "register",
    "say_when_free",
]
