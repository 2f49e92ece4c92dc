"""Activities in words: lines, facts, and where to put right what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from careshare.errors import Reason
from careshare.sentences import say
from coordination.activities.models import Activity
from coordination.activities.rules import ActivityState, SignUpMode
from coordination.activities.words import CLASSES, MODES, STATES, type_name
from coordination.arrangements.access import Record, Verdict
from coordination.planning.words.board import Chip, record_chip
from coordination.shifts.models import Shift
from coordination.shifts.words import hours, short_day
from volunteers.credentials.models import Requirement
from volunteers.credentials.words import CREDENTIALS

STATE_COLOURS = {
    ActivityState.DRAFT: "warning",
    ActivityState.PUBLISHED: "success",
    ActivityState.ENDED: "neutral",
}
STATE_ICONS = {ActivityState.DRAFT: "pen", ActivityState.PUBLISHED: "check"}


def state_chip(activity: Activity) -> Chip:
    """Whether it takes sign-ups, as a label."""
    state = ActivityState(activity.state)
    return Chip(str(STATES[state]), STATE_COLOURS[state], STATE_ICONS.get(state, "closed"))


def type_line(activity: Activity) -> str:
    """The type, or what was typed where it is something else."""
    return activity.other_text or str(type_name(activity.type))


def place_line(activity: Activity) -> str:
    """Unit and ward."""
    return " · ".join(
        filter(None, (activity.unit.name, activity.ward.name if activity.ward else ""))
    )


@dataclass(frozen=True)
class SessionLine:
    """One session in a list."""

    pk: int
    day: str
    hours: str
    filled: int
    needed: int
    is_closed: bool = False

    @property
    def when(self) -> str:
        return f"{self.day}, {self.hours}"


def session_line(shift: Shift, zone: Any) -> SessionLine:
    """A session with its coverage; prefetch positions."""
    coverage = shift.coverage
    return SessionLine(
        pk=shift.pk,
        day=short_day(shift.starts_at.astimezone(zone).date()),
        hours=hours(shift.starts_at, shift.ends_at, zone),
        filled=coverage.taken,
        needed=coverage.wanted,
    )


@dataclass(frozen=True)
class ActivityLine:
    """One activity in a list."""

    pk: int
    name: str
    sub: str
    state: Chip
    arrangement: Chip
    partners: str
    session: SessionLine | None
    missing: str
    proposals: str
    ends: str = ""


def activity_lines(
    activities: Iterable[Activity],
    records: Mapping[int, Record],
    sessions: Mapping[int, Shift],
    missing: Mapping[int, Sequence[Reason]],
    proposals: Mapping[int, int],
    *,
    with_unit: bool = True,
) -> list[ActivityLine]:
    """The lines of a list; no query. At a unit of one's own only the ward is named."""
    return [
        ActivityLine(
            pk=one.pk,
            name=one.name,
            sub=_sub(one, with_unit=with_unit),
            state=state_chip(one),
            arrangement=record_chip(records[one.pk]),
            partners=", ".join(records[one.pk].partners),
            session=session_line(sessions[one.pk], one.unit.zone) if one.pk in sessions else None,
            missing=_missing_line(one, len(missing.get(one.pk, ()))),
            proposals=_proposals_line(proposals.get(one.pk, 0)),
            ends=_ends_line(one),
        )
        for one in activities
    ]


def _sub(activity: Activity, *, with_unit: bool) -> str:
    ward = activity.ward.name if activity.ward else ""
    place = place_line(activity) if with_unit else ward
    return " · ".join(filter(None, (type_line(activity), place)))


def _missing_line(activity: Activity, count: int) -> str:
    if not count or activity.state == ActivityState.ENDED:
        return ""
    return ngettext("%(count)s thing is missing", "%(count)s things are missing", count) % {
        "count": count
    }


def _ends_line(activity: Activity) -> str:
    if activity.ends_on is None:
        return ""
    values = {"day": short_day(activity.ends_on)}
    if activity.state == ActivityState.ENDED:
        return _("Last day: %(day)s") % values
    return _("Ends on %(day)s") % values


def _proposals_line(count: int) -> str:
    if not count:
        return ""
    return ngettext("%(count)s proposal to answer", "%(count)s proposals to answer", count) % {
        "count": count
    }


def list_sentence(total: int, drafts: int, *, is_past: bool = False) -> str:
    """What a list of activities says first; of those that have ended how many there are."""
    if is_past:
        return ngettext(
            "%(count)s activity has ended.", "%(count)s activities have ended.", total
        ) % {"count": total}
    if not total:
        return _("No activity yet.")
    first = ngettext("%(count)s activity.", "%(count)s activities.", total) % {"count": total}
    if not drafts:
        return first
    second = ngettext(
        "%(count)s is not published yet.", "%(count)s are not published yet.", drafts
    ) % {"count": drafts}
    return f"{first} {second}"


