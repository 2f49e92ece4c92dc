"""Which tests run on one kind of database only, and why. With the full sizes all run on both.

What the two kinds of database do differently lies in rows, constraints, locks and queries: rules'
services, models, access, sweeps and races run on both. What does not run again on PostgreSQL:

- whatever is given no database, and tests of the house, of test support and of templates;
- what a page, a letter or a form says: SQLite runs it, and on PostgreSQL the matrix of routes
  opens every page there is and sends every form, with good values and with bad ones;
- the demo's story: PostgreSQL builds it, and asks the database's own rules of it.
"""

import os
from pathlib import Path

import pytest

FOLDERS = ("house", "support", "templates")
STORY = ("test_registry_building.py", "test_views.py")
"""Tests of the demo that make it again and again, or press its buttons."""
SAYING = ("views", "words", "emails", "forms", "filters")
"""Files of a room that say or ask something; the rest decides or stores."""


def runs_once(item: pytest.Item) -> bool:
    """Whether a test has nothing to say on a second kind of database."""
    if item.path.parent.name in FOLDERS or not has_database(item):
        return True
    return not os.environ.get("CARESHARE_FULL") and is_about_words(item.path)


def has_database(item: pytest.Item) -> bool:
    """Whether a test is given a database; the others say the same on each kind."""
    given = getattr(item, "fixturenames", ())
    asked = any("db" in name.split("_") for name in given)
    return asked or item.get_closest_marker("django_db") is not None


def is_about_words(path: Path) -> bool:
    """Whether a file of tests is about what a page, a letter, a form or the demo says."""
    if path.parent.name == "demo":
        return path.name in STORY
    kind = path.stem.removeprefix("test_").split("_")[0]
    return kind in SAYING or path.parent.name in SAYING
