"""Rounds in which each side is asked alone, and what they answered."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("coordination", "0005_list_confirmation"),
        ("volunteers", "0004_review_numbers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
        ),
        migrations.AddIndex(
            model_name="reviewround",
            index=models.Index(fields=["activity", "revealed_at"], name="round_revealed"),
        ),
        migrations.AddIndex(
            model_name="reviewround",
            index=models.Index(
                condition=models.Q(("revealed_at__isnull", True)),
                fields=["closes_at"],
                name="round_closing",
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewround",
            constraint=models.UniqueConstraint(
                condition=models.Q(("revealed_at__isnull", True)),
                fields=("activity",),
                name="round_one_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewround",
            constraint=models.UniqueConstraint(
                condition=models.Q(("occasion", "start")),
                fields=("activity",),
                name="round_start_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewround",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at__isnull", True), ("next_review_on__isnull", True)),
                    models.Q(
                        ("decided_at__isnull", False),
                        ("next_review_on__isnull", False),
                        ("revealed_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="round_decided_has_date",
            ),
        ),
        migrations.AddIndex(
            model_name="roundparty",
            index=models.Index(fields=["party"], name="round_party"),
        ),
        migrations.AddConstraint(
            model_name="roundparty",
            constraint=models.UniqueConstraint(fields=("round", "party"), name="round_party_once"),
        ),
        migrations.AddConstraint(
            model_name="statedanswer",
            constraint=models.UniqueConstraint(
                fields=("round", "party"), name="stated_once_a_side"
            ),
        ),
        migrations.AddConstraint(
            model_name="statedanswer",
            constraint=models.UniqueConstraint(
                condition=models.Q(("user__isnull", False)),
                fields=("round", "user"),
                name="stated_each_by_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="taskanswer",
            constraint=models.UniqueConstraint(fields=("answer", "task"), name="task_answer_once"),
        ),
    ]
