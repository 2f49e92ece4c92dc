"""Lines of a file for a spreadsheet. Text that it would take for a formula is made harmless."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
BOM = "\ufeff"  # tells Excel that the file is UTF-8


def harmless(value: str | float | None) -> str | float | None:
    """Text that begins like a formula gets an apostrophe in front; numbers stay numbers."""
    if isinstance(value, str):
        text = ILLEGAL_CHARACTERS_RE.sub("", value)
        return f"'{text}" if text.startswith(FORMULA) else text
    return value


def csv_lines(rows: Iterable[Sequence[str | float | None]]) -> Iterator[str]:
    """CSV (RFC 4180, UTF-8 with its mark), line by line."""
    yield BOM
    for row in rows:
        buffer = io.StringIO()
        csv.writer(buffer).writerow([harmless(value) for value in row])
        yield buffer.getvalue()
