"""What a message to all says about itself: whom it reaches, whom to ring, what was written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coordination.activities.models import Announcement
from coordination.activities.rules.announcements import Audience, Purpose
from coordination.activities.words.announcements import AUDIENCES, PURPOSES
from coordination.planning.words.board import day
from volunteers.people.models import Person


def reached_sentence(people: Sequence[Person], *, is_sent: bool) -> str:
    """How many get it by e-mail."""
    count = sum(1 for one in people if one.is_reachable_by_mail)
    if is_sent:
        text = ngettext("On its way to %(count)s volunteer.", "On its way to %(count)s volunteers.",
                        count)  # fmt: skip
    else:
        text = ngettext("%(count)s volunteer gets this by e-mail.",
                        "%(count)s volunteers get this by e-mail.", count)  # fmt: skip
    return text % {"count": count}


def preview(text: str, people: Sequence[Person]) -> dict[str, Any]:
    """What is shown before it goes out: the words, how many get them, and whom to ring instead."""
    return {
        "preview": text,
        "reached": reached_sentence(people, is_sent=False),
        "ring": [one.name for one in people if not one.is_reachable_by_mail],
        "is_anybody": bool(people),
    }


@dataclass(frozen=True)
class AnnouncementLine:
    """One message that was written before."""

    pk: int
    title: str
    sub: str
    text: str
    may_take_back: bool


def announcement_lines(
    rows: Iterable[Announcement], names: Mapping[str, str], now: datetime
) -> list[AnnouncementLine]:
    """The latest messages, whoever wrote them; no query."""
    return [
        AnnouncementLine(
            pk=row.pk,
            title=str(PURPOSES[Purpose(row.purpose)]),
            sub=_about(row, names),
            text=row.text,
            may_take_back=row.withdrawn_at is None and now <= row.back_until,
        )
        for row in rows
    ]


def _about(row: Announcement, names: Mapping[str, str]) -> str:
    parts = [
        day(row.made_at.astimezone(row.activity.unit.zone).date()),
        names.get(row.made_for, ""),
        str(AUDIENCES[Audience(row.audience)]),
        _("taken back") if row.withdrawn_at else "",
    ]
    return " · ".join(filter(None, parts))
