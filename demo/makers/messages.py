"""Letters that have gone out lately, and two that did not arrive: those people are to be rung."""

from datetime import datetime, timedelta

from careshare.outbox.models import Delivery
from careshare.outbox.rules import Channel, DeliveryState, Priority, delivery_key
from coordination.signups.models import SignUp
from coordination.signups.rules import SignUpState
from demo.world import ZONE, World, save

UNREACHED = ("odd", "gerd")
SENT_MOST = 24
CONFIRMED, REMINDER = "confirmed", "reminder"


def make(world: World) -> None:
    """Confirmations of this week's sign-ups, and the two failures."""
    keys = {row.pk: key for key, row in world.people.items()}
    soon = [
        row
        for row in world.sign_ups
        if row.state == SignUpState.CONFIRMED
        and world.now < row.starts_at < world.now + timedelta(days=8)
        and row.person.email
    ]
    rows: list[Delivery] = []
    for row in soon:
        has_failed = keys[row.person_id] in UNREACHED
        if has_failed or len(rows) < SENT_MOST or keys[row.person_id] == "vera":
            rows.append(_confirmation(world, row, has_failed=has_failed))
    save(rows)


def _confirmation(world: World, row: SignUp, *, has_failed: bool) -> Delivery:
    at = max(row.made_at, world.ago(days=20)) + timedelta(minutes=1)
    delivery = Delivery(
        key=delivery_key(
            "signup", row.pk, row.version, CONFIRMED, "", f"person:{row.person_id}", Channel.EMAIL
        ),
        kind=CONFIRMED,
        cause="signup",
        cause_id=row.pk,
        cause_version=row.version,
        channel=Channel.EMAIL,
        priority=Priority.NORMAL,
        person_id=row.person_id,
        user=row.person.user,
        address=row.person.email,
        due_at=at,
        attempts=1,
    )
    if has_failed:
        delivery.state, delivery.problem = DeliveryState.FAILED, "address_refused"
    else:
        delivery.state, delivery.sent_at = DeliveryState.SENT, at + timedelta(seconds=20)
    _write(delivery, row)
    return delivery


def _write(delivery: Delivery, row: SignUp) -> None:
    activity = row.shift.activity
    start, end = row.starts_at.astimezone(ZONE), row.ends_at.astimezone(ZONE)
    when = f"{start:%A} {start.day} {start:%B}, {start:%H:%M}-{end:%H:%M}"
    delivery.subject = f"You are coming: {activity.name}, {start:%a} {start.day} {start:%b}"
    delivery.body = (
        f"Hello {row.person.first_name},\n\n"
        f"Thank you. You are coming to {activity.name}.\n\n"
        f"When: {when}\n"
        f"Where: {activity.place}, {activity.unit.name}, {activity.unit.address}\n\n"
        f"Cannot come? Call {activity.contact_name}: {activity.contact_phone}\n\n"
        "Add it to your calendar with the file that comes with this letter.\n"
    )
    delivery.attachment_name = "session.ics"
    delivery.attachment = _calendar(row, delivery.due_at)


def _calendar(row: SignUp, at: datetime) -> str:
    """One event (RFC 5545)."""
    from icalendar import Calendar, Event

    event = Event()
    event.add("uid", f"{row.public_id}@careshare")
    event.add("dtstamp", at)
    event.add("dtstart", row.starts_at)
    event.add("dtend", row.ends_at)
    event.add("summary", row.shift.activity.name)
    event.add("location", f"{row.shift.activity.place}, {row.shift.activity.unit.name}")
    calendar = Calendar()
    calendar.add("prodid", "-//CareShare//demo//EN")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    return str(calendar.to_ical().decode())
