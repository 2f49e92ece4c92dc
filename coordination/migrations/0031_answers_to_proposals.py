from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("coordination", "0030_home_visits"),
    ]

    operations = [
        migrations.AddField(
            model_name="version",
            name="answer",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=models.PROTECT,
                related_name="answers_to",
                to="coordination.version",
            ),
        ),
    ]
