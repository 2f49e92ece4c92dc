"""Nothing is noted for the letterbox to which nobody listens."""

import ast
import itertools
from collections import defaultdict
from functools import cache
from pathlib import Path

from careshare.outbox.services import kinds
from coordination.signups.rules import SignUpState
from tests.house import tree

NOBODY_IS_TOLD = {
    # Organisations find it in their list. It is noted so that closing and opening again within
    # the silent seconds is told to nobody.
    "activity.opened",
}

STATES = set(SignUpState) - {SignUpState.AWAITING}
"""What a sign-up's state can be where an event is named after it: a new time is "moved" and
"confirmed", and nothing else changes while it is to be answered.
"""


@cache
def _files() -> dict[Path, ast.Module]:
    return {path: tree.parsed(path) for path in tree.own_python()}


@cache
def _calls() -> dict[str, list[tuple[Path, ast.FunctionDef, ast.Call]]]:
    """Every call by the name of what is called, with the function that it stands in."""
    found: dict[str, list[tuple[Path, ast.FunctionDef, ast.Call]]] = defaultdict(list)
    for path, module in _files().items():
        for function in ast.walk(module):
            if isinstance(function, ast.FunctionDef):
                for node in ast.walk(function):
                    if isinstance(node, ast.Call):
                        called = getattr(node.func, "id", getattr(node.func, "attr", ""))
                        found[called].append((path, function, node))
    return found


def _values(node: ast.AST, path: Path, function: ast.FunctionDef) -> set[str]:
    """What an expression can be, as far as reading tells: strings, or names that lead to some."""
    match node:
        case ast.Constant(value=str(text)):
            return {text}
        case ast.IfExp(body=yes, orelse=no):
            return _values(yes, path, function) | _values(no, path, function)
        case ast.FormattedValue(value=inner):
            return _values(inner, path, function)
        case ast.JoinedStr(values=parts):
            found = [_values(one, path, function) for one in parts]
            return {"".join(one) for one in itertools.product(*found)}
        case ast.Attribute(attr="state" | "value") if "signups" in path.parts:
            return STATES
        case ast.Name(id=name):
            return _of_name(name, path, function)
    raise AssertionError(f"{tree.name(path)}: {ast.unparse(node)} says no name that can be read")


def _of_name(name: str, path: Path, function: ast.FunctionDef) -> set[str]:
    for node in (*ast.walk(function), *_files()[path].body):
        if isinstance(node, ast.Assign) and name in {ast.unparse(one) for one in node.targets}:
            return _values(node.value, path, function)
    given = [one.arg for one in (*function.args.posonlyargs, *function.args.args)]
    if name not in {*given, *(one.arg for one in function.args.kwonlyargs)}:
        raise AssertionError(f"{tree.name(path)}: where does {name} come from?")
    found: set[str] = set()
    for near, caller, call in _calls()[function.name]:
        if near != path and not _imports(near, function.name, path):
            continue
        named = {one.arg: one.value for one in call.keywords}
        value = named.get(name) or call.args[given.index(name)]
        found |= _values(value, near, caller)
    return found


def _imports(near: Path, name: str, path: Path) -> bool:
    """Whether a file imports a function of another one's room."""
    room = ".".join(path.relative_to(tree.ROOT).parts[:2])
    found = tree.imports(_files()[near])
    return any(one.startswith(f"{room}.") and one.endswith(f".{name}") for one in found)


@cache
def recorded() -> set[str]:
    """Every event that is noted, by name. Read when first asked for: collecting stays quick."""
    found: set[str] = set()
    for path, function, call in _calls()["record_event"]:
        (name,) = (one.value for one in call.keywords if one.arg == "name")
        found |= _values(name, path, function)
    return found


def test_events_are_found_also_where_their_name_is_handed_on():
    assert {"signup.confirmed", "version.overtaken_by_notice", "hours.stepped_in",
            "initiative.withdrawn", "activity.paused"} <= recorded()  # fmt: skip


def test_every_event_has_somebody_who_listens():
    unheard = {name for name in recorded() if not kinds.expanders.get(name)}
    assert unheard == NOBODY_IS_TOLD


def test_nobody_listens_for_what_never_happens():
    assert set(kinds.expanders) <= recorded()
