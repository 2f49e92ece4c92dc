"""What a report is made of. The page, the files and the print read the same rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Generic, NamedTuple, TypeVar

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from careshare.sentences import Text
from coordination.reports.access import Ask
from coordination.reports.rules import Few, Part

Row = TypeVar("Row")

NOTHING = gettext_lazy("Nothing to show for this day and place.")


class Link(NamedTuple):
    """A text that leads somewhere; in a file only the text."""

    text: str
    url: str


Value = str | float | Part | Few | Link | None


class Kind(StrEnum):
    """How a column reads."""

    TEXT = "text"
    NUMBER = "number"
    PART = "part"  # a number with its per cent; two columns in a file
    DECIMAL = "decimal"
    HUNDREDTHS = "hundredths"


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column: what it is called, and what it reads of a row."""

    label: Text
    of: Callable[[Row], Value]
    kind: Kind = Kind.NUMBER

    @property
    def is_number(self) -> bool:
        return self.kind != Kind.TEXT


class Cell(NamedTuple):
    """A value as the page shows it."""

    text: str
    sub: str = ""
    url: str = ""
    is_zero: bool = False  # a narrow screen leaves it out


@dataclass(frozen=True)
class Table(Generic[Row]):
    """Rows of one dataclass under columns; `total` reads like a row and stands last."""

    key: str
    title: Text
    columns: tuple[Column[Row], ...]
    rows: tuple[Row, ...]
    total: Row | None = None
    is_folded: bool = False
    empty: Text = NOTHING

    @property
    def lines(self) -> Iterator[list[Cell]]:
        """The rows as the page shows them, without the total."""
        return (self._line(row) for row in self.rows)

    @property
    def last_line(self) -> list[Cell]:
        """The total as the page shows it; nothing without one."""
        return [] if self.total is None else self._line(self.total)

    def _line(self, row: Row) -> list[Cell]:
        return [_cell(column.of(row), column.kind) for column in self.columns]

    @property
    def file_heads(self) -> list[str]:
        """The heads of a file's columns: a number and its per cent have one each."""
        heads = []
        for column in self.columns:
            heads.append(str(column.label))
            if column.kind == Kind.PART:
                heads.append(_("%(column)s, per cent") % {"column": column.label})
        return heads

    @property
    def file_lines(self) -> Iterator[list[str | float | None]]:
        """The same rows as plain values, the total last."""
        for row in (*self.rows, *([] if self.total is None else [self.total])):
            line: list[str | float | None] = []
            for column in self.columns:
                value = column.of(row)
                line.append(_plain(value, column.kind))
                if column.kind == Kind.PART:
                    percent = value.percent if isinstance(value, Part) else None
                    line.append(None if percent is None else round(percent, 1))
            yield line


def _cell(value: Value, kind: Kind) -> Cell:
    match value:
        case None:
            return Cell("–")
        case Part():
            return Cell(
                _number(value.n), percent_text(value) if value.n else "", is_zero=not value.n
            )
        case Few():
            return Cell(few_text(value))
        case Link():
            return Cell(value.text, url=value.url)
        case str():
            return Cell(value, is_zero=not value)
    decimals = _DECIMALS.get(kind)
    text = _number(value) if decimals is None else number_format(round(value, decimals), decimals)
    return Cell(text, is_zero=not value)


_DECIMALS = {Kind.DECIMAL: 1, Kind.HUNDREDTHS: 2}


def _plain(value: Value, kind: Kind) -> str | float | None:
    match value:
        case Part():
            return _short(value.n)
        case Few():
            return few_text(value)
        case Link():
            return value.text
        case float():
            return _short(value, _DECIMALS.get(kind, 1))
    return value


def _short(value: float, decimals: int = 1) -> float:
    """Few decimals, and none where there is nothing behind them."""
    return round(value) if value == round(value) else round(value, decimals)


def _number(value: float) -> str:
    return number_format(int(value + 0.5), use_l10n=True, force_grouping=True)


def few_text(few: Few) -> str:
    """How a hidden count reads."""
    return f"<{few.below}"


