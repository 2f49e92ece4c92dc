"""Activities, and the record of who does what."""

from datetime import UTC, date, datetime, timedelta

import factory
from factory.django import DjangoModelFactory

from careshare import clock
from coordination.activities.models import (
    Activity,
    ActivityParty,
    ActivityType,
    DisplacementAnswers,
    DisplacementReview,
    LeadingVolunteer,
)
from coordination.activities.rules import BUILT_IN_TYPES, ActivityState
from coordination.arrangements.models import (
    Agreement,
    Responsibility,
    ResponsibilityParty,
    ReviewRound,
    RoundParty,
    StatedAnswer,
    TaskAnswer,
    TaskContact,
    Version,
    VersionParty,
)
from coordination.arrangements.rules import (
    CORE_TASKS,
    UNIT_PARTY,
    Doer,
    Share,
    TaskRow,
    VersionState,
    derive,
    organisation_id,
    organisation_party,
    parties_of,
)
from coordination.arrangements.services.holding import store_held
from tests.factories.who import (
    CareUnitFactory,
    OrganisationFactory,
    PersonFactory,
    UserFactory,
)
from volunteers.organisations.models import Organisation


class ActivityTypeFactory(DjangoModelFactory):
    """The built-in types come with the migrations; this finds or makes one by its code."""

    class Meta:
        model = ActivityType
        django_get_or_create = ("code",)

    code = "culture"
    group = factory.LazyAttribute(lambda row: BUILT_IN_TYPES.get(row.code, "other"))
    name = factory.LazyAttribute(lambda row: "" if row.code in BUILT_IN_TYPES else row.code)


class ActivityFactory(DjangoModelFactory):
    """A draft that has every text which publishing asks for.

    With `is_published=True` it is published and the unit holds every core task by an agreed
    version. The gate also asks for a shift: `ShiftFactory(activity=...)`.
    """

    class Meta:
        model = Activity
        skip_postgeneration_save = True

    class Params:
        is_published = factory.Trait(
            state=ActivityState.PUBLISHED,
            published_at=factory.LazyFunction(clock.now),
            recorded=factory.PostGeneration(
                lambda activity, create, extracted, **options: VersionFactory(activity=activity)
            ),
        )

    unit = factory.SubFactory(CareUnitFactory)
    type = factory.SubFactory(ActivityTypeFactory)
    name = factory.Sequence(lambda n: f"Walking group {n}")
    purpose = "Fresh air and company."
    does = "Walks with residents for an hour."
    does_not = "No personal care, no medication, no money."
    supervisor = "Kari at the reception"
    induction = "An hour on the first day."
    place = "The reception"
    expenses = "The bus fare is paid back."
    contact_name = "Kari"
    contact_phone = "+4722000002"
    needs_no_credentials = True
    was_paid_work = False
    paid_work_said_on = factory.Maybe(
        factory.LazyAttribute(lambda activity: activity.was_paid_work is not None),
        date(2026, 1, 1),
        None,
    )


class ActivityPartyFactory(DjangoModelFactory):
    class Meta:
        model = ActivityParty

    activity = factory.SubFactory(ActivityFactory)
    organisation = factory.SubFactory(OrganisationFactory)


def task_row(task, doer: Doer, *organisations: Organisation, **values) -> TaskRow:
    """A row of the record as the rules read it, with the parties that its doer asks for."""
    parties = [organisation_party(organisation.pk) for organisation in organisations]
    if doer in (Doer.UNIT, Doer.SHARED, Doer.DIVIDED):
        parties = [UNIT_PARTY, *parties]
    part = "a part of it" if doer == Doer.DIVIDED else ""
    if doer == Doer.NOT_NEEDED:
        values.setdefault("reason", "nothing to do")
    return TaskRow(task, doer, tuple(Share(party, part) for party in parties), **values)


def core_rows(doer: Doer = Doer.UNIT, *organisations: Organisation) -> tuple[TaskRow, ...]:
    """The five core tasks, all by the same doer."""
    return tuple(task_row(task, doer, *organisations) for task in CORE_TASKS)


def add_rows(version: Version, rows) -> None:
    """Write a version's rows and parties; the database refuses it once the version is agreed."""
    for row in rows:
        responsibility = Responsibility.objects.create(
            version=version, task=row.task, doer=row.doer, reason=row.reason
        )
        ResponsibilityParty.objects.bulk_create(
            ResponsibilityParty(
                responsibility=responsibility,
                party=share.party,
                organisation_id=organisation_id(share.party),
                part=share.part,
                weekdays=share.weekdays,
            )
            for share in row.shares
        )
    VersionParty.objects.bulk_create(
        VersionParty(version=version, party=party, organisation_id=organisation_id(party))
        for party in sorted(parties_of(rows))
    )


