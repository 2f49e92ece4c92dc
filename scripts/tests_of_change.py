"""Which tests belong to what changed: `make test-change` runs these, in seconds or a few minutes.

Prints one path a line: of each changed file the tests of its room and of the rooms that import it,
of a letter those of messages, and always the rules of the house. It answers "did I break what I
touched?" and stands for no run of everything: pages in a browser, all routes and PostgreSQL are
`make test`.

Usage: python -m scripts.tests_of_change [SINCE], a commit or a branch that this one left; without
it HEAD, that is what is changed and not yet committed. Needs git.
"""

import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePosixPath

import grimp

ROOT = Path(__file__).resolve().parent.parent
CODE = ("careshare", "volunteers", "coordination", "demo")
SHARED = ("factories", "support", "conftest.py")  # in tests/: of use to every test
HOUSE = "tests/house"
LETTERS = "tests/coordination/messages"
ENTRANCES = ("urls", "admin", "apps")  # they import every room, and no rule of any


def changed_since(commit: str) -> list[PurePosixPath]:
    """Files that differ from where one left a commit's branch, new ones and deleted ones too."""
    commands = (
        ["diff", "--name-only", "--no-renames", "--merge-base", commit],
        ["ls-files", "--others", "--exclude-standard"],
    )
    names = [
        name
        for command in commands
        for name in subprocess.run(
            ["git", *command], cwd=ROOT, check=True, capture_output=True, text=True
        ).stdout.splitlines()
    ]
    return [PurePosixPath(name) for name in dict.fromkeys(names)]


def paths_of(
    changed: Iterable[PurePosixPath], importers: Callable[[str], Iterable[str]]
) -> list[str]:
    """The paths to run, without those that lie in another one of them.

    Args:
        changed: relative to the project.
        importers: the modules that import a module, by dotted name.
    """
    found = {HOUSE}
    for path in changed:
        if path.parts[0] == "tests":
            found.add(_of_tests(path))
        elif path.parts[0] in ("templates", "static"):
            found |= {"tests/templates", *([LETTERS] if path.parts[1] == "email" else [])}
        for module in _modules(path):
            found |= _rooms_with(module, importers)
    there = sorted(one for one in found if (ROOT / one).exists())
    return [one for one in there if not any(one.startswith(f"{other}/") for other in there)]


def _of_tests(path: PurePosixPath) -> str:
    if path.parts[1] in SHARED:
        return "tests"
    return str(path if path.name.startswith("test_") else path.parent)


def _modules(path: PurePosixPath) -> Iterator[str]:
    """The module that a file is; of a template those that name it, or one that shows it."""
    if path.suffix == ".py" and path.parts[0] in CODE:
        yield ".".join(path.with_suffix("").parts).removesuffix(".__init__")
    elif path.parts[0] == "templates":
        shown = {str(PurePosixPath(*path.parts[1:]))}
        while more := _templates_that_name(shown) - shown:
            shown |= more
        for file in (file for package in CODE for file in (ROOT / package).rglob("*.py")):
            text = file.read_text()
            if any(f'"{name}"' in text for name in shown):
                yield from _modules(PurePosixPath(file.relative_to(ROOT).as_posix()))


def _templates_that_name(names: set[str]) -> set[str]:
    folder = ROOT / "templates"
    return {
        str(file.relative_to(folder))
        for file in folder.rglob("*.html")
        if any(f'"{name}"' in file.read_text() for name in names)
    }


def _rooms_with(module: str, importers: Callable[[str], Iterable[str]]) -> set[str]:
    """The room of a module, and those that import it, also by another module of its own room."""
    own, seen, rooms, waiting = _room(module), {module}, set(), [module]
    while waiting:
        one = waiting.pop()
        rooms.add(_room(one))
        if _room(one) == own:
            users = {one for one in importers(one) if one.rpartition(".")[2] not in ENTRANCES}
            more = users - seen
            seen |= more
            waiting += more
    return rooms


def _room(module: str) -> str:
    """Where the tests of a module's room lie: the second part of its name is the room."""
    package, _dot, rest = module.partition(".")
    folder = f"tests/{package}"
    room = rest.partition(".")[0]
    return f"{folder}/{room}" if (ROOT / folder / room).is_dir() and room else folder


def main(since: str) -> None:
    graph = grimp.build_graph(*CODE, cache_dir=None)

    def importers(module: str) -> Iterable[str]:
        known = module in graph.modules
        return graph.find_modules_that_directly_import(module) if known else ()

    sys.stdout.write("\n".join(paths_of(changed_since(since), importers)) + "\n")


if __name__ == "__main__":
    main(*(sys.argv[1:] or ["HEAD"]))
