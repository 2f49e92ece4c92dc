from pathlib import Path

import pytest

from tests.support.once import is_about_words

ROOM = Path("tests/coordination/signups")


@pytest.mark.parametrize(
    "name", ["test_views.py", "test_views_parts.py", "test_emails_swaps.py", "views/test_own.py"]
)
def test_what_a_page_or_a_letter_says_runs_once(name):
    assert is_about_words(ROOM / name)


@pytest.mark.parametrize(
    "name", ["test_services_views.py", "test_access.py", "test_models.py", "services/test_r1.py"]
)
def test_what_decides_or_stores_runs_on_both(name):
    assert not is_about_words(ROOM / name)


def test_the_demo_is_built_on_both():
    assert not is_about_words(Path("tests/demo/test_management.py"))
    assert is_about_words(Path("tests/demo/test_registry_building.py"))
