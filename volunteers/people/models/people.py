"""The volunteer as a person: with or without a log-in, alone or as a group."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import UTC, date, datetime, tzinfo
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from phonenumber_field.modelfields import PhoneNumberField

from careshare import clock
from careshare.fields import CodeField
from volunteers.memberships.access import active_memberships
from volunteers.memberships.rules import Role
from volunteers.organisations.models import Organisation
from volunteers.people.rules import AffiliationKind, AskedFor, DayPart, PersonKind
from volunteers.places.models import Area, CareUnit


class PersonQuerySet(models.QuerySet["Person"]):
    """Which people."""

    def present(self) -> PersonQuerySet:
        """Not gone and not erased."""
        return self.filter(left_at__isnull=True, erased_at__isnull=True)

    def visible_to(self, user: Any) -> PersonQuerySet:
        """Oneself, and whom one's unit or organisation may see: by an affiliation, or by a sign-up
        there until some days after the last shift. The area's roles see nobody.
        """
        days = party_days(user, clock.now())
        seen = Sight.objects.seen_on(days)
        return self.filter(
            Q(user_id=user.pk or 0)
            | Q(pk__in=Affiliation.objects.current().filter(party_key__in=days).values("person_id"))
            | Q(pk__in=seen.values("person_id"))
        )


def party_days(user: Any, now: datetime) -> dict[str, date]:
    """The units and organisations for which a user may see people, as text keys, each with the
    calendar day that it is there.
    """
    roles = (Role.UNIT_MANAGER, Role.UNIT_STAFF, Role.COORDINATOR)
    return {
        one.scope_key: now.astimezone(one.zone).date()
        for one in active_memberships(user)
        if one.role in roles
    }


def party_keys(user: Any) -> list[str]:
    """The units and organisations for which a user may see people, as text keys."""
    return list(party_days(user, clock.now()))


class Person(models.Model):
    """A volunteer. Only the name is required; an erased person stays as an empty row."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="people",
    )
    kind = CodeField(PersonKind, default=PersonKind.INDIVIDUAL)
    name = models.CharField(max_length=120)
    contact_name = models.CharField(max_length=120, blank=True)  # of a group
    heads = models.PositiveIntegerField(default=1)
    email = models.EmailField(blank=True)  # two may share one
    phone = PhoneNumberField(blank=True)
    language = models.CharField(max_length=10, blank=True)
    birth_year = models.PositiveSmallIntegerField(null=True, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    asked_for = CodeField(AskedFor, default=AskedFor.THIS_ACTIVITY)
    offered_to = models.ForeignKey(
        Area, null=True, blank=True, on_delete=models.PROTECT, related_name="offering_people"
    )  # "I am free, ask me": holders of RECRUIT there see first name, interests and distance
    hours_most_month = models.PositiveSmallIntegerField(null=True, blank=True)  # own wish
    wishes_more = models.BooleanField(default=False)  # would like to come more often
    created_at = models.DateTimeField(auto_now_add=True)
    last_active_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    merged_into = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="merged"
    )  # was the same person, put down twice
    erased_at = models.DateTimeField(null=True)
    form_uuid = models.UUIDField(null=True, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "people"
        constraints = [
            models.CheckConstraint(condition=Q(heads__gte=1), name="person_heads_positive"),
            models.CheckConstraint(
                condition=Q(kind="group") | Q(heads=1), name="person_alone_is_one_head"
            ),
        ]
        indexes = [
            models.Index(fields=["email"], name="person_email"),
            models.Index(fields=["name"], name="person_name"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def first_name(self) -> str:
        """What others are shown who may not see the whole name; a group keeps its name."""
        return self.name if self.kind == PersonKind.GROUP else self.name.partition(" ")[0]

    @property
    def is_reachable_by_mail(self) -> bool:
        return bool(self.email)


class AffiliationQuerySet(models.QuerySet["Affiliation"]):
    """Which affiliations."""

    def current(self) -> AffiliationQuerySet:
        return self.filter(until__isnull=True)


class Affiliation(models.Model):
    """A volunteer belongs to an organisation, to a unit directly, or to nobody."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="affiliations")
    kind = CodeField(AffiliationKind)
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="affiliations"
    )
    unit = models.ForeignKey(
        CareUnit, null=True, blank=True, on_delete=models.PROTECT, related_name="affiliations"
    )
    party_key = models.CharField(max_length=40)  # "organisation:7", "unit:3" or "nobody"
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    objects = AffiliationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "party_key"],
                condition=Q(until__isnull=True),
                name="affiliation_once",
            ),
            models.CheckConstraint(
                condition=Q(organisation__isnull=True) | Q(unit__isnull=True),
                name="affiliation_one_party",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} with {self.party_key}"

    def save(self, *args, **kwargs) -> None:
        self.party_key = (
            f"organisation:{self.organisation_id}"
            if self.organisation_id
            else f"unit:{self.unit_id}"
            if self.unit_id
            else "nobody"
        )
        super().save(*args, **kwargs)

    @property
    def zone(self) -> tzinfo:
        """The zone that decides which day it is there; of nobody's, where the person offered help,
        and UTC where that is nowhere. Reads the areas: select them along.
        """
        home = self.organisation.home_area if self.organisation else self.person.offered_to
        area = self.unit.area if self.unit else home
        return area.zone if area else UTC


class Interest(models.Model):
    """An activity type that somebody would like to do, by its code."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="interests")
    type_code = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "type_code"], name="interest_once")
        ]

    def __str__(self) -> str:
        return self.type_code


