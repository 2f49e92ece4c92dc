"""Every number that an area sets, or that is ours: one typed field each, with unit and limits.

No such literal stands anywhere else. Where a page shows the result of one, it prints the number.
"""

from __future__ import annotations

from datetime import time
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from volunteers.places.models.area import Area


def _number(default: int, low: int, high: int, label: Any, unit: Any) -> models.Field:
    return models.PositiveIntegerField(
        label,
        default=default,
        help_text=unit,
        validators=[MinValueValidator(low), MaxValueValidator(high)],
    )


class AreaPolicy(models.Model):
    """One row an area."""

    area = models.OneToOneField(Area, on_delete=models.PROTECT, related_name="policy")
    version = models.PositiveIntegerField(default=1)

    # Messages
    undo_seconds = _number(45, 0, 600, _("Silent undo"), _("seconds before a message leaves"))
    reminder_days_before = _number(1, 1, 7, _("Reminder"), _("days before the session"))
    reminder_at = models.TimeField(
        _("Time of the reminder"), default=time(10), help_text=_("local time of the care unit")
    )
    message_body_days = _number(30, 1, 365, _("Keep the text of messages"), _("days"))

    # On the day
    host_contact_minutes = _number(
        120,
        0,
        1440,
        _("Whoever receives the volunteers answers calls from"),
        _("minutes before the start; earlier, whoever plans the sessions"),
    )

    wall_days = _number(4, 1, 14, _("A screen on the wall shows"), _("days, with today"))
    wall_minutes = _number(5, 1, 60, _("A screen on the wall asks anew after"), _("minutes"))

    late_cancel_hours = _number(
        48, 1, 336, _("A cancellation counts as late from"), _("hours before the start")
    )

    # People
    sight_days = _number(
        30, 0, 365, _("See a volunteer after the last session"), _("days after that day")
    )
    invitation_days = _number(7, 1, 30, _("An invitation holds"), _("days"))

    # Who does what
    proposal_days = _number(30, 1, 180, _("A proposal waits for an answer"), _("days"))
    expiring_days = _number(3, 1, 30, _("Say that a proposal runs out"), _("days before it does"))
    wait_days = _number(
        2,
        1,
        30,
        _("What waits goes to colleagues, then the deputy, then the other side"),
        _("days for each of these steps; or half the time left to the session"),
    )
    review_months = _number(6, 1, 24, _("Look at an agreement again after"), _("months"))
    review_reminder_days = _number(
        14, 1, 60, _("Remind both sides of a review"), _("days before the day")
    )
    review_answer_days = _number(21, 1, 180, _("A review waits for answers"), _("days"))
    trial_days = _number(90, 0, 365, _("Trial period of a new agreement"), _("days"))
    notice_days = _number(30, 0, 365, _("Notice to end an agreement"), _("days"))
    trial_notice_days = _number(
        7, 0, 365, _("Notice in the trial period"), _("days; never longer than what was agreed")
    )
    settled_core_tasks = _number(
        3, 1, 5, _("Core tasks with a doer before the arrangement counts"), _("of five core tasks")
    )
    acknowledge_days = _number(
        5, 1, 60, _("An idea from outside is acknowledged within"), _("days")
    )
    public_suggestions_most = _number(
        20, 1, 500, _("Most ideas from the public that may wait"), _("at one care unit")
    )

    # Does this replace paid work?
    post_cut_months = _number(
        12, 3, 60, _("A paid post that was cut asks for a review"), _("months after the quarter")
    )
    second_voice_days = _number(
        14, 1, 90, _("A review waits for the staff representative"), _("days")
    )
    look_again_months = _number(
        6, 1, 36, _("Look again after a review with conditions or a risk"), _("months")
    )
    alert_fall_percent = _number(
        5, 1, 100, _("Alert: paid posts fall by"), _("percent, over the quarters below")
    )
    alert_fall_hundredths = _number(
        50, 1, 1000, _("Alert: or paid posts fall by"), _("hundredths of a post")
    )
    alert_rise_percent = _number(
        20, 1, 500, _("Alert: while volunteers' hours rise by"), _("percent")
    )
    alert_quarters = _number(4, 1, 8, _("Alert: looks back over"), _("quarters"))
    posts_most = _number(500, 1, 10000, _("Most paid posts in one function"), _("posts"))

    # Shifts
    series_most = _number(60, 1, 200, _("Most sessions in one series"), _("sessions"))
    shift_hours_most = _number(14, 1, 24, _("Longest session"), _("hours"))
    places_most = _number(500, 1, 5000, _("Most places on one session"), _("places"))
    horizon_weeks = _number(
        26, 1, 104, _("Make the sessions of a series without an end"), _("weeks ahead")
    )
    new_time_days = _number(
        5, 1, 30, _("A volunteer answers a new time within"),
        _("days; or half the time left to the session"),
    )  # fmt: skip
    plan_ahead_months = _number(24, 1, 60, _("Plan ahead at most"), _("months"))
    opens_days = _number(
        0, 0, 730, _("Volunteers can sign up from"),
        _("days before the session; 0: as soon as it is planned. An activity can differ"),
    )  # fmt: skip
    closes_hours = _number(
        0, 0, 336, _("Volunteers can sign up until"),
        _("hours before the start; 0: until the start. An activity can differ"),
    )  # fmt: skip
    rest_hours = _number(
        0, 0, 24, _("Rest between two sessions of the same person"),
        _("hours at least; 0 asks for none. Straight from one into the next is always fine"),
    )  # fmt: skip
    week_hours_most = _number(
        0, 0, 168, _("Most hours of one person in a week"),
        _("hours from Monday to Sunday; 0 sets no limit"),
    )  # fmt: skip
    call_note_hours = _number(
        12, 0, 168, _("A call can be noted after the start for"), _("hours after the start")
    )

    # Coming and leaving
    check_in_early_minutes = _number(
        60, 0, 720, _("Volunteers can check in from"), _("minutes before the start")
    )
    check_in_grace_minutes = _number(
        15, 0, 120, _("Counts as all of it: late or gone early by at most"), _("minutes")
    )
    check_in_undo_minutes = _number(5, 1, 60, _("Undo a press on the tablet within"), _("minutes"))
    left_asked_at = models.TimeField(
        _("Ask whoever forgot to check out"), default=time(9),
        help_text=_("local time of the care unit, the morning after"),
    )  # fmt: skip
    visit_alarm_minutes = _number(
        30, 5, 720, _("A home visit that is not ended alarms the colleagues after"),
        _("minutes after the planned end"),
    )  # fmt: skip
    own_hours_days = _number(
        60, 1, 366, _("Volunteers can add hours of their own until"), _("days afterwards")
    )
    pairing_minutes = _number(
        15, 5, 1440, _("The code that pairs a tablet holds for"), _("minutes")
    )

    # When plans change
    offer_turn_hours = _number(
        24, 1, 336, _("A free place is offered to one after the other until"),
        _("hours before the start; later, several are asked at once"),
    )  # fmt: skip
    offer_hours = _number(12, 1, 168, _("An offered place waits for an answer"), _("hours"))
    wave_size = _number(5, 1, 50, _("Ask at once"), _("people, to find somebody"))
    wave_minutes = _number(30, 5, 1440, _("Ask more people after"), _("minutes without an answer"))
    wave_hours = _number(
        24, 1, 336, _("Ask more people, while there is time, after"), _("hours without an answer")
    )
    call_list_hours = _number(
        4, 1, 48, _("Ring around for a session that needs somebody"), _("hours before the start")
    )

    # Whom to ask
    afternoon_from = models.TimeField(
        _("The afternoon begins"), default=time(12), help_text=_("local time of the care unit")
    )
    evening_from = models.TimeField(
        _("The evening begins"), default=time(17), help_text=_("local time of the care unit")
    )
    near_km = _number(5, 1, 100, _("Somebody lives near within"), _("kilometres"))
    asked_lately_days = _number(
        14, 1, 90, _("Somebody was asked lately"), _("days after the last question")
    )
    regular_weeks = _number(
        12, 1, 52, _("Somebody comes regularly who came within"), _("weeks, at least twice")
    )
    question_days = _number(10, 1, 60, _("A question about days waits for answers"), _("days"))
    question_reminder_days = _number(
        3, 1, 30, _("Remind those who have not answered"), _("days before the question closes")
    )
    question_span_days = _number(31, 1, 92, _("A question asks about at most"), _("days"))
    roster_days = _number(92, 7, 184, _("A roster is proposed for at most"), _("days"))

    # Reports and retention
    report_months = _number(
        12, 1, 60, _("A report looks back"), _("months, unless asked otherwise")
    )
    report_quarters = _number(8, 4, 8, _("Quarters that a report compares"), _("quarters"))
    list_confirmed_months = _number(
        12, 1, 36, _("A care unit's list of activities counts as complete for"),
        _("months after its manager confirmed it"),
    )  # fmt: skip
    small_cell = _number(5, 2, 20, _("Hide counts of people below"), _("people"))
    applicant_months = _number(6, 1, 60, _("Keep applicants"), _("months"))
    inactive_ask_months = _number(12, 1, 60, _("Ask inactive volunteers after"), _("months"))
    inactive_erase_months = _number(24, 2, 120, _("Anonymise inactive volunteers"), _("months"))
    audit_months = _number(24, 6, 120, _("Keep the audit log"), _("months"))

    class Meta:
        verbose_name_plural = "area policies"

    def __str__(self) -> str:
        return f"policy of {self.area_id}"
