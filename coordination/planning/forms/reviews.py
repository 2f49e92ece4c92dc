"""Forms of reviews: a side's blind answer, the next day of review, confirming what is assumed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from careshare.once import OnceField, VersionField
from coordination.arrangements.models import ReviewRound, StatedAnswer
from coordination.arrangements.rules import ASKED_TASKS, Occasion, Stated
from coordination.arrangements.words import TASKS
from coordination.planning.words.reviews import STATED, task_choices
from volunteers.memberships.rules import Task
from volunteers.places.forms.base import Form, labelled


class AnswerForm(Form):
    """Who coordinates, and at a review who does each task in fact."""

    hide_optional = True  # the lead says that a task may be left out

    version = VersionField(initial=0)
    stated = forms.ChoiceField(
        label=_("Who coordinates this activity?"),
        choices=labelled(STATED),
        widget=forms.RadioSelect,
    )

    def __init__(
        self, *args: Any, row: ReviewRound, own: StatedAnswer | None, **kwargs: Any
    ) -> None:
        """Start with one's own answer, or empty: never with the other's, nor with the record.

        Args:
            own: this side's answer so far; tasks prefetched.
        """
        super().__init__(*args, **kwargs)
        self.tasks = ASKED_TASKS if row.occasion == Occasion.REVIEW else ()
        choices = task_choices(row) if self.tasks else []
        for task in self.tasks:
            self.fields[f"task_{task}"] = forms.ChoiceField(
                label=TASKS[task], choices=choices, required=False
            )
        if own is not None:
            said: dict[str, Any] = {f"task_{task}": one for task, one in own.by_task.items()}
            self.initial.update(said, version=own.version, stated=own.stated)

    @property
    def task_fields(self) -> list[Any]:
        return [self[f"task_{task}"] for task in self.tasks]

    @property
    def values(self) -> dict[str, Any]:
        """The answer of a form without errors, as the service reads it."""
        said: dict[Task, str] = {task: self.cleaned_data[f"task_{task}"] for task in self.tasks}
        return {
            "stated": Stated(self.cleaned_data["stated"]),
            "tasks": said,
            "opened": self.cleaned_data["version"],
        }

    def show_saved(self, saved: StatedAnswer) -> None:
        """After a colleague answered: both answers stand there, and the next press counts."""
        text = _now("Saved meanwhile: %(text)s") % {"text": STATED[Stated(saved.stated)]}
        self.add_error("stated", text)
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        data[self.add_prefix("version")] = str(saved.version)
        self.data = data


class KeepForm(Form):
    """It stays as it is: when it is looked at next."""

    next_on = forms.DateField(label=_("Look at it again on"))


class ConfirmForm(Form):
    """Yes, this is how it is: on the record as the reader has seen it."""

    form_uuid = OnceField()
    based_on = VersionField()
