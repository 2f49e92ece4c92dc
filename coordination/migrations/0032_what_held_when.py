import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

KEPT = ("core_arrangement", "all_arrangement", "is_provisional")


def write_down(apps, schema_editor):
    """What held when, of the agreed versions and of what was stored where a party had left."""
    Version = apps.get_model("coordination", "Version")
    Parted = apps.get_model("coordination", "Parted")
    Held = apps.get_model("coordination", "Held")
    parted = {}
    for one in Parted.objects.order_by("from_on"):
        parted.setdefault(one.version_id, []).append(one)
    rows, mine = [], []
    agreed = Version.objects.filter(state="agreed").order_by("activity_id", "number")
    for version in agreed.iterator(chunk_size=2000):
        if mine and mine[0].activity_id != version.activity_id:
            rows += _stretches(Held, mine, parted)
            mine = []
            if len(rows) >= 2000:
                Held.objects.bulk_create(rows)
                rows = []
        mine.append(version)
    Held.objects.bulk_create([*rows, *_stretches(Held, mine, parted)])


def _stretches(Held, versions, parted):
    leavings = [one for version in versions for one in parted.get(version.pk, ())]
    days = sorted({*(one.valid_from for one in versions), *(one.from_on for one in leavings)})
    found = []
    for day in days:
        begun = [one for one in versions if one.valid_from <= day]
        if not begun:
            continue
        version = begun[-1]  # the one agreed last
        left = [one for one in parted.get(version.pk, ()) if one.from_on <= day]
        source = left[-1] if left else version
        if found and found[-1][1:] == (version, source):
            continue
        found.append((day, version, source))
    ends = [*(day for day, _version, _source in found[1:]), None]
    return [
        Held(
            activity_id=version.activity_id,
            version_id=version.pk,
            from_on=day,
            until_on=end,
            is_without_some=source is not version,
            is_assumed=version.is_assumed,
            **{name: getattr(source, name) for name in KEPT},
        )
        for (day, version, source), end in zip(found, ends, strict=False)
    ]


def nothing(apps, schema_editor):
    """What is stored follows from the versions and endings; notice writes it anew."""


class Migration(migrations.Migration):
    dependencies = [
        ("coordination", "0031_answers_to_proposals"),
    ]

    operations = [
        migrations.CreateModel(
            name="Held",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("from_on", models.DateField()),
                ("until_on", models.DateField(null=True)),
                ("is_without_some", models.BooleanField()),
                ("core_arrangement", models.CharField(max_length=40)),
                ("all_arrangement", models.CharField(max_length=40)),
                ("is_provisional", models.BooleanField()),
                ("is_assumed", models.BooleanField()),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="held",
                        to="coordination.activity",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="held",
                        to="coordination.version",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "held",
                "constraints": [
                    models.UniqueConstraint(fields=("activity", "from_on"), name="held_once_a_day"),
                    models.UniqueConstraint(
                        condition=Q(("until_on__isnull", True)),
                        fields=("activity",),
                        name="held_one_without_end",
                    ),
                    models.CheckConstraint(
                        condition=Q(
                            ("until_on__isnull", True),
                            ("until_on__gt", F("from_on")),
                            _connector="OR",
                        ),
                        name="held_forward",
                    ),
                ],
            },
        ),
        migrations.RunPython(write_down, nothing),
        migrations.DeleteModel(name="Parted"),
    ]
