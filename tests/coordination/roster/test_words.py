"""The roster's days in words."""

from datetime import date

import pytest
from django.utils import translation

from coordination.roster.words import span


@pytest.mark.parametrize(
    ("language", "first", "last", "said"),
    [
        ("en", date(2026, 11, 23), date(2026, 12, 20), "23 Nov – 20 Dec 2026"),
        ("en", date(2026, 12, 28), date(2027, 1, 3), "28 Dec 2026 – 3 Jan 2027"),
        ("nb", date(2026, 12, 21), date(2027, 1, 17), "21. des 2026 – 17. jan 2027"),
    ],
)
def test_weeks_name_the_year_and_both_where_it_turns(language, first, last, said):
    with translation.override(language):
        assert span(first, last) == said
