"""What a ward's tablet says after a press."""

from django.utils.translation import gettext as _

from coordination.signups.models import Attendance
from coordination.signups.rules.attendance import AttendedVia


def said(row: Attendance) -> dict[str, str]:
    """A title and a line about what is noted now."""
    zone = row.sign_up.shift.activity.unit.zone
    name = {"name": row.sign_up.person.first_name}
    if row.came_at is None:
        return {"title": _("Nothing is noted for %(name)s.") % name, "lead": ""}
    if row.via == AttendedVia.STAFF:
        return {"title": _("Noted: %(name)s came.") % name, "lead": ""}
    time = {"time": f"{(row.left_at or row.came_at).astimezone(zone):%H:%M}"}
    if row.left_at is None:
        lead = _("You are here since %(time)s. Please tap your name again when you leave.")
        return {"title": _("Welcome, %(name)s!") % name, "lead": lead % time}
    lead = _("You left at %(time)s. Come home safely.")
    return {"title": _("Thank you, %(name)s!") % name, "lead": lead % time}
