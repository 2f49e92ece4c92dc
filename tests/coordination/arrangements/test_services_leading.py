"""Leading ends with the record that left it to the volunteers, on its own day."""

from datetime import timedelta

import pytest

from careshare import clock
from careshare.audit.models import AuditEntry
from careshare.outbox.models import Event
from coordination.activities.models import LeadingVolunteer
from coordination.activities.rules.leading import WhyNoLonger
from coordination.arrangements import services
from coordination.arrangements.access import begins_at, today_at
from coordination.arrangements.rules import UNIT_PARTY, Doer
from coordination.arrangements.services.leading import (
    begin_leading,
    end_leading,
    end_leading_of_the_gone,
)
from tests.factories import (
    ActivityFactory,
    LeadingVolunteerFactory,
    PersonFactory,
    UserFactory,
    VersionFactory,
    core_rows,
    task_row,
)
from volunteers.memberships.rules import Task

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def activity():
    made = ActivityFactory()
    VersionFactory(activity=made, rows=core_rows(Doer.VOLUNTEERS))
    return made


def record_anew(activity, rows, days):
    """The unit records its own activity, which applies at once."""
    first = today_at(activity, clock.now()) + days * DAY
    services.propose(
        activity=activity, rows=rows, terms=services.Terms(valid_from=first), party=UNIT_PARTY,
        user=UserFactory(), now=clock.now(),
    )  # fmt: skip
    return first


def events():
    return list(Event.objects.filter(cause="leading").order_by("pk").values_list("name", flat=True))


def test_what_changes_side_today_is_over_at_once_and_the_rest_goes_on(activity):
    row = LeadingVolunteerFactory(activity=activity, task="schedule")
    also = LeadingVolunteerFactory(activity=activity, task="match", person=row.person)
    before = clock.now()
    rows = (*core_rows(Doer.VOLUNTEERS)[:3], *core_rows()[3:])  # SCHEDULE and SUPERVISE go over
    record_anew(activity, rows, 0)
    row.refresh_from_db()
    also.refresh_from_db()
    assert before <= row.until_at <= clock.now()
    assert row.why_ended == WhyNoLonger.RECORD
    assert also.until_at is None
    assert events() == ["leading.ended"]


def test_what_changes_side_later_is_over_on_that_morning(activity):
    rows = [LeadingVolunteerFactory(activity=activity, task=task) for task in ("schedule", "match")]
    first = record_anew(activity, core_rows(), 5)
    for row in rows:
        row.refresh_from_db()
        assert row.until_at == begins_at(activity, first, clock.now())
    again = record_anew(activity, core_rows(Doer.VOLUNTEERS), 9)
    assert LeadingVolunteer.objects.not_over(begins_at(activity, again, clock.now())).count() == 0


def test_whoever_is_named_leads_only_as_long_as_was_agreed_already(activity):
    first = record_anew(activity, core_rows(), 5)
    now = clock.now()
    (row,) = begin_leading(
        activity=activity, people={Task.SCHEDULE: PersonFactory()}, from_at=now,
        user=UserFactory(), now=now,
    )  # fmt: skip
    row.refresh_from_db()
    assert row.until_at == begins_at(activity, first, now)
    assert events() == ["leading.named"]  # the letter itself says until when


def test_a_later_agreement_that_still_leaves_it_changes_nothing(activity):
    row = LeadingVolunteerFactory(activity=activity)
    record_anew(activity, (*core_rows(Doer.VOLUNTEERS), task_row(Task.HOST, Doer.UNIT)), 0)
    row.refresh_from_db()
    assert row.until_at is None
    assert events() == []


def test_one_letter_a_person_and_activity_and_none_where_nothing_changes(activity):
    person, now = PersonFactory(), clock.now()
    people = {Task.SCHEDULE: person, Task.MATCH: person, Task.TRAIN: PersonFactory()}
    user = UserFactory()
    begun = begin_leading(activity=activity, people=people, from_at=now, user=user, now=now)
    assert events() == ["leading.named"] * 2
    for _press in range(2):
        end_leading(begun, at=clock.now(), why=WhyNoLonger.UNIT, user=user, now=clock.now())
    assert events() == ["leading.named"] * 2 + ["leading.ended"] * 2
    log = AuditEntry.objects.filter(activity_id=activity.pk, action__startswith="leading.")
    assert set(log.values_list("side", "actor")) == {("unit", user.pk)}
    assert log.filter(task="schedule").count() == 2


def test_what_has_not_begun_never_counts(activity):
    row = LeadingVolunteerFactory(activity=activity, from_at=clock.now() + 3 * DAY)
    now = clock.now()
    end_leading([row], at=now, why=WhyNoLonger.UNIT, user=UserFactory(), now=now)
    row.refresh_from_db()
    assert row.until_at == row.from_at


def test_whoever_has_left_leads_no_longer_and_the_others_do(activity, django_assert_num_queries):
    now = clock.now()
    with django_assert_num_queries(3):  # one, in a savepoint
        end_leading_of_the_gone(now)
    gone = LeadingVolunteerFactory(activity=activity, task="schedule", person__left_at=now)
    later = LeadingVolunteerFactory(
        activity=activity, task="match", person__erased_at=now, from_at=now + DAY
    )
    stays = LeadingVolunteerFactory(activity=activity, task="train")
    for _sweep in range(2):
        end_leading_of_the_gone(now)
    for row in (gone, later, stays):
        row.refresh_from_db()
    assert [one.why_ended for one in (gone, later, stays)] == ["left", "left", ""]
    assert (gone.until_at, later.until_at) == (now, later.from_at)
    assert events() == ["leading.ended"] * 2
    log = AuditEntry.objects.filter(action="leading.ended")
    assert list(log.values_list("side", "actor")) == [("volunteers", None)] * 2
