"""Adding, changing and linking volunteers."""

from volunteers.people.services.codes import fits, make_code, owner_of
from volunteers.people.services.handing import (
    give_link,
    link_by_token,
    reasons_against_link,
    stop_link,
    take_over,
)
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
    "give_link",
    "likely_duplicates",
    "link_by_token",
    "link_people",
    "make_code",
    "owner_of",
    "reasons_against_link",
    "register",
    "say_when_free",
    "stop_link",
    "take_over",
]
