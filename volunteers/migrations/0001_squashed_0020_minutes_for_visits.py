"""All tables at once, as they stand after the steps that this replaces.

Whoever has gone through the steps has this one, too; `docs/decisions/0032` says more.
"""

import datetime
import uuid

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import phonenumber_field.modelfields
from django.conf import settings
from django.db import migrations, models

import careshare.clock


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("volunteers", "0001_initial"),
        ("volunteers", "0002_numbers_for_what_waits"),
        ("volunteers", "0003_report_numbers"),
        ("volunteers", "0004_review_numbers"),
        ("volunteers", "0005_paid_work_numbers"),
        ("volunteers", "0006_suggestions_from_the_public"),
        ("volunteers", "0007_invitations_for_deputies"),
        ("volunteers", "0008_numbers_for_series"),
        ("volunteers", "0009_numbers_for_changed_plans"),
        ("volunteers", "0010_notice_in_the_trial_period"),
        ("volunteers", "0011_numbers_for_whom_to_ask"),
        ("volunteers", "0012_when_people_can_come"),
        ("volunteers", "0013_rules_for_signing_up"),
        ("volunteers", "0014_numbers_for_walls"),
        ("volunteers", "0015_days_of_a_proposed_roster"),
        ("volunteers", "0016_numbers_for_attendance"),
        ("volunteers", "0017_own_codes"),
        ("volunteers", "0018_people_taken_over"),
        ("volunteers", "0019_days_for_own_hours"),
        ("volunteers", "0020_minutes_for_visits"),
    ]

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                ),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                ("email", models.EmailField(max_length=254, unique=True)),
                ("language", models.CharField(blank=True, max_length=10)),
                ("is_active", models.BooleanField(default=True)),
                ("is_staff", models.BooleanField(default=False)),
                ("date_joined", models.DateTimeField(default=careshare.clock.now, editable=False)),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("email"), name="user_email_any_case"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Area",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, unique=True)),
                ("country", models.CharField(default="NO", max_length=40)),
                ("time_zone", models.CharField(default="Europe/Oslo", max_length=64)),
                ("languages", models.JSONField(default=list)),
                ("population", models.PositiveIntegerField(default=0)),
                (
                    "hours_per_person_year",
                    models.PositiveIntegerField(
                        default=1750,
                        validators=[
                            django.core.validators.MinValueValidator(1000),
                            django.core.validators.MaxValueValidator(2500),
                        ],
                    ),
                ),
                ("currency", models.CharField(default="NOK", max_length=3)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="volunteers.area",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="AreaPolicy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "undo_seconds",
                    models.PositiveIntegerField(
                        default=45,
                        help_text="seconds before a message leaves",
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(600),
                        ],
                        verbose_name="Silent undo",
                    ),
                ),
                (
                    "reminder_days_before",
                    models.PositiveIntegerField(
                        default=1,
                        help_text="days before the session",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(7),
                        ],
                        verbose_name="Reminder",
                    ),
                ),
                (
                    "reminder_at",
                    models.TimeField(
                        default=datetime.time(10, 0),
                        help_text="local time of the care unit",
                        verbose_name="Time of the reminder",
                    ),
                ),
                (
                    "message_body_days",
                    models.PositiveIntegerField(
                        default=30,
                        help_text="days",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(365),
                        ],
                        verbose_name="Keep the text of messages",
                    ),
                ),
                (
                    "host_contact_minutes",
                    models.PositiveIntegerField(
                        default=120,
                        help_text="minutes before the start; earlier, whoever plans the sessions",
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(1440),
                        ],
                        verbose_name="Whoever receives the volunteers answers calls from",
                    ),
                ),
                (
                    "wall_days",
                    models.PositiveIntegerField(
                        default=4,
                        help_text="days, with today",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(14),
                        ],
                        verbose_name="A screen on the wall shows",
                    ),
                ),
                (
                    "wall_minutes",
                    models.PositiveIntegerField(
                        default=5,
                        help_text="minutes",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(60),
                        ],
                        verbose_name="A screen on the wall asks anew after",
                    ),
                ),
                (
                    "late_cancel_hours",
                    models.PositiveIntegerField(
                        default=48,
                        help_text="hours before the start",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(336),
                        ],
                        verbose_name="A cancellation counts as late from",
                    ),
                ),
                (
                    "sight_days",
                    models.PositiveIntegerField(
                        default=30,
                        help_text="days after that day",
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(365),
                        ],
                        verbose_name="See a volunteer after the last session",
                    ),
                ),
                (
                    "invitation_days",
                    models.PositiveIntegerField(
                        default=7,
                        help_text="days",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(30),
                        ],
                        verbose_name="An invitation holds",
                    ),
                ),
                (
                    "proposal_days",
                    models.PositiveIntegerField(
                        default=30,
                        help_text="days",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(180),
                        ],
                        verbose_name="A proposal waits for an answer",
                    ),
                ),
                (
                    "expiring_days",
                    models.PositiveIntegerField(
                        default=3,
                        help_text="days before it does",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(30),
                        ],
                        verbose_name="Say that a proposal runs out",
                    ),
                ),
                (
                    "wait_days",
                    models.PositiveIntegerField(
                        default=2,
                        help_text="days for each of these steps; or half the time left to the session",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(30),
                        ],
                        verbose_name="What waits goes to colleagues, then the deputy, then the other side",
                    ),
                ),
                (
                    "review_months",
                    models.PositiveIntegerField(
                        default=6,
                        help_text="months",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(24),
                        ],
                        verbose_name="Look at an agreement again after",
                    ),
                ),
                (
                    "review_reminder_days",
                    models.PositiveIntegerField(
                        default=14,
                        help_text="days before the day",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(60),
                        ],
                        verbose_name="Remind both sides of a review",
                    ),
                ),
                (
                    "review_answer_days",
                    models.PositiveIntegerField(
                        default=21,
                        help_text="days",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(180),
                        ],
                        verbose_name="A review waits for answers",
                    ),
                ),
                (
                    "trial_days",
                    models.PositiveIntegerField(
                        default=90,
                        help_text="days",
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(365),
                        ],
                        verbose_name="Trial period of a new agreement",
                    ),
                ),
                (
                    "notice_days",
                    models.PositiveIntegerField(
                        default=30,
                        help_text="days",
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(365),
                        ],
                        verbose_name="Notice to end an agreement",
                    ),
                ),
                (
                    "trial_notice_days",
                    models.PositiveIntegerField(
                        default=7,
                        help_text="days; never longer than what was agreed",
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(365),
                        ],
                        verbose_name="Notice in the trial period",
                    ),
                ),
                (
                    "settled_core_tasks",
                    models.PositiveIntegerField(
                        default=3,
                        help_text="of five core tasks",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ],
                        verbose_name="Core tasks with a doer before the arrangement counts",
                    ),
                ),
                (
                    "acknowledge_days",
                    models.PositiveIntegerField(
                        default=5,
                        help_text="days",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(60),
                        ],
                        verbose_name="An idea from outside is acknowledged within",
                    ),
                ),
                (
                    "public_suggestions_most",
                    models.PositiveIntegerField(
                        default=20,
                        help_text="at one care unit",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(500),
                        ],
                        verbose_name="Most ideas from the public that may wait",
                    ),
                ),
                (
                    "post_cut_months",
                    models.PositiveIntegerField(
                        default=12,
                        help_text="months after the quarter",
                        validators=[
                            django.core.validators.MinValueValidator(3),
                            django.core.validators.MaxValueValidator(60),
                        ],
                        verbose_name="A paid post that was cut asks for a review",
                    ),
                ),
                (
                    "second_voice_days",
                    models.PositiveIntegerField(
                        default=14,
                        help_text="days",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(90),
                        ],
                        verbose_name="A review waits for the staff representative",
                    ),
                ),
                (
                    "look_again_months",
                    models.PositiveIntegerField(
                        default=6,
                        help_text="months",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(36),
                        ],
                        verbose_name="Look again after a review with conditions or a risk",
                    ),
                ),
                (
                    "alert_fall_percent",
                    models.PositiveIntegerField(
                        default=5,
                        help_text="percent, over the quarters below",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="Alert: paid posts fall by",
                    ),
                ),
                (
                    "alert_fall_hundredths",
                    models.PositiveIntegerField(
                        default=50,
                        help_text="hundredths of a post",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(1000),
                        ],
                        verbose_name="Alert: or paid posts fall by",
                    ),
                ),
                (
                    "alert_rise_percent",
                    models.PositiveIntegerField(
                        default=20,
                        help_text="percent",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(500),
                        ],
                        verbose_name="Alert: while volunteers' hours rise by",
                    ),
                ),
                (
                    "alert_quarters",
                    models.PositiveIntegerField(
                        default=4,
                        help_text="quarters",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(8),
                        ],
                        verbose_name="Alert: looks back over",
                    ),
                ),
                (
                    "posts_most",
                    models.PositiveIntegerField(
                        default=500,
                        help_text="posts",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(10000),
                        ],
                        verbose_name="Most paid posts in one function",
                    ),
                ),
                (
                    "series_most",
                    models.PositiveIntegerField(
                        default=60,
                        help_text="sessions",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(200),
                        ],
                        verbose_name="Most sessions in one series",
                    ),
                ),
                (
                    "shift_hours_most",
                    models.PositiveIntegerField(
                        default=14,
                        help_text="hours",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(24),
                        ],
                        verbose_name="Longest session",
                    ),
                ),
                (
                    "places_most",
                    models.PositiveIntegerField(
                        default=500,
                        help_text="places",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5000),
                        ],
                        verbose_name="Most places on one session",
                    ),
                ),
                (
                    "horizon_weeks",
                    models.PositiveIntegerField(
                        default=26,
                        help_text="weeks ahead",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(104),
                        ],
                        verbose_name="Make the sessions of a series without an end",
                    ),
                ),
                (
                    "new_time_days",
                    models.PositiveIntegerField(
                        default=5,
                        help_text="days; or half the time left to the session",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(30),
                        ],
                        verbose_name="A volunteer answers a new time within",
                    ),
                ),
                (
                    "plan_ahead_months",
                    models.PositiveIntegerField(
                        default=24,
                        help_text="months",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(60),
                        ],
                        verbose_name="Plan ahead at most",
                    ),
                ),
                (
                    "opens_days",
                    models.PositiveIntegerField(
                        default=0,
                        help_text="days before the session; 0: as soon as it is planned. An activity can differ",
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(730),
                        ],
                        verbose_name="Volunteers can sign up from",
                    ),
                ),
                (
                    "closes_hours",
                    models.PositiveIntegerField(
                        default=0,
                        help_text="hours before the start; 0: until the start. An activity can differ",
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(336),
                        ],
                        verbose_name="Volunteers can sign up until",
                    ),
                ),
                (
                    "rest_hours",
                    models.PositiveIntegerField(
                        default=0,
                        help_text="hours at least; 0 asks for none. Straight from one into the next is always fine",
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(24),
                        ],
                        verbose_name="Rest between two sessions of the same person",
                    ),
                ),
                (
                    "week_hours_most",
                    models.PositiveIntegerField(
                        default=0,
                        help_text="hours from Monday to Sunday; 0 sets no limit",
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(168),
                        ],
                        verbose_name="Most hours of one person in a week",
                    ),
                ),
                (
                    "call_note_hours",
                    models.PositiveIntegerField(
                        default=12,
                        help_text="hours after the start",
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(168),
                        ],
                        verbose_name="A call can be noted after the start for",
                    ),
                ),
                (
                    "check_in_early_minutes",
                    models.PositiveIntegerField(
                        default=60,
                        help_text="minutes before the start",
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(720),
                        ],
                        verbose_name="Volunteers can check in from",
                    ),
                ),
                (
                    "check_in_grace_minutes",
                    models.PositiveIntegerField(
                        default=15,
                        help_text="minutes",
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(120),
                        ],
                        verbose_name="Counts as all of it: late or gone early by at most",
                    ),
                ),
                (
                    "check_in_undo_minutes",
                    models.PositiveIntegerField(
                        default=5,
                        help_text="minutes",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(60),
                        ],
                        verbose_name="Undo a press on the tablet within",
                    ),
                ),
                (
                    "left_asked_at",
                    models.TimeField(
                        default=datetime.time(9, 0),
                        help_text="local time of the care unit, the morning after",
                        verbose_name="Ask whoever forgot to check out",
                    ),
                ),
                (
                    "visit_alarm_minutes",
                    models.PositiveIntegerField(
                        default=30,
                        help_text="minutes after the planned end",
                        validators=[
                            django.core.validators.MinValueValidator(5),
                            django.core.validators.MaxValueValidator(720),
                        ],
                        verbose_name="A home visit that is not ended alarms the colleagues after",
                    ),
                ),
                (
                    "own_hours_days",
                    models.PositiveIntegerField(
                        default=60,
                        help_text="days afterwards",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(366),
                        ],
                        verbose_name="Volunteers can add hours of their own until",
                    ),
                ),
                (
                    "pairing_minutes",
                    models.PositiveIntegerField(
                        default=15,
                        help_text="minutes",
                        validators=[
                            django.core.validators.MinValueValidator(5),
                            django.core.validators.MaxValueValidator(1440),
                        ],
                        verbose_name="The code that pairs a tablet holds for",
                    ),
                ),
                (
                    "offer_turn_hours",
                    models.PositiveIntegerField(
                        default=24,
                        help_text="hours before the start; later, several are asked at once",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(336),
                        ],
                        verbose_name="A free place is offered to one after the other until",
                    ),
                ),
                (
                    "offer_hours",
                    models.PositiveIntegerField(
                        default=12,
                        help_text="hours",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(168),
                        ],
                        verbose_name="An offered place waits for an answer",
                    ),
                ),
                (
                    "wave_size",
                    models.PositiveIntegerField(
                        default=5,
                        help_text="people, to find somebody",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(50),
                        ],
                        verbose_name="Ask at once",
                    ),
                ),
                (
                    "wave_minutes",
                    models.PositiveIntegerField(
                        default=30,
                        help_text="minutes without an answer",
                        validators=[
                            django.core.validators.MinValueValidator(5),
                            django.core.validators.MaxValueValidator(1440),
                        ],
                        verbose_name="Ask more people after",
                    ),
                ),
                (
                    "wave_hours",
                    models.PositiveIntegerField(
                        default=24,
                        help_text="hours without an answer",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(336),
                        ],
                        verbose_name="Ask more people, while there is time, after",
                    ),
                ),
                (
                    "call_list_hours",
                    models.PositiveIntegerField(
                        default=4,
                        help_text="hours before the start",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(48),
                        ],
                        verbose_name="Ring around for a session that needs somebody",
                    ),
                ),
                (
                    "afternoon_from",
                    models.TimeField(
                        default=datetime.time(12, 0),
                        help_text="local time of the care unit",
                        verbose_name="The afternoon begins",
                    ),
                ),
                (
                    "evening_from",
                    models.TimeField(
                        default=datetime.time(17, 0),
                        help_text="local time of the care unit",
                        verbose_name="The evening begins",
                    ),
                ),
                (
                    "near_km",
                    models.PositiveIntegerField(
                        default=5,
                        help_text="kilometres",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="Somebody lives near within",
                    ),
                ),
                (
                    "asked_lately_days",
                    models.PositiveIntegerField(
                        default=14,
                        help_text="days after the last question",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(90),
                        ],
                        verbose_name="Somebody was asked lately",
                    ),
                ),
                (
                    "regular_weeks",
                    models.PositiveIntegerField(
                        default=12,
                        help_text="weeks, at least twice",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(52),
                        ],
                        verbose_name="Somebody comes regularly who came within",
                    ),
                ),
                (
                    "question_days",
                    models.PositiveIntegerField(
                        default=10,
                        help_text="days",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(60),
                        ],
                        verbose_name="A question about days waits for answers",
                    ),
                ),
                (
                    "question_reminder_days",
                    models.PositiveIntegerField(
                        default=3,
                        help_text="days before the question closes",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(30),
                        ],
                        verbose_name="Remind those who have not answered",
                    ),
                ),
                (
                    "question_span_days",
                    models.PositiveIntegerField(
                        default=31,
                        help_text="days",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(92),
                        ],
                        verbose_name="A question asks about at most",
                    ),
                ),
                (
                    "roster_days",
                    models.PositiveIntegerField(
                        default=92,
                        help_text="days",
                        validators=[
                            django.core.validators.MinValueValidator(7),
                            django.core.validators.MaxValueValidator(184),
                        ],
                        verbose_name="A roster is proposed for at most",
                    ),
                ),
                (
                    "report_months",
                    models.PositiveIntegerField(
                        default=12,
                        help_text="months, unless asked otherwise",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(60),
                        ],
                        verbose_name="A report looks back",
                    ),
                ),
                (
                    "report_quarters",
                    models.PositiveIntegerField(
                        default=8,
                        help_text="quarters",
                        validators=[
                            django.core.validators.MinValueValidator(4),
                            django.core.validators.MaxValueValidator(8),
                        ],
                        verbose_name="Quarters that a report compares",
                    ),
                ),
                (
                    "list_confirmed_months",
                    models.PositiveIntegerField(
                        default=12,
                        help_text="months after its manager confirmed it",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(36),
                        ],
                        verbose_name="A care unit's list of activities counts as complete for",
                    ),
                ),
                (
                    "small_cell",
                    models.PositiveIntegerField(
                        default=5,
                        help_text="people",
                        validators=[
                            django.core.validators.MinValueValidator(2),
                            django.core.validators.MaxValueValidator(20),
                        ],
                        verbose_name="Hide counts of people below",
                    ),
                ),
                (
                    "applicant_months",
                    models.PositiveIntegerField(
                        default=6,
                        help_text="months",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(60),
                        ],
                        verbose_name="Keep applicants",
                    ),
                ),
                (
                    "inactive_ask_months",
                    models.PositiveIntegerField(
                        default=12,
                        help_text="months",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(60),
                        ],
                        verbose_name="Ask inactive volunteers after",
                    ),
                ),
                (
                    "inactive_erase_months",
                    models.PositiveIntegerField(
                        default=24,
                        help_text="months",
                        validators=[
                            django.core.validators.MinValueValidator(2),
                            django.core.validators.MaxValueValidator(120),
                        ],
                        verbose_name="Anonymise inactive volunteers",
                    ),
                ),
                (
                    "audit_months",
                    models.PositiveIntegerField(
                        default=24,
                        help_text="months",
                        validators=[
                            django.core.validators.MinValueValidator(6),
                            django.core.validators.MaxValueValidator(120),
                        ],
                        verbose_name="Keep the audit log",
                    ),
                ),
                (
                    "area",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="policy",
                        to="volunteers.area",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "area policies",
            },
        ),
        migrations.CreateModel(
            name="CareUnit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("name", models.CharField(max_length=120)),
                ("kind", models.CharField(max_length=40)),
                ("address", models.CharField(blank=True, max_length=200)),
                ("directions", models.TextField(blank=True, max_length=500)),
                (
                    "phone",
                    phonenumber_field.modelfields.PhoneNumberField(max_length=128, region=None),
                ),
                ("latitude", models.FloatField(blank=True, null=True)),
                ("longitude", models.FloatField(blank=True, null=True)),
                ("takes_public_suggestions", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("form_uuid", models.UUIDField(editable=False, null=True, unique=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="units",
                        to="volunteers.area",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("area", "name"), name="unit_name_once_an_area")
                ],
            },
        ),
        migrations.CreateModel(
            name="ClosingDay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "month",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(12),
                        ]
                    ),
                ),
                (
                    "day",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(31),
                        ]
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=80)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="closing_days",
                        to="volunteers.area",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("area", "month", "day"), name="closing_day_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Organisation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("name", models.CharField(max_length=120)),
                ("kind", models.CharField(max_length=40)),
                ("side", models.CharField(default="voluntary", max_length=40)),
                (
                    "phone",
                    phonenumber_field.modelfields.PhoneNumberField(
                        blank=True, max_length=128, region=None
                    ),
                ),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("form_uuid", models.UUIDField(editable=False, null=True, unique=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "home_area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="home_organisations",
                        to="volunteers.area",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("home_area", "name"), name="organisation_name_once_an_area"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("role", models.CharField(max_length=40)),
                ("scope_key", models.CharField(max_length=40)),
                ("name", models.CharField(blank=True, max_length=120)),
                ("phone", models.CharField(blank=True, max_length=32)),
                ("starts_on", models.DateField(blank=True, null=True)),
                ("ends_on", models.DateField(blank=True, null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("ended_at", models.DateTimeField(editable=False, null=True)),
                (
                    "area",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="volunteers.area",
                    ),
                ),
                (
                    "deputy_for",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deputies",
                        to="volunteers.membership",
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="volunteers.careunit",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="volunteers.organisation",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["scope_key", "role"], name="membership_scope")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("area__isnull", False),
                                ("organisation__isnull", True),
                                ("unit__isnull", True),
                            ),
                            models.Q(
                                ("area__isnull", True),
                                ("organisation__isnull", True),
                                ("unit__isnull", False),
                            ),
                            models.Q(
                                ("area__isnull", True),
                                ("organisation__isnull", False),
                                ("unit__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="membership_one_scope",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("starts_on__isnull", True),
                            ("ends_on__isnull", True),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="membership_dates_forward",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("deputy_for__isnull", True), ("ended_at__isnull", True)
                        ),
                        fields=("user", "role", "scope_key"),
                        name="membership_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("role", models.CharField(max_length=40)),
                ("scope_key", models.CharField(max_length=40)),
                ("email", models.EmailField(max_length=254)),
                ("name", models.CharField(blank=True, max_length=120)),
                ("language", models.CharField(blank=True, max_length=10)),
                ("starts_on", models.DateField(blank=True, null=True)),
                ("ends_on", models.DateField(blank=True, null=True)),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("expires_at", models.DateTimeField()),
                ("accepted_at", models.DateTimeField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("form_uuid", models.UUIDField(editable=False, null=True, unique=True)),
                (
                    "accepted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="volunteers.area",
                    ),
                ),
                (
                    "invited_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="volunteers.careunit",
                    ),
                ),
                (
                    "deputy_for",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="volunteers.membership",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="volunteers.organisation",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["scope_key"], name="invitation_scope")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("area__isnull", False),
                                ("organisation__isnull", True),
                                ("unit__isnull", True),
                            ),
                            models.Q(
                                ("area__isnull", True),
                                ("organisation__isnull", True),
                                ("unit__isnull", False),
                            ),
                            models.Q(
                                ("area__isnull", True),
                                ("organisation__isnull", False),
                                ("unit__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="invitation_one_scope",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OrganisationArea",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("wants_no_requests", models.BooleanField(default=False)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="organisations_here",
                        to="volunteers.area",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="in_areas",
                        to="volunteers.organisation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "area"), name="organisation_area_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("kind", models.CharField(default="individual", max_length=40)),
                ("name", models.CharField(max_length=120)),
                ("contact_name", models.CharField(blank=True, max_length=120)),
                ("heads", models.PositiveIntegerField(default=1)),
                ("email", models.EmailField(blank=True, max_length=254)),
                (
                    "phone",
                    phonenumber_field.modelfields.PhoneNumberField(
                        blank=True, max_length=128, region=None
                    ),
                ),
                ("language", models.CharField(blank=True, max_length=10)),
                ("birth_year", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("latitude", models.FloatField(blank=True, null=True)),
                ("longitude", models.FloatField(blank=True, null=True)),
                ("asked_for", models.CharField(default="this_activity", max_length=40)),
                ("hours_most_month", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("wishes_more", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("last_active_at", models.DateTimeField(null=True)),
                ("left_at", models.DateTimeField(null=True)),
                ("erased_at", models.DateTimeField(null=True)),
                ("form_uuid", models.UUIDField(editable=False, null=True, unique=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "merged_into",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="volunteers.person",
                    ),
                ),
                (
                    "offered_to",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="offering_people",
                        to="volunteers.area",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="people",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "people",
                "indexes": [
                    models.Index(fields=["email"], name="person_email"),
                    models.Index(fields=["name"], name="person_name"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("heads__gte", 1)), name="person_heads_positive"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind", "group"), ("heads", 1), _connector="OR"),
                        name="person_alone_is_one_head",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OwnCode",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=64)),
                ("made_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "user",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="own_code",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="own_code",
                        to="volunteers.person",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("person__isnull", True), ("user__isnull", False)),
                            models.Q(("person__isnull", False), ("user__isnull", True)),
                            _connector="OR",
                        ),
                        name="own_code_one_owner",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("user__isnull", False)),
                        fields=("digest",),
                        name="own_code_once_among_colleagues",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Interest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("type_code", models.CharField(max_length=40)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="interests",
                        to="volunteers.person",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("person", "type_code"), name="interest_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="DatedTime",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField()),
                ("part", models.CharField(max_length=40)),
                ("is_free", models.BooleanField()),
                ("said_at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dated_times",
                        to="volunteers.person",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["on"], name="dated_time_day")],
                "constraints": [
                    models.UniqueConstraint(fields=("person", "on", "part"), name="dated_time_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Credential",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("type", models.CharField(max_length=40)),
                ("other_text", models.CharField(blank=True, max_length=120)),
                ("state", models.CharField(default="pending", max_length=40)),
                ("level", models.CharField(blank=True, max_length=60)),
                ("seen_on", models.DateField(blank=True, null=True)),
                ("issued_on", models.DateField(blank=True, null=True)),
                ("valid_until", models.DateField(blank=True, null=True)),
                ("update_service_on", models.DateField(blank=True, null=True)),
                ("reference", models.CharField(blank=True, max_length=60)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "seen_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="credentials",
                        to="volunteers.person",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["person", "type"], name="credential_person"),
                    models.Index(
                        condition=models.Q(("state", "met")),
                        fields=["valid_until"],
                        name="credential_running_out",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Affiliation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=40)),
                ("party_key", models.CharField(max_length=40)),
                ("since", models.DateField()),
                ("until", models.DateField(blank=True, null=True)),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="affiliations",
                        to="volunteers.careunit",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="affiliations",
                        to="volunteers.organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="affiliations",
                        to="volunteers.person",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until__isnull", True)),
                        fields=("person", "party_key"),
                        name="affiliation_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("organisation__isnull", True), ("unit__isnull", True), _connector="OR"
                        ),
                        name="affiliation_one_party",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PersonLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.CharField(max_length=200)),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("made_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                ("stopped_at", models.DateTimeField(null=True)),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="links",
                        to="volunteers.person",
                    ),
                ),
                (
                    "used_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Sight",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("party_key", models.CharField(max_length=40)),
                ("until_on", models.DateField()),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="volunteers.organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sights",
                        to="volunteers.person",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="volunteers.careunit",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["party_key", "until_on"], name="sight_party")],
                "constraints": [
                    models.UniqueConstraint(fields=("person", "party_key"), name="sight_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="UnitRequirement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("type", models.CharField(max_length=40)),
                ("other_text", models.CharField(blank=True, max_length=120)),
                ("legal_basis", models.CharField(blank=True, max_length=200)),
                ("valid_months", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("max_age_days", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="requirements",
                        to="volunteers.careunit",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "type__in",
                                    [
                                        "dbs_basic",
                                        "dbs_enhanced",
                                        "dbs_enhanced_barred",
                                        "dbs_standard",
                                        "police_certificate",
                                    ],
                                ),
                                _negated=True,
                            ),
                            models.Q(("legal_basis", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="unitrequirement_police_has_basis",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="UsualTime",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("weekday", models.PositiveSmallIntegerField()),
                ("part", models.CharField(max_length=40)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="usual_times",
                        to="volunteers.person",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "weekday", "part"), name="usual_time_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("weekday__lte", 6)), name="usual_time_in_a_week"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Ward",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="wards",
                        to="volunteers.careunit",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("unit", "name"), name="ward_name_once_a_unit")
                ],
            },
        ),
        migrations.AddField(
            model_name="organisation",
            name="areas",
            field=models.ManyToManyField(
                related_name="organisations",
                through="volunteers.OrganisationArea",
                to="volunteers.area",
            ),
        ),
    ]
