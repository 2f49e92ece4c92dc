"""Volunteers who come for the first time, and whom somebody should induct."""

from __future__ import annotations

from itertools import groupby

from django.urls import reverse
from django.utils.translation import gettext as _

from coordination.signups.access import when
from coordination.signups.access.first_times import first_times
from coordination.signups.models import SignUp
from coordination.today import words
from coordination.today.services.board import title_of
from coordination.today.services.lines import Line
from coordination.today.services.scene import Scene
from volunteers.memberships.rules import Capability


def inductions(scene: Scene) -> list[Line]:
    """One line a session of the next days, where one holds TRAIN; two queries, or none where no
    session is ahead. It leaves when the session begins.
    """
    ids = set(scene.where(Capability.RECORD_TRAINING))
    ahead = {
        one.pk: one
        for one in scene.shifts
        if one.activity_id in ids and one.starts_at > scene.now and one.pk not in scene.closed
    }
    if not ahead:
        return []
    rows = SignUp.objects.confirmed().filter(shift__in=ahead).select_related("person")
    coming = list(rows.order_by("starts_at", "shift_id", "pk"))
    for one in coming:
        one.shift = ahead[one.shift_id]
    new = sorted(first_times(coming), key=lambda one: (one.starts_at, one.shift_id, one.pk))
    found = []
    for _pk, group in groupby(new, key=lambda one: one.shift_id):
        people = list(group)
        shift = people[0].shift
        names = words.together([one.person.name for one in people[: words.NAMES_SHOWN]])
        found.append(
            Line(
                _("For the first time: %(names)s") % {"names": names},
                f"{title_of(scene, shift)} · {when(shift)}",
                reverse("coordination:shift-detail", args=[shift.pk]),
                _("See"),
                kind="inductions",
                about=shift.pk,
                due=shift.starts_at,
            )
        )
    return found
