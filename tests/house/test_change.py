"""Which tests `make test-change` runs for what was changed."""

import subprocess
from pathlib import PurePosixPath

import pytest

from scripts import tests_of_change
from scripts.tests_of_change import HOUSE, paths_of

IMPORTERS = {
    "coordination.arrangements.access.records": ["coordination.arrangements.access"],
    "coordination.arrangements.access": ["coordination.planning.views.board"],
    "coordination.planning.views.board": ["coordination.urls", "coordination.today.views"],
    "careshare.clock": ["volunteers.places.rules", "demo.makers.shifts"],
}


def chosen(*changed: str) -> list[str]:
    found = paths_of(map(PurePosixPath, changed), lambda module: IMPORTERS.get(module, ()))
    assert HOUSE in found or found == ["tests"]
    return [one for one in found if one != HOUSE]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ("coordination/planning/views/calls.py", ["tests/coordination/planning"]),
        # Through its own room's front door, and no further than those who come in there.
        (
            "coordination/arrangements/access/records.py",
            ["tests/coordination/arrangements", "tests/coordination/planning"],
        ),
        (
            "coordination/planning/views/board.py",
            ["tests/coordination/planning", "tests/coordination/today"],
        ),
        ("careshare/clock.py", ["tests/careshare", "tests/demo", "tests/volunteers/places"]),
        ("careshare/outbox/services/events.py", ["tests/careshare/outbox"]),
        ("coordination/urls.py", ["tests/coordination"]),
        ("tests/house/test_files.py", []),
        (
            "tests/coordination/roster/test_views.py",
            ["tests/coordination/roster/test_views.py"],
        ),
        ("tests/coordination/planning/conftest.py", ["tests/coordination/planning"]),
        ("tests/factories/who.py", ["tests"]),
        ("docs/glossary.md", []),
        ("static/css/parts.css", ["tests/templates"]),
        (
            "templates/email/trial-soon/body.txt",
            ["tests/coordination/messages", "tests/templates"],
        ),
        ("coordination/planning/views/gone.py", ["tests/coordination/planning"]),
    ],
)
def test_a_room_and_those_that_use_it(changed, expected):
    assert chosen(changed) == expected


def test_a_template_leads_to_the_views_that_show_it_also_as_a_part():
    shown = chosen("templates/coordination/arrangements/ending.html")
    assert shown == ["tests/coordination/planning", "tests/templates"]
    assert "tests/coordination/today" in chosen("templates/components/chip.html")


def test_what_lies_in_another_chosen_folder_is_not_named_twice():
    room = "tests/coordination/planning"
    assert chosen("coordination/planning/forms/series.py", f"{room}/test_views_calls.py") == [room]


def test_files_that_are_new_or_not_committed_are_found(tmp_path, monkeypatch):
    def git(*arguments: str) -> None:
        who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
        subprocess.run(["git", *who, *arguments], cwd=tmp_path, check=True, capture_output=True)

    git("init")
    for name in ("same.py", "other.py"):
        (tmp_path / name).write_text("1")
    git("add", ".")
    git("commit", "-m", "First")
    (tmp_path / "other.py").write_text("2")
    (tmp_path / "new.py").write_text("3")
    monkeypatch.setattr(tests_of_change, "ROOT", tmp_path)
    assert [str(one) for one in tests_of_change.changed_since("HEAD")] == ["other.py", "new.py"]
