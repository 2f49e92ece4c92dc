"""Two small promises of forms: the same form counts once, and two hands do not overwrite."""

import uuid
from typing import Any

from django import forms

from careshare.errors import Reason, Stale
from careshare.forms import ROW_MOST


class OnceField(forms.UUIDField):
    """A hidden uuid that names this very form; the row that it makes carries it, unique.

    A second press, or a reload, returns the first result instead of making a second row.
    """

    widget = forms.HiddenInput

    def __init__(self, **options: Any) -> None:
        super().__init__(initial=uuid.uuid4, **options)


class VersionField(forms.IntegerField):
    """The version of the row that an edit form was opened on."""

    widget = forms.HiddenInput

    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=0, max_value=ROW_MOST, **options)


def check_version(opened: int, current: int) -> None:
    """Raise `Stale` where somebody saved meanwhile."""
    if opened != current:
        raise Stale(Reason("changed_meanwhile"))
