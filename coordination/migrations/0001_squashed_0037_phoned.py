"""All tables at once, as they stand after the steps that this replaces.

Whoever has gone through the steps has this one, too; `docs/decisions/0032` says more.
"""

import uuid
from decimal import Decimal
from importlib import import_module

import django.core.validators
import django.db.models.deletion
import phonenumber_field.modelfields
from django.conf import settings
from django.db import migrations, models

import careshare.fields

KEPT_BY_THE_DATABASE = (
    "0002_kept_by_the_database",
    "0003_activity_types",
    "0007_revealed_answers_stay",
    "0011_closed_reviews_stay",
)
"""The steps that write something other than tables: each is asked for its own part."""


def forwards(apps, schema_editor):
    for name in KEPT_BY_THE_DATABASE:
        step = import_module(f"coordination.migrations.{name}")
        step.forwards(apps, schema_editor)


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("coordination", "0001_initial"),
        ("coordination", "0002_kept_by_the_database"),
        ("coordination", "0003_activity_types"),
        ("coordination", "0004_lines_put_aside_or_given"),
        ("coordination", "0005_list_confirmation"),
        ("coordination", "0006_review_rounds"),
        ("coordination", "0007_revealed_answers_stay"),
        ("coordination", "0008_usual_pattern_version"),
        ("coordination", "0009_sessions_say_when_they_were_planned"),
        ("coordination", "0010_paid_work"),
        ("coordination", "0011_closed_reviews_stay"),
        ("coordination", "0012_initiatives"),
        ("coordination", "0013_what_the_unit_brings"),
        ("coordination", "0014_series_beyond_weeks"),
        ("coordination", "0015_arrangement_once_somebody_left"),
        ("coordination", "0016_offers_of_places"),
        ("coordination", "0017_what_cancelled_sign_ups_were"),
        ("coordination", "0018_reached_by_telephone"),
        ("coordination", "0019_suspensions"),
        ("coordination", "0020_when_sign_up_opens"),
        ("coordination", "0021_part_of_a_session"),
        ("coordination", "0022_days_for_days"),
        ("coordination", "0023_announcements"),
        ("coordination", "0024_questions_about_days"),
        ("coordination", "0025_wall_screens"),
        ("coordination", "0026_standing_volunteers"),
        ("coordination", "0027_times_out_of_a_roster"),
        ("coordination", "0028_tablets"),
        ("coordination", "0029_added_hours"),
        ("coordination", "0030_home_visits"),
        ("coordination", "0031_answers_to_proposals"),
        ("coordination", "0032_paid_work_is_dated"),
        ("coordination", "0032_paid_work_said_on"),
        ("coordination", "0032_what_held_when"),
        ("coordination", "0034_end_of_an_activity"),
        ("coordination", "0037_phoned"),
    ]

    dependencies = [
        ("careshare", "0003_event_cause"),
        ("volunteers", "0001_initial"),
        ("volunteers", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="ActivityType",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=40, unique=True)),
                ("group", models.CharField(max_length=40)),
                ("name", models.CharField(blank=True, max_length=80)),
                ("order", models.PositiveSmallIntegerField(default=100)),
                (
                    "area",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="activity_types",
                        to="volunteers.area",
                    ),
                ),
            ],
            options={
                "ordering": ("order", "code"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("area__isnull", True),
                            models.Q(("name", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="own_type_has_name",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Activity",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("other_text", models.CharField(blank=True, max_length=80)),
                ("name", models.CharField(max_length=80)),
                ("purpose", models.TextField(blank=True, max_length=1000)),
                ("does", models.TextField(blank=True, max_length=1000)),
                ("does_not", models.TextField(blank=True, max_length=1000)),
                ("supervisor", models.CharField(blank=True, max_length=120)),
                ("induction", models.TextField(blank=True, max_length=500)),
                ("place", models.CharField(blank=True, max_length=200)),
                ("expenses", models.CharField(blank=True, max_length=200)),
                ("contact_name", models.CharField(blank=True, max_length=120)),
                (
                    "contact_phone",
                    phonenumber_field.modelfields.PhoneNumberField(
                        blank=True, max_length=128, region=None
                    ),
                ),
                ("needs_no_credentials", models.BooleanField(default=False)),
                ("is_home_visit", models.BooleanField(default=False)),
                ("is_one_off", models.BooleanField(default=False)),
                ("origin", models.CharField(default="unit", max_length=40)),
                ("state", models.CharField(default="draft", max_length=40)),
                ("sign_up_mode", models.CharField(default="instant", max_length=40)),
                ("opens_days", models.PositiveIntegerField(blank=True, null=True)),
                ("closes_hours", models.PositiveIntegerField(blank=True, null=True)),
                ("is_open_to_partners", models.BooleanField(default=False)),
                ("statutory_class", models.CharField(blank=True, max_length=40)),
                ("legal_reference", models.CharField(blank=True, max_length=200)),
                ("was_paid_work", models.BooleanField(blank=True, null=True)),
                ("paid_work_said_on", models.DateField(blank=True, null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("published_at", models.DateTimeField(null=True)),
                ("ends_on", models.DateField(null=True)),
                ("why_ended", models.CharField(blank=True, max_length=40)),
                ("ended_at", models.DateTimeField(null=True)),
                ("form_uuid", models.UUIDField(editable=False, null=True, unique=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "created_by",
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="activities",
                        to="volunteers.careunit",
                    ),
                ),
                (
                    "ward",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="activities",
                        to="volunteers.ward",
                    ),
                ),
                (
                    "type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="activities",
                        to="coordination.activitytype",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "activities",
                "indexes": [
                    models.Index(fields=["unit", "state"], name="activity_unit"),
                    models.Index(
                        condition=models.Q(("is_open_to_partners", True)),
                        fields=["state", "unit"],
                        name="activity_open",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("paid_work_said_on__isnull", True), ("was_paid_work__isnull", True)
                            ),
                            models.Q(
                                ("paid_work_said_on__isnull", False),
                                ("was_paid_work__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="activity_paid_work_is_dated",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Series",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("rrule", models.CharField(max_length=200)),
                ("starts_on", models.DateField()),
                ("starts", models.TimeField()),
                ("ends", models.TimeField()),
                ("time_zone", models.CharField(max_length=64)),
                ("made_until", models.DateField(null=True)),
                ("skips_holidays", models.BooleanField(default=False)),
                ("clock_change", models.CharField(blank=True, max_length=40)),
                ("place", models.CharField(blank=True, max_length=200)),
                ("ended_at", models.DateTimeField(null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("form_uuid", models.UUIDField(editable=False, null=True, unique=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="series",
                        to="coordination.activity",
                    ),
                ),
                (
                    "continues",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="continued_by",
                        to="coordination.series",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "series",
            },
        ),
        migrations.CreateModel(
            name="Shift",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("series_on", models.DateField(null=True)),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("place", models.CharField(blank=True, max_length=200)),
                ("planned_at", models.DateTimeField(editable=False, null=True)),
                ("state", models.CharField(default="planned", max_length=40)),
                ("cancelled_at", models.DateTimeField(null=True)),
                ("cancel_reason", models.CharField(blank=True, max_length=40)),
                ("form_uuid", models.UUIDField(editable=False, null=True, unique=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shifts",
                        to="coordination.activity",
                    ),
                ),
                (
                    "cancelled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "series",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shifts",
                        to="coordination.series",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["activity", "starts_at"], name="shift_activity"),
                    models.Index(fields=["starts_at"], name="shift_starts"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                        name="shift_forward",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("series__isnull", False)),
                        fields=("series", "series_on"),
                        name="shift_once_an_occurrence",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Position",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=80)),
                ("minimum", models.PositiveIntegerField(default=1)),
                ("maximum", models.PositiveIntegerField(default=1)),
                ("taken", careshare.fields.KeptByTrigger(default=0)),
                (
                    "shift",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="positions",
                        to="coordination.shift",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("minimum__lte", models.F("maximum"))),
                        name="position_minimum_first",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("maximum__gte", 1)), name="position_has_places"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("taken__lte", models.F("maximum"))),
                        name="position_not_overbooked",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Version",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(null=True)),
                ("state", models.CharField(default="proposed", max_length=40)),
                ("proposer", models.CharField(max_length=40)),
                ("proposed_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField(null=True)),
                ("valid_from", models.DateField()),
                ("review_on", models.DateField(blank=True, null=True)),
                ("trial_until", models.DateField(blank=True, null=True)),
                ("notice_days", models.PositiveIntegerField(default=0)),
                ("brings_people", models.PositiveIntegerField(blank=True, null=True)),
                ("brings_from", models.DateField(blank=True, null=True)),
                ("unit_brings", models.TextField(blank=True, default="", max_length=500)),
                ("message", models.TextField(blank=True, max_length=500)),
                ("is_assumed", models.BooleanField(default=False)),
                ("is_recorded_afterwards", models.BooleanField(default=False)),
                ("decided_at", models.DateTimeField(null=True)),
                ("decline_reason", models.CharField(blank=True, max_length=40)),
                ("decline_text", models.TextField(blank=True, max_length=500)),
                ("core_arrangement", models.CharField(default="not_recorded", max_length=40)),
                ("all_arrangement", models.CharField(default="not_recorded", max_length=40)),
                ("is_provisional", models.BooleanField(default=True)),
                ("form_uuid", models.UUIDField(editable=False, null=True, unique=True)),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="coordination.activity",
                    ),
                ),
                (
                    "answer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers_to",
                        to="coordination.version",
                    ),
                ),
                (
                    "based_on",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="coordination.version",
                    ),
                ),
                (
                    "counters",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="countered_by",
                        to="coordination.version",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "agreed")),
                        fields=["activity", "-number", "valid_from"],
                        name="version_valid",
                    ),
                    models.Index(
                        condition=models.Q(("state", "proposed")),
                        fields=["activity", "proposed_at"],
                        name="version_open",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("number__isnull", False)),
                        fields=("activity", "number"),
                        name="version_number_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at__isnull", False),
                                ("number__isnull", False),
                                ("state", "agreed"),
                            ),
                            models.Q(
                                models.Q(("state", "agreed"), _negated=True),
                                ("number__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="version_agreed_is_numbered",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Responsibility",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("task", models.CharField(max_length=40)),
                ("doer", models.CharField(max_length=40)),
                ("reason", models.CharField(blank=True, max_length=200)),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="responsibilities",
                        to="coordination.version",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "responsibilities",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("version", "task"), name="responsibility_once_a_task"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("doer", "not_needed"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="not_needed_has_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Announcement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("purpose", models.CharField(max_length=40)),
                ("audience", models.CharField(max_length=40)),
                ("text", models.TextField(max_length=2000)),
                ("made_for", models.CharField(max_length=40)),
                ("made_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("form_uuid", models.UUIDField(editable=False, unique=True)),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="announcements",
                        to="coordination.activity",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["activity", "-made_at"], name="announcement_latest")
                ],
            },
        ),
        migrations.CreateModel(
            name="AreaTypeClass",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("statutory_class", models.CharField(max_length=40)),
                ("legal_reference", models.CharField(blank=True, max_length=200)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="type_classes",
                        to="volunteers.area",
                    ),
                ),
                (
                    "type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="area_classes",
                        to="coordination.activitytype",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("area", "type"), name="type_class_once_an_area")
                ],
            },
        ),
        migrations.CreateModel(
            name="SignUp",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("heads", models.PositiveIntegerField(default=1)),
                ("state", models.CharField(max_length=40)),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("has_own_times", models.BooleanField(default=False)),
                ("is_overlap_allowed", models.BooleanField(default=False)),
                ("overlap_reason", models.CharField(blank=True, max_length=200)),
                ("via", models.CharField(default="self", max_length=40)),
                ("made_at", models.DateTimeField()),
                ("waiting_since", models.DateTimeField(null=True)),
                ("offered_at", models.DateTimeField(null=True)),
                ("offer_until", models.DateTimeField(null=True)),
                ("wants_swap_at", models.DateTimeField(null=True)),
                ("cancelled_at", models.DateTimeField(null=True)),
                ("cancelled_by", models.CharField(blank=True, max_length=40)),
                ("cancel_reason", models.CharField(blank=True, max_length=40)),
                ("state_before", models.CharField(blank=True, max_length=40)),
                ("form_uuid", models.UUIDField(editable=False, null=True, unique=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "cancelled_by_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
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
                        related_name="sign_ups",
                        to="volunteers.person",
                    ),
                ),
                (
                    "position",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sign_ups",
                        to="coordination.position",
                    ),
                ),
                (
                    "shift",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sign_ups",
                        to="coordination.shift",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["person", "starts_at"], name="sign_up_person"),
                    models.Index(
                        condition=models.Q(
                            (
                                "state__in",
                                ["requested", "waitlisted", "offered", "confirmed", "awaiting"],
                            )
                        ),
                        fields=["state", "starts_at"],
                        name="sign_up_live",
                    ),
                    models.Index(fields=["position", "state"], name="sign_up_position"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                ["requested", "waitlisted", "offered", "confirmed", "awaiting"],
                            )
                        ),
                        fields=("shift", "person"),
                        name="sign_up_once_while_live",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("heads__gte", 1)), name="sign_up_has_heads"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                        name="sign_up_forward",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_overlap_allowed", False),
                            models.Q(("overlap_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="sign_up_overlap_has_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Tablet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("name", models.CharField(max_length=80)),
                ("pairing_digest", models.CharField(max_length=64)),
                ("pairing_until", models.DateTimeField()),
                ("token_digest", models.CharField(blank=True, max_length=64)),
                ("paired_at", models.DateTimeField(null=True)),
                ("made_at", models.DateTimeField()),
                ("form_uuid", models.UUIDField(editable=False, null=True, unique=True)),
                ("revoked_at", models.DateTimeField(null=True)),
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
                    "revoked_by",
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tablets",
                        to="volunteers.careunit",
                    ),
                ),
                (
                    "ward",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tablets",
                        to="volunteers.ward",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("token_digest", ""), _negated=True),
                        fields=("token_digest",),
                        name="tablet_token_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("paired_at__isnull", True), ("revoked_at__isnull", True)
                        ),
                        fields=("pairing_digest",),
                        name="tablet_pairing_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Attendance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("state", models.CharField(max_length=40)),
                ("heads", models.PositiveIntegerField(default=1)),
                ("came_at", models.DateTimeField(blank=True, null=True)),
                ("left_at", models.DateTimeField(blank=True, null=True)),
                ("minutes", models.PositiveIntegerField(default=0)),
                ("travel_minutes", models.PositiveIntegerField(default=0)),
                ("recorded_for", models.CharField(blank=True, max_length=40)),
                ("via", models.CharField(default="staff", max_length=40)),
                ("recorded_at", models.DateTimeField()),
                ("alarmed_at", models.DateTimeField(null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "sign_up",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendance",
                        to="coordination.signup",
                    ),
                ),
                (
                    "tablet",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="coordination.tablet",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "attendance",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["came", "partly"]), ("minutes", 0), _connector="OR"
                        ),
                        name="attendance_hours_only_if_there",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("left_at__isnull", True),
                            ("came_at__isnull", True),
                            ("left_at__gt", models.F("came_at")),
                            _connector="OR",
                        ),
                        name="attendance_forward",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AddedHours",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("travel_minutes", models.PositiveIntegerField(default=0)),
                ("state", models.CharField(default="waiting", max_length=40)),
                ("made_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(null=True)),
                ("decline_reason", models.CharField(blank=True, max_length=40)),
                ("form_uuid", models.UUIDField(editable=False, null=True, unique=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="added_hours",
                        to="coordination.activity",
                    ),
                ),
                (
                    "answered_by",
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
                        related_name="added_hours",
                        to="volunteers.person",
                    ),
                ),
                (
                    "attendance",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="added",
                        to="coordination.attendance",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "added hours",
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "waiting")),
                        fields=["activity"],
                        name="added_hours_waiting",
                    ),
                    models.Index(fields=["person", "starts_at"], name="added_hours_person"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                        name="added_hours_forward",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "approved"), _negated=True),
                            ("attendance__isnull", False),
                            _connector="OR",
                        ),
                        name="added_hours_approved_is_attendance",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "declined"), _negated=True),
                            models.Q(("decline_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="added_hours_declined_has_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Closure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.CharField(max_length=40)),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField(blank=True, null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("reopened_at", models.DateTimeField(null=True)),
                ("form_uuid", models.UUIDField(editable=False, null=True, unique=True)),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "reopened_by",
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="closures",
                        to="volunteers.careunit",
                    ),
                ),
                (
                    "ward",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="closures",
                        to="volunteers.ward",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["unit", "starts_at"], name="closure_unit")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_at__isnull", True),
                            ("ends_at__gt", models.F("starts_at")),
                            _connector="OR",
                        ),
                        name="closure_forward",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DisplacementReview",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("state", models.CharField(default="waiting", max_length=40)),
                ("needed_for", models.JSONField(default=list)),
                ("conditions", models.TextField(blank=True, max_length=1000)),
                ("look_again_on", models.DateField(blank=True, null=True)),
                ("result", models.CharField(blank=True, max_length=40)),
                ("found_for", models.JSONField(default=list)),
                ("has_second_voice", models.BooleanField(default=False)),
                ("started_at", models.DateTimeField()),
                ("second_voice_until", models.DateTimeField()),
                ("done_at", models.DateTimeField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("form_uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="displacement_reviews",
                        to="coordination.activity",
                    ),
                ),
                (
                    "started_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["activity", "state", "done_at"], name="displacement_latest"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "waiting")),
                        fields=("activity",),
                        name="displacement_one_waiting",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "done"), _negated=True),
                            models.Q(
                                ("done_at__isnull", False), models.Q(("result", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="displacement_done_has_result",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DisplacementAnswers",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("voice", models.CharField(max_length=40)),
                ("was_done_by_paid", models.BooleanField()),
                ("has_other_purpose", models.BooleanField()),
                ("would_stop", models.BooleanField()),
                ("were_hours_reduced", models.BooleanField()),
                ("staff_consulted_on", models.DateField(blank=True, null=True)),
                ("union_consulted_on", models.DateField(blank=True, null=True)),
                ("was_in_dispute", models.BooleanField()),
                ("is_budgeted", models.BooleanField()),
                ("text", models.TextField(blank=True, max_length=2000)),
                ("agrees", models.BooleanField(null=True)),
                ("name", models.CharField(blank=True, max_length=120)),
                ("answered_at", models.DateTimeField()),
                ("form_uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="coordination.displacementreview",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "displacement answers",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("review", "voice"), name="displacement_voice_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HandedOver",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("scope_key", models.CharField(max_length=40)),
                ("key", models.CharField(max_length=80)),
                ("made_at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "to",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="volunteers.membership",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "handed over",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("scope_key", "key"), name="handed_over_once_a_side"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Initiative",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("title", models.CharField(max_length=80)),
                ("what", models.TextField(max_length=1000)),
                ("purpose", models.TextField(max_length=1000)),
                ("roughly_when", models.CharField(max_length=200)),
                ("brings_people", models.PositiveIntegerField()),
                ("tasks", models.CharField(blank=True, max_length=300)),
                ("kind", models.CharField(max_length=40)),
                ("contact_name", models.CharField(blank=True, max_length=120)),
                ("contact_email", models.EmailField(blank=True, max_length=254)),
                (
                    "contact_phone",
                    phonenumber_field.modelfields.PhoneNumberField(
                        blank=True, max_length=128, region=None
                    ),
                ),
                ("language", models.CharField(blank=True, max_length=10)),
                ("state", models.CharField(default="proposed", max_length=40)),
                ("proposed_at", models.DateTimeField()),
                ("acknowledge_by", models.DateTimeField()),
                ("acknowledged_at", models.DateTimeField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                ("decision", models.CharField(blank=True, max_length=40)),
                ("decision_reason", models.CharField(blank=True, max_length=40)),
                ("decision_text", models.TextField(blank=True, max_length=500)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("became_at", models.DateTimeField(null=True)),
                ("form_uuid", models.UUIDField(editable=False, null=True, unique=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "acknowledged_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "activity",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="initiative",
                        to="coordination.activity",
                    ),
                ),
                (
                    "became_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="initiatives",
                        to="volunteers.organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="initiatives",
                        to="volunteers.person",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="initiatives",
                        to="coordination.activitytype",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="initiatives",
                        to="volunteers.careunit",
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["unit", "state", "acknowledge_by"], name="initiative_unit"
                    ),
                    models.Index(fields=["proposed_at"], name="initiative_proposed"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind", "organisation"),
                                ("organisation__isnull", False),
                                ("person__isnull", True),
                            ),
                            models.Q(
                                ("kind", "volunteer"),
                                ("organisation__isnull", True),
                                ("person__isnull", False),
                            ),
                            models.Q(
                                ("kind", "public"),
                                ("organisation__isnull", True),
                                ("person__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="initiative_one_proposer",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("acknowledged_at__isnull", True),
                                ("state", "proposed"),
                                ("decided_at__isnull", True),
                                ("decision", ""),
                                ("decision_reason", ""),
                            ),
                            models.Q(
                                ("acknowledged_at__isnull", False),
                                ("state", "acknowledged"),
                                ("decided_at__isnull", True),
                                ("decision", ""),
                                ("decision_reason", ""),
                            ),
                            models.Q(
                                ("state__in", ("accepted", "became_activity")),
                                ("decision__in", ("yes", "differently")),
                                ("acknowledged_at__isnull", False),
                                ("decided_at__isnull", False),
                                models.Q(("decision_reason", ""), _negated=True),
                            ),
                            models.Q(
                                ("state", "declined"),
                                ("decision__in", ("not_now", "no")),
                                ("acknowledged_at__isnull", False),
                                ("decided_at__isnull", False),
                                models.Q(("decision_reason", ""), _negated=True),
                            ),
                            ("state", "withdrawn"),
                            _connector="OR",
                        ),
                        name="initiative_state_has_its_facts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "withdrawn"), ("withdrawn_at__isnull", False)),
                            models.Q(
                                models.Q(("state", "withdrawn"), _negated=True),
                                ("withdrawn_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="initiative_withdrawn_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("activity__isnull", False),
                                ("became_at__isnull", False),
                                ("state", "became_activity"),
                            ),
                            models.Q(
                                models.Q(("state", "became_activity"), _negated=True),
                                ("activity__isnull", True),
                                ("became_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="initiative_became_an_activity",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ListConfirmation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("form_uuid", models.UUIDField(editable=False, null=True, unique=True)),
                (
                    "by",
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="list_confirmations",
                        to="volunteers.careunit",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=["unit", "-at"],
                        name="list_confirmed",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PaidPosts",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("group", models.CharField(max_length=40)),
                ("starts_on", models.DateField()),
                (
                    "posts",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=7,
                        validators=[django.core.validators.MinValueValidator(Decimal("0"))],
                    ),
                ),
                (
                    "cut",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("0"),
                        max_digits=7,
                        validators=[django.core.validators.MinValueValidator(Decimal("0"))],
                    ),
                ),
                ("is_current", models.BooleanField(default=True)),
                ("entered_at", models.DateTimeField()),
                ("form_uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "entered_by",
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="paid_posts",
                        to="volunteers.careunit",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "paid posts",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_current", True)),
                        fields=("unit", "group", "starts_on"),
                        name="paid_posts_one_current",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("posts__gte", 0), ("cut__gte", 0)),
                        name="paid_posts_not_negative",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Phoned",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reached_at", models.DateTimeField(null=True)),
                (
                    "delivery",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="careshare.delivery",
                    ),
                ),
                (
                    "reached_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "phoned",
            },
        ),
        migrations.CreateModel(
            name="PositionRequirement",
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
                    "position",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="requirements",
                        to="coordination.position",
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
                        name="positionrequirement_police_has_basis",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PutAside",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=80)),
                ("until_on", models.DateField()),
                ("made_at", models.DateTimeField()),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "put aside",
                "constraints": [
                    models.UniqueConstraint(fields=("user", "key"), name="put_aside_once_a_user")
                ],
            },
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=40)),
                ("first_on", models.DateField()),
                ("last_on", models.DateField()),
                ("closes_at", models.DateTimeField()),
                ("asked_at", models.DateTimeField()),
                ("side", models.CharField(max_length=40)),
                ("form_uuid", models.UUIDField(editable=False, null=True, unique=True)),
                (
                    "activity",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="questions",
                        to="coordination.activity",
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="questions",
                        to="volunteers.careunit",
                    ),
                ),
                (
                    "series",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="questions",
                        to="coordination.series",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["closes_at"], name="question_closes")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("last_on__gte", models.F("first_on"))),
                        name="question_forward",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "days"), ("series__isnull", True)),
                            models.Q(("activity__isnull", False), ("kind", "sessions")),
                            _connector="OR",
                        ),
                        name="question_of_its_kind",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Asked",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "answered_by",
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
                        related_name="asked",
                        to="volunteers.person",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="asked",
                        to="coordination.question",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "asked",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("question", "person"), name="asked_once_a_question"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ResponsibilityParty",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("party", models.CharField(max_length=40)),
                ("part", models.CharField(blank=True, max_length=200)),
                ("weekdays", models.CharField(blank=True, max_length=7)),
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
                    "responsibility",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parties",
                        to="coordination.responsibility",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "responsibility parties",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("responsibility", "party"), name="responsibility_party_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReviewRound",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("occasion", models.CharField(max_length=40)),
                ("opened_at", models.DateTimeField()),
                ("opened_by_party", models.CharField(blank=True, max_length=40)),
                ("closes_at", models.DateTimeField()),
                ("revealed_at", models.DateTimeField(null=True)),
                ("next_review_on", models.DateField(blank=True, null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                ("decided_by_party", models.CharField(blank=True, max_length=40)),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rounds",
                        to="coordination.activity",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rounds",
                        to="coordination.version",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["activity", "revealed_at"], name="round_revealed"),
                    models.Index(
                        condition=models.Q(("revealed_at__isnull", True)),
                        fields=["closes_at"],
                        name="round_closing",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("revealed_at__isnull", True)),
                        fields=("activity",),
                        name="round_one_open",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("occasion", "start")),
                        fields=("activity",),
                        name="round_start_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at__isnull", True), ("next_review_on__isnull", True)
                            ),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("next_review_on__isnull", False),
                                ("revealed_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="round_decided_has_date",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RoundParty",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("party", models.CharField(max_length=40)),
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
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parties",
                        to="coordination.reviewround",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "round parties",
                "indexes": [models.Index(fields=["party"], name="round_party")],
                "constraints": [
                    models.UniqueConstraint(fields=("round", "party"), name="round_party_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="SeriesDate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField()),
                ("kind", models.CharField(max_length=40)),
                ("name", models.CharField(blank=True, max_length=80)),
                (
                    "series",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dates",
                        to="coordination.series",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("series", "on"), name="series_date_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="SeriesPosition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=80)),
                ("minimum", models.PositiveIntegerField(default=1)),
                ("maximum", models.PositiveIntegerField(default=1)),
                (
                    "series",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="positions",
                        to="coordination.series",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("minimum__lte", models.F("maximum"))),
                        name="seriesposition_minimum_first",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("maximum__gte", 1)), name="seriesposition_has_places"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AskedTime",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "asked",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="times",
                        to="coordination.asked",
                    ),
                ),
                (
                    "shift",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="asked_times",
                        to="coordination.shift",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("asked", "shift"), name="asked_time_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Reached",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reached_at", models.DateTimeField(null=True)),
                (
                    "closure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reached",
                        to="coordination.closure",
                    ),
                ),
                (
                    "reached_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "sign_up",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reached",
                        to="coordination.signup",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "reached",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("closure", "sign_up"), name="reached_once_a_closure"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PlaceOffer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("kind", models.CharField(default="wave", max_length=40)),
                ("state", models.CharField(default="open", max_length=40)),
                ("made_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "answered_by",
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
                        related_name="offers",
                        to="volunteers.person",
                    ),
                ),
                (
                    "position",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="offers",
                        to="coordination.position",
                    ),
                ),
                (
                    "shift",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="offers",
                        to="coordination.shift",
                    ),
                ),
                (
                    "instead_of",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="swap_offers",
                        to="coordination.signup",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "open")),
                        fields=["person"],
                        name="place_offer_open",
                    ),
                    models.Index(fields=["position", "made_at"], name="place_offer_position"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "open")),
                        fields=("shift", "person"),
                        name="place_offer_once_while_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("instead_of__isnull", True), ("kind", "wave")),
                            models.Q(("instead_of__isnull", False), ("kind", "swap")),
                            _connector="OR",
                        ),
                        name="place_offer_swap_names_whose",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Standing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("heads", models.PositiveIntegerField(default=1)),
                ("made_until", models.DateField()),
                ("paused_until", models.DateField(null=True)),
                ("made_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("form_uuid", models.UUIDField(editable=False, null=True, unique=True)),
                ("version", models.PositiveIntegerField(default=1)),
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
                        related_name="standing",
                        to="volunteers.person",
                    ),
                ),
                (
                    "series",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="standing",
                        to="coordination.series",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "standing",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("series", "person"),
                        name="standing_once_while_live",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("heads__gte", 1)), name="standing_has_heads"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StatedAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("party", models.CharField(max_length=40)),
                ("stated", models.CharField(max_length=40)),
                ("answered_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="coordination.reviewround",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("round", "party"), name="stated_once_a_side"),
                    models.UniqueConstraint(
                        condition=models.Q(("user__isnull", False)),
                        fields=("round", "user"),
                        name="stated_each_by_another",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Suspension",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("party_key", models.CharField(max_length=40)),
                ("reason", models.CharField(max_length=40)),
                ("made_at", models.DateTimeField()),
                ("lifted_at", models.DateTimeField(null=True)),
                (
                    "lifted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
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
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="suspensions",
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
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("lifted_at__isnull", True)),
                        fields=("person", "party_key"),
                        name="suspension_once_a_party",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("organisation__isnull", False), ("unit__isnull", True)),
                            models.Q(("organisation__isnull", True), ("unit__isnull", False)),
                            _connector="OR",
                        ),
                        name="suspension_one_party",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SwapProposal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("state", models.CharField(default="open", max_length=40)),
                ("made_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(null=True)),
                ("form_uuid", models.UUIDField(editable=False, null=True, unique=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
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
                    "mine",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="swaps_proposed",
                        to="coordination.signup",
                    ),
                ),
                (
                    "theirs",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="swaps_asked",
                        to="coordination.signup",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "open")),
                        fields=("mine", "theirs"),
                        name="swap_once_while_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("mine", models.F("theirs")), _negated=True),
                        name="swap_of_two",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TaskAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("task", models.CharField(max_length=40)),
                ("said", models.CharField(max_length=40)),
                (
                    "answer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tasks",
                        to="coordination.statedanswer",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("answer", "task"), name="task_answer_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="TaskContact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("task", models.CharField(max_length=40)),
                ("party", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=120)),
                (
                    "phone",
                    phonenumber_field.modelfields.PhoneNumberField(max_length=128, region=None),
                ),
                ("weekdays", models.CharField(default="1234567", max_length=7)),
                ("from_time", models.TimeField(blank=True, null=True)),
                ("until_time", models.TimeField(blank=True, null=True)),
                ("deputy_name", models.CharField(blank=True, max_length=120)),
                (
                    "deputy_phone",
                    phonenumber_field.modelfields.PhoneNumberField(
                        blank=True, max_length=128, region=None
                    ),
                ),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField(blank=True, null=True)),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contacts",
                        to="coordination.activity",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["activity", "task"], name="task_contact")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until__isnull", True),
                            ("valid_until__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="task_contact_forward",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="UnwantedType",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="unwanted_types",
                        to="volunteers.organisation",
                    ),
                ),
                (
                    "type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="unwanted_by",
                        to="coordination.activitytype",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "type"), name="unwanted_type_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="UsualPattern",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("pattern", models.CharField(default="unit", max_length=40)),
                ("version", models.PositiveIntegerField(default=1)),
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
                    "unit",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="usual_pattern",
                        to="volunteers.careunit",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Held",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("from_on", models.DateField()),
                ("until_on", models.DateField(null=True)),
                ("is_without_some", models.BooleanField()),
                ("core_arrangement", models.CharField(max_length=40)),
                ("all_arrangement", models.CharField(max_length=40)),
                ("is_provisional", models.BooleanField()),
                ("is_assumed", models.BooleanField()),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="held",
                        to="coordination.activity",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="held",
                        to="coordination.version",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "held",
                "constraints": [
                    models.UniqueConstraint(fields=("activity", "from_on"), name="held_once_a_day"),
                    models.UniqueConstraint(
                        condition=models.Q(("until_on__isnull", True)),
                        fields=("activity",),
                        name="held_one_without_end",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until_on__isnull", True),
                            ("until_on__gt", models.F("from_on")),
                            _connector="OR",
                        ),
                        name="held_forward",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Ending",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("party", models.CharField(max_length=40)),
                ("given_by_party", models.CharField(max_length=40)),
                ("given_at", models.DateTimeField()),
                ("ends_on", models.DateField()),
                ("reason", models.CharField(max_length=40)),
                ("message", models.TextField(blank=True, max_length=500)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="endings",
                        to="coordination.activity",
                    ),
                ),
                (
                    "given_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="endings",
                        to="coordination.version",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("version", "party"),
                        name="ending_once_a_party",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Agreement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("party", models.CharField(max_length=40)),
                ("agreed_at", models.DateTimeField()),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agreements",
                        to="coordination.version",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("version", "party"), name="agreement_once_a_party"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("user__isnull", False)),
                        fields=("version", "user"),
                        name="agreement_each_by_another",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VersionParty",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("party", models.CharField(max_length=40)),
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
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parties",
                        to="coordination.version",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "version parties",
                "indexes": [models.Index(fields=["party"], name="version_party")],
                "constraints": [
                    models.UniqueConstraint(fields=("version", "party"), name="version_party_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="WallScreen",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("made_at", models.DateTimeField()),
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
                    "stopped_by",
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="wall_screens",
                        to="volunteers.careunit",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("stopped_at__isnull", True)),
                        fields=("unit",),
                        name="wall_screen_once_a_unit",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ActivityParty",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parties",
                        to="coordination.activity",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="party_of",
                        to="volunteers.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "activity parties",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("activity", "organisation"), name="activity_party_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ActivityRequirement",
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
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="requirements",
                        to="coordination.activity",
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
                        name="activityrequirement_police_has_basis",
                    )
                ],
            },
        ),
        migrations.RunPython(forwards, migrations.RunPython.noop),
    ]
