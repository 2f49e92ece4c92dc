from django.db import migrations, models
from django.db.models.functions import TruncDate


def date_answers(apps, schema_editor):
    """Nobody noted the day: taken is the one on which the activity was entered."""
    answered = apps.get_model("coordination", "Activity").objects.filter(
        was_paid_work__isnull=False
    )
    answered.update(paid_work_said_on=TruncDate("created_at"))


def nothing(apps, schema_editor):
    """The column goes, and the days with it."""


class Migration(migrations.Migration):
    dependencies = [
        ("coordination", "0032_what_held_when"),
    ]

    operations = [
        migrations.AddField(
            model_name="activity",
            name="paid_work_said_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.RunPython(date_answers, nothing),
    ]
