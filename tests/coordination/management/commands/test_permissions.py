"""The page about permissions says what the matrix says."""

from pathlib import Path

from django.conf import settings

from coordination.management.commands.permissions import page


def test_page_is_the_matrix():
    """A changed matrix without `manage.py permissions > docs/permissions.md` fails here."""
    written = Path(settings.BASE_DIR, "docs", "permissions.md").read_text()
    assert written == page()
