"""At any moment one volunteer leads a task, and the database itself refuses a second."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from careshare import clock
from coordination.activities.models import Activity, LeadingVolunteer
from tests.factories import ActivityFactory, LeadingVolunteerFactory, PersonFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_no_two_at_once_whichever_way_round_they_are_written():
    now = clock.now()
    first = LeadingVolunteerFactory(from_at=now, until_at=now + 10 * DAY)
    same = {"activity": first.activity, "task": first.task}
    for begins, ends in ((-1, None), (-1, 1), (9, None), (9, 20), (2, 3)):
        until = None if ends is None else now + ends * DAY
        with pytest.raises(IntegrityError), transaction.atomic():
            LeadingVolunteerFactory(**same, from_at=now + begins * DAY, until_at=until)
    after = LeadingVolunteerFactory(**same, from_at=now + 10 * DAY)  # on the stroke
    LeadingVolunteerFactory(**same, from_at=now - DAY, until_at=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        LeadingVolunteer.objects.filter(pk=after.pk).update(from_at=now + 9 * DAY)
    LeadingVolunteerFactory(activity=first.activity, task="host", from_at=now)


def test_what_never_counted_stands_in_nobodys_way():
    now = clock.now()
    gone = LeadingVolunteerFactory(from_at=now + DAY, until_at=now + DAY)
    LeadingVolunteerFactory(activity=gone.activity, task=gone.task, from_at=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        LeadingVolunteerFactory(from_at=now, until_at=now - DAY)


def test_whoever_leads_now_sees_the_activity_and_nobody_else_does():
    now = clock.now()
    led = LeadingVolunteerFactory()
    over = LeadingVolunteerFactory(person=led.person, until_at=now)
    later = LeadingVolunteerFactory(person=led.person, from_at=now + DAY)
    ActivityFactory()
    seen = Activity.objects.visible_to(led.person.user)
    assert list(seen) == [led.activity]
    assert {over.activity, later.activity} & set(seen) == set()
    for stranger in (PersonFactory(has_login=True).user, AnonymousUser()):
        assert not Activity.objects.visible_to(stranger).exists()
    led.person.left_at = now
    led.person.save(update_fields=["left_at"])
    assert not Activity.objects.visible_to(led.person.user).exists()
