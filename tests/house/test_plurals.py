"""What counts has a singular: an area may set 1 for any of its numbers."""

import re

import pytest
from django.utils import translation

from careshare import sentences
from careshare.errors import Reason

COUNTED = re.compile(r"%\(\w+\)s (days|hours|weeks|months|minutes|places|sessions|people|times)\b")


def test_no_sentence_says_one_days():
    """An area may set 1 for any of its numbers: what counts has a singular."""
    plain = {
        (code, str(part)[:20]): str(part)
        for code, sentence in sentences._sentences.items()
        for part in (sentence.says, sentence.next_step)
        if "plural" not in getattr(part, "_kw", ())
    }
    assert len(plain) > 100
    assert [text for text in plain.values() if COUNTED.search(text)] == []


@pytest.mark.parametrize(
    ("code", "value", "language", "expected"),
    [
        ("shift_too_long", {"hours": 1}, "en", "A session lasts at most 1 hour."),
        ("shift_too_long", {"hours": 2}, "en", "A session lasts at most 2 hours."),
        ("plan_too_far", {"months": 1}, "nb", "Vakter kan planlegges høyst 1 måned fram i tid."),
        ("series_too_long", {"most": 1}, "en", "A series has 1 session."),
    ],
)
def test_a_sentence_counts(code, value, language, expected):
    with translation.override(language):
        assert sentences.say(Reason(code, value)).says == expected
