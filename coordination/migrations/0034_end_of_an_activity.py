from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("coordination", "0032_paid_work_is_dated"),
    ]

    operations = [
        migrations.AddField(
            model_name="activity",
            name="ends_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="activity",
            name="why_ended",
            field=models.CharField(blank=True, max_length=40),
        ),
    ]
