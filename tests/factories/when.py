"""Shifts, and who comes."""

import uuid
from datetime import datetime, timedelta

import factory
from factory.django import DjangoModelFactory

from careshare import clock
from coordination.arrangements.rules import (
    UNIT_PARTY,
)
from coordination.matching.models import Asked, Question
from coordination.matching.rules.questions import QuestionKind
from coordination.shifts.models import Closure, Position, Series, Shift
from coordination.shifts.rules import ClosureReason
from coordination.signups.models import AddedHours, Attendance, PlaceOffer, Raised, SignUp
from coordination.signups.rules import AttendanceState, SignUpState
from coordination.signups.rules.raised import RaisedKind, RaisedReason
from tests.factories.what import ActivityFactory
from tests.factories.who import CareUnitFactory, PersonFactory, UserFactory


class SeriesFactory(DjangoModelFactory):
    class Meta:
        model = Series

    activity = factory.SubFactory(ActivityFactory, is_published=True)
    rrule = "FREQ=WEEKLY;COUNT=12"
    starts_on = factory.LazyFunction(lambda: clock.now().date() + timedelta(days=3))
    starts = datetime(2026, 1, 1, 14).time()
    ends = datetime(2026, 1, 1, 16).time()
    time_zone = "Europe/Oslo"


class ShiftFactory(DjangoModelFactory):
    """In three days for two hours, with one position of `places` (1) places, of which `minimum` (1)
    are needed. `places=0` makes no position."""

    class Meta:
        model = Shift
        skip_postgeneration_save = True

    class Params:
        hours = 2

    activity = factory.SubFactory(ActivityFactory, is_published=True)
    starts_at = factory.LazyFunction(
        lambda: clock.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=3)
    )
    ends_at = factory.LazyAttribute(lambda row: row.starts_at + timedelta(hours=row.hours))

    @factory.post_generation
    def places(self, create, extracted, *, minimum=1):
        if create and extracted != 0:
            PositionFactory(shift=self, minimum=minimum, maximum=extracted or max(1, minimum))


class PositionFactory(DjangoModelFactory):
    class Meta:
        model = Position

    shift = factory.SubFactory(ShiftFactory, places=0)
    minimum = 1
    maximum = 1


class SignUpFactory(DjangoModelFactory):
    """A confirmed sign-up on the shift's first position; `shift=` or `position=` says which."""

    class Meta:
        model = SignUp

    shift = factory.LazyAttribute(
        lambda row: row.position.shift if row.position else ShiftFactory()
    )
    position = None
    person = factory.SubFactory(PersonFactory)
    heads = factory.SelfAttribute("person.heads")
    state = SignUpState.CONFIRMED
    starts_at = factory.SelfAttribute("shift.starts_at")
    ends_at = factory.SelfAttribute("shift.ends_at")
    made_at = factory.LazyFunction(clock.now)

    @classmethod
    def _create(cls, model_class, *args, **values):
        values["position"] = values["position"] or values["shift"].positions.order_by("pk").first()
        row = super()._create(model_class, *args, **values)
        row.position.refresh_from_db()  # a trigger counted
        return row


class PlaceOfferFactory(DjangoModelFactory):
    """Somebody is asked to come to the shift's first position."""

    class Meta:
        model = PlaceOffer

    shift = factory.SubFactory(ShiftFactory)
    position = factory.LazyAttribute(lambda row: row.shift.positions.order_by("pk").first())
    person = factory.SubFactory(PersonFactory)
    made_at = factory.LazyFunction(clock.now)


class QuestionFactory(DjangoModelFactory):
    """Which days from in two weeks on can you come? Open for a week."""

    class Meta:
        model = Question

    kind = QuestionKind.DAYS
    activity = factory.SubFactory(ActivityFactory, is_published=True)
    unit = factory.LazyAttribute(lambda row: row.activity.unit)
    first_on = factory.LazyFunction(lambda: clock.now().date() + timedelta(days=14))
    last_on = factory.LazyFunction(lambda: clock.now().date() + timedelta(days=16))
    closes_at = factory.LazyFunction(lambda: clock.now() + timedelta(days=7))
    asked_at = factory.LazyFunction(clock.now)
    asked_by = factory.SubFactory(UserFactory)
    side = UNIT_PARTY


class AskedFactory(DjangoModelFactory):
    class Meta:
        model = Asked

    question = factory.SubFactory(QuestionFactory)
    person = factory.SubFactory(PersonFactory)


class AttendanceFactory(DjangoModelFactory):
    class Meta:
        model = Attendance

    sign_up = factory.SubFactory(SignUpFactory)
    state = AttendanceState.CAME
    minutes = 120
    recorded_for = UNIT_PARTY
    recorded_at = factory.LazyFunction(clock.now)


class ClosureFactory(DjangoModelFactory):
    class Meta:
        model = Closure

    unit = factory.SubFactory(CareUnitFactory)
    reason = ClosureReason.INFECTION
    starts_at = factory.LazyFunction(clock.now)


class AddedHoursFactory(DjangoModelFactory):
    """Two hours, three days ago, that wait for an answer."""

    class Meta:
        model = AddedHours

    person = factory.SubFactory(PersonFactory)
    activity = factory.SubFactory(ActivityFactory, is_published=True)
    starts_at = factory.LazyFunction(
        lambda: clock.now().replace(minute=0, second=0, microsecond=0) - timedelta(days=3)
    )
    ends_at = factory.LazyAttribute(lambda row: row.starts_at + timedelta(hours=2))
    made_at = factory.LazyFunction(clock.now)


class RaisedFactory(DjangoModelFactory):
    """A concern that a volunteer told of, and that nobody has closed."""

    class Meta:
        model = Raised

    activity = factory.SubFactory(ActivityFactory, is_published=True)
    kind = RaisedKind.CONCERN
    reason = RaisedReason.ACCIDENT
    person = factory.SubFactory(PersonFactory)
    raised_at = factory.LazyFunction(clock.now)
    form_uuid = factory.LazyFunction(uuid.uuid4)
