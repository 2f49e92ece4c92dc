"""Starting over: every row goes, and what migrations had put there comes back."""

from django.core.management import call_command
from django.db import transaction

from coordination.activities.models import ActivityType
from coordination.activities.rules import BUILT_IN_TYPES


def empty() -> None:
    """Delete all rows of all tables. Triggers stay; the activity types come back.

    On PostgreSQL this truncates, on SQLite our backend sets the triggers aside meanwhile.
    """
    call_command("flush", interactive=False, verbosity=0)
    restore_types()


@transaction.atomic
def restore_types() -> None:
    """The activity types that come with CareShare, as the migration wrote them."""
    ActivityType.objects.bulk_create(
        [
            ActivityType(code=code, group=group, order=order)
            for order, (code, group) in enumerate(BUILT_IN_TYPES.items(), start=1)
        ]
    )
