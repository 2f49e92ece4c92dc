"""Proposals: a change, two claims on one activity, a counter-proposal; some that are over."""

from datetime import datetime, timedelta

from coordination.arrangements.models import Ending, Version
from coordination.arrangements.rules import UNIT_PARTY, DeclineReason, EndReason, VersionState
from coordination.arrangements.services.holding import store_held
from demo.catalogue import records
from demo.makers.versions import Draft, party, write
from demo.world import ZONE, World, save


def make(world: World) -> None:
    """Each on a current record; nothing of them applies yet."""
    valid = {
        version.activity_id: version
        for version in Version.objects.agreed()
        .filter(activity__unit__area=world.area)
        .order_by("number")
    }
    base = {key: valid.get(row.pk) for key, row in world.activities.items()}
    write(
        world,
        [
            _theirs(
                world, base["coffee"], "coffee", "red_cross", "coffee_proposed", world.ago(days=1),
                "We would like to support the volunteers together, and to divide hosting by "
                "weekday: you from Monday to Thursday, we from Friday on.",
                brings_people=7,
            ),
            _theirs(
                world, base["singing"], "singing", "choir", "together", world.ago(days=4),
                "Twelve of us would love to sing here on Sundays.", brings_people=12,
            ),
            _theirs(
                world, base["singing"], "singing", "red_cross", "divided", world.ago(days=2),
                "We have three experienced hosts who live nearby.", brings_people=3,
            ),
        ],
    )  # fmt: skip
    [answered, *_closed] = write(
        world,
        [
            _theirs(
                world, base["strong"], "strong", "trekking", "organisation", world.ago(days=5),
                "We can take this over and add a walk afterwards.", brings_people=4,
                state=VersionState.COUNTERED,
                decided_at=world.ago(days=3), decided_by=world.manager("fjordgata"),
            ),
            _theirs(
                world, base["book_club"], "book_club", "lively", "together", world.ago(days=50),
                "We could bring audio books.", brings_people=2,
                state=VersionState.DECLINED,
                decided_at=world.ago(days=46), decided_by=world.manager("solbakken"),
                decline_reason=DeclineReason.CAPACITY,
                decline_text="The club is small and well looked after. Thank you for asking.",
            ),
            _theirs(
                world, base["garden_friends"], "garden_friends", "red_cross", "together",
                world.ago(days=70), "Our spring group would like to dig with you.",
                brings_people=5, state=VersionState.EXPIRED,
                decided_at=world.ago(days=70 - world.policy.proposal_days),
            ),
        ],
    )  # fmt: skip
    write(world, [_counter(world, answered, base["strong"])])


def make_endings(world: World) -> None:
    """The Red Cross leaves one activity with notice; its day has not come."""
    activity, at = world.activities["visiting_friends"], world.ago(days=6)
    leaving = party(world, "red_cross")
    save(
        [
            Ending(
                activity=activity,
                version=Version.objects.agreed().filter(activity=activity).latest("number"),
                party=leaving,
                given_by_party=leaving,
                given_by=world.coordinator("red_cross"),
                given_at=at,
                ends_on=at.astimezone(ZONE).date() + timedelta(days=world.policy.notice_days),
                reason=EndReason.TOO_FEW_PEOPLE,
                message="Three of our visitors have moved away. We stay until then.",
            )
        ]
    )
    store_held([activity])


def _theirs(
    world: World,
    base: Version | None,
    key: str,
    organisation: str,
    pattern: str,
    at: datetime,
    message: str,
    state: VersionState = VersionState.PROPOSED,
    **options: object,
) -> Draft:
    name = party(world, organisation)
    starts_on = (at + timedelta(days=14)).date()
    if "brings_people" in options:
        options["brings_from"] = starts_on
    return Draft(
        key,
        records.rows(pattern, name),
        name,
        at,
        {name: (world.coordinator(organisation), at)},
        state,
        based_on=base,
        options={
            "valid_from": starts_on,
            "review_on": starts_on + timedelta(days=182),
            "trial_until": starts_on + timedelta(days=world.policy.trial_days),
            "notice_days": world.policy.notice_days,
            "expires_at": at + timedelta(days=world.policy.proposal_days),
            "message": message,
        }
        | options,
    )


def _counter(world: World, answered: Version, base: Version | None) -> Draft:
    """The unit would rather share than hand over; the organisation has not answered yet."""
    at = world.ago(days=3)
    name = party(world, "trekking")
    return Draft(
        "strong",
        records.rows("together", name),
        UNIT_PARTY,
        at,
        {UNIT_PARTY: (world.manager("fjordgata"), at)},
        VersionState.PROPOSED,
        based_on=base,
        options={
            "counters": answered,
            "valid_from": answered.valid_from,
            "review_on": answered.review_on,
            "trial_until": answered.trial_until,
            "brings_people": answered.brings_people,
            "brings_from": answered.brings_from,
            "notice_days": world.policy.notice_days,
            "expires_at": at + timedelta(days=world.policy.proposal_days),
            "message": "Gladly together: our physiotherapist would like to stay part of it.",
        },
    )
