"""Rules of the house that can be read off the source."""

import ast

import pytest

from tests.house import tree

CLOCK = "careshare/clock.py"
ASKS_THE_TIME = {
    "timezone.now", "timezone.localtime", "timezone.localdate",
    "datetime.now", "datetime.utcnow", "datetime.today", "date.today",
    "datetime.datetime.now", "datetime.datetime.utcnow", "datetime.date.today",
    "time.time",
}  # fmt: skip
VIEW_LINES, TASK_LINES = 25, 10


def test_only_the_clock_knows_what_time_it_is():
    """Elsewhere `now` is passed in, so that every rule can be tested at any moment."""
    asking = [
        f"{tree.name(file)}:{node.lineno} {tree.dotted(node)}"
        for file in tree.own_python()
        if tree.name(file) != CLOCK
        for node in ast.walk(tree.parsed(file))
        if isinstance(node, ast.Attribute) and tree.dotted(node) in ASKS_THE_TIME
    ]
    assert asking == []


def test_services_never_import_tasks():
    """They ask for work by `careshare.celery.poke()`, which survives a dead broker."""
    importing = [
        f"{tree.name(file)} imports {imported}"
        for file in tree.modules("services")
        for imported in tree.imports(tree.parsed(file))
        if "tasks" in imported.split(".")
    ]
    assert importing == []


def test_no_business_rule_hides_in_a_signal():
    """A reader must see the call."""
    hidden = []
    for room in tree.rooms():
        for file in tree.files(tree.name(room), ends=(".py",)):
            module = tree.parsed(file)
            hidden += [
                f"{tree.name(file)} imports {imported}"
                for imported in tree.imports(module)
                if "signals" in imported.split(".") or imported.startswith("django.dispatch")
            ]
            hidden += [
                f"{tree.name(file)}:{node.lineno} .connect()"
                for node in ast.walk(module)
                if isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr == "connect"
            ]
    assert hidden == []


def _long_functions(kind: str, limit: int) -> list[str]:
    """Functions of views or tasks above the limit; decorators and docstrings are not counted."""
    long = []
    for file in tree.modules(kind):
        for node in ast.walk(tree.parsed(file)):
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            lines = node.end_lineno - node.lineno + 1
            if ast.get_docstring(node):
                lines -= node.body[0].end_lineno - node.body[0].lineno + 1
            if lines > limit:
                long.append(f"{tree.name(file)}:{node.lineno} {node.name}: {lines} lines")
    return long


@pytest.mark.parametrize(("kind", "limit"), [("views", VIEW_LINES), ("tasks", TASK_LINES)])
def test_views_and_tasks_stay_thin(kind, limit):
    """Fetch and authorise, form, service, answer: what is longer belongs into a service."""
    assert _long_functions(kind, limit) == []


def test_nothing_asks_the_database_for_the_whole_request():
    """With IMMEDIATE transactions every page view would take SQLite's write lock."""
    from django.conf import settings

    assert not settings.DATABASES["default"].get("ATOMIC_REQUESTS")
