"""Shifts and closures in words. People read "session"; a volunteer just reads day and time."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext, ngettext_lazy, pgettext
from django.utils.translation import gettext_lazy as _

from careshare.sentences import Sentence, joined
from coordination.shifts.rules import (
    ClockChange,
    ClosureReason,
    Coverage,
    Rhythm,
    ShiftCancelReason,
    rule_parts,
)

WORD_JOINER = "\u2060"
"""Invisible; no line breaks there."""

COVERAGE = {
    "full": _("filled"),
    "some": _("some needed"),
    "nobody": _("nobody yet"),
}

CANCEL_REASONS = {
    ShiftCancelReason.NOT_ENOUGH: _("Too few volunteers"),
    ShiftCancelReason.STAFF: _("Staff cannot be there"),
    ShiftCancelReason.WEATHER: _("Weather"),
    ShiftCancelReason.SAFETY: _("Safety"),
    ShiftCancelReason.PLAN_CHANGED: _("The plan changed"),
    ShiftCancelReason.ACTIVITY_ENDS: _("The activity ends"),
    ShiftCancelReason.PLANNED_BY_MISTAKE: _("Planned by mistake"),
}

CLOSURE_REASONS = {
    ClosureReason.INFECTION: _("Infection"),
    ClosureReason.BUILDING: _("The building"),
    ClosureReason.STAFFING: _("Staffing"),
    ClosureReason.EVENT: _("An event"),
    ClosureReason.OTHER: _("Another reason"),
}

SCOPES = {
    "this": _("Only this session"),
    "following": _("This and the following ones"),
    "all": _("All that are still to come"),
}

RHYTHMS = {
    Rhythm.WEEKLY: _("Every week on that day"),
    Rhythm.MONTHLY: _("Every month on the same weekday, such as the second Tuesday"),
    Rhythm.MONTHLY_LAST: _("Every month on the last such weekday"),
}

CLOCK_CHANGES = {
    ClockChange.LEAVE_OUT: _("Leave that night out"),
    ClockChange.HOLD: _("Hold it: at the first of the two hours, or when the clock has jumped"),
}

SENTENCES = {
    "places_backwards": Sentence(
        _("The fewest must be at least 1 and not more than the most."), _("Correct the numbers.")
    ),
    "places_too_many": Sentence(
        ngettext_lazy(
            "At most %(most)s place fits on one session.",
            "At most %(most)s places fit on one session.",
            "most",
        ),
        _("Choose fewer."),
    ),
    "series_too_long": Sentence(
        ngettext_lazy(
            "A series has %(most)s session.", "A series has 1 to %(most)s sessions.", "most"
        ),
        _("Choose a number in between."),
    ),
    "series_without_end": Sentence(
        _("It is not said how long this goes on."),
        _("Say until which day or how many times, or choose “without an end”."),
    ),
    "series_two_ends": Sentence(
        _("The end is given in more than one way."),
        _("Keep one: until a day, a number of times, or without an end."),
    ),
    "series_backwards": Sentence(
        _("The last day lies before the first."), _("Choose a later last day.")
    ),
    "series_other_week": Sentence(
        _("Several sessions can only be moved within their week, or to their place in the month."),
        _("Choose a day in the same week, or change only this session."),
    ),
    "series_of_many_days": Sentence(
        _("This series has several days of the week, which cannot be moved at once."),
        _("Keep the day, or change only this session."),
    ),
    "series_day_twice": Sentence(
        _("There would be two sessions of this series on %(day)s."),
        _("Choose another day, or change only this session."),
    ),
    "series_empty": Sentence(
        _("No day is left: every one is a day off or was taken out."),
        _("Choose other days, or keep one of them."),
    ),
    "plan_in_the_past": Sentence(_("This time has passed."), _("Choose a later one.")),
    "plan_too_far": Sentence(
        ngettext_lazy(
            "Sessions can be planned at most %(months)s month ahead.",
            "Sessions can be planned at most %(months)s months ahead.",
            "months",
        ),
        _("Choose an earlier day."),
    ),
    "plan_after_the_end": Sentence(
        _("This activity ends on %(day)s, so nothing can be planned after that."),
        _("Choose an earlier day, or take the end back."),
    ),
    "no_length": Sentence(_("Start and end are the same."), _("Choose a later end.")),
    "strange_hour": Sentence(
        _("The clock changes on %(day)s, so %(time)s does not exist or exists twice that day."),
        _("Choose another time, or say below what is to happen on such a night."),
    ),
    "shift_too_long": Sentence(
        ngettext_lazy(
            "A session lasts at most %(hours)s hour.",
            "A session lasts at most %(hours)s hours.",
            "hours",
        ),
        _("Choose an earlier end."),
    ),
    "shift_already_cancelled": Sentence(_("This session was cancelled already.")),
    "plan_in_use": Sentence(
        _("Somebody has signed up for it by now, or it was changed since."),
        _("Cancel it here, so that everybody is told."),
    ),
    "shift_has_begun": Sentence(_("This session has begun."), _("Note who came instead.")),
    "places_below_taken": Sentence(
        ngettext_lazy(
            "%(taken)s person comes already, so there cannot be fewer places than that.",
            "%(taken)s people come already, so there cannot be fewer places than that.",
            "taken",
        ),
        _("Choose a higher number, or say whom you move."),
    ),
    "places_below_taken_on": Sentence(
        ngettext_lazy(
            "On %(day)s %(taken)s person comes already, so there cannot be fewer places then.",
            "On %(day)s %(taken)s people come already, so there cannot be fewer places then.",
            "taken",
        ),
        _("Open that session and move somebody there, or change only this session."),
    ),
    "position_needs_name": Sentence(
        _("With more than one position, each needs a name."),
        _("Write what one does there, such as “At the piano”."),
    ),
    "position_named_twice": Sentence(
        _("Two positions have the same name."), _("Give each a name of its own.")
    ),
    "position_in_use": Sentence(
        _("Somebody is or was on “%(name)s”, so it stays."),
        _("Lower its numbers, or give it another name."),
    ),
    "position_last": Sentence(_("A session needs at least one position."), _("Keep one of them.")),
    "goal_gone": Sentence(
        _("There is no room any more where somebody was to go."),
        _("Choose another day or position."),
    ),
    "closed_already": Sentence(
        _("This place is closed already."), _("Open it again first to say something else.")
    ),
    "closure_too_long": Sentence(
        _("That is too far ahead."), _("Leave the end empty: closed until further notice.")
    ),
    "closure_over": Sentence(_("This place is open again already.")),
    "closure_backwards": Sentence(_("The end lies before the start."), _("Choose a later end.")),
}


def hours(starts_at: datetime, ends_at: datetime, zone: ZoneInfo) -> str:
    """A window's times where it takes place: "17:00–18:00"."""
    return between(starts_at.astimezone(zone), ends_at.astimezone(zone))


