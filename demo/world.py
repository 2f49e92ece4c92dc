"""One invented municipality while it is being made: chance, time, and the rows made so far."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from django.db import models

from coordination.activities.models import Activity, ActivityType
from coordination.arrangements.rules import TaskRow
from coordination.shifts.models import Position, Series, Shift
from coordination.signups.models import SignUp
from demo.catalogue.plans import Plan
from volunteers.accounts.models import User
from volunteers.memberships.models import Membership
from volunteers.organisations.models import Organisation
from volunteers.people.models import Affiliation, Person
from volunteers.places.models import Area, AreaPolicy, CareUnit, Ward

SEED = "Solvik"
ZONE = ZoneInfo("Europe/Oslo")
WEEKS = 12  # of sessions behind and ahead of today
BATCH = 2000

Row = TypeVar("Row", bound=models.Model)


@dataclass
class World:
    """Number 0 is Solvik with its cast; every further one is a neighbour of the same make.

    The same number and the same `now` always give the same rows.
    """

    number: int
    now: datetime
    types: dict[str, ActivityType]
    random: Random = field(init=False)
    area: Area = field(init=False)
    policy: AreaPolicy = field(init=False)
    units: dict[str, CareUnit] = field(default_factory=dict)
    wards: dict[tuple[str, str], Ward] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)  # of the users with a role
    memberships: dict[str, Membership] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    affiliations: dict[str, Affiliation] = field(default_factory=dict)
    plans: dict[str, Plan] = field(default_factory=dict)
    activities: dict[str, Activity] = field(default_factory=dict)
    records: dict[str, tuple[TaskRow, ...]] = field(default_factory=dict)  # as valid today
    parties: dict[str, list[Organisation]] = field(default_factory=dict)
    regulars: dict[str, list[str]] = field(default_factory=dict)  # activity -> people
    series: list[Series] = field(default_factory=list)
    sessions: list[Session] = field(default_factory=list)
    sign_ups: list[SignUp] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.random = Random(f"{SEED}:{self.number}")

    @property
    def today(self) -> date:
        return self.now.astimezone(ZONE).date()

    @property
    def is_first(self) -> bool:
        return self.number == 0

    def uuid(self) -> uuid.UUID:
        """A public id that is the same in every run."""
        return uuid.UUID(int=self.random.getrandbits(128), version=4)

    def phone(self) -> str:
        """A number out of a range of the demo's own: 22 00 0x xx."""
        return f"+4722000{self.random.randrange(100, 1000):03d}"

    def email(self, name: str) -> str:
        """An address that cannot exist: example.org and example.net are kept for examples."""
        plain = name.lower().translate(str.maketrans("æøåäöü ", "aoaaou."))
        return f"{plain}@example.org" if self.is_first else f"{plain}.{self.number}@example.net"

    def ago(self, **span: float) -> datetime:
        return self.now - timedelta(**span)

    def manager(self, unit: str) -> User:
        """The user who decides for a unit."""
        return self.users[f"manager:{unit}"]

    def coordinator(self, organisation: str) -> User:
        """The user who decides for an organisation."""
        return self.users[f"coordinator:{organisation}"]


@dataclass
class Session:
    """A shift with what the makers of sign-ups need to know about it."""

    key: str  # of the activity
    on: date
    shift: Shift
    positions: list[Position]


def save(rows: Sequence[Row], **options: Any) -> list[Row]:
    """Write rows of one table in batches; their ids are set."""
    if not rows:
        return []
    return type(rows[0])._default_manager.bulk_create(rows, batch_size=BATCH, **options)
