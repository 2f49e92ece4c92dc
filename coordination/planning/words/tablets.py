"""What a ward's tablet says after a press."""

from django.utils.translation import gettext as _

from coordination.signups.models import Attendance, SignUp
from coordination.signups.rules import SignUpState
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
        lead = _("You have been here since %(time)s. Please tap your name again when you leave.")
        return {"title": _("Welcome, %(name)s!") % name, "lead": lead % time}
    lead = _("You left at %(time)s. Come home safely.")
    return {"title": _("Thank you, %(name)s!") % name, "lead": lead % time}


def said_of_call(row: SignUp) -> dict[str, str]:
    """A title and a line about the call that was noted."""
    name = {"name": row.person.first_name}
    match row.state:
        case SignUpState.CONFIRMED:
            return {"title": _("Noted: %(name)s comes.") % name, "lead": ""}
        case SignUpState.CANCELLED:
            lead = _("The place is free, and others are asked.")
            return {"title": _("Noted: %(name)s cannot come.") % name, "lead": lead}
    return {"title": _("Nothing is noted for %(name)s.") % name, "lead": ""}
