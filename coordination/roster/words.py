"""The roster in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext, pgettext
from django.utils.translation import gettext_lazy as _

from careshare.sentences import Sentence
from coordination.planning.access.closures import name_of
from coordination.roster.rules import Standing, View
from coordination.shifts.models import Closure
from coordination.shifts.rules import ClosureReason, Coverage
from coordination.shifts.words import CLOSURE_REASONS, COVERAGE, short_day
from coordination.signups.models import SignUp
from coordination.signups.rules import SignUpState
from coordination.signups.words import STATES, heads_of, part_of_it

VIEWS = {
    View.WEEK: _("One week"),
    View.WEEKS: _("Four weeks"),
}

STANDINGS: Mapping[Standing, object] = {
    Standing.CLOSED: _("closed"),
    Standing.OVER: _("over"),
    Standing.EMPTY: _("nobody was signed up"),
    Standing.FULL: COVERAGE["full"],
    Standing.SOME: COVERAGE["some"],
    Standing.NOBODY: COVERAGE["nobody"],
}

COLOURS: Mapping[Standing, str] = {
    Standing.FULL: "success",
    Standing.SOME: "warning",
    Standing.NOBODY: "danger",
}
"""As in `components/coverage.html`; what is not here is neutral."""

SENTENCES = {
    "screen_there": Sentence(
        _("This place has an address for a screen already."),
        _("Stop that one first, then make a new one."),
    ),
    "screen_stopped": Sentence(
        _("The address that was made here is stopped."),
        _("Open this page anew to make another."),
    ),
}


def of_how_many(coverage: Coverage) -> str:
    """How many come of those needed."""
    return gettext("%(filled)s of %(needed)s") % {
        "filled": coverage.taken,
        "needed": coverage.wanted,
    }


def day_in_month(day: date) -> str:
    """A day without its weekday: "24 Nov"."""
    return date_format(day, pgettext("short date", "j M"))


def span(first: date, last: date) -> str:
    """From a day to a day: "23 Nov – 20 Dec 2026", "28 Dec 2026 – 3 Jan 2027"."""
    with_year = pgettext("short date with year", "j M Y")
    is_one_year = first.year == last.year
    start = day_in_month(first) if is_one_year else date_format(first, with_year)
    return f"{start} – {date_format(last, with_year)}"


def week_title(monday: date) -> str:
    """A week by its number, as people in Norway name weeks."""
    return gettext("Week %(number)s") % {"number": monday.isocalendar().week}


def week_days(monday: date, sunday: date) -> str:
    """A week by its days: "23 Nov – 29 Nov"."""
    return f"{day_in_month(monday)} – {day_in_month(sunday)}"


def day_title(day: date) -> str:
    """A day at the head of a column: "Tue 24"."""
    return date_format(day, pgettext("short weekday and day", "D j"))


def lead(sessions: int, uncovered: int) -> str:
    """How many sessions, and how many still need somebody."""
    if not sessions:
        return gettext("No session is planned.")
    said = ngettext("%(count)s session.", "%(count)s sessions.", sessions) % {"count": sessions}
    if not uncovered:
        return f"{said} " + gettext("Nobody else is needed.")
    needs = ngettext(
        "%(count)s still needs somebody.", "%(count)s still need somebody.", uncovered
    ) % {"count": uncovered}
    return f"{said} {needs}"


def off_line(day: date, names: Iterable[str]) -> str:
    """A public holiday or closing day by name: "Fri 25 Dec: Christmas Day"."""
    return f"{short_day(day)}: {', '.join(names)}"


def closing_day(name: str) -> str:
    """What a day off is called; an area need not name its closing days."""
    return name or gettext("Closing day")


def closed_line(closure: Closure, zone: ZoneInfo) -> str:
    """A closed place: which, from when, until when and why."""
    values = {
        "place": name_of(closure) if closure.ward is None else f"{closure.ward}, {closure.unit}",
        "since": short_day(closure.starts_at.astimezone(zone).date()),
        "why": CLOSURE_REASONS[ClosureReason(closure.reason)],
    }
    ends = [one for one in (closure.ends_at, closure.reopened_at) if one is not None]
    if not ends:
        return gettext("%(place)s is closed from %(since)s until further notice: %(why)s") % values
    until = min(ends).astimezone(zone)
    values["until"] = f"{short_day(until.date())} {until:%H:%M}"
    return gettext("%(place)s is closed from %(since)s to %(until)s: %(why)s") % values


def comer(sign_up: SignUp, name: str) -> str:
    """Somebody who holds a place, with the part they come for and what is still open about it.

    Args:
        sign_up: with its shift, activity and unit in hand.
        name: the whole one or the first alone, as the reader may see.
    """
    is_certain = sign_up.state == SignUpState.CONFIRMED
    state = "" if is_certain else str(STATES[SignUpState(sign_up.state)])
    remarks = ", ".join(filter(None, [part_of_it(sign_up), state]))
    said = heads_of(name, sign_up.heads)
    return f"{said} ({remarks})" if remarks else said