def percent_text(part: Part) -> str:
    """A per cent without decimals; a dash where there is nothing to be a part of."""
    if part.percent is None:
        return ""
    return _("%(n)s %%") % {"n": int(part.percent + 0.5)}


class Segment(NamedTuple):
    """A piece of a bar."""

    label: Text
    n: float
    color: str
    is_striped: bool = False

    @property
    def fill(self) -> str:
        """The pattern of what is divided; empty where the colour alone fills it."""
        if not self.is_striped:
            return ""
        return "url(#mixed)" if self.color == "shared" else "url(#divided)"


class Drawn(NamedTuple):
    """A piece with its place on the bar, in per cent as text: no comma may slip in."""

    segment: Segment
    x: str
    width: str
    middle: str
    text: str  # empty where it would not fit


class Bar(NamedTuple):
    """One line of a chart. `whole` is its full length; `mark` a dotted reference in per cent."""

    label: Text
    segments: tuple[Segment, ...]
    whole: float
    end: str = ""  # stands behind the bar
    mark: float | None = None
    about_mark: str = ""

    @property
    def drawn(self) -> Iterator[Drawn]:
        at = 0.0
        for segment in self.segments:
            if not segment.n or not self.whole:
                continue
            width = 100 * segment.n / self.whole
            text = _number(segment.n)
            fits = width >= (_ROOM_ON_STRIPES if segment.fill else _ROOM + _ROOM * len(text))
            yield Drawn(
                segment, f"{at:.2f}%", f"{width:.2f}%", f"{at + width / 2:.2f}%",
                text if fits else "",
            )  # fmt: skip
            at += width

    @property
    def mark_at(self) -> str:
        return "" if self.mark is None else f"{self.mark:.2f}%"

    @property
    def read_aloud(self) -> str:
        """What the bar shows, for those who listen."""
        pieces = [f"{one.label} {_number(one.n)}" for one in self.segments if one.n]
        return ", ".join([*pieces, *([self.about_mark] if self.about_mark else [])])


_ROOM = 3  # per cent of a bar that a figure needs, on a telephone
_ROOM_ON_STRIPES = 10  # there it stands on a round plate


@dataclass(frozen=True)
class Chart:
    """Bars under a heading, with what their colours mean; `rest` is what no piece stands for."""

    title: Text
    bars: tuple[Bar, ...]
    has_mark: bool = False
    rest: Text = ""

    @property
    def has_rest(self) -> bool:
        """Whether some bar shows its ground, so that the ground needs a meaning."""
        return bool(self.rest) and any(
            sum(one.n for one in bar.segments) < bar.whole for bar in self.bars
        )

    @property
    def legend(self) -> list[Segment]:
        """Each meaning once, in the order of the pieces."""
        seen = {
            str(segment.label): segment
            for bar in self.bars
            for segment in bar.segments
            if any(str(one.label) == str(segment.label) and one.n for one in self._pieces)
        }
        return list(seen.values())

    @property
    def _pieces(self) -> list[Segment]:
        return [segment for bar in self.bars for segment in bar.segments]


class Source(NamedTuple):
    """Where a figure or a rule comes from."""

    text: str
    url: str = ""


@dataclass(frozen=True)
class Report:
    """A report that was built: what it says first, then shows, and by which rule."""

    sentence: str
    tables: tuple[Table[Any], ...]
    lead: str = ""
    charts: tuple[Chart, ...] = ()
    rules: tuple[Text, ...] = ()
    sources: tuple[Source, ...] = ()
    next_step: Link | None = None


@dataclass(frozen=True)
class Definition:
    """A report before it is built.

    Args:
        options: names of the filter's fields beside place and day that it reads.
    """

    key: str
    title: Text
    about: Text
    build: Callable[[Ask], Report]
    options: frozenset[str] = field(default_factory=frozenset)


def andfossen() -> Source:
    """The paper whose question the derivation follows."""
    return Source(
        "Andfossen, N. B. (2020). Primary Health Care Research & Development 21:e33. CC BY 4.0.",
        "https://doi.org/10.1017/S1463423620000341",
    )


def own_records(text: Text) -> Source:
    """What a report is counted from, where its rule is CareShare's own and no paper states it."""
    return Source(str(text))
