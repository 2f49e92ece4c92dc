"""Forms about an area's numbers and its closing days."""

from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import dates
from django.utils.translation import gettext_lazy as _

from volunteers.places.forms.base import EditForm, Form
from volunteers.places.models import AreaPolicy
from volunteers.places.rules import is_day_of_a_year

_GROUPS = (
    (_("Messages"), ("undo_seconds", "reminder_days_before", "reminder_at", "message_body_days")),
    (
        _("On the day"),
        (
            "host_contact_minutes",
            "call_note_hours",
            "late_cancel_hours",
            "wall_days",
            "wall_minutes",
        ),
    ),
    (_("People and invitations"), ("sight_days", "invitation_days")),
    (
        _("Who does what"),
        (
            "proposal_days",
            "expiring_days",
            "wait_days",
            "review_months",
            "review_reminder_days",
            "review_answer_days",
            "trial_days",
            "notice_days",
            "trial_notice_days",
            "settled_core_tasks",
        ),
    ),
    (_("Ideas from outside"), ("acknowledge_days", "public_suggestions_most")),
    (
        _("Does this replace paid work?"),
        (
            "post_cut_months",
            "second_voice_days",
            "look_again_months",
            "alert_fall_percent",
            "alert_fall_hundredths",
            "alert_rise_percent",
            "alert_quarters",
            "posts_most",
        ),
    ),
    (
        _("Sessions"),
        (
            "series_most",
            "shift_hours_most",
            "places_most",
            "horizon_weeks",
            "plan_ahead_months",
            "new_time_days",
        ),
    ),
    (_("Signing up"), ("opens_days", "closes_hours", "rest_hours", "week_hours_most")),
    (
        _("Coming and leaving"),
        (
            "check_in_early_minutes",
            "check_in_grace_minutes",
            "check_in_undo_minutes",
            "left_asked_at",
            "visit_alarm_minutes",
            "own_hours_days",
            "pairing_minutes",
        ),
    ),
    (
        _("When plans change"),
        (
            "offer_turn_hours",
            "offer_hours",
            "wave_size",
            "wave_minutes",
            "wave_hours",
            "call_list_hours",
        ),
    ),
    (
        _("Whom to ask"),
        (
            "near_km",
            "asked_lately_days",
            "regular_weeks",
            "question_days",
            "question_reminder_days",
            "question_span_days",
            "roster_days",
            "afternoon_from",
            "evening_from",
        ),
    ),
)
_LAST = _("Reports and how long things are kept")


_NOT_OFFERED = ("id", "area", "version")
_NUMBERS = tuple(field.name for field in AreaPolicy._meta.fields if field.name not in _NOT_OFFERED)


class PolicyForm(EditForm):
    """Every number that an area sets, with its unit and its limits."""

    class Meta:
        model = AreaPolicy
        fields = _NUMBERS
        labels = {"review_reminder_days": _("Remind both sides of a review, or that a trial ends")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            low, high = (_limit(name, kind) for kind in (MinValueValidator, MaxValueValidator))
            if high is None:
                continue
            field.widget.attrs |= {"min": low, "max": high}
            field.help_text = _("%(unit)s (%(low)s to %(high)s)") % {
                "unit": field.help_text,
                "low": low,
                "high": high,
            }

    def groups(self) -> list[dict[str, Any]]:
        """The fields under their headings; one that no heading names stands under the last."""
        named = {name for _title, names in _GROUPS for name in names}
        rest = tuple(name for name in _NUMBERS if name not in named)
        return [
            {"title": title, "fields": [self[name] for name in names if name in self.fields]}
            for title, names in (*_GROUPS, (_LAST, rest))
        ]


def _limit(name: str, kind: type) -> Any:
    """The limit that the policy's own column sets; nothing for a time of day or the version."""
    if name not in _NUMBERS:
        return None
    column: Any = AreaPolicy._meta.get_field(name)
    own: list[Any] = column._validators  # without those of the column's type
    limits: list[Any] = [one for one in own if type(one) is kind]
    return limits[0].limit_value if limits else None


class ClosingDayForm(Form):
    """A day of every year."""

    day = forms.IntegerField(label=_("Day"), min_value=1, max_value=31)
    month = forms.TypedChoiceField(
        label=_("Month"), coerce=int, choices=[(n, name) for n, name in dates.MONTHS.items()]
    )
    name = forms.CharField(label=_("Name"), max_length=80, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if {"day", "month"} <= set(data) and not is_day_of_a_year(data["month"], data["day"]):
            self.add_error("day", _("This month has no such day."))
        return data
