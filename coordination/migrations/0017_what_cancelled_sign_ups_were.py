"""What an undo goes back to stood in the audit log alone; now the row says it."""

from django.db import migrations
from django.db.models import Exists, OuterRef


def forwards(apps, schema_editor):
    SignUp = apps.get_model("coordination", "SignUp")
    AuditEntry = apps.get_model("careshare", "AuditEntry")
    was_confirmed = AuditEntry.objects.filter(
        action="signup.confirmed", subject_type="signup", subject_id=OuterRef("pk")
    )
    gone = SignUp.objects.filter(state="cancelled", state_before="")
    asked = gone.filter(shift__activity__sign_up_mode="approve_first").exclude(
        Exists(was_confirmed)
    )
    SignUp.objects.filter(pk__in=list(asked.values_list("pk", flat=True))).update(
        state_before="requested"
    )
    gone.update(state_before="confirmed")


class Migration(migrations.Migration):
    dependencies = [
        ("coordination", "0016_offers_of_places"),
        ("careshare", "0003_event_cause"),
    ]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
