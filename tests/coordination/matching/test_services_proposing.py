"""The solver is an extra: off unless set, and silently left out where it is not installed."""

import logging
import sys

import pytest

from coordination.matching.rules.filling import propose
from coordination.matching.rules.roster import value
from coordination.matching.services import proposing
from coordination.matching.services.proposing import proposed
from tests.coordination.matching.test_rules_filling import random_case

BETTER = 3
"""A small case in which our own method is not the best."""


@pytest.fixture
def case():
    return random_case(BETTER)


def test_off_it_is_not_asked(case, settings, monkeypatch):
    settings.ROSTER_SOLVER_SECONDS = 0
    monkeypatch.setattr(proposing, "solve", None)
    assert proposed(case) == propose(case)


def test_set_it_improves_the_roster(case, settings):
    settings.ROSTER_SOLVER_SECONDS = 2
    assert value(case, proposed(case)) > value(case, propose(case))


def test_set_and_not_installed_our_own_roster_stands_and_the_log_says_so(
    case, settings, monkeypatch, caplog
):
    settings.ROSTER_SOLVER_SECONDS = 2
    for name in [*sys.modules]:
        if name.partition(".")[0] == "ortools":
            monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "ortools", None)
    with caplog.at_level(logging.WARNING):
        assert proposed(case) == propose(case)
    assert "OR-Tools is not installed" in caplog.text
