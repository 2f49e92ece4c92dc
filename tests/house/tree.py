"""The project's files, as the rules of the house see them."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPS = ("careshare", "volunteers", "coordination")
# Made by tools or by running, never written by hand.
MADE = {
    "__pycache__", "node_modules", "staticfiles", "test-results", "var",
    ".git", ".venv", ".mypy_cache", ".pytest_cache", ".ruff_cache",
    ".import_linter_cache", ".hypothesis",
}  # fmt: skip
# Sub-packages of an application that are no rooms.
NOT_ROOMS = {"migrations", "management", "templatetags", "sqlite", "locale", "formats"}
ROOM_FILES = {
    "rules", "models", "words", "access", "emails", "services",
    "forms", "filters", "views", "tasks", "admin", "urls",
}  # fmt: skip


def files(*folders: str, ends: tuple[str, ...] = ("",)) -> list[Path]:
    """Every file under the folders (all of the project without any) whose name ends so."""

    def walk(folder: Path) -> Iterator[Path]:
        for entry in sorted(folder.iterdir()):
            if entry.name in MADE:
                continue
            if entry.is_dir():
                yield from walk(entry)
            elif entry.name.endswith(ends):
                yield entry

    starts = [ROOT / name for name in folders] or [ROOT]
    return [file for start in starts if start.exists() for file in walk(start)]


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def rooms() -> list[Path]:
    """The folder of every room that is built, e.g. coordination/shifts."""
    return [
        folder
        for app in APPS
        for folder in sorted((ROOT / app).iterdir())
        if (folder / "__init__.py").exists() and folder.name not in NOT_ROOMS
    ]


def modules(*names: str) -> list[Path]:
    """The rooms' files of these names, e.g. views.py and all files of a folder views/."""
    return [
        file
        for room in rooms()
        for file in files(name(room), ends=(".py",))
        if file.relative_to(room).parts[0].removesuffix(".py") in names
    ]


def own_python() -> list[Path]:
    """The applications' Python files and the demo's, without migrations."""
    return [file for file in files(*APPS, "demo", ends=(".py",)) if "migrations" not in file.parts]


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(), filename=str(path))


def imports(tree: ast.AST) -> Iterator[str]:
    """Every imported name in full, wherever it stands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module or ''}.{alias.name}" for alias in node.names)


def dotted(node: ast.expr) -> str:
    """`timezone.now` of the expression timezone.now; nothing for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and (start := dotted(node.value)):
        return f"{start}.{node.attr}"
    return ""


def contract(title: str) -> dict:
    """One contract of import-linter."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    contracts = settings["tool"]["importlinter"]["contracts"]
    return next(contract for contract in contracts if contract["name"] == title)


def layer_of_room() -> dict[str, int]:
    """How high each room stands, from the same contracts: 0 is the lowest."""
    layers = [["careshare.outbox", "careshare.audit"]]
    for app in ("volunteers", "coordination"):
        for layer in reversed(contract(f"Rooms of {app} point one way")["layers"]):
            layers.append([f"{app}.{room.strip(' ()')}" for room in layer.split("|")])
    return {room: number for number, layer in enumerate(layers) for room in layer}