def detail_sentence(activity: Activity, record: Record, session: SessionLine | None) -> str:
    """What an activity's page says first: what it is, whether it is open, when it is next."""
    values = {"type": type_line(activity), "place": place_line(activity)}
    match activity.state:
        case ActivityState.PUBLISHED:
            first = _("%(type)s at %(place)s, open for volunteers.") % values
        case ActivityState.ENDED:
            first = _("%(type)s at %(place)s has ended.") % values
        case _:
            first = _("%(type)s at %(place)s, not published yet.") % values
    if session is None:
        return first
    following = _("Next: %(when)s.") % {"when": session.when}
    return f"{first} {following}"


def requirement_line(requirement: Requirement) -> str:
    """What is asked for, with its legal basis."""
    name = requirement.other_text or str(CREDENTIALS.get(requirement.type, requirement.type))  # type: ignore[call-overload]
    return f"{name} ({requirement.legal_basis})" if requirement.legal_basis else name


@dataclass(frozen=True)
class Fact:
    """A word and its value."""

    label: str
    value: str


def facts(activity: Activity, *, shows_contact: bool = True) -> list[Fact]:
    """What stands in the side column; whom to ring is no business of an area's roles."""
    contact = " · ".join(filter(None, (activity.contact_name, str(activity.contact_phone or ""))))
    contacts = [Fact(_("Contact"), contact)] if shows_contact else []
    class_words = CLASSES.get(activity.statutory_class, "")  # type: ignore[call-overload]
    return [
        Fact(_("Place"), activity.place),
        Fact(_("Supervisor"), activity.supervisor),
        *contacts,
        Fact(_("Induction"), activity.induction),
        Fact(_("Expenses"), activity.expenses),
        Fact(_("Sign-ups"), " · ".join(_sign_ups(activity))),
        Fact(
            _("Statutory or not"),
            " · ".join(filter(None, (str(class_words), activity.legal_reference))),
        ),
    ]


def _sign_ups(activity: Activity) -> list[str]:
    """How a sign-up counts, and between when volunteers can sign up by themselves."""
    policy = activity.unit.area.policy
    days = policy.opens_days if activity.opens_days is None else activity.opens_days
    hours = policy.closes_hours if activity.closes_hours is None else activity.closes_hours
    said = [str(MODES[SignUpMode(activity.sign_up_mode)])]
    if days:
        opens = ngettext("from %(count)s day before", "from %(count)s days before", days)
        said.append(opens % {"count": days})
    if hours:
        closes = ngettext(
            "until %(count)s hour before the start", "until %(count)s hours before the start", hours
        )
        said.append(closes % {"count": hours})
    return said


@dataclass(frozen=True)
class Missing:
    """One thing that publishing asks for, and the page on which it is put right."""

    says: str
    next_step: str
    url_name: str
    fragment: str = ""
    url: str = ""


_PAGES = {"gate_requirements": "requirement-create", "gate_times": "shift-plan",
          "gate_paid_work": "activity-classify",
          "gate_core_task": "board-edit", "gate_displacement": "displacement-answer",
          "gate_displacement_waiting": "displacement",
          "gate_displacement_substitutes": "displacement"}  # fmt: skip


def missing_lines(reasons: Iterable[Reason]) -> list[Missing]:
    """What is missing, each with the page and the very field."""
    lines = []
    for reason in reasons:
        said = say(reason)
        field = reason.code.removeprefix("gate_")
        has_field = reason.code != "gate_times" and not field.startswith("displacement")
        fragment = {
            "contact": "id_contact_name",
            "paid_work": "id_was_paid_work",
            "core_task": f"id_doer_{reason.values.get('task')}",
        }
        lines.append(
            Missing(
                said.says,
                said.next_step,
                _PAGES.get(reason.code, "activity-edit"),
                fragment.get(field, f"id_{field}") if has_field else "",
            )
        )
    return lines


def whose_instead(verdicts: Iterable[Verdict]) -> list[str]:
    """Beside the place where buttons would stand: whose each task is instead, each once; what the
    role never includes is simply not there.
    """
    reasons = [
        say(reason).says
        for verdict in verdicts
        for reason in verdict.reasons
        if reason.code in ("held_by_other", "volunteer_leads")
    ]
    return list(dict.fromkeys(reasons))