class UsualTime(models.Model):
    """A part of a weekday on which somebody can usually come; no row at all says nothing."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="usual_times")
    weekday = models.PositiveSmallIntegerField()  # Monday is 0
    part = CodeField(DayPart)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "weekday", "part"], name="usual_time_once"),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="usual_time_in_a_week"),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.part} of {self.person_id}"


class DatedTime(models.Model):
    """Whether somebody can come on a part of one day: an answer to a question about those days."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="dated_times")
    on = models.DateField()
    part = CodeField(DayPart)
    is_free = models.BooleanField()
    said_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "on", "part"], name="dated_time_once"),
        ]
        indexes = [models.Index(fields=["on"], name="dated_time_day")]

    def __str__(self) -> str:
        return f"{self.on} {self.part} of {self.person_id}"


class SightQuerySet(models.QuerySet["Sight"]):
    """Who sees whom, and until when."""

    def seen_on(self, days: Mapping[str, date]) -> SightQuerySet:
        """Whom parties still see, each on its own calendar day; no query of its own."""
        parties: dict[date, list[str]] = {}
        for key, day in days.items():
            parties.setdefault(day, []).append(key)
        found = Q(pk__in=[])
        for day, keys in parties.items():  # two or three days at most, the whole world over
            found |= Q(party_key__in=keys, until_on__gte=day)
        return self.filter(found)

    def extend(self, person_id: int, party_keys: list[str], until_on: date) -> None:
        """Let these parties see a person at least until a day; two statements."""
        self.bulk_create(
            [
                self.model(
                    person_id=person_id,
                    unit_id=_id_in(key, "unit"),
                    organisation_id=_id_in(key, "organisation"),
                    party_key=key,
                    until_on=until_on,
                )
                for key in party_keys
            ],
            ignore_conflicts=True,
        )
        self.filter(person_id=person_id, party_key__in=party_keys, until_on__lt=until_on).update(
            until_on=until_on
        )


def _id_in(key: str, kind: str) -> int | None:
    name, _colon, number = key.partition(":")
    return int(number) if name == kind else None


class Sight(models.Model):
    """A unit or organisation may see a volunteer until a day, because of a sign-up there.

    Kept by the services that sign people up; a test rebuilds it from the sign-ups. So this room
    says who sees whom without knowing what a sign-up is.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="sights")
    unit = models.ForeignKey(
        CareUnit, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    party_key = models.CharField(max_length=40)
    until_on = models.DateField()

    objects = SightQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "party_key"], name="sight_once"),
        ]
        indexes = [models.Index(fields=["party_key", "until_on"], name="sight_party")]

    def __str__(self) -> str:
        return f"{self.party_key} sees {self.person_id}"
