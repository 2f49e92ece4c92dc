"""Letters that have gone out lately, and two that did not arrive: those people are to be rung."""

from datetime import timedelta

from careshare.outbox.models import Delivery
from careshare.outbox.rules import DeliveryState, Priority
from careshare.outbox.services.kinds import Draft
from careshare.outbox.services.sweeping import compose
from coordination.messages.rules import Kind
from coordination.signups.models import SignUp
from coordination.signups.rules import SignUpState
from demo.world import World, save

UNREACHED = ("odd", "gerd")
REFUSED = "address_refused"
SENT_MOST = 24
DAYS_AHEAD = 8


def make(world: World) -> None:
    """Confirmations of this week's sign-ups, written as the letterbox writes them.

    In the first municipality only: the texts of the others count as removed after their time.
    """
    keys = {row.pk: key for key, row in world.people.items()}
    until = world.now + timedelta(days=DAYS_AHEAD)
    rows: list[Delivery] = []
    for row in sorted(world.sign_ups, key=lambda one: (keys[one.person_id] != "vera", one.pk)):
        is_soon = world.now < row.starts_at < until and row.state == SignUpState.CONFIRMED
        is_told = keys[row.person_id] in UNREACHED
        if is_soon and row.person.email and (is_told or len(rows) < SENT_MOST):
            rows.append(_confirmation(world, row, has_failed=is_told))
    save(rows)


def _confirmation(world: World, row: SignUp, *, has_failed: bool) -> Delivery:
    draft = Draft(
        kind=Kind.CONFIRMED,
        cause="signup",
        cause_id=row.pk,
        cause_version=row.version,
        due_at=row.made_at + timedelta(seconds=world.policy.undo_seconds),
        person_id=row.person_id,
        priority=Priority.CHANGE,
        useless_after=row.starts_at,
    )
    delivery = Delivery(
        key=draft.key,
        kind=draft.kind,
        cause=draft.cause,
        cause_id=draft.cause_id,
        cause_version=draft.cause_version,
        channel=draft.channel,
        priority=draft.priority,
        person_id=draft.person_id,
        address=row.person.email,
        due_at=draft.due_at,
        useless_after=draft.useless_after,
        attempts=1,
    )
    if has_failed:
        delivery.state, delivery.problem = DeliveryState.FAILED, REFUSED
    else:
        delivery.state = DeliveryState.SENT
        delivery.sent_at = draft.due_at + timedelta(seconds=12)
    letter = compose(delivery, draft.due_at) if world.is_first else None
    if letter is not None:
        delivery.subject, delivery.body = letter.subject, letter.body
        delivery.attachment_name = letter.attachment_name
        delivery.attachment = letter.attachment
    return delivery
