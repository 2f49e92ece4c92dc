"""A letterbox without any of our rooms."""

import pytest

from careshare.outbox.services import kinds


@pytest.fixture
def registry(monkeypatch):
    """An empty letterbox that knows none of our rooms."""
    for name, empty in (
        ("expanders", {}),
        ("composers", {}),
        ("reconcilers", []),
        ("sweepers", []),
    ):
        monkeypatch.setattr(kinds, name, empty)
    return kinds
