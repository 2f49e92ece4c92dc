"""How each side sees it, in words: what was asked, who has answered, where the answers differ."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later
from django.utils.translation import ngettext, ngettext_lazy

from careshare.sentences import Sentence, joined
from coordination.arrangements.access import Record
from coordination.arrangements.models import ReviewRound, StatedAnswer
from coordination.arrangements.rules import (
    ARRANGEMENT_OF,
    ASKED_TASKS,
    DONT_KNOW,
    UNIT_PARTY,
    Doer,
    Gap,
    Occasion,
    Stated,
    perspective_gap,
)
from coordination.arrangements.words import COLOURS, DOER_COLOURS, DOERS, STRIPED, TASKS
from coordination.planning.words.board import Chip, day, doer_chip, record_chip
from volunteers.memberships.rules import Task

STATED = {
    Stated.UNIT: _later("The care unit coordinates it"),
    Stated.ORGANISATION: _later("The organisation coordinates it"),
    Stated.TOGETHER: _later("Both do the same tasks together"),
    Stated.DIFFERENT: _later("Both take part, each with other tasks"),
    Stated.BOTH: _later("Some tasks together, others each for itself"),
    Stated.VOLUNTEERS: _later("The volunteers themselves"),
    Stated.DONT_KNOW: _later("Don't know"),
}

HOW_COUNTED = _later(
    "Counted are the tasks that both sides answered; “don't know” and what was left out do not "
    "count. Where several organisations take part, the care unit is compared with each of them by "
    "itself, and a task counts once for each. This way of counting is our own."
)
"""Printed under the perspective gap (report R24)."""

SENTENCES = {
    "round_revealed": Sentence(
        _later("The answers are shown to all now, so none can change any more."),
        _later("Look at them, then propose a change if something is not right."),
    ),
    "round_not_asked": Sentence(
        _later("Your side is not asked here."), _later("Leave it to those who take part.")
    ),
    "round_other_side": Sentence(
        _later("You have answered for another side here."),
        _later("Somebody else must answer, so that each side says alone how it sees it."),
    ),
    "round_activity_ended": Sentence(_later("This activity has ended.")),
    "round_nothing_recorded": Sentence(
        _later("Nothing is recorded yet that you could look at together."),
        _later("Say first who does what."),
    ),
    "round_not_revealed": Sentence(
        _later("Not everybody has answered yet."), _later("Wait for the answers.")
    ),
    "round_decided": Sentence(
        _later("Somebody has already said what follows from these answers."),
        _later("Look at the page again."),
    ),
    "next_review_in_past": Sentence(
        _later("The next review must lie in the future."), _later("Choose a later day.")
    ),
    "next_review_too_far": Sentence(
        ngettext_lazy(
            "A review can be planned at most %(months)s month ahead.",
            "A review can be planned at most %(months)s months ahead.",
            "months",
        ),
        _later("Choose an earlier day."),
    ),
    "nothing_assumed": Sentence(
        _later("Nothing is assumed here any more."), _later("Look at who does what now.")
    ),
}


def round_title(row: ReviewRound) -> str:
    """What a round is called."""
    if row.occasion == Occasion.START:
        return _("How do you see it at the start?")
    return _("How do you see it now?")


def round_lead(row: ReviewRound) -> str:
    """Where a round stands."""
    zone = row.activity.unit.zone
    if row.revealed_at is None:
        closes = {"day": day(row.closes_at.astimezone(zone).date())}
        said = _(
            "Each side answers alone. The answers are shown once everybody has answered, "
            "or on %(day)s."
        )
        return said % closes
    return _("Shown to all since %(day)s.") % {"day": day(row.revealed_at.astimezone(zone).date())}


def task_choices(row: ReviewRound) -> list[tuple[str, str]]:
    """The answers to "who does it in fact?", with the names of those who take part."""
    own = _doer_names(row)
    return [
        ("", _("No answer")),
        *((doer.value, own.get(doer, str(DOERS[doer]))) for doer in Doer),
        (DONT_KNOW, str(STATED[Stated.DONT_KNOW])),
    ]


def _doer_names(row: ReviewRound) -> dict[Doer, str]:
    asked = row.asked
    names = {Doer.UNIT: _("%(who)s alone") % {"who": asked[UNIT_PARTY]}}
    others = [name for party, name in asked.items() if party != UNIT_PARTY]
    if others:
        names[Doer.ORGANISATION] = _("%(who)s alone") % {"who": joined(others)}
    return names


@dataclass(frozen=True)
class SideLine:
    """One side that is asked, and whether it has answered; never what."""

    name: str
    has_answered: bool
    is_own: bool


def side_lines(row: ReviewRound, answered: Iterable[str], own: str) -> list[SideLine]:
    """Who has answered. No query where the parties are prefetched."""
    given = set(answered)
    return [SideLine(name, party in given, party == own) for party, name in row.asked.items()]


@dataclass(frozen=True)
class SeenRow:
    """One question: as agreed, and as each side answered."""

    label: str
    agreed: Chip
    named: list[tuple[str, Chip]]  # by side
    differs: bool
    is_compared: bool  # at least two sides have said something


@dataclass(frozen=True)
class Comparison:
    """Both sides' answers side by side."""

    sides: list[str]
    rows: list[SeenRow]
    says: str


