"""Two rows about one person become one: put down by a coordinator, and registered of one's own."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import IntegrityError, models, transaction

from careshare.audit.services import record as audit
from careshare.errors import Reason, refuse_if
from coordination.activities.models import LeadingVolunteer
from coordination.initiatives.models import Initiative
from coordination.matching.models import Asked
from coordination.planning.services.suspending import end_leading_on_hold
from coordination.shifts.models import Position
from coordination.signups.models import AddedHours, PlaceOffer, SignUp, Standing, Suspension
from coordination.signups.rules import CancelledBy, CancelReason, SignUpState
from coordination.signups.services import fill
from volunteers.credentials.models import Credential
from volunteers.people.models import DatedTime, Interest, Person, Sight, UsualTime
from volunteers.people.rules import PersonKind

_STRENGTH = (
    SignUpState.CONFIRMED,
    SignUpState.AWAITING,
    SignUpState.OFFERED,
    SignUpState.REQUESTED,
    SignUpState.WAITLISTED,
)
"""Of two rows on one session the one that is nearest to a place stays."""

FOLLOWING: tuple[type[models.Model], ...] = (
    SignUp, PlaceOffer, Standing, Suspension, Credential, Asked, Initiative, Interest, UsualTime,
    DatedTime, AddedHours, LeadingVolunteer,
)  # fmt: skip
"""What goes along with a person. A row that the person who stays has too is left behind."""


@transaction.atomic
def put_together(*, keep: Person, other: Person, user: Any, now: datetime) -> Person:
    """Everything of the other row goes to the one that stays; the other is closed and points there.

    On a session where both stood, one place stays and the other is free for whoever waits, without
    a letter: the person comes. A hold of either ends what the other leads where it reaches. Locks
    both people in order, then the positions in order. A second press gives the same answer. About
    twenty statements, and two for each row that goes along.

    Raises:
        Refused: the two are different kinds, or would come to two places at once.
    """
    people = Person.objects.select_for_update(no_key=True)
    rows = {one.pk: one for one in people.filter(pk__in=[keep.pk, other.pk]).order_by("pk")}
    keep, other = rows[keep.pk], rows[other.pk]
    if other.merged_into_id == keep.pk or keep.pk == other.pk:
        return keep
    refuse_if(_reasons_against(keep, other))
    freed = _leave_one_place(keep, other, user, now)
    for model in FOLLOWING:
        _take_along(model, keep, other)
    end_leading_on_hold(person=keep, user=user, now=now)
    _keep_lists(keep, other, now)
    keep.phone = keep.phone or other.phone
    keep.email = keep.email or other.email
    keep.version += 1
    keep.save(update_fields=["phone", "email", "version"])
    other.merged_into, other.left_at, other.user = keep, now, None
    other.email = other.phone = ""
    other.version += 1
    other.save(update_fields=["merged_into", "left_at", "user", "email", "phone", "version"])
    audit(actor=user, action="person.put_together", subject=keep, fields=["merged"], at=now)
    for position_id in freed:
        fill(position_id, now)
    user.__dict__.pop("_people", None)  # what this request remembers is out of date
    return keep


def _reasons_against(keep: Person, other: Person) -> list[Reason]:
    if PersonKind.GROUP in (keep.kind, other.kind):
        return [Reason("people_differ")]
    if other.user_id not in (None, keep.user_id):
        return [Reason("person_link_used")]
    if other.left_at is not None or keep.left_at is not None:
        return [Reason("person_link_over")]
    comes = SignUp.objects.confirmed().select_related("shift__activity")
    own = list(comes.filter(person=keep, is_overlap_allowed=False))
    return [
        Reason("twice_at_once", {"one": mine.shift.activity.name, "other": one.shift.activity.name})
        for one in comes.filter(person=other, is_overlap_allowed=False)
        for mine in own
        if one.shift_id != mine.shift_id
        and one.starts_at < mine.ends_at
        and mine.starts_at < one.ends_at
    ]


def _leave_one_place(keep: Person, other: Person, user: Any, now: datetime) -> list[int]:
    """Cancel the weaker of two rows on one session; the positions on which a place is free then."""
    live = SignUp.objects.live().select_related("shift")
    theirs = {one.shift_id: one for one in live.filter(person=other)}
    pairs = [(one, theirs[one.shift_id]) for one in live.filter(person=keep, shift__in=theirs)]
    ids = {row.position_id for pair in pairs for row in pair}
    list(Position.objects.select_for_update().filter(pk__in=ids).order_by("pk"))
    freed = set()
    for pair in pairs:
        _stronger, weaker = sorted(pair, key=lambda row: _STRENGTH.index(SignUpState(row.state)))
        weaker.state_before, weaker.state = weaker.state, SignUpState.CANCELLED
        weaker.cancelled_at, weaker.cancelled_by = now, CancelledBy.VOLUNTEER
        weaker.cancelled_by_user, weaker.cancel_reason = user, CancelReason.TWICE
        weaker.version += 1
        weaker.save()
        audit(actor=user, action="signup.cancelled", subject=weaker,
              activity_id=weaker.shift.activity_id, at=now)  # fmt: skip
        if weaker.shift.starts_at > now:
            freed.add(weaker.position_id)
    return sorted(freed)


def _take_along(model: type[models.Model], keep: Person, other: Person) -> None:
    for pk in model._default_manager.filter(person=other).values_list("pk", flat=True):
        try:
            with transaction.atomic():
                model._default_manager.filter(pk=pk).update(person=keep)
        except IntegrityError:  # the one who stays has the same
            continue


def _keep_lists(keep: Person, other: Person, now: datetime) -> None:
    """On whose lists the person is, and who may see the person."""
    own = set(keep.affiliations.current().values_list("party_key", flat=True))
    rows = other.affiliations.current().select_related(
        "unit__area", "organisation__home_area", "person__offered_to"
    )
    for row in rows:
        if row.party_key in own:
            row.until = now.astimezone(row.zone).date()
            row.save(update_fields=["until"])
        else:
            row.person = keep
            row.save(update_fields=["person"])
    for seen in other.sights.all():
        Sight.objects.extend(keep.pk, [seen.party_key], seen.until_on)
