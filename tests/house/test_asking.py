"""Every page of the sides that writes asks whether one may; the rule has one caller."""

import ast
from pathlib import Path

import pytest

from tests.house import tree

ASKS = {
    "require", "require_in", "require_on", "may", "may_in", "may_ask", "may_ask_on", "may_answer",
    "may_suspend", "may_lift", "may_add_to", "noted_by", "allows", "may_invite_to",
    "reason_to_take_off", "reasons_to_cancel", "still_allowed", "stepping_in",
    "stepping_in_for_hours", "stepping_in_for_raised", "verdict_on_raised", "agreeing",
}  # fmt: skip
"""What says whether somebody may, with its reason; each ends in `may` or the matrix. The services
of `agreeing` take the hat that acts and ask themselves.
"""
ONES_OWN = {
    # A volunteer's own sign-ups, hours, visits and places, found among one's own
    "finding.come", "finding.undo_come", "finding.hours_add", "finding.hours_back",
    "finding.person_join", "finding.person_together", "finding.regular_leave",
    "finding.led_put_down",
    "finding.swap_wish", "finding.swap_withdraw", "finding.visit",
    # One's own answer to a question, by a link
    "matching.question_answer",
    # One's own idea, logged in or by a link, and one's own organisation's wishes
    "planning.initiative_create", "planning.initiative_withdraw", "planning.suggestion_create",
    "planning.suggestion_own", "planning.organisation_wishes",
    # At the ward's tablet: by one's own code; a press is undone by whoever holds its token
    "planning.tablet", "planning.tablet_called", "planning.tablet_done",
}  # fmt: skip


def _functions(path: Path) -> dict[str, ast.FunctionDef]:
    return {one.name: one for one in tree.parsed(path).body if isinstance(one, ast.FunctionDef)}


def _writes(function: ast.FunctionDef) -> bool:
    """Whether a view takes a POST."""
    marks = ("require_POST", "'POST'", "_FORM")
    return any(mark in ast.unparse(one) for one in function.decorator_list for mark in marks)


def _names(node: ast.AST) -> set[str]:
    """Every name that a function mentions: what it calls, passes on, or reaches by a dot."""
    found = {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}
    return found | {one.attr for one in ast.walk(node) if isinstance(one, ast.Attribute)}


VIEWS = [one for one in tree.modules("views") if tree.name(one).startswith("coordination/")]
NEAR = {path: _functions(path) for path in VIEWS}
HELPERS = {
    name: one
    for path in [*VIEWS, *tree.modules("access")]
    for name, one in _functions(path).items()
}
WRITING = {
    f"{tree.name(path).split('/')[1]}.{name}": (path, function)
    for path, near in NEAR.items()
    for name, function in near.items()
    if _writes(function)
}


def _asks(path: Path, function: ast.FunctionDef) -> bool:
    """Whether a view asks, itself or by what it calls among views and access, four steps deep."""
    near, seen, todo = NEAR[path], set(), [function]
    for _step in range(4):
        mentioned = {name for one in todo for name in _names(one)}
        if mentioned & ASKS:
            return True
        fresh = [name for name in mentioned - seen if name in near or name in HELPERS]
        seen |= mentioned
        todo = [near.get(name) or HELPERS[name] for name in fresh]
    return False


@pytest.mark.parametrize("view", sorted(WRITING))
def test_a_page_that_writes_asks_whether_one_may(view):
    """Those that do not are one's own matters, each named here."""
    assert _asks(*WRITING[view]) != (view in ONES_OWN)


def test_what_is_named_as_ones_own_is_there():
    assert set(WRITING) >= ONES_OWN


def test_the_record_and_the_matrix_are_asked_together_in_one_place():
    """Whatever asks both elsewhere would write the rule a second time."""
    asking = {
        f"{tree.name(file)}: {function.name}"
        for file in tree.own_python()
        if not tree.name(file).startswith("tests/")
        for function in ast.walk(tree.parsed(file))
        if isinstance(function, ast.FunctionDef) and {"allows", "holder"} <= _names(function)
    }
    assert asking == {
        "coordination/arrangements/access/__init__.py: may",
        "coordination/planning/access/suspending.py: _may_lift",  # who else sees to safety
        "coordination/planning/access/waiting.py: case",  # who there is at a side to hear of it
    }
