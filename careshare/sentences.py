"""Reasons become sentences: each room's `words.py` registers its own."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from careshare.errors import Reason

Text = str | Promise


class Sentence(NamedTuple):
    """What to say for a reason code. Both parts may name the reason's values as `%(name)s`.

    A part that counts is an `ngettext_lazy` whose third argument names the value that it counts.
    """

    says: Text
    next_step: Text = ""
    words: Mapping[str, Mapping[Any, Text]] = {}  # values that are codes, and how they read


class Said(NamedTuple):
    """A reason in the reader's language."""

    code: str
    says: str
    next_step: str


_sentences: dict[str, Sentence] = {}


def register(sentences: Mapping[str, Sentence]) -> None:
    """Add a room's sentences. A code may be registered again with the same sentence only."""
    for code, sentence in sentences.items():
        if _sentences.setdefault(code, sentence) is not sentence:
            raise ValueError(f"two rooms say something for {code}")


def is_known(code: str) -> bool:
    """Whether some room has a sentence for this code."""
    return code in _sentences


def joined(parts: Iterable[object]) -> str:
    """Names or words in a row, as the active language says them: "Odd, Gerd and Liv"."""
    return get_text_list([str(part) for part in parts], _("and"))


def _readable(value: object) -> object:
    if isinstance(value, float):  # hours: "7.5", and "8" where it is whole
        hours = round(value, 1)
        return number_format(hours, 0 if hours.is_integer() else 1)
    return date_format(value, "DATE_FORMAT") if isinstance(value, date) else value


def say(reason: Reason) -> Said:
    """The sentence and the next step for a reason, in the active language."""
    sentence = _sentences[reason.code]
    values = {
        name: sentence.words[name].get(str(value), value)
        if name in sentence.words
        else _readable(value)
        for name, value in reason.values.items()
    }
    # Not `str(text) % values`: a lazy plural has no text before it knows how many.
    return Said(reason.code, str(sentence.says % values), str(sentence.next_step % values))
