"""`manage.py permissions`: print docs/permissions.md from the matrix."""

from django.core.management.base import BaseCommand
from django.utils import translation

from coordination.arrangements.words import TASKS
from volunteers.memberships.rules import (
    LEADING,
    MAY_INVITE,
    SCOPE_OF,
    TASK_OF,
    Capability,
    Role,
    Task,
    allows,
)
from volunteers.memberships.words import ROLES

HEAD = """# Who may do what

Generated from `volunteers/memberships/rules.py` by `manage.py permissions`; a test compares.

Both must say yes: the **matrix** below says what a role may do for its own side, and under
which coordination task; the **agreed record** of the activity says whether that side holds the
task. Where a capability names no task it stands above the record. What one may *see* is
narrower still: one's own scope, and for organisations the activities whose record names them or
that are open to partners where they work.

Who holds a task:

| the record says | may act and is told |
| --- | --- |
| the care unit alone | the unit |
| the organisation alone | that organisation; the unit sees the state and the reason |
| both do it | either, and each sees who did what |
| each does a part | both, each its own part first |
| the volunteers see to it | the unit, which is told; and whoever of them is named to lead it |
| nobody, not needed, no row, nothing agreed | the unit |

"""


class Command(BaseCommand):
    help = "Print the roles and capabilities as a page of the documentation."

    def handle(self, *args: object, **options: object) -> None:
        self.stdout.write(page(), ending="")


def page() -> str:
    """The whole page in English."""
    with translation.override("en"):
        roles = list(Role)
        lines = [
            "| capability | under the task | "
            + " | ".join(str(ROLES[one]) for one in roles)
            + " | Volunteer who leads |",
            "| --- | --- | " + " | ".join("---" for _one in roles) + " | --- |",
        ]
        for capability in Capability:
            task = TASK_OF.get(capability)
            under = str(TASKS[task]) if task else "–"
            marks = ["yes" if allows(role, capability) else "" for role in roles]
            marks.append(_leading(capability))
            lines.append(f"| {_readable(capability)} | {under} | " + " | ".join(marks) + " |")
        lines += ["", "| role | in a | may invite |", "| --- | --- | --- |"]
        for role in roles:
            invited = [str(ROLES[one]) for one in roles if one in MAY_INVITE.get(role, ())]
            lines.append(
                f"| {ROLES[role]} | {SCOPE_OF[role].value} | {', '.join(invited) or '–'} |"
            )
        return HEAD + "\n".join(lines) + "\n"


def _leading(capability: Capability) -> str:
    """Under which task a volunteer may do it who leads that."""
    tasks = [str(TASKS[one]) for one in Task if capability in LEADING.get(one, ())]
    return "leads: " + ", ".join(tasks) if tasks else ""


def _readable(capability: Capability) -> str:
    return capability.value.replace("_", " ")