def between(starts: time | datetime, ends: time | datetime) -> str:
    """From a time to a time, as they stand: "17:00–18:00"; on a narrow screen no line breaks at the
    dash.
    """
    return f"{starts:%H:%M}–{WORD_JOINER}{ends:%H:%M}"


def long_day(day: date) -> str:
    """A day in full, in the active language: "Tuesday 24 November"."""
    return date_format(day, pgettext("date with weekday and month", "l j F"))


def short_day(day: date) -> str:
    """A day in a list: "Tue 24 Nov"."""
    return date_format(day, pgettext("short date with weekday", "D j M"))


def places(coverage: Coverage, *, is_over: bool = False) -> str:
    """How many come, as a sentence; of a session that is over, how many were to come."""
    if is_over and coverage.taken:
        return ngettext(
            "%(taken)s person was signed up.", "%(taken)s people were signed up.", coverage.taken
        ) % {"taken": coverage.taken}
    if is_over:
        return str(_("Nobody was signed up."))
    if not coverage.taken:
        return str(_("Nobody comes yet."))
    return ngettext(
        "%(taken)s person comes, and there is room for %(most)s.",
        "%(taken)s people come, and there is room for %(most)s.",
        coverage.taken,
    ) % {"taken": coverage.taken, "most": coverage.maximum}


def position_name(name: str) -> str:
    """What one does on a position."""
    return name or gettext("Helps")


def position_label(name: str, coverage: Coverage) -> str:
    """A position where one is chosen: "At the piano (2 free)"."""
    free = ngettext("%(count)s free", "%(count)s free", coverage.free) % {"count": coverage.free}
    return f"{position_name(name)} ({free})"


def still_needed(coverage: Coverage) -> str:
    """What it still needs, as a sentence."""
    if not coverage.missing:
        return str(_("That is enough."))
    return ngettext("%(count)s more is needed.", "%(count)s more are needed.", coverage.missing) % {
        "count": coverage.missing
    }


_NTH = {
    1: _("every month on the first %(weekday)s"),
    2: _("every month on the second %(weekday)s"),
    3: _("every month on the third %(weekday)s"),
    4: _("every month on the fourth %(weekday)s"),
    -1: _("every month on the last %(weekday)s"),
}


def repeats(rule: str, first: date) -> str:
    """A series' rule in words: "every week on Tuesday"."""
    said = rule_parts(rule, first)
    days = joined(WEEKDAYS[day] for day in said.weekdays)
    if said.nth is not None and said.every == 1:
        return str(_NTH[said.nth]) % {"weekday": days}
    if said.nth is not None:
        nth = str(_NTH[said.nth]) % {"weekday": days}
        return gettext("%(nth)s, but only every %(every)s months") % {
            "nth": nth,
            "every": said.every,
        }
    if said.every == 1:
        return gettext("every week on %(weekdays)s") % {"weekdays": days}
    return gettext("every %(every)s weeks on %(weekdays)s") % {
        "every": said.every,
        "weekdays": days,
    }


def cancelled_because(reason: str) -> str:
    """Why a session was cancelled; nothing where no reason is kept."""
    return str(CANCEL_REASONS[ShiftCancelReason(reason)]) if reason else ""
