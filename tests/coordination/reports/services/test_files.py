"""The same rows in every file, and nothing that a spreadsheet would run."""

import csv
import io
from dataclasses import dataclass

import pytest
from openpyxl import load_workbook

from coordination.reports.rules import Few, Part
from coordination.reports.services.files import csv_chunks, harmless, xlsx
from coordination.reports.services.shape import Column, Kind, Link, Report, Table


@dataclass(frozen=True)
class Line:
    name: str
    part: Part
    people: int | Few
    link: Link


def _table() -> Table[Line]:
    columns = (
        Column[Line]("Name", lambda line: line.name, Kind.TEXT),
        Column[Line]("Part", lambda line: line.part, Kind.PART),
        Column[Line]("People", lambda line: line.people),
        Column[Line]("Link", lambda line: line.link, Kind.TEXT),
    )
    rows = (
        Line("=HYPERLINK(1)", Part(1, 3), Few(5), Link("@here", "/x")),
        Line("Blåbær", Part(2, 3), 12, Link("there", "/y")),
    )
    return Table("one", "One: a/b", columns, rows, Line("All", Part(3, 3), 14, Link("", "")))


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "\n=1"])
def test_a_formula_is_made_harmless(text):
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("value", ["a=1", "<5", -3, 2.5, None])
def test_what_is_no_formula_stays(value):
    assert harmless(value) == value


def test_control_characters_are_left_out():
    assert harmless("a\x00b\x0b") == "ab"


def test_csv_and_excel_hold_the_rows_of_the_page():
    table = _table()
    text = "".join(csv_chunks(table))
    assert text.startswith("\ufeff")
    found = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    assert found == [
        ["Name", "Part", "Part, per cent", "People", "Link"],
        ["'=HYPERLINK(1)", "1", "33.3", "<5", "'@here"],
        ["Blåbær", "2", "66.7", "12", "there"],
        ["All", "3", "100.0", "14", ""],
    ]
    book = load_workbook(xlsx(Report("Says", (table,)), ["=about"]))
    sheet = book.worksheets[0]
    cells = [["" if value is None else str(value) for value in row] for row in sheet.values]
    assert [[cell.removesuffix(".0") for cell in row] for row in cells] == [
        [cell.removesuffix(".0") for cell in row] for row in found
    ]
    kinds = {cell.data_type for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds
    assert book.worksheets[-1]["A1"].value == "'=about"
    page = [[cell.text for cell in line] for line in (*table.lines, table.last_line)]
    assert page[0] == ["=HYPERLINK(1)", "1", "<5", "@here"]
    assert [line[1] for line in page] == [line[1] for line in found[1:]]
