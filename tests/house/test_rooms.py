"""Where code lives: rooms, their files, and that the contracts know all of them."""

import re

import pytest

from tests.house import tree

SIZE = 320  # about 300 lines, with room for one more function before the file is split
SPLITTABLE = (".py", ".html", ".css", ".js")
TOP_LEVEL_TESTS = {
    "routes",
    "browser",
    "house",
    "races",
    "security",
    "static",
    "support",
    "templates",
}


@pytest.mark.parametrize("room", tree.rooms(), ids=tree.name)
def test_a_room_holds_only_the_same_few_files(room):
    entries = {entry.name.removesuffix(".py") for entry in room.iterdir()} - {"__pycache__"}
    assert entries <= tree.ROOM_FILES | {"__init__"}


def test_the_import_contract_lists_every_room():
    listed = tree.contract("Layers inside a room")["containers"]
    assert sorted(listed) == sorted(tree.name(room).replace("/", ".") for room in tree.rooms())


def test_every_room_has_its_place_in_the_order():
    known = tree.layer_of_room()
    assert [room for room in tree.rooms() if tree.name(room).replace("/", ".") not in known] == []


def test_no_file_outgrows_its_reader():
    long = {
        tree.name(file): lines
        for file in tree.files(ends=SPLITTABLE)
        if not {"migrations", "vendor", "locale"} & set(file.parts)
        and (lines := len(file.read_text().splitlines())) > SIZE
    }
    assert long == {}, f"split by noun what is longer than {SIZE} lines"


def test_tests_mirror_the_tree():
    """tests/coordination/shifts/test_views.py tests coordination/shifts/views.py (or views/)."""
    astray = []
    for file in tree.files("tests", ends=(".py",)):
        parts = file.relative_to(tree.ROOT / "tests").parts
        if parts[0] in TOP_LEVEL_TESTS or not file.name.startswith("test_"):
            continue
        folder = tree.ROOT.joinpath(*parts[:-1])
        subject = file.stem.removeprefix("test_")
        known = {entry.stem for entry in folder.iterdir()} if folder.is_dir() else set()
        if not any(subject == entry or subject.startswith(f"{entry}_") for entry in known):
            astray.append(tree.name(file))
    assert astray == []


def test_the_diagram_shows_every_room_and_the_order_of_the_contracts():
    """docs/architecture.md, read as text: what it leaves out, a newcomer does not know of."""
    text = (tree.ROOT / "docs" / "architecture.md").read_text()
    drawing = text.partition("```mermaid")[2].partition("```")[0]
    for app in tree.APPS:
        part = drawing.partition(f"subgraph {app} ")[2].partition("end\n")[0]
        drawn = re.findall(r"[a-z]+", part.partition("]")[2])
        built = [room.name for room in tree.rooms() if room.parent.name == app]
        assert sorted(drawn) == sorted(built), app
        known = tree.layer_of_room()
        layers = [known[f"{app}.{room}"] for room in drawn if f"{app}.{room}" in known]
        assert layers in (sorted(layers), sorted(layers, reverse=True)), app


def test_every_decision_has_a_number_of_its_own():
    numbers = [file.name[:4] for file in tree.files("docs/decisions", ends=(".md",))]
    assert all(number.isdecimal() for number in numbers)
    assert sorted(numbers) == sorted(set(numbers))
