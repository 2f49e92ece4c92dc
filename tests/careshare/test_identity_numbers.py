"""Numbers that name a person are found, telephone numbers and hours are not."""

from contextlib import suppress

import pytest
from django import forms
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from careshare.identity_numbers import (
    FreeText,
    GuardedTextMixin,
    holds_hidden_characters,
    holds_identity_number,
    is_nhs_number,
    is_norwegian_identity_number,
)
from careshare.once import OnceField


@pytest.mark.parametrize(
    "text",
    [
        "13097248022",
        "Born 130972 48022, likes to sing",
        "130972-48022",
        "9434765919",
        "NHS 943 476 5919.",
        "943-476-5919",
    ],
)
def test_is_found_in_a_text(text):
    assert holds_identity_number(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "13097248023",  # last check digit wrong
        "9434765918",
        "+47 22 00 00 01",
        "+4413097248022",  # follows a country code: a telephone number
        "113097248022",  # twelve digits
        "0000000000",
        "from 10:00 to 11:30, room 204",
    ],
)
def test_is_not_seen_where_there_is_none(text):
    assert not holds_identity_number(text)


@given(st.integers(0, 10**9 - 1))
def test_at_most_one_check_digit_makes_an_nhs_number(first_nine):
    numbers = [f"{first_nine:09d}{digit}" for digit in range(10)]
    assert sum(map(is_nhs_number, numbers)) <= 1


@given(st.integers(0, 10**9 - 1))
def test_at_most_one_pair_of_check_digits_makes_a_norwegian_number(first_nine):
    numbers = [f"{first_nine:09d}{pair:02d}" for pair in range(100)]
    assert sum(map(is_norwegian_identity_number, numbers)) <= 1


@pytest.mark.parametrize(
    "text", ["a\x00b", "\u202eabc", "\u2066abc", "a\u200bb", "\x1b[31m", "\x85"]
)
def test_hidden_characters_are_seen(text):
    assert holds_hidden_characters(text)


@pytest.mark.parametrize(
    "text", ["Åse Bjørnstad", "two\nlines\tand tab\r\n", "👩‍👧 singing", "עברית"]
)
def test_honest_characters_pass(text):
    assert not holds_hidden_characters(text)


@given(st.text(max_size=300))
def test_any_text_is_answered(text):
    with suppress(ValidationError):
        FreeText(required=False).clean(text)


def test_a_uuid_is_nobodys_number():
    """One form in some hundreds was refused by chance before."""

    class Form(GuardedTextMixin, forms.Form):
        form_uuid = OnceField()
        text = forms.CharField()

    one = "0f148454-6997-4902-b864-356a3febbc44"
    assert holds_identity_number(one)
    assert Form({"form_uuid": one, "text": "Songs"}).is_valid()
    assert set(Form({"form_uuid": one, "text": one}).errors) == {"text"}
