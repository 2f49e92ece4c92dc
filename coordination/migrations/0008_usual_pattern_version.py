"""Two hands on a unit's usual pattern: the row counts its versions."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("coordination", "0007_revealed_answers_stay")]

    operations = [
        migrations.AddField(
            model_name="usualpattern",
            name="version",
            field=models.PositiveIntegerField(default=1),
        ),
    ]
