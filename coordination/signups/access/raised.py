"""What a volunteer told of, as she reads it herself: that it was read, and what came of it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from coordination.shifts.models import Shift
from coordination.signups.models import Raised
from coordination.signups.rules.raised import HowClosed, RaisedKind
from coordination.signups.words.raised import HOW, TITLES
from volunteers.people.models import Person


def told_by(person: Person, shift: Shift) -> list[str]:
    """A sentence for each thing that one told of a session; one query."""
    rows = Raised.objects.filter(person=person, shift=shift).order_by("raised_at", "pk")
    return [_sentence(one) for one in rows]


def _sentence(row: Raised) -> str:
    title = TITLES[RaisedKind(row.kind)]
    if not row.how:
        return _("%(what)s: you told us, and it is being read.") % {"what": title}
    values = {"what": title, "how": HOW[HowClosed(row.how)]}
    return _("%(what)s: read and closed. %(how)s.") % values
