"""Does this replace paid work? Classes, paid posts, one alert, and a review of each result."""

from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any

from coordination.activities.models import (
    DisplacementAnswers,
    DisplacementReview,
    PaidPosts,
)
from coordination.activities.rules.displacement import Answers, ReviewState, Voice, find
from coordination.activities.rules.posts import last_quarters
from coordination.arrangements.rules import UNIT_PARTY
from coordination.shifts.models import Position, Shift
from coordination.signups.models import Attendance, SignUp
from coordination.signups.rules import AttendanceState, SignUpState
from demo.world import ZONE, World, save

LAW = "Helse- og omsorgstjenesteloven § 3-2"
# The oldest of eight quarters first. At Elvebo half a post is gone while volunteers come more.
POSTS = {
    ("elvebo", "physical"): ("1.5", "1.5", "1.5", "1.5", "1.5", "1.5", "1", "1"),
    ("home_care", "meals"): ("4", "4", "4.2", "4.2", "4.2", "4.2", "4.2", "4.2"),
}


def _said(**other: Any) -> dict[str, Any]:
    return {
        "was_done_by_paid": False,
        "has_other_purpose": True,
        "would_stop": False,
        "were_hours_reduced": False,
        "was_in_dispute": False,
        "is_budgeted": True,
        **other,
    }


# activity, days ago, what the manager says, what the representative says (None: has not yet)
REVIEWS: tuple[tuple[str, int, dict[str, Any], dict[str, Any] | None], ...] = (
    ("lunch", 60, _said(), _said(agrees=True, text="Gjestene ved bordet er et tillegg.")),
    ("dinner", 45, _said(text="Hjemmetjenesten bringer maten på de andre dagene."),
     _said(would_stop=True, agrees=False,
           text="Tre dager i uken er det ingen ansatte som kan bringe maten.")),
    ("dance", 20, _said(were_hours_reduced=True, text="En halv stilling er ikke besatt."),
     _said(were_hours_reduced=True, agrees=True, text="Stillingen bør lyses ut igjen.")),
    ("saturday_outing", 30, _said(was_done_by_paid=True),
     _said(was_done_by_paid=True, were_hours_reduced=True, agrees=False,
           text="Lørdagsvakten ble tatt bort i juni.")),
    ("breakfast", 4, _said(text="Frokosten kommer i tillegg til måltidet på avdelingen."), None),
)  # fmt: skip


def make(world: World) -> None:
    """About forty rows; the area's classes of types stand with the places."""
    _classify(world)
    _posts(world)
    _last_quarter(world)
    _reviews(world)


def _classify(world: World) -> None:
    breakfast, lunch = world.activities["breakfast"], world.activities["lunch"]
    breakfast.statutory_class, breakfast.legal_reference = "mixed", LAW
    breakfast.save(update_fields=["statutory_class", "legal_reference"])
    for one in (lunch, world.activities["saturday_outing"]):
        one.was_paid_work, one.paid_work_said_on = True, world.ago(days=60).astimezone(ZONE).date()
        one.save(update_fields=["was_paid_work", "paid_work_said_on"])


def _posts(world: World) -> None:
    quarters = last_quarters(world.today)
    rows = []
    for (unit, group), numbers in POSTS.items():
        posts = [Decimal(text) for text in numbers]
        for number, quarter in enumerate(quarters):
            fell = posts[number - 1] - posts[number] if number else Decimal(0)
            rows.append(
                PaidPosts(
                    unit=world.units[unit],
                    group=group,
                    starts_on=quarter.starts_on,
                    posts=posts[number],
                    cut=max(fell, Decimal(0)),
                    entered_at=world.ago(days=70),
                    entered_by=world.manager(unit),
                    form_uuid=world.uuid(),
                )
            )
    save(rows)


def _last_quarter(world: World) -> None:
    """One dance of the last quarter that is over: far enough back to meet no other session."""
    quarter = last_quarters(world.today)[-2]
    day = quarter.starts_on + timedelta(days=3)
    starts, ends = (datetime.combine(day, time(hour), ZONE) for hour in (14, 16))
    shift = Shift(
        activity=world.activities["dance"], starts_at=starts, ends_at=ends, public_id=world.uuid()
    )
    save([shift])
    people = world.regulars["dance"][:2]
    position = Position(shift=shift, minimum=1, maximum=len(people))
    save([position])
    sign_ups = [
        SignUp(
            public_id=world.uuid(), shift=shift, position=position, person=world.people[key],
            state=SignUpState.CONFIRMED, starts_at=starts, ends_at=ends,
            made_at=starts - timedelta(days=5),
        )
        for key in people
    ]  # fmt: skip
    save(sign_ups)
    save(
        [
            Attendance(
                sign_up=row, state=AttendanceState.CAME, minutes=120, recorded_at=ends,
                recorded_for=UNIT_PARTY, recorded_by=world.manager("elvebo"),
            )
            for row in sign_ups
        ]
    )  # fmt: skip


def _reviews(world: World) -> None:
    """Answers go in while a review waits; the database lets nothing into one that is done."""
    reviews = [_review(world, key, days) for key, days, _first, _second in REVIEWS]
    save(reviews)
    answers = [
        [
            _voice(world, review, key, voice, said)
            for voice, said in ((Voice.MANAGER, first), (Voice.REPRESENTATIVE, second))
            if said is not None
        ]
        for review, (key, _days, first, second) in zip(reviews, REVIEWS, strict=True)
    ]
    save([one for voices in answers for one in voices])
    for review, voices in zip(reviews, answers, strict=True):
        if len(voices) > 1:
            _close(world, review, [one.facts for one in voices])


def _review(world: World, key: str, days: int) -> DisplacementReview:
    activity, at = world.activities[key], world.ago(days=days)
    why = [{"code": "displacement_class", "values": {"class": "mixed"}}]
    if activity.was_paid_work:
        why = [{"code": "displacement_paid_work", "values": {}}]
    if key == "dance":
        why = [{"code": "displacement_posts_cut", "values": {"group": "physical"}}]
    return DisplacementReview(
        activity=activity, needed_for=why, started_at=at, form_uuid=world.uuid(),
        started_by=world.manager(world.plans[key].unit),
        second_voice_until=at + timedelta(days=world.policy.second_voice_days),
        conditions="Ansatte er alltid til stede." if key == "dance" else "",
    )  # fmt: skip


def _voice(
    world: World, review: DisplacementReview, key: str, voice: Voice, said: dict[str, Any]
) -> DisplacementAnswers:
    is_manager = voice == Voice.MANAGER
    who = f"manager:{world.plans[key].unit}" if is_manager else "representative"
    asked_on = (review.started_at - timedelta(days=12)).date()
    return DisplacementAnswers(
        review=review, voice=voice, name=world.names[who], answered_by=world.users[who],
        answered_at=review.started_at + timedelta(days=0 if is_manager else 3),
        form_uuid=world.uuid(), staff_consulted_on=asked_on, union_consulted_on=asked_on, **said,
    )  # fmt: skip


def _close(world: World, review: DisplacementReview, voices: list[Answers]) -> None:
    finding = find(voices)
    review.state, review.has_second_voice = ReviewState.DONE, True
    review.result, review.found_for = finding.result, list(finding.reasons)
    review.done_at = review.started_at + timedelta(days=3)
    if finding.reasons:
        review.look_again_on = world.today + timedelta(days=120)
    review.save()
