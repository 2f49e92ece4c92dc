"""Which volunteer leads a task; at any moment one at most, kept by the database itself."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

POSTGRESQL = [
    """
    ALTER TABLE coordination_leadingvolunteer ADD CONSTRAINT leading_once
    EXCLUDE USING gist (activity_id WITH =, task WITH =, tstzrange(from_at, until_at) WITH &&)
    """,
]


def _once(name: str, when: str) -> str:
    """What never counted, as it ended before it began, stands in nobody's way."""
    end = "'9999-12-31'"  # not '9999': SQLite would compare a number with the text of a date
    return f"""
    CREATE TRIGGER {name} BEFORE {when} ON coordination_leadingvolunteer
    WHEN NEW.from_at < COALESCE(NEW.until_at, {end}) AND EXISTS (
      SELECT 1 FROM coordination_leadingvolunteer o
      WHERE o.activity_id = NEW.activity_id AND o.task = NEW.task AND o.id IS NOT NEW.id
      AND o.from_at < COALESCE(o.until_at, {end})
      AND o.from_at < COALESCE(NEW.until_at, {end}) AND NEW.from_at < COALESCE(o.until_at, {end}))
    BEGIN SELECT RAISE(ABORT, 'leading_once'); END
    """


SQLITE = [_once("leading_once_insert", "INSERT"), _once("leading_once_update", "UPDATE")]


def forwards(apps, schema_editor):
    """At any moment a task has one leading volunteer at most."""
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [
        ("coordination", "0037_phoned"),
        ("volunteers", "0020_minutes_for_visits"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="LeadingVolunteer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("task", models.CharField(max_length=40)),
                ("from_at", models.DateTimeField()),
                ("until_at", models.DateTimeField(null=True)),
                ("named_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("why_ended", models.CharField(blank=True, max_length=40)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="leading",
                        to="coordination.activity",
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
                    "named_by",
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
                        related_name="leading",
                        to="volunteers.person",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["activity", "task"], name="leading_task")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until_at__isnull", True),
                            ("until_at__gte", models.F("from_at")),
                            _connector="OR",
                        ),
                        name="leading_forward",
                    )
                ],
            },
        ),
        migrations.RunPython(forwards, migrations.RunPython.noop),
    ]
