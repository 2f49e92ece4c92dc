"""`manage.py demo`: once, again, and from the start."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from coordination.activities.models import ActivityType
from coordination.activities.rules import BUILT_IN_TYPES
from coordination.arrangements.models import Version
from tests.demo.conftest import with_types
from volunteers.people.models import Person
from volunteers.places.models import Area


def _run(*arguments: str) -> str:
    out = StringIO()
    call_command("demo", *arguments, stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_a_second_run_keeps_what_was_changed():
    with_types()
    assert "Vera Lund" in _run()
    Person.objects.filter(name="Vera Lund").update(name="Vera Changed")
    before = Person.objects.count()
    assert "nothing was changed" in _run()
    assert Person.objects.count() == before
    assert Person.objects.filter(name="Vera Changed").exists()


@pytest.mark.django_db(transaction=True)
def test_reset_starts_over_with_triggers_and_types():
    with_types()
    _run()
    Person.objects.filter(name="Vera Lund").update(name="Vera Changed")
    _run("--reset")
    assert Person.objects.filter(name="Vera Lund").exists()
    assert Person.objects.count() == 140
    types = ActivityType.objects.order_by("order").values_list("code", "group")
    assert list(types) == [(code, group.value) for code, group in BUILT_IN_TYPES.items()]
    record = Version.objects.agreed().first()
    with pytest.raises(IntegrityError), transaction.atomic():
        Version.objects.filter(pk=record.pk).update(message="Changed")


@pytest.mark.django_db
@pytest.mark.parametrize("scale", ["0", "351", "-1"])
def test_a_scale_out_of_range_is_refused(scale):
    with pytest.raises(CommandError, match="1 to 350"):
        _run(f"--scale={scale}")
    assert not Area.objects.exists()
