"""Leaving with notice, and who takes over what falls open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from careshare.identity_numbers import FreeText
from careshare.once import OnceField, VersionField
from coordination.arrangements.rules import Doer, Fallen
from coordination.arrangements.words import DOERS, END_REASONS, TASKS
from volunteers.memberships.rules import Task
from volunteers.places.forms.base import Form, labelled


class NoticeForm(Form):
    """Who leaves, when and why."""

    based_on = VersionField()  # the version agreed last
    leaving = forms.ChoiceField(label=_("Who leaves"), widget=forms.RadioSelect)
    ends_on = forms.DateField(
        label=_("The first day without them"),
        help_text=_("The earliest day keeps the notice that was agreed."),
    )
    reason = forms.ChoiceField(
        label=_("Why"), choices=labelled(END_REASONS), widget=forms.RadioSelect
    )
    message = forms.CharField(
        label=_("What you would like to add"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("No names or health of the people cared for."),
    )

    def __init__(self, *args: Any, leavers: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["leaving"].choices = list(leavers.items())  # type: ignore[attr-defined]

    def add_refusal(self, refused: Any, field: str | None = None) -> None:
        """Show what is wrong with the day beside the day."""
        for reason in getattr(refused, "reasons", refused):
            place = "ends_on" if reason.code in ("notice_too_short", "notice_too_far") else field
            super().add_refusal([reason], place)


class OwnersForm(Form):
    """Who takes over each task that falls open; what is left empty stays as it falls."""

    hide_optional = True

    form_uuid = OnceField()
    based_on = VersionField()

    def __init__(
        self, *args: Any, fallen: Sequence[Fallen], remaining: Mapping[str, str], **kwargs: Any
    ) -> None:
        """Two fields a task.

        Args:
            remaining: party keys that can take a task over, and their names.
        """
        super().__init__(*args, **kwargs)
        self.tasks = [one.task for one in fallen]
        choices = [
            ("", _("Nothing is decided yet")),
            *remaining.items(),
            (Doer.NOBODY.value, DOERS[Doer.NOBODY]),
            (Doer.NOT_NEEDED.value, DOERS[Doer.NOT_NEEDED]),
        ]
        for task in self.tasks:
            self.fields[f"owner_{task}"] = forms.ChoiceField(
                label=TASKS[task], choices=choices, required=False
            )
            self.fields[f"reason_{task}"] = FreeText(
                label=_("Why it is not needed"), max_length=200, required=False
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not any(cleaned.get(f"owner_{task}") for task in self.tasks):
            self.add_error(None, _("Choose for at least one task who takes it over."))
        return cleaned

    @property
    def task_fields(self) -> list[tuple[str, Any, Any]]:
        """Each task with its two fields."""
        return [(task.value, self[f"owner_{task}"], self[f"reason_{task}"]) for task in self.tasks]

    @property
    def owners(self) -> dict[Task, str]:
        """What was chosen, by task."""
        chosen = {task: self.cleaned_data.get(f"owner_{task}", "") for task in self.tasks}
        return {task: owner for task, owner in chosen.items() if owner}

    @property
    def reasons(self) -> dict[Task, str]:
        return {task: self.cleaned_data.get(f"reason_{task}", "") for task in self.tasks}

    def add_refusal(self, refused: Any, field: str | None = None) -> None:
        """Show a reason about a task beside that task."""
        for reason in getattr(refused, "reasons", refused):
            name = f"reason_{reason.values.get('task', '')}"
            super().add_refusal([reason], name if name in self.fields else field)
