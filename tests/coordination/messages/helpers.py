"""Letters in tests: sweep, and read what came out."""

from datetime import timedelta

from django.core import mail

from careshare import clock
from careshare.outbox.services.sweeping import sweep
from coordination.activities.rules import SignUpMode
from tests.factories.what import ActivityFactory
from tests.factories.when import ShiftFactory


def letters():
    """Sweep once; what left, oldest first."""
    mail.outbox.clear()
    sweep()
    return list(mail.outbox)


def one_letter(to):
    """The one letter to an address in this sweep."""
    found = [letter for letter in letters() if letter.to == [to]]
    assert len(found) == 1, [letter.subject for letter in found]
    return found[0]


def shift_in(area, *, hours=72, places=2, approve=False, **activity):
    mode = SignUpMode.APPROVE_FIRST if approve else SignUpMode.INSTANT
    starts = clock.now().replace(minute=0, second=0, microsecond=0) + timedelta(hours=hours)
    made = ActivityFactory(
        unit__area=area,
        unit__name="Solbakken",
        name="Coffee and singing",
        is_published=True,
        sign_up_mode=mode,
        **activity,
    )
    return ShiftFactory(activity=made, starts_at=starts, places=places)


def calendar_of(letter):
    """The calendar file of a letter, parsed."""
    from icalendar import Calendar

    (file,) = letter.attachments
    assert file.mimetype == "text/calendar"
    return Calendar.from_ical(file.content)
