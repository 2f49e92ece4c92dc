"""A report's tables as files. Text that a spreadsheet would take for a formula is made harmless."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from typing import IO, Any

from openpyxl import Workbook

from careshare.spreadsheets import csv_lines, harmless
from coordination.reports.services.shape import Report, Table

SHEET_NAME = 31  # the most letters that Excel bears
NOT_IN_A_NAME = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


def lines(table: Table[Any]) -> Iterator[list[str | float | None]]:
    """The head and every row, as both kinds of file write them."""
    yield [harmless(head) for head in table.file_heads]
    for line in table.file_lines:
        yield [harmless(value) for value in line]


def csv_chunks(table: Table[Any]) -> Iterator[str]:
    """A table as CSV, line by line."""
    return csv_lines(lines(table))


def xlsx(report: Report, about: Iterable[str]) -> IO[bytes]:
    """All tables of a report, one a sheet, and a sheet that says what they are.

    Written through a temporary file, so that a long one does not fill the memory.
    """
    book = Workbook(write_only=True)
    for table in report.tables:
        sheet = book.create_sheet(_sheet_name(str(table.title)))
        for line in lines(table):
            sheet.append(line)
    sheet = book.create_sheet("CareShare")
    for text in about:
        sheet.append([harmless(text)])
    file = tempfile.TemporaryFile()  # noqa: SIM115 the response closes it
    book.save(file)
    file.seek(0)
    return file


def _sheet_name(title: str) -> str:
    return title.translate(NOT_IN_A_NAME)[:SHEET_NAME]