def comparison(row: ReviewRound, answers: Sequence[StatedAnswer], record: Record) -> Comparison:
    """The answers of a revealed round beside what was agreed.

    No query where the answers' tasks are prefetched.

    Args:
        answers: those that the reader may read; of a revealed round all.
        record: of the version that was looked at.
    """
    given = {one.party: one for one in answers}
    said = {party: one.by_task for party, one in given.items()}
    gap = perspective_gap(said)
    stated = [Stated(one.stated) for one in answers if one.stated != DONT_KNOW]
    rows = [
        SeenRow(
            _("Who coordinates"),
            record_chip(record),
            [(name, _stated_chip(given.get(party))) for party, name in row.asked.items()],
            len(set(stated)) > 1,
            len(stated) > 1,
        )
    ]
    if row.occasion == Occasion.REVIEW:
        rows += [_task_row(row, task, said, record, gap) for task in ASKED_TASKS]
    return Comparison(
        list(row.asked.values()), rows, _gap_sentence(len(gap.differing), len(gap.tasks))
    )


def _task_row(
    row: ReviewRound,
    task: Task,
    said: Mapping[str, Mapping[Task, str]],
    record: Record,
    gap: Gap,
) -> SeenRow:
    names = _doer_names(row)
    return SeenRow(
        str(TASKS[task]),
        doer_chip(record.by_task.get(task), record.names),
        [
            (name, _said_chip(said.get(party, {}).get(task, ""), names))
            for party, name in row.asked.items()
        ],
        task in gap.differing,
        task in gap.tasks,
    )


def _stated_chip(answer: StatedAnswer | None) -> Chip:
    if answer is None:
        return Chip(_("No answer"))
    stated = Stated(answer.stated)
    seen = ARRANGEMENT_OF[stated]
    return Chip(str(STATED[stated]), COLOURS[seen], "", seen in STRIPED)


def _said_chip(said: str, names: Mapping[Doer, str]) -> Chip:
    if not said:
        return Chip(_("No answer"))
    if said == DONT_KNOW:
        return Chip(str(STATED[Stated.DONT_KNOW]))
    doer = Doer(said)
    striped = doer == Doer.DIVIDED
    return Chip(names.get(doer, str(DOERS[doer])), DOER_COLOURS[doer], "", striped)


def _gap_sentence(differing: int, compared: int) -> str:
    if not compared:
        return ""
    if not differing:
        return _("You see every task alike that both sides have answered.")
    said = ngettext(
        "Of %(compared)s task that both sides have answered you see %(differing)s differently.",
        "Of %(compared)s tasks that both sides have answered you see %(differing)s differently.",
        compared,
    )
    return said % {"compared": compared, "differing": differing}


def kept_sentence(row: ReviewRound) -> str:
    """What was decided; "" where nothing was."""
    if row.next_review_on is None:
        return ""
    return _("%(who)s has recorded that it stays as it is. It is looked at again on %(day)s.") % {
        "who": row.asked.get(row.decided_by_party, ""),
        "day": day(row.next_review_on),
    }


@dataclass(frozen=True)
class RoundLine:
    """One round in the list of an activity."""

    pk: int
    title: str
    sub: str
    is_open: bool


def round_lines(rounds: Iterable[ReviewRound]) -> list[RoundLine]:
    """The rounds of an activity, the newest first. No query."""
    return [
        RoundLine(one.pk, round_title(one), _round_sub(one), not one.is_revealed) for one in rounds
    ]


def _round_sub(row: ReviewRound) -> str:
    zone = row.activity.unit.zone
    if row.revealed_at is None:
        return _("waits for answers until %(day)s") % {
            "day": day(row.closes_at.astimezone(zone).date())
        }
    return _("answered %(day)s") % {"day": day(row.revealed_at.astimezone(zone).date())}


def next_review_line(review_on: date | None) -> str:
    """When it is looked at again; "" where no day is set."""
    return _("Looked at again on %(day)s.") % {"day": day(review_on)} if review_on else ""
