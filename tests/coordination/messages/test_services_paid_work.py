"""Who hears of a review of paid work: the representative when it waits, the manager when closed."""

import uuid

import pytest

from careshare import clock
from coordination.activities.services.displacement import add_second_voice, start_review
from tests.coordination.messages.helpers import letters, one_letter
from tests.factories.what import IN_FAVOUR, ActivityFactory
from tests.factories.who import MembershipFactory
from volunteers.memberships.rules import Role

pytestmark = pytest.mark.django_db


def test_the_second_voice_is_asked_and_the_manager_told():
    activity = ActivityFactory(unit__name="Solbakken", name="Hot dinner")
    unit = activity.unit
    manager = MembershipFactory(unit=unit, user__email="unit@example.org").user
    representative = MembershipFactory(
        role=Role.STAFF_REPRESENTATIVE, area=unit.area, user__email="staff@example.org"
    ).user
    review = start_review(
        activity=activity, answers=IN_FAVOUR, conditions="", look_again_on=None, name="Anne",
        user=manager, now=clock.now(), form_uuid=uuid.uuid4(),
    )  # fmt: skip
    letter = one_letter("staff@example.org")
    assert letter.subject == "Does this replace paid work? Hot dinner, Solbakken"
    assert f"/paid-work/{review.pk}/" in letter.body
    add_second_voice(
        review=review, answers={**IN_FAVOUR, "agrees": False, "text": "No."}, name="Jorunn",
        user=representative, now=clock.now(), form_uuid=uuid.uuid4(),
    )  # fmt: skip
    (letter,) = letters()
    assert letter.to == ["unit@example.org"]
    assert "It adds to paid work" in letter.body
    assert "does not agree" in letter.body
