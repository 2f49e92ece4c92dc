"""Who came: one small form for each person on a session."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from careshare.forms import COUNT_MOST, BaseForm
from careshare.once import VersionField
from coordination.shifts.rules import moment_near
from coordination.signups.models import Attendance, SignUp
from coordination.signups.rules import AttendanceState, reasons_against_attendance
from coordination.signups.rules.attendance import is_under_way
from coordination.signups.rules.own_hours import TRAVEL_MINUTES_MOST
from coordination.signups.services import Entry
from coordination.signups.words import heads_of
from coordination.signups.words.attendance import ATTENDANCE
from volunteers.people.rules import PersonKind


class AttendanceForm(BaseForm):
    """One person's attendance; nothing is chosen until somebody chooses."""

    state = forms.ChoiceField(
        label="", choices=list(ATTENDANCE.items()), widget=forms.RadioSelect, required=False
    )
    version = VersionField(required=False)
    came = forms.TimeField(label=_("Came at"), required=False)
    left = forms.TimeField(label=_("Left at"), required=False)
    travel = forms.IntegerField(
        label=_("Travel, minutes"), required=False, min_value=0, max_value=TRAVEL_MINUTES_MOST
    )
    heads = forms.IntegerField(
        label=_("How many of the group came"), required=False, min_value=1, max_value=COUNT_MOST
    )
    hide_optional = True
    summary_elsewhere = True

    def __init__(self, data: Any, *, sign_up: SignUp, now: Any) -> None:
        self.sign_up, self.now = sign_up, now
        self.zone = sign_up.shift.activity.unit.zone
        super().__init__(data, prefix=f"s{sign_up.pk}", initial=_recorded(sign_up, self.zone))
        self.fields["state"].label = self.name
        if sign_up.person.kind != PersonKind.GROUP:
            del self.fields["heads"]

    @property
    def name(self) -> str:
        return heads_of(self.sign_up.person.name, self.sign_up.heads)

    def clean(self) -> dict[str, Any]:
        """Say every reason beside the person whom it is about, before anything is written."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        entry = self.entry
        if entry is not None and not self.errors:
            reasons = reasons_against_attendance(
                state=self.sign_up.state,
                attendance=entry.state,
                starts_at=self.sign_up.starts_at,
                ends_at=self.sign_up.ends_at,
                now=self.now,
                came_at=entry.came_at,
                left_at=entry.left_at,
            )
            for reason in reasons:
                self.add_refusal([reason], _BESIDE.get(reason.code, "state"))
        return data

    @property
    def is_known(self) -> bool:
        """Whether all is recorded: whether somebody came, and until when."""
        known = getattr(self.sign_up, "attendance", None)
        return known is not None and known.state == self["state"].initial

    @property
    def under_way_since(self) -> str:
        """When somebody checked in who has not checked out."""
        known = getattr(self.sign_up, "attendance", None)
        if known is None or not _is_under_way(known):
            return ""
        return f"{known.came_at.astimezone(self.zone):%H:%M}"

    @property
    def entry(self) -> Entry | None:
        """What is to be recorded, or nothing where nothing was chosen or changed."""
        state = self.cleaned_data.get("state")
        is_new = {"state", "came", "left", "travel", "heads"} & {*self.changed_data}
        if not state or (self.is_known and not is_new):
            return None
        opened = self.cleaned_data.get("version")
        travel, heads = self.cleaned_data.get("travel") or 0, self.cleaned_data.get("heads")
        is_part = state == AttendanceState.PARTLY
        came, left = (self._moment("came"), self._moment("left")) if is_part else (None, None)
        return Entry(self.sign_up, AttendanceState(state), came, left, opened, travel, heads)

    def show_saved(self) -> None:
        """What somebody recorded meanwhile, beside the input; the next press is on that."""
        known = getattr(self.sign_up, "attendance", None)
        opened = self["version"].value()
        if known is None or opened in (None, "") or str(opened) == str(known.version):
            return
        saved = ATTENDANCE[AttendanceState(known.state)]
        self.add_error("state", _("Saved meanwhile: %(text)s") % {"text": saved})
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data[self.add_prefix("version")] = str(known.version)  # type: ignore[index]

    def _moment(self, name: str) -> Any:
        clock: time | None = self.cleaned_data.get(name)
        return clock and moment_near(clock, self.sign_up.starts_at, self.zone)


_BESIDE: Mapping[str, str] = {"partly_needs_times": "came", "partly_times_wrong": "left"}


def _recorded(sign_up: SignUp, zone: Any) -> dict[str, Any]:
    """What is recorded already; the times only where somebody came for a part."""
    known = getattr(sign_up, "attendance", None)
    if known is None:
        return {"version": 0, "heads": sign_up.heads}
    found: dict[str, Any] = {
        "version": known.version,
        "travel": known.travel_minutes or None,
        "heads": known.heads,
    }
    if _is_under_way(known):  # when did they leave? Nobody has said it, so nothing is chosen
        return {**found, "came": known.came_at.astimezone(zone).time()}
    found["state"] = known.state
    if known.state == AttendanceState.PARTLY:
        found["came"] = known.came_at.astimezone(zone).time()
        found["left"] = known.left_at.astimezone(zone).time()
    return found


def _is_under_way(known: Attendance) -> bool:
    return known.came_at is not None and is_under_way(known.state, known.left_at, known.minutes)


def attendance_forms(data: Any, rows: Iterable[SignUp], now: Any) -> list[AttendanceForm]:
    """A form for everybody on a session."""
    return [AttendanceForm(data, sign_up=one, now=now) for one in rows]


def everybody_came(forms_: Iterable[AttendanceForm]) -> list[Entry]:
    """One press: everybody about whom nothing is recorded yet came."""
    return [
        Entry(one.sign_up, AttendanceState.CAME, opened=0)
        for one in forms_
        if not hasattr(one.sign_up, "attendance")
    ]
