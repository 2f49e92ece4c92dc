"""Adding, changing and linking volunteers."""

from volunteers.people.services.codes import fits, make_code, owner_of
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
    "fits",
    "likely_duplicates",
    "link_people",
    "make_code",
    "owner_of",
    "register",
    "say_when_free",
]
