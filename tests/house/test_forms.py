"""What every form must have, so that no input is a server error."""

import ast

from tests.house import tree

BOUNDS = {"min_value", "max_value"}
BOUND_BY_NAME = {"HOW_MANY"}  # `**HOW_MANY` of careshare.forms has both


def _calls(name):
    for file in tree.own_python():
        if "models" in tree.name(file) or "migrations" in file.parts:
            continue
        for node in ast.walk(tree.parsed(file)):
            if isinstance(node, ast.Call) and tree.dotted(node.func) == f"forms.{name}":
                yield f"{tree.name(file)}:{node.lineno}", node


def test_every_whole_number_that_is_asked_for_has_bounds():
    """A number that no column can hold must be a sentence beside the field."""
    calls = list(_calls("IntegerField"))
    unbound = []
    for where, node in calls:
        said = {word.arg for word in node.keywords}
        named = {tree.dotted(word.value) for word in node.keywords if word.arg is None}
        if not (said >= BOUNDS or named & BOUND_BY_NAME):
            unbound.append(where)
    assert len(calls) > 10  # it finds them at all
    assert unbound == []


def test_rows_to_tick_are_chosen_by_the_field_that_knows_what_an_id_is():
    assert [where for where, _node in _calls("ModelMultipleChoiceField")] == []
