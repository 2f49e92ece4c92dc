"""A machine of random proposals, answers and notices: what was agreed stays, and can be replayed.

No agreed version ever changes, and the record on any day, row by row with who holds each task and
what each does of it, equals a replay of the agreements and endings in plain Python.
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
from coordination.arrangements.rules import (
    UNIT_PARTY,
    Doer,
    VersionState,
    organisation_party,
)
from coordination.arrangements.services.expiring import expire_due
from tests.coordination.arrangements.replaying import ROWS, TASKS, holding, left_with, made
from tests.factories import (
    ActivityFactory,
    AreaFactory,
    OrganisationFactory,
    UserFactory,
)
from volunteers.memberships.rules import Task

pytestmark = pytest.mark.django_db


class Record(RuleBasedStateMachine):
    """One activity of a unit and two organisations, over some weeks."""

    world: dict = {}
    seen: set = set()  # what has happened in any run, so that the test knows what it has tried

    def __init__(self):
        super().__init__()
        made = ActivityFactory(unit=self.world["unit"], is_open_to_partners=True)
        self.activity = Activity.objects.for_pages().get(pk=made.pk)
        self.start = clock.now()
        self.days = 0
        self.agreed = {}  # pk -> everything that stands in it
        self.replay = []  # (number, valid_from, rows) in the order of agreement
        self.endings = {}  # pk -> (number, party, ends_on)
        self.countered = set()

    @initialize(begins=st.integers(-20, 0) | st.none())
    def begin(self, begins):
        """All three take part from the start, so that somebody can leave; recorded afterwards, or
        on its day. Or nothing is recorded yet.
        """
        if begins is None:
            return
        rows = [made(task, Doer.SHARED, self.world["parties"][1:]) for task in TASKS]
        version = self.write(0, rows, begins)
        for who in (1, 2):
            self.say_yes(version, who)

    def write(self, who, rows, later, **values):
        """A proposal from so many days on; None where it is refused."""
        start = today_at(self.activity, self.now) + timedelta(days=later)
        version = self.attempt(
            services.propose, activity=self.activity, rows=rows,
            terms=services.Terms(valid_from=start, notice_days=3),
            party=self.world["parties"][who], user=self.world["users"][who], **values,
        )  # fmt: skip
        self.noted(version)
        return version

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

    @rule(rows=ROWS, who=st.integers(0, 2), later=st.integers(-20, 12), yes=st.booleans())
    def propose(self, who, rows, later, yes):
        is_first = not self.replay
        version = self.write(who, self.made(rows), later if is_first else abs(later))
        for one in {0, 1, 2} - {who} if version and yes else ():
            self.say_yes(version, one)

    @precondition(lambda self: self.replay)
    @rule(rows=ROWS, who=st.integers(0, 2), earlier=st.integers(1, 20))
    def propose_for_the_past(self, who, rows, earlier):
        assert self.write(who, self.made(rows), -earlier) is None  # the first alone may lie there

    @precondition(lambda self: self.activity.versions.proposed().exists())
    @rule(rows=ROWS, pick=st.integers(0, 5), yes=st.sampled_from([True, True, True, False]))
    def counter(self, rows, pick, yes):
        """Answered with another proposal, to which the others say yes, or nobody does."""
        answered = self.waiting(pick)
        asked = set(answered.parties.values_list("party", flat=True))
        asked -= set(answered.agreements.values_list("party", flat=True))
        who = self.world["parties"].index(sorted(asked)[pick % len(asked)])
        version = self.write(who, self.made(rows), 0, counters=answered)
        if version is None:
            return
        self.countered.add(answered.pk)
        for one in {0, 1, 2} - {who} if yes else ():
            self.say_yes(version, one)

    def made(self, rows):
        parties = self.world["parties"][1:]
        return [
            made(task, doer, [parties[index] for index in with_])
            for task, (doer, with_) in zip(TASKS, rows, strict=True)
        ]

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
            self.seen |= {"left"}

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
            rows = fresh(version.pk).rows
            self.replay.append((version.number, version.valid_from, rows))
            self.seen |= {row.doer for row in rows}
            self.seen |= {"countered"} if version.counters_id else set()
            self.seen |= {"afterwards"} if version.is_recorded_afterwards else set()

    def teardown(self):
        """Once at the end of each run: what is asked of any day does not depend on when."""
        self.nothing_agreed_has_changed()
        self.any_day_can_be_replayed()
        self.nobody_was_dropped_unasked()
        self.what_was_answered_stays_closed()

    def nothing_agreed_has_changed(self):
        for pk, before in self.agreed.items():
            assert picture(pk) == before
        assert self.activity.versions.agreed().count() == len(self.agreed)

    def any_day_can_be_replayed(self):
        """Asked on each day on which something changes, and on the day before it."""
        turns = {begins for _number, begins, _rows in self.replay}
        turns |= {ends_on for _upto, _party, ends_on in self.endings.values()}
        for turn in turns or {today_at(self.activity, self.start)}:
            for day in (turn - timedelta(days=1), turn):
                record = record_of(self.activity, day)
                rows = {row.task: row for row in self.replayed(day)}
                assert record.by_task == rows, day
                assert {task: record.holder(task).parties for task in Task} == {
                    task: holding(rows.get(task)) for task in Task
                }, day
                self.is_stored_for_counting(day)

    def is_stored_for_counting(self, day):
        record = record_of(self.activity, day)
        held = Held.objects.on(day).filter(activity=self.activity).first()
        assert (held is None) == (record.version is None), day
        if held is None:
            return
        stored = (held.version, held.core_arrangement, held.all_arrangement, held.is_provisional)
        derived = record.derived
        assert stored == (
            record.version, derived.core, derived.all_tasks, derived.is_provisional
        ), day  # fmt: skip

    def replayed(self, day):
        begun = [entry for entry in self.replay if entry[1] <= day]
        if not begun:
            return []
        number, _from, rows = begun[-1]
        gone = {
            party
            for upto, party, ends_on in self.endings.values()
            if ends_on <= day and number <= upto
        }
        return [left_with(row, gone) for row in rows]

    def what_was_answered_stays_closed(self):
        closed = self.activity.versions.filter(pk__in=self.countered)
        assert {one.state for one in closed} <= {VersionState.COUNTERED}
        assert all(one.answer.counters_id == one.pk for one in closed)

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


@pytest.fixture
def world():
    area = AreaFactory()
    organisations = [OrganisationFactory(home_area=area) for _each in range(2)]
    Record.seen = set()
    Record.world = {
        "unit": ActivityFactory(unit__area=area).unit,
        "organisations": organisations,
        "parties": [UNIT_PARTY, *(organisation_party(one.pk) for one in organisations)],
        "users": [UserFactory() for _each in range(3)],
    }


def test_what_is_agreed_stays_and_can_be_replayed(world):
    run_state_machine_as_test(
        Record,
        settings=settings(
            max_examples=12, stateful_step_count=14, deadline=None, database=None,
            derandomize=True, phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
    assert len({*Doer} & Record.seen) >= 4


def test_a_course_of_events_that_chance_seldom_finds(world):
    """Recorded afterwards, answered with another proposal that is agreed, and left."""
    record = Record()
    record.begin(-10)
    record.propose(0, [(Doer.UNIT, (0,)), (Doer.DIVIDED, (0, 1)), (Doer.NOBODY, ())], 0, yes=False)
    record.counter([(Doer.SHARED, (0, 1)), (Doer.DIVIDED, (0, 1)), (Doer.UNIT, ())], 0, yes=True)
    lone, shared = (Doer.ORGANISATION, (0,)), (Doer.SHARED, (0, 1))
    record.propose(0, [(Doer.NOBODY, ()), (Doer.NOT_NEEDED, ()), shared], 0, yes=True)
    record.propose(0, [(Doer.VOLUNTEERS, ()), lone, shared], 0, yes=True)
    record.leave(1, 1, 5)
    record.wait(6)
    record.teardown()
    assert {*Doer, "countered", "afterwards", "left"} <= Record.seen
