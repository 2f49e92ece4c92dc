"""The form that says which volunteer leads what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from careshare.errors import Stale
from careshare.forms import row_id
from careshare.once import VersionField
from coordination.arrangements.words import TASKS
from coordination.planning.access.leading import Leading
from volunteers.memberships.rules import Task
from volunteers.people.models import Person
from volunteers.places.forms.base import Form


class LeadersForm(Form):
    """Who leads each task that is left to the volunteers: one choice a task."""

    hide_optional = True

    from_on = forms.DateField(
        label=_("From"), help_text=_("Today counts at once, a later day from its morning.")
    )
    version = VersionField()

    def __init__(
        self, data: Any = None, *, leading: Leading, people: Iterable[Person], **options: Any
    ) -> None:
        self.tasks = [one.task for one in leading.tasks]
        initial: dict[str, Any] = {"from_on": leading.from_on, "version": leading.opened}
        initial |= {one.task: one.leader.pk if one.leader else "" for one in leading.tasks}
        super().__init__(data, initial=initial, **options)
        known = {one.pk: one.name for one in people}
        for one in leading.tasks:
            named = {one.leader.pk: one.leader.name} if one.leader else {}
            self.fields[one.task] = forms.ChoiceField(
                label=TASKS[one.task],
                required=False,
                choices=[("", _("Nobody named")), *_choices({**known, **named})],
                error_messages={
                    "invalid_choice": _("Choose somebody who comes here and is not on hold.")
                },
            )
        self.order_fields([*self.tasks, "from_on", "version"])

    @property
    def chosen(self) -> dict[Task, int | None]:
        """The id of a person for each task, or None."""
        return {task: row_id(self.cleaned_data[task]) or None for task in self.tasks}

    @property
    def from_day(self) -> date:
        day: date = self.cleaned_data["from_on"]
        return day

    def show_stale(self, stale: Stale) -> None:
        """The choices stay as they were filled in; the next press is on what stands now."""
        super().show_stale(stale)
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        data[self.add_prefix("version")] = str(self.initial["version"])
        self.data = data


def _choices(names: dict[int, str]) -> Sequence[tuple[str, str]]:
    return [(str(pk), name) for pk, name in sorted(names.items(), key=lambda one: one[1])]
