"""The record acts: each capability is asked somewhere, each letter that is promised is sent."""

import ast
from functools import cache

import pytest

from coordination.messages.rules import TOLD_OF, Kind
from tests.house import tree
from volunteers.memberships.rules import Capability, Task

MATRIX = "volunteers/memberships/rules.py"
WAITS_FOR_ITS_PAGES = {Capability.RECORD_CHECKS}
"""Recording checks comes with the pages of credentials; the board's words promise nothing of it."""
TOLD_OTHERWISE = {
    Task.NEED, Task.ROLE, Task.FUND, Task.TRANSPORT, Task.FOLLOW_UP,
    Task.VET,
}  # fmt: skip
"""Reviews, of which every party is told; and expiring checks, which come with credentials."""


@cache
def named(noun: str) -> dict[str, set[str]]:
    """Which members of an enum each file of the product names. Read once, when first asked for."""
    return {
        tree.name(file): {
            node.attr
            for node in ast.walk(tree.parsed(file))
            if isinstance(node, ast.Attribute) and tree.dotted(node) == f"{noun}.{node.attr}"
        }
        for file in tree.own_python()
        if not tree.name(file).startswith("tests/")
    }


@pytest.mark.parametrize("capability", sorted(Capability), ids=str)
def test_every_capability_is_asked_somewhere(capability):
    """One that nothing asks is a promise of the matrix that the software does not keep."""
    asking = [file for file, found in named("Capability").items() if capability.name in found]
    is_asked = bool(set(asking) - {MATRIX})
    assert is_asked != (capability in WAITS_FOR_ITS_PAGES)


@pytest.mark.parametrize("kind", sorted(Kind), ids=str)
def test_every_kind_of_letter_is_written_and_sent(kind):
    """Its texts are there, something composes it, and something sends it."""
    for part in ("subject.txt", "body.txt"):
        assert (tree.ROOT / "templates/email" / kind / part).exists()
    registered = "coordination/messages/services/__init__.py"
    assert kind.name in named("Kind")[registered] or kind in _of_versions()
    sending = [
        file
        for file, found in named("Kind").items()
        if kind.name in found and "/services/" in file and file != registered
    ]
    assert sending


def _of_versions() -> set[Kind]:
    from coordination.messages.services.expanding_versions import VERSION_KINDS

    return set(VERSION_KINDS.values())


def test_every_task_that_is_told_something_is_told_by_a_letter():
    """The table of the domain, read from the side of who is told."""
    told = {task for tasks in TOLD_OF.values() for task in tasks}
    assert told == set(Task) - TOLD_OTHERWISE
