"""Tests that commit come last: they empty all tables, also of rows that migrations put there."""

import pytest

COMMITS = {"transactional_db", "live_server"}


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """After pytest has put tests together that share a browser, whoever asks for one."""
    items.sort(key=commits)


def commits(item: pytest.Item) -> bool:
    """Whether a test writes for good, by what it is given or by its mark."""
    mark = item.get_closest_marker("django_db")
    return bool(COMMITS & set(getattr(item, "fixturenames", ()))) or (
        mark is not None and bool(mark.kwargs.get("transaction"))
    )
