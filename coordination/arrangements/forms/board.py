"""The board as a form: who takes part, then who sees to each task.

Which fields a task has follows from what is chosen: parts where it is divided, a reason where it is
not needed. So the same form is drawn again after each choice, by htmx or by "Show what follows".
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from careshare.errors import Refused
from careshare.identity_numbers import FreeText
from careshare.once import OnceField, VersionField
from coordination.arrangements.forms.fields import (
    TERM_OF,
    OfThoseHere,
    TaskFields,
    TermsSoFar,
    _days,
    _part,
    terms_so_far,
)
from coordination.arrangements.rules import (
    ACTING_TASKS,
    CORE_TASKS,
    UNIT_PARTY,
    Doer,
    Share,
    TaskRow,
)
from coordination.arrangements.services import Terms
from coordination.arrangements.words import DAYS, DOERS, TASKS
from volunteers.memberships.rules import Task
from volunteers.places.forms.base import Form

FOLLOW = "follow"  # a change here draws the form again
_WITH_ORGANISATION = (Doer.ORGANISATION, Doer.SHARED, Doer.DIVIDED)

TERMS = (
    "valid_from", "review_on", "trial_until", "notice_days",
    "brings_people", "brings_from", "unit_brings", "message",
)  # fmt: skip


class BoardForm(Form):
    """Rows of the record and the terms of a proposal."""

    hide_optional = True  # a task may always stay unrecorded, and terms unsaid

    form_uuid = OnceField()
    based_on = VersionField()  # the version agreed last, 0 for none
    partners = forms.MultipleChoiceField(
        label=_("Who takes part besides the care unit"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": FOLLOW}),
    )
    valid_from = forms.DateField(label=_("Holds from"))
    review_on = forms.DateField(label=_("To be looked at again by"), required=False)
    trial_until = forms.DateField(label=_("Trial period until"), required=False)
    notice_days = forms.IntegerField(
        label=_("Notice to end it, in days"), required=False, min_value=0, max_value=365
    )
    brings_people = forms.IntegerField(
        label=_("How many volunteers the organisations bring"),
        required=False,
        min_value=0,
        max_value=1000,
    )
    brings_from = forms.DateField(label=_("Volunteers from"), required=False)
    unit_brings = FreeText(
        label=_("What the care unit brings"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For example a room, training, coffee, the bus fare."),
    )
    message = forms.CharField(
        label=_("What you would like to add"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("No names or health of the people cared for."),
    )

    def __init__(
        self,
        *args: Any,
        unit_name: str,
        organisations: Mapping[str, str],
        own: str = "",
        is_claim: bool = False,
        **kwargs: Any,
    ) -> None:
        """Draw the fields that the present choices ask for.

        Args:
            organisations: party keys that may be chosen, and their names.
            own: the organisation that proposes; it always takes part. Empty for the unit.
        """
        super().__init__(*args, **kwargs)
        self.unit_name, self.organisations, self.own = unit_name, organisations, own
        self.fields["partners"].choices = list(organisations.items())  # type: ignore[attr-defined]
        if own:
            self.fields["partners"].widget = forms.MultipleHiddenInput()
            self.fields["partners"].widget.choices = list(organisations.items())  # type: ignore[attr-defined]
            self.fields["brings_people"].required = is_claim
            if len(organisations) == 1:
                self.fields["brings_people"].label = _("How many volunteers you bring")
        self.fields["unit_brings"].label = _now("What %(who)s brings") % {"who": unit_name}
        for task in Task:
            self._add_task(task)

    # --- What is chosen now, filled in or from the start ---------------------------------------

    def _all(self, name: str) -> list[str]:
        if self.is_bound:
            getlist = getattr(self.data, "getlist", None)
            found = getlist(self.add_prefix(name)) if getlist else self.data.get(name, [])
        else:
            found = self.initial.get(name, [])
        return [str(one) for one in (found if isinstance(found, (list, tuple)) else [found])]

    def _one(self, name: str) -> str:
        return next(iter(self._all(name)), "").strip()

    @property
    def partner_keys(self) -> list[str]:
        """The organisations that take part, the proposer's own always among them."""
        chosen = [one for one in self._all("partners") if one in self.organisations]
        return list(dict.fromkeys([*chosen, self.own] if self.own else chosen))

    @property
    def partner_names(self) -> list[str]:
        return [self.organisations[key] for key in self.partner_keys]

    def _doer(self, task: Task) -> Doer | None:
        value = self._one(f"doer_{task}")
        return Doer(value) if value in set(Doer) else None

    def _with(self, task: Task) -> list[str]:
        """The organisations of one task: those ticked, else all that take part."""
        chosen = [key for key in self._all(f"with_{task}") if key in self.partner_keys]
        return chosen or self.partner_keys

    # --- Fields ----------------------------------------------------------------------------------

    def _add_task(self, task: Task) -> None:
        doer = self._doer(task)
        self.fields[f"doer_{task}"] = forms.ChoiceField(
            label=TASKS[task],
            choices=self._doer_choices(doer),
            required=False,
            widget=forms.Select(attrs={"class": FOLLOW}),
        )
        if doer in _WITH_ORGANISATION and self.partner_keys:
            # Kept also where there is no choice: whoever joins later does not take over every task.
            is_choice = len(self.partner_keys) > 1
            self.fields[f"with_{task}"] = OfThoseHere(
                label=_("Which organisations"),
                choices=[(key, self.organisations[key]) for key in self.partner_keys],
                widget=forms.CheckboxSelectMultiple(attrs={"class": FOLLOW})
                if is_choice
                else forms.MultipleHiddenInput(),
                required=False,
            )
        if doer == Doer.DIVIDED:
            for key in (UNIT_PARTY, *self._with(task)):
                self._add_part(task, key)
        if doer == Doer.NOT_NEEDED:
            self.fields[f"reason_{task}"] = FreeText(
                label=_("Why it is not needed"), max_length=200, required=False
            )

    def _add_part(self, task: Task, key: str) -> None:
        name = self.unit_name if key == UNIT_PARTY else self.organisations[key]
        self.fields[_part(task, key)] = FreeText(
            label=_now("The part of %(who)s") % {"who": name},
            max_length=200,
            required=False,
        )
        self.fields[_days(task, key)] = forms.MultipleChoiceField(
            label=_now("Fixed days of %(who)s") % {"who": name},
            choices=DAYS,
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )

    def _doer_choices(self, current: Doer | None) -> list[tuple[str, Any]]:
        names = self.partner_names
        own_words = {Doer.UNIT: _now("%(who)s alone") % {"who": self.unit_name}}
        if len(names) == 1:
            own_words[Doer.ORGANISATION] = _now("%(who)s alone") % {"who": names[0]}
        offered = [
            doer for doer in Doer if names or doer not in _WITH_ORGANISATION or doer == current
        ]
        return [
            ("", _("Not recorded")),
            *((doer.value, own_words.get(doer, DOERS[doer])) for doer in offered),
        ]

    @property
    def tasks_shown(self) -> list[TaskFields]:
        """Core tasks first, then those that the software acts on."""
        rest = [task for task in Task if task in ACTING_TASKS and task not in CORE_TASKS]
        return [self._bound(task) for task in (*CORE_TASKS, *rest)]

    @property
    def tasks_folded(self) -> list[TaskFields]:
        return [self._bound(task) for task in Task if task not in ACTING_TASKS]

    def _bound(self, task: Task) -> TaskFields:
        keys = (UNIT_PARTY, *self._with(task))
        names = [name for key in keys for name in (_part(task, key), _days(task, key))]
        return TaskFields(
            task=task.value,
            label=str(TASKS[task]),
            doer=self[f"doer_{task}"],
            parties=self._parties(task),
            parts=[self[name] for name in names if name in self.fields],
            reason=self[f"reason_{task}"] if f"reason_{task}" in self.fields else None,
        )

    def _parties(self, task: Task) -> Any:
        """The choice of organisations; None where there is none to make."""
        name = f"with_{task}"
        return self[name] if name in self.fields and not self[name].is_hidden else None

    @property
    def term_fields(self) -> list[Any]:
        return [self[name] for name in TERMS if name in self.fields]

    @property
    def term_errors(self) -> bool:
        return any(self.errors.get(name) for name in TERMS)

    @property
    def is_folded_open(self) -> bool:
        """Whether one of the folded tasks says something."""
        return any(self._doer(task) for task in Task if task not in ACTING_TASKS)

    @property
    def terms_so_far(self) -> TermsSoFar:
        """The terms as filled in now; they need not be right yet."""
        return terms_so_far(self._one)

    @property
    def snapshot(self) -> dict[str, Any]:
        """What is filled in now as a start: draws the form again without judging it."""
        return {
            name: (self._with(Task(name[5:])) if name.startswith("with_") else self._all(name))
            if isinstance(field, forms.MultipleChoiceField)
            else next(iter(self._all(name)), "")
            for name, field in self.fields.items()
        }

    def renew_base(self, version_pk: int) -> None:
        """After something else was agreed: the next press is on the record as it stands now."""
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        self.data = data
        data[self.add_prefix("based_on")] = str(version_pk)

    # --- What it says ----------------------------------------------------------------------------

    @property
    def rows(self) -> tuple[TaskRow, ...]:
        """The rows as chosen now; they need not be right yet."""
        rows = []
        for task in Task:
            doer = self._doer(task)
            if doer is not None:
                reason = self._one(f"reason_{task}") if doer == Doer.NOT_NEEDED else ""
                rows.append(TaskRow(task, doer, self._shares(task, doer), reason))
        return tuple(rows)

    def _shares(self, task: Task, doer: Doer) -> tuple[Share, ...]:
        organisations = self._with(task)
        match doer:
            case Doer.UNIT:
                return (Share(UNIT_PARTY),)
            case Doer.ORGANISATION:
                return tuple(map(Share, organisations))
            case Doer.SHARED:
                return tuple(map(Share, (UNIT_PARTY, *organisations)))
            case Doer.DIVIDED:
                shares = [self._share(task, key) for key in (UNIT_PARTY, *organisations)]
                if len(organisations) > 1 and not (shares[0].part or shares[0].weekdays):
                    return tuple(shares[1:])  # divided between the organisations alone
                return tuple(shares)
        return ()

    def _share(self, task: Task, key: str) -> Share:
        days = sorted(set(self._all(_days(task, key))) & set(dict(DAYS)))
        return Share(key, self._one(_part(task, key)), "".join(days))

    @property
    def terms(self) -> Terms:
        """What the proposal says beside its rows; of a form without errors."""
        values = {name: self.cleaned_data.get(name) for name in TERMS}
        values["notice_days"] = values["notice_days"] or 0
        return Terms(**values)  # type: ignore[arg-type]

    def add_refusal(self, refused: Any, field: str | None = None) -> None:
        """Show a reason about a task beside that task."""
        reasons = refused.reasons if isinstance(refused, Refused) else refused
        for reason in reasons:
            name = f"doer_{reason.values.get('task', '')}"
            place = name if name in self.fields else TERM_OF.get(reason.code, field)
            super().add_refusal([reason], place)
