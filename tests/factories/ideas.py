"""Ideas from outside."""

from datetime import timedelta

import factory
from factory.django import DjangoModelFactory

from careshare import clock
from coordination.initiatives.models import Initiative
from coordination.initiatives.rules import InitiativeState, ProposerKind
from tests.factories.what import ActivityTypeFactory
from tests.factories.who import CareUnitFactory


class InitiativeFactory(DjangoModelFactory):
    """An idea from the public, or `organisation=...`, `person=...`; nobody has read it yet.

    `state=` alone gives it the facts that the database asks for.
    """

    class Meta:
        model = Initiative

    unit = factory.SubFactory(CareUnitFactory)
    type = factory.SubFactory(ActivityTypeFactory)
    title = factory.Sequence(lambda n: f"Accordion no. {n}")
    what = "Plays and sings along."
    purpose = "Music that people know."
    roughly_when = "Fridays after lunch"
    brings_people = 2
    organisation = None
    person = None
    kind = factory.LazyAttribute(
        lambda row: (
            ProposerKind.ORGANISATION
            if row.organisation
            else ProposerKind.VOLUNTEER
            if row.person
            else ProposerKind.PUBLIC
        )
    )
    contact_name = factory.LazyAttribute(
        lambda row: "Petra Public" if row.kind == ProposerKind.PUBLIC else ""
    )
    contact_email = factory.LazyAttribute(
        lambda row: "petra@example.org" if row.kind == ProposerKind.PUBLIC else ""
    )
    language = "en"
    proposed_at = factory.LazyFunction(clock.now)
    acknowledge_by = factory.LazyAttribute(lambda row: row.proposed_at + timedelta(days=5))

    @classmethod
    def _create(cls, model_class, *args, state=InitiativeState.PROPOSED, **values):
        at = values["proposed_at"] + timedelta(days=1)
        if state != InitiativeState.PROPOSED:
            values.setdefault("acknowledged_at", at)
        if state in (InitiativeState.ACCEPTED, InitiativeState.BECAME_ACTIVITY):
            values = {"decision": "yes", "decision_reason": "needed", "decided_at": at, **values}
        if state == InitiativeState.DECLINED:
            values = {"decision": "no", "decision_reason": "capacity", "decided_at": at, **values}
        if state == InitiativeState.WITHDRAWN:
            values.setdefault("withdrawn_at", at)
        if state == InitiativeState.BECAME_ACTIVITY:
            values.setdefault("became_at", at)
        return super()._create(model_class, *args, state=state, **values)
