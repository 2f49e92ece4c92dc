"""Proposing and answering: refusals, second presses, who is told."""

import uuid

import pytest

from careshare import clock
from careshare.audit.models import AuditEntry
from careshare.errors import Refused
from coordination.initiatives import services
from coordination.initiatives.models import Initiative
from coordination.initiatives.rules import InitiativeState
from tests.factories import ActivityTypeFactory, InitiativeFactory, UserFactory

pytestmark = pytest.mark.django_db


def values(**more):
    return {
        "title": "Accordion", "what": "Plays.", "purpose": "Music.", "roughly_when": "Fridays",
        "brings_people": 1, "type": ActivityTypeFactory(), **more,
    }  # fmt: skip


def suggest(unit, form_uuid=None):
    return services.propose_initiative(
        unit=unit,
        values=values(contact_name="Petra", contact_phone="+4722000001"),
        user=None,
        now=clock.now(),
        form_uuid=form_uuid or uuid.uuid4(),
    )


def decide(row, user, decision="no", reason="capacity", text=""):
    return services.decide(
        initiative=row, decision=decision, reason=reason, text=text, user=user, now=clock.now()
    )


def codes(refused):
    return [reason.code for reason in refused.value.reasons]


def test_the_public_is_taken_in_where_the_unit_allows_and_up_to_the_most(unit):
    with pytest.raises(Refused) as refused:
        suggest(unit)
    assert codes(refused) == ["unit_takes_no_suggestions"]
    unit.takes_public_suggestions = True
    unit.save()
    unit.area.policy.public_suggestions_most = 1
    unit.area.policy.save()
    same = uuid.uuid4()
    first = suggest(unit, same)
    assert suggest(unit, same) == first  # a second press is no second suggestion
    with pytest.raises(Refused) as refused:
        suggest(unit)
    assert codes(refused) == ["too_many_suggestions"]
    assert Initiative.objects.get().acknowledge_by > clock.now()


def test_answering_at_once_acknowledges_and_a_second_press_changes_nothing(unit):
    user, row = UserFactory(), InitiativeFactory(unit=unit)
    first = decide(row, user)
    assert first.state == InitiativeState.DECLINED
    assert first.acknowledged_by_id == first.decided_by_id == user.pk
    assert decide(row, user).version == first.version
    with pytest.raises(Refused) as refused:
        decide(row, user, decision="yes", reason="needed")
    assert codes(refused) == ["initiative_declined"]
    with pytest.raises(Refused) as refused:
        decide(row, UserFactory())  # a colleague's same words are another answer
    assert codes(refused) == ["initiative_declined"]
    assert AuditEntry.objects.filter(action="initiative.decided").count() == 1


@pytest.mark.parametrize(
    ("state", "step"),
    [
        ("withdrawn", "acknowledge"),
        ("withdrawn", "decide"),
        ("declined", "withdraw"),
        ("accepted", "acknowledge"),
    ],
)
def test_steps_that_come_too_late_change_nothing(state, step):
    row = InitiativeFactory(state=state)
    how = {
        "acknowledge": services.acknowledge,
        "withdraw": services.withdraw_initiative,
        "decide": lambda initiative, user, now: decide(initiative, user),
    }
    with pytest.raises(Refused) as refused:
        how[step](initiative=row, user=UserFactory(), now=clock.now())
    assert codes(refused) == [f"initiative_{state}"]
    row.refresh_from_db()
    assert (row.state, row.version) == (state, 1)


def test_second_presses_of_the_other_buttons(unit):
    user, row = UserFactory(), InitiativeFactory(unit=unit)
    for step in (services.acknowledge, services.withdraw_initiative):
        first = step(initiative=row, user=user, now=clock.now())
        assert step(initiative=row, user=user, now=clock.now()).version == first.version


def test_wishes_are_kept_as_they_were_said_last(red, area):
    kinds = [ActivityTypeFactory(code=code) for code in ("culture", "social")]
    for unwanted, areas in (([kinds[0].pk], []), ([kinds[1].pk], [area.pk])):
        services.set_wishes(organisation=red, areas=areas, unwanted=unwanted, user=UserFactory())
        assert list(red.unwanted_types.values_list("type_id", flat=True)) == unwanted
        assert red.in_areas.get().wants_no_requests == (not areas)
