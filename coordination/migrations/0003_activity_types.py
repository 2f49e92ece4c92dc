"""The activity types that come with CareShare: rows, so that an area can add its own."""

from django.db import migrations

TYPES = [
    ("culture", "cultural_social"),
    ("social", "cultural_social"),
    ("visiting", "contact"),
    ("exercise", "physical"),
    ("meal_delivery", "meals"),
    ("practical_help", "practical"),
    ("errands", "practical"),
    ("transport", "practical"),
    ("activity_friend", "contact"),
    ("remote_contact", "contact"),
    ("mealtime_company", "meals"),
    ("cycling_outing", "physical"),
    ("respite", "relief"),
    ("carer_support", "relief"),
    ("vigil", "end_of_life"),
    ("spiritual", "cultural_social"),
    ("digital_help", "learning"),
    ("reading_language", "learning"),
    ("animal_visits", "cultural_social"),
    ("welcome_wayfinding", "pathway"),
    ("hospital_to_home", "pathway"),
    ("peer_support", "contact"),
    ("service_design", "voice"),
    ("governance", "voice"),
    ("admin_fundraising", "other"),
    ("surge_response", "surge"),
    ("other", "other"),
]


def forwards(apps, schema_editor):
    activity_type = apps.get_model("coordination", "ActivityType")
    activity_type.objects.bulk_create(
        activity_type(code=code, group=group, order=order)
        for order, (code, group) in enumerate(TYPES, start=1)
    )


class Migration(migrations.Migration):
    dependencies = [("coordination", "0002_kept_by_the_database")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