class VersionFactory(DjangoModelFactory):
    """A version with its rows: `VersionFactory(activity=..., rows=core_rows(Doer.SHARED, org))`.

    Agreed unless `state` says otherwise, with agreements of every party (each by a user of its
    own) and the activity's party rows as the services keep them.
    """

    class Meta:
        model = Version

    activity = factory.SubFactory(ActivityFactory)
    proposer = UNIT_PARTY
    proposed_at = datetime(2026, 1, 1, tzinfo=UTC)
    valid_from = date(2026, 1, 1)

    @classmethod
    def _create(cls, model_class, *args, rows=None, state=VersionState.AGREED, **values):
        rows = core_rows() if rows is None else tuple(rows)
        derived = derive(
            rows, settled_core_tasks=values["activity"].unit.area.policy.settled_core_tasks
        )
        version = super()._create(
            model_class,
            *args,
            state=VersionState.PROPOSED,
            core_arrangement=derived.core,
            all_arrangement=derived.all_tasks,
            is_provisional=derived.is_provisional,
            **values,
        )
        add_rows(version, rows)
        if state == VersionState.AGREED:
            agree(version)
        elif state != VersionState.PROPOSED:
            version.state = state
            version.save(update_fields=["state"])
        return version


def agree(version: Version) -> Version:
    """Make a proposed version the activity's latest agreed one."""
    parties = list(version.parties.all())
    for party in parties:
        Agreement.objects.create(
            version=version, party=party.party, user=UserFactory(), agreed_at=version.proposed_at
        )
    version.number = Version.objects.agreed().filter(activity=version.activity).count() + 1
    version.state = VersionState.AGREED
    version.decided_at = version.proposed_at
    version.save()
    ActivityParty.objects.filter(activity=version.activity).delete()
    ActivityParty.objects.bulk_create(
        ActivityParty(activity=version.activity, organisation_id=party.organisation_id)
        for party in parties
        if party.organisation_id
    )
    store_held([version.activity])
    return version


class TaskContactFactory(DjangoModelFactory):
    class Meta:
        model = TaskContact

    activity = factory.SubFactory(ActivityFactory)
    task = "schedule"
    party = UNIT_PARTY
    name = "Kari"
    phone = "+4722000003"
    valid_from = date(2026, 1, 1)


class LeadingVolunteerFactory(DjangoModelFactory):
    """Somebody with a log-in leads SCHEDULE since a day; the record is yours to make."""

    class Meta:
        model = LeadingVolunteer

    activity = factory.SubFactory(ActivityFactory)
    task = "schedule"
    person = factory.SubFactory(PersonFactory, has_login=True)
    from_at = factory.LazyFunction(lambda: clock.now() - timedelta(days=1))
    named_at = factory.SelfAttribute("from_at")


class ReviewRoundFactory(DjangoModelFactory):
    """An open review of the activity's latest agreed version, asking everybody whom it names.

    `answers={"unit": ("unit", {Task.RECRUIT: "unit"})}` are given by users of their own;
    `revealed_at=` shows them.
    """

    class Meta:
        model = ReviewRound

    occasion = "review"
    opened_at = factory.LazyFunction(lambda: clock.now() - timedelta(days=1))
    closes_at = factory.LazyFunction(lambda: clock.now() + timedelta(days=20))

    @classmethod
    def _create(cls, model_class, *args, answers=None, revealed_at=None, **values):
        values.setdefault("version", values["activity"].versions.agreed().last())
        row = super()._create(model_class, *args, **values)
        RoundParty.objects.bulk_create(
            RoundParty(round=row, party=one, organisation_id=organisation_id(one))
            for one in sorted(parties_of(row.version.rows))
        )
        for party, (stated, tasks) in (answers or {}).items():
            answer = StatedAnswer.objects.create(
                round=row, party=party, stated=stated, user=UserFactory(), answered_at=row.opened_at
            )
            TaskAnswer.objects.bulk_create(
                TaskAnswer(answer=answer, task=task, said=said) for task, said in tasks.items()
            )
        if revealed_at is not None:
            row.revealed_at = revealed_at
            row.save(update_fields=["revealed_at"])
        return row


class DisplacementReviewFactory(DjangoModelFactory):
    """The manager has answered, all in favour (`answers__would_stop=True` says otherwise).

    `found="risk"` closes it with that result, by the manager alone.
    """

    class Meta:
        model = DisplacementReview
        skip_postgeneration_save = True

    activity = factory.SubFactory(ActivityFactory)
    started_at = factory.LazyFunction(clock.now)
    second_voice_until = factory.LazyAttribute(lambda row: row.started_at + timedelta(days=14))

    @factory.post_generation
    def answers(self, create, extracted, **other):
        if create:
            DisplacementAnswers.objects.create(
                review=self, voice="manager", answered_at=self.started_at, **{**IN_FAVOUR, **other}
            )

    @factory.post_generation
    def found(self, create, extracted, **options):
        if create and extracted:
            self.state, self.result, self.done_at = "done", extracted, self.started_at
            self.save()


IN_FAVOUR = {
    "was_done_by_paid": False,
    "has_other_purpose": True,
    "would_stop": False,
    "were_hours_reduced": False,
    "was_in_dispute": False,
    "is_budgeted": True,
    "staff_consulted_on": date(2026, 1, 15),
    "union_consulted_on": date(2026, 1, 20),
}
