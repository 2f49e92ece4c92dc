"""A machine of random proposals, answers and notices: what was agreed stays, and can be replayed.

No agreed version ever changes, and the record on any day equals a replay of the agreements and
endings in plain Python.
"""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from careshare import clock
from careshare.errors import Refused
from coordination.activities.models import Activity
from coordination.arrangements import services
from coordination.arrangements.access import latest_record, record_of, today_at
from coordination.arrangements.models import Ending, Held, Version
from coordination.arrangements.rules import UNIT_PARTY, Doer, VersionState, organisation_party
from coordination.arrangements.services.expiring import expire_due
from tests.factories import (
    ActivityFactory,
    AreaFactory,
    OrganisationFactory,
    UserFactory,
    task_row,
)
from volunteers.memberships.rules import Task

pytestmark = pytest.mark.django_db
HORIZON = 40  # days that are asked about


class Record(RuleBasedStateMachine):
    """One activity of a unit and two organisations, over some weeks."""

    world: dict = {}

    def __init__(self):
        super().__init__()
        made = ActivityFactory(unit=self.world["unit"], is_open_to_partners=True)
        self.activity = Activity.objects.for_pages().get(pk=made.pk)
        self.start = clock.now()
        self.days = 0
        self.agreed = {}  # pk -> everything that stands in it
        self.replay = []  # (number, valid_from, rows) in the order of agreement
        self.endings = {}  # pk -> (number, party, ends_on)

    @initialize()
    def begin_together(self):
        """All three take part from the start, so that somebody can leave."""
        rows = [
            task_row(task, Doer.SHARED, *self.world["organisations"])
            for task in (Task.TRAIN, Task.MATCH)
        ]
        version = self.attempt(
            services.propose, activity=self.activity, rows=rows,
            terms=services.Terms(valid_from=today_at(self.activity, self.now), notice_days=3),
            party=self.world["parties"][0], user=self.world["users"][0],
        )  # fmt: skip
        for who in (1, 2):
            self.say_yes(version, who)

    def say_yes(self, version, who):
        party, user = self.world["parties"][who], self.world["users"][who]
        self.noted(self.attempt(services.agree, version=version, party=party, user=user))

    @property
    def now(self):
        return self.start + timedelta(days=self.days)

    def attempt(self, call, **values):
        try:
            return call(now=self.now, **values)
        except Refused:
            return None

    @rule(days=st.integers(1, 9))
    def wait(self, days):
        self.days += days

    @rule(
        who=st.integers(0, 2),
        doers=st.lists(
            st.sampled_from([Doer.UNIT, Doer.ORGANISATION, Doer.SHARED, Doer.NOBODY]),
            min_size=2, max_size=2,
        ),
        with_=st.sampled_from([(0,), (1,), (0, 1)]),
        later=st.integers(0, 12),
    )  # fmt: skip
    def propose(self, who, doers, with_, later):
        named = [self.world["organisations"][index] for index in with_]
        rows = [
            task_row(task, doer, *(named if doer in (Doer.ORGANISATION, Doer.SHARED) else ()))
            for task, doer in zip((Task.TRAIN, Task.MATCH), doers, strict=True)
        ]
        self.noted(
            self.attempt(
                services.propose, activity=self.activity, rows=rows,
                terms=services.Terms(
                    valid_from=today_at(self.activity, self.now) + timedelta(days=later),
                    notice_days=3,
                ),
                party=self.world["parties"][who], user=self.world["users"][who],
            )
        )  # fmt: skip

    @precondition(lambda self: self.activity.versions.proposed().exists())
    @rule(who=st.sets(st.integers(0, 2), min_size=1), pick=st.integers(0, 5))
    def agree(self, who, pick):
        for one in sorted(who):
            self.say_yes(self.waiting(pick), one)

    @precondition(lambda self: self.activity.versions.proposed().exists())
    @rule(who=st.integers(0, 2), pick=st.integers(0, 5), is_refusal=st.booleans())
    def close(self, who, pick, is_refusal):
        values = {
            "version": self.waiting(pick),
            "party": self.world["parties"][who],
            "user": self.world["users"][who],
        }
        if is_refusal:
            self.attempt(services.decline, reason="not_now", **values)
        else:
            self.attempt(services.withdraw, **values)

    def waiting(self, pick):
        found = list(self.activity.versions.proposed().order_by("pk"))
        return found[pick % len(found)] if found else self.activity.versions.last()

    @rule(leaving=st.integers(0, 2), by=st.integers(0, 2), days=st.integers(1, 20))
    def leave(self, leaving, by, days):
        ends_on = today_at(self.activity, self.now) + timedelta(days=days)
        ending = self.attempt(
            services.give_notice, activity=self.activity, leaving=self.world["parties"][leaving],
            by=self.world["parties"][by], ends_on=ends_on, reason="other",
            user=self.world["users"][by],
        )  # fmt: skip
        if ending is not None:
            self.endings[ending.pk] = (self.replay[-1][0], ending.party, ends_on)

    @precondition(lambda self: self.endings)
    @rule()
    def stay(self):
        ending = Ending.objects.select_related("given_by").get(pk=max(self.endings))
        done = self.attempt(
            services.withdraw_notice, ending=ending, by=ending.given_by_party, user=ending.given_by
        )
        if done is not None:
            del self.endings[ending.pk]

    @rule()
    def sweep(self):
        expire_due(self.now)

    def noted(self, version):
        if version is not None and version.state == VersionState.AGREED:
            self.agreed[version.pk] = picture(version.pk)
            rows = {row.task: row.parties for row in fresh(version.pk).rows}
            self.replay.append((version.number, version.valid_from, rows))

    def teardown(self):
        """Once at the end of each run: what is asked of any day does not depend on when."""
        self.nothing_agreed_has_changed()
        self.any_day_can_be_replayed()
        self.nobody_was_dropped_unasked()

    def nothing_agreed_has_changed(self):
        for pk, before in self.agreed.items():
            assert picture(pk) == before
        assert self.activity.versions.agreed().count() == len(self.agreed)

    def any_day_can_be_replayed(self):
        first = today_at(self.activity, self.start)
        for ahead in range(0, HORIZON, 7):
            day = first + timedelta(days=ahead)
            found = {row.task: row.parties for row in record_of(self.activity, day).rows}
            assert found == self.replayed(day), day
            self.is_stored_for_counting(day)

    def is_stored_for_counting(self, day):
        record = record_of(self.activity, day)
        held = Held.objects.on(day).filter(activity=self.activity).first()
        stored = (held.version, held.core_arrangement, held.all_arrangement, held.is_provisional)
        derived = record.derived
        assert stored == (
            record.version, derived.core, derived.all_tasks, derived.is_provisional
        ), day  # fmt: skip

    def replayed(self, day):
        begun = [entry for entry in self.replay if entry[1] <= day]
        if not begun:
            return {}
        number, _from, rows = begun[-1]
        gone = {
            party
            for upto, party, ends_on in self.endings.values()
            if ends_on <= day and number <= upto
        }
        return {task: parties - gone for task, parties in rows.items()}

    def nobody_was_dropped_unasked(self):
        for version in self.activity.versions.agreed().filter(number__gt=1):
            before = latest_record(self.activity, version.valid_from, number=version.number - 1)
            gone = set(before.names) - {UNIT_PARTY}
            assert gone <= set(version.agreements.values_list("party", flat=True))


def fresh(pk):
    return Version.objects.with_rows().get(pk=pk)


def picture(pk):
    """Every column and row of a version."""
    version = fresh(pk)
    columns = Version.objects.filter(pk=pk).values().get()
    said = sorted(version.agreements.values_list("party", "user_id", "agreed_at"))
    return columns, version.rows, said


def test_what_is_agreed_stays_and_can_be_replayed():
    area = AreaFactory()
    organisations = [OrganisationFactory(home_area=area) for _each in range(2)]
    Record.world = {
        "unit": ActivityFactory(unit__area=area).unit,
        "organisations": organisations,
        "parties": [UNIT_PARTY, *(organisation_party(one.pk) for one in organisations)],
        "users": [UserFactory() for _each in range(3)],
    }
    run_state_machine_as_test(
        Record,
        settings=settings(
            max_examples=12, stateful_step_count=14, deadline=None, database=None,
            derandomize=True, phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
