"""Numbers of an area about reviews: when to remind, how long to wait."""

import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("volunteers", "0003_report_numbers"),
    ]

    operations = [
        migrations.AddField(
            model_name="areapolicy",
            name="review_answer_days",
            field=models.PositiveIntegerField(
                default=21,
                help_text="days",
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(180),
                ],
                verbose_name="A review waits for answers",
            ),
        ),
        migrations.AddField(
            model_name="areapolicy",
            name="review_reminder_days",
            field=models.PositiveIntegerField(
                default=14,
                help_text="days before the day",
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(60),
                ],
                verbose_name="Remind both sides of a review",
            ),
        ),
    ]
