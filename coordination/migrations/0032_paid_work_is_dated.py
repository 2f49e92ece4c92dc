from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [
        ("coordination", "0032_paid_work_said_on"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.CheckConstraint(
                condition=Q(
                    Q(("paid_work_said_on__isnull", True), ("was_paid_work__isnull", True)),
                    Q(("paid_work_said_on__isnull", False), ("was_paid_work__isnull", False)),
                    _connector="OR",
                ),
                name="activity_paid_work_is_dated",
            ),
        ),
    ]
