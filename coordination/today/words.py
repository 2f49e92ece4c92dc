"""The sentences that Today computes."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from careshare.sentences import joined
from coordination.arrangements.rules import Arrangement
from coordination.arrangements.words import ARRANGEMENTS, COLOURS, STRIPED
from coordination.shifts.words import short_day
from coordination.today.models import Phoned
from coordination.today.rules import Group, Later
from volunteers.memberships.models import Membership

GROUPS = {
    Group.NOW: gettext_lazy("Now"),
    Group.WEEK: gettext_lazy("This week"),
    Group.CAN_WAIT: gettext_lazy("Can wait"),
}

LATER = {
    Later.TOMORROW: gettext_lazy("Until tomorrow"),
    Later.NEXT_WEEK: gettext_lazy("Until next week"),
}


def reached(row: Phoned, names: Mapping[int, str], zone: ZoneInfo) -> str:
    """When somebody was told by telephone, and by whom; `names` of colleagues by user."""
    assert row.reached_at is not None  # noqa: S101 the caller asked
    at = row.reached_at.astimezone(zone)
    who = names[row.reached_by_id] if row.reached_by_id else ""
    values = {"day": short_day(at.date()), "time": f"{at:%H:%M}", "name": who}
    return _("Reached on %(day)s at %(time)s by %(name)s") % values


def who_comes(heads: int, *, is_over: bool = False) -> str:
    """How many come, as the first sentence of the day; once all is over, how many were to come."""
    if is_over:
        return ngettext(
            "%(count)s volunteer was signed up today.",
            "%(count)s volunteers were signed up today.",
            heads,
        ) % {"count": heads}
    if not heads:
        return _("Nobody comes today.")
    return ngettext(
        "%(count)s volunteer comes today.", "%(count)s volunteers come today.", heads
    ) % {"count": heads}


def trial_ends(day: date) -> str:
    """The last day of a trial period, as a to-do."""
    said = _("The trial period ends on %(day)s: does it work for you?")
    return said % {"day": date_format(day, "DATE_FORMAT")}


def takes_over(who: str, *, has_left: bool) -> str:
    """What a side that leaves with notice leaves to choose, as a to-do."""
    said = (
        _("%(who)s has left: choose who takes over")
        if has_left
        else _("%(who)s leaves: choose who takes over")
    )
    return said % {"who": who}


def what_is_missing(sessions: int, ahead: int, uncovered: int) -> str:
    """What the day still needs, as the second sentence.

    Args:
        sessions: how many the day has.
        ahead: how many of them are not over yet.
        uncovered: how many of these still need somebody.
    """
    if not sessions:
        return _("No session is planned.")
    if not ahead:
        return _("Today's sessions are over.")
    if not uncovered:
        return _("Every session has enough people.")
    return ngettext(
        "%(count)s session still needs somebody.",
        "%(count)s sessions still need somebody.",
        uncovered,
    ) % {"count": uncovered}


def to_ring_for(missing: int) -> str:
    """A session begins soon and still needs people."""
    return ngettext(
        "It begins soon, and %(count)s person is missing",
        "It begins soon, and %(count)s people are missing",
        missing,
    ) % {"count": missing}


def not_to_come(told: Sequence[str], untold: Sequence[str]) -> str:
    """Of a closed session: who was told not to come, and who was not reached so far."""
    said = [_("Told not to come: %(names)s") % {"names": joined(told)}] if told else []
    if untold:
        said.append(_("Not reached by telephone yet: %(names)s") % {"names": joined(untold)})
    return " · ".join(said) or _("Nobody had signed up")


def received_by(name: str, side: str, own_side: str) -> str:
    """Who meets the volunteers; the side is named where it is not one's own."""
    if side in (own_side, name):
        return _("met by %(name)s") % {"name": name}
    return _("met by %(name)s, %(side)s") % {"name": name, "side": side}


_WITH_PARTNERS = {
    Arrangement.SHARED: gettext_lazy("Both, %(partners)s"),
    Arrangement.DIVIDED: gettext_lazy("Each a part, %(partners)s"),
    Arrangement.SHARED_AND_DIVIDED: gettext_lazy("Both and parts, %(partners)s"),
    Arrangement.ORGANISATION_ALONE: gettext_lazy("%(partners)s alone"),
}


def arrangement_chip(code: str, partners: Sequence[str]) -> dict[str, object]:
    """Who coordinates, as a chip short enough for the week, with the partner's name."""
    arrangement = Arrangement(code)
    with_partners = _WITH_PARTNERS.get(arrangement)
    label = str(ARRANGEMENTS[arrangement])
    if with_partners is not None and partners:
        label = str(with_partners) % {"partners": joined(partners)}
    return {
        "label": label,
        "color": COLOURS[arrangement],
        "icon": "",
        "striped": arrangement in STRIPED,
    }


