"""The form about the positions of a session, and whom to move where fewer fit than come."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from django import forms
from django.utils.translation import gettext_lazy as _

from careshare.errors import Refused
from careshare.forms import HOW_MANY, BaseForm
from careshare.once import VersionField
from coordination.planning.access.moving import Scope
from coordination.planning.access.places import Goal, moveable
from coordination.planning.services.places import Added, PlacesWish
from coordination.shifts.models import Position, Shift
from coordination.shifts.words import SCOPES

MOVE = "move_"
_NAME_MOST = Position._meta.get_field("name").max_length


class _Lines(NamedTuple):
    """The fields of one position."""

    position: Position
    name: forms.BoundField
    numbers: list[forms.BoundField]
    gone: forms.BoundField | None


class PlacesForm(BaseForm):
    """How many are needed and how many can come, for each position of one session."""

    hide_optional = True
    version = VersionField()
    new_name = forms.CharField(
        label=_("What the others do"),
        max_length=_NAME_MOST,
        required=False,
        help_text=_("For example: at the piano, serves coffee, drives the bus."),
    )
    new_minimum = forms.IntegerField(
        label=_("How many of them are needed"), required=False, **HOW_MANY
    )
    new_maximum = forms.IntegerField(
        label=_("How many of them can come"), required=False, **HOW_MANY
    )

    def __init__(self, data: Any, *, shift: Shift, now: datetime) -> None:
        self.shift, self.now = shift, now
        self.positions = sorted(shift.positions.all(), key=lambda one: one.pk)
        initial = {"version": shift.version, "scope": Scope.THIS}
        for one in self.positions:
            initial |= {f"{name}_{one.pk}": getattr(one, name) for name in _OF_A_POSITION}
        super().__init__(data, initial=initial)
        for one in self.positions:
            self._add_fields(one)
        if shift.series_id:
            scopes = [(key, SCOPES[key]) for key in (Scope.THIS, Scope.FOLLOWING)]
            self.fields["scope"] = forms.ChoiceField(
                label=_("Change"), choices=scopes, widget=forms.RadioSelect
            )
        self._goals: dict[str, Goal] = {}
        if data and any(name.startswith(MOVE) for name in data):
            self._ask_whom()

    @property
    def is_several(self) -> bool:
        return len(self.positions) > 1

    def _add_fields(self, one: Position) -> None:
        about = f" – {one.name}" if one.name else ""
        self.fields[f"name_{one.pk}"] = forms.CharField(
            label=_("What one does there") if self.is_several else _("What those do who come now"),
            max_length=_NAME_MOST,
            required=False,
        )
        self.fields[f"minimum_{one.pk}"] = forms.IntegerField(
            label=f"{_('How many are needed')}{about}", **HOW_MANY
        )
        self.fields[f"maximum_{one.pk}"] = forms.IntegerField(
            label=f"{_('How many can come')}{about}", **HOW_MANY
        )
        if self.is_several:
            self.fields[f"gone_{one.pk}"] = forms.BooleanField(
                label=_("Take this position away"), required=False
            )

    def lines(self) -> Iterator[_Lines]:
        """The fields, position by position."""
        for one in self.positions:
            numbers = [self[f"minimum_{one.pk}"], self[f"maximum_{one.pk}"]]
            gone = self[f"gone_{one.pk}"] if self.is_several else None
            yield _Lines(one, self[f"name_{one.pk}"], numbers, gone)

    def more(self) -> list[forms.BoundField]:
        """What stands behind "more"."""
        names = [] if self.is_several else [f"name_{one.pk}" for one in self.positions]
        return [self[name] for name in (*names, "new_name", "new_minimum", "new_maximum")]

    @property
    def has_more(self) -> bool:
        """Whether something behind "more" is filled in, or is the matter."""
        return any(one.errors or (self.is_bound and one.value()) for one in self.more())

    def moves(self) -> list[forms.BoundField]:
        """Whom to move; empty as long as everybody fits."""
        return [self[name] for name in self.fields if name.startswith(MOVE)]

    def _ask_whom(self) -> None:
        for one in moveable(self.shift, self.now):
            self._goals |= {goal.key: goal for goal, _said in one.goals}
            self.fields[f"{MOVE}{one.sign_up.pk}"] = forms.ChoiceField(
                label=one.name,
                choices=[("", _("Stays")), *((goal.key, said) for goal, said in one.goals)],
                required=False,
            )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("new_name"):
            for name in ("new_minimum", "new_maximum"):
                if name not in self.errors and data.get(name) is None:
                    self.add_error(name, _("Please fill this in."))
        return data

    def add_places_refusal(self, refused: Refused) -> None:
        """Every reason; where more come than would fit, the page asks whom to move."""
        self.add_refusal(refused)
        if any(one.code == "places_below_taken" for one in refused.reasons) and not self.moves():
            self._ask_whom()

    def show_current(self) -> None:
        """Beside what somebody wrote, what stands there now; the next save counts from that."""
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data["version"] = str(self.shift.version)  # type: ignore[index]
        for one in self.positions:
            said = _("Saved now: %(number)s")
            self[f"minimum_{one.pk}"].help_text = said % {"number": one.minimum}
            self[f"maximum_{one.pk}"].help_text = said % {"number": one.maximum}

    @property
    def wish(self) -> PlacesWish:
        """What is asked for; only of a valid form."""
        data, rows = self.cleaned_data, self.positions
        added = None
        if data["new_name"]:
            added = Added(data["new_name"], data["new_minimum"], data["new_maximum"])
        chosen = {name: data[name] for name in self.fields if name.startswith(MOVE) and data[name]}
        return PlacesWish(
            numbers={
                one.pk: (data[f"minimum_{one.pk}"], data[f"maximum_{one.pk}"]) for one in rows
            },
            names={one.pk: data[f"name_{one.pk}"] for one in rows},
            gone=frozenset(one.pk for one in rows if data.get(f"gone_{one.pk}")),
            added=added,
            moves={int(name.removeprefix(MOVE)): self._goals[key] for name, key in chosen.items()},
            scope=Scope(data.get("scope", Scope.THIS)),
        )


_OF_A_POSITION = ("name", "minimum", "maximum")
