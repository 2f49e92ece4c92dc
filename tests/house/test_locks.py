"""Locks that others name by a key are taken without the key, so that nobody waits in a circle."""

import ast

from tests.house import tree

NAMED_BY_OTHERS = {"Activity", "Person"}
"""An offer names a person, a session its activity: each is written under another lock, and must not
wait for whoever holds this one and wants that."""


def locks():
    """Every lock of such a row: where, and whether it leaves the key free."""
    for file in tree.own_python():
        if tree.name(file).startswith("tests/"):
            continue
        for node in ast.walk(tree.parsed(file)):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            model = tree.dotted(node.func).partition(".")[0]
            if node.func.attr == "select_for_update" and model in NAMED_BY_OTHERS:
                names = {one.arg for one in node.keywords}
                yield f"{tree.name(file)}:{node.lineno}", "no_key" in names


def test_whoever_is_named_by_other_rows_is_locked_without_the_key():
    found = dict(locks())
    assert len(found) > len(NAMED_BY_OTHERS)
    assert [place for place, is_free in found.items() if not is_free] == []