def proposal(proposer: str, *, is_offer: bool, invited: Sequence[str] = ()) -> str:
    """What waits for an answer: an offer, a question to organisations, or a change."""
    if is_offer:
        return _("%(who)s offers to help run it") % {"who": proposer}
    if invited:
        return _("%(who)s asks %(other)s to help run it") % {
            "who": proposer,
            "other": joined(invited),
        }
    return _("%(who)s proposes a change") % {"who": proposer}


def to_approve(count: int) -> str:
    return ngettext("%(count)s sign-up to approve", "%(count)s sign-ups to approve", count) % {
        "count": count
    }


def attendance_missing(sessions: int) -> str:
    return ngettext(
        "Attendance not recorded",
        "Attendance not recorded for %(count)s sessions",
        sessions,
    ) % {"count": sessions}


def leaving_missing(people: int) -> str:
    """Who came is recorded; of some it is not known until when."""
    return ngettext(
        "One leaving time is missing", "%(count)s leaving times are missing", people
    ) % {"count": people}


def hours_added(rows: int) -> str:
    return ngettext(
        "A volunteer added hours: do they count?",
        "Volunteers added hours %(count)s times: do they count?",
        rows,
    ) % {"count": rows}


def still_uncovered(sessions: int) -> str:
    return ngettext(
        "%(count)s session needs somebody", "%(count)s sessions need somebody", sessions
    ) % {"count": sessions}


def did_not_arrive(count: int) -> str:
    return ngettext(
        "%(count)s message did not arrive", "%(count)s messages did not arrive", count
    ) % {"count": count}


def asked_without_mail(count: int) -> str:
    return ngettext(
        "%(count)s person is asked to come, and has no e-mail",
        "%(count)s people are asked to come, and have no e-mail",
        count,
    ) % {"count": count}


NAMES_SHOWN = 3  # of those to phone; the list behind the link has all


def please_phone(names: Sequence[str]) -> str:
    shown = list(names[:NAMES_SHOWN])
    if len(names) > NAMES_SHOWN:
        shown.append(_("others"))
    return _("Please phone %(names)s") % {"names": joined(shown)}


def closed(place: str) -> str:
    return _("%(place)s is closed") % {"place": place}


def until(moment: datetime | None, zone: ZoneInfo) -> str:
    """How long a place is closed."""
    if moment is None:
        return _("until further notice")
    local = moment.astimezone(zone)
    return _("until %(day)s at %(time)s") % {
        "day": short_day(local.date()),
        "time": f"{local:%H:%M}",
    }


def in_activities(title: str, count: int) -> str:
    """One title for the same thing in several activities."""
    return ngettext("%(title)s (%(count)s activity)", "%(title)s (%(count)s activities)", count) % {
        "title": title,
        "count": count,
    }


def part_of(who: str) -> str:
    """Whose part a session is, after what it is; nothing for one's own."""
    return f" · {_('the part of %(who)s') % {'who': who}}" if who else ""


def first_of(names: Sequence[str]) -> str:
    """A few names, and how many more there are."""
    named, more = list(names[:NAMES_SHOWN]), len(names) - NAMES_SHOWN
    if more > 0:
        named.append(ngettext("%(count)s more", "%(count)s more", more) % {"count": more})
    return joined(named)


def cannot_come(names: Sequence[str]) -> str:
    """Whose place came free late."""
    return _("%(names)s cannot come") % {"names": joined(names)}


def runs_out(activity: str, moment: datetime, zone: ZoneInfo) -> str:
    """Until when a proposal can be answered."""
    day = short_day(moment.astimezone(zone).date())
    return _("%(activity)s: can be answered until %(day)s") % {"activity": activity, "day": day}


def overtaken(activity: str) -> str:
    """That a proposal no longer fits the record, and what is left to do."""
    said = _("%(activity)s: can no longer be agreed to; decline it or answer anew")
    return said % {"activity": activity}


def colleague(membership: Membership) -> str:
    """How colleagues read who somebody is."""
    return membership.name or membership.user.email


def given_to(name: str) -> str:
    return _("Given to %(name)s") % {"name": name}


def given_by(name: str) -> str:
    return _("Given to you by %(name)s") % {"name": name}


def since_then(until: date) -> str:
    """Until when something is put aside."""
    return _("Put aside until %(day)s") % {"day": short_day(until)}


def waits_since(day: date, may_step_in: Sequence[str] = ()) -> str:
    """To whom it belongs: since when it waits, and who may do it meanwhile."""
    if may_step_in:
        return _("Waiting since %(day)s; %(who)s may step in now") % {
            "day": short_day(day),
            "who": joined(may_step_in),
        }
    return _("Waiting since %(day)s") % {"day": short_day(day)}


def may_step_in(day: date, who: str) -> str:
    """To the other side: whose it is, and that one may do it this once."""
    return _("Waiting since %(day)s; no answer from %(who)s; you may step in") % {
        "day": short_day(day),
        "who": who,
    }


def inducts(day: date, who: str) -> str:
    """Whose task an induction is, once it has gone on to others, and since when it is known."""
    return _("Known since %(day)s; the induction is up to %(who)s") % {
        "day": short_day(day),
        "who": who,
    }
