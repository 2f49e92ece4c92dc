"""Who reads which number."""

from datetime import timedelta

from careshare import clock
from careshare.outbox.models import Delivery
from coordination.signups.services import sign_up
from coordination.today.access import failed_deliveries
from tests.factories import PersonFactory, ShiftFactory, SignUpFactory
from volunteers.memberships.access import Actor


def at(hours: float):
    return clock.now() + timedelta(hours=hours)


def test_the_call_list_says_nothing_of_where_else_somebody_goes(here):
    person = PersonFactory(name="Odd Lie")
    shift = ShiftFactory(activity=here.coffee, starts_at=at(5))
    own = sign_up(person=person, position=shift.positions.get(), user=here.manager.user)
    elsewhere = SignUpFactory(person=person, shift=ShiftFactory(starts_at=at(50)))
    for key, about in (("a", elsewhere), ("b", own)):
        Delivery.objects.create(
            key=key, kind="x", cause="signup", cause_id=about.pk, state="failed",
            person_id=person.pk, due_at=at(-1),
        )  # fmt: skip
    for membership in (here.manager, here.coordinator):
        actor = Actor(membership.user, membership)
        assert [one.key for one in failed_deliveries(actor, at(0))] == ["b"]
