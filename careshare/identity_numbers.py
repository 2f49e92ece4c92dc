"""What no free text may hold: national identity numbers, and characters that hide or turn text."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.deconstruct import deconstructible
from django.utils.translation import gettext_lazy as _
from phonenumber_field.formfields import PhoneNumberField

# A run that follows "+" is a telephone number with its country code.
_NORWEGIAN = re.compile(r"(?<![\d+])\d{6}[ .-]?\d{5}(?!\d)")
_NHS = re.compile(r"(?<![\d+])\d{3}[ .-]?\d{3}[ .-]?\d{4}(?!\d)")

_FIRST = (3, 7, 6, 1, 8, 9, 4, 5, 2, 1)
_SECOND = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)

# Explicit direction marks, embeddings, overrides and isolates (Unicode Annex 9), and characters
# without width that make two texts look the same. Joiners stay: emoji and some scripts need them.
_HIDING = frozenset("\u061c\u200b\u200e\u200f\u2028\u2029\ufeff") | frozenset(
    map(chr, (*range(0x202A, 0x202F), *range(0x2060, 0x2065), *range(0x2066, 0x206A)))
)
_ALLOWED_CONTROLS = frozenset("\t\n\r")


def is_norwegian_identity_number(digits: str) -> bool:
    """Whether eleven digits carry the two check digits of a Norwegian identity number.

    Both weighted sums must divide by 11 (Skatteetaten, "Fødselsnummer"; E. S. Selmer,
    "Personnummerering i Norge: litt anvendt tallteori og psykologi", Nordisk Matematisk Tidskrift
    12, 1964). D numbers and H numbers use the same check digits.
    """
    return len(digits) == 11 and _divides(digits, _FIRST) and _divides(digits, _SECOND)


def _divides(digits: str, weights: tuple[int, ...]) -> bool:
    return sum(int(d) * w for d, w in zip(digits, weights, strict=False)) % 11 == 0


def is_nhs_number(digits: str) -> bool:
    """Whether ten digits carry the check digit of an NHS number.

    The first nine, weighted 10 to 2, are summed; 11 less the remainder by 11 is the check digit;
    11 counts as 0, and 10 is never issued (NHS Data Dictionary, "NHS NUMBER").
    """
    if len(digits) != 10 or len(set(digits)) == 1:
        return False
    total = sum(int(d) * w for d, w in zip(digits, range(10, 1, -1), strict=False))
    return (11 - total % 11) % 11 == int(digits[9])


def holds_identity_number(text: str) -> bool:
    """Whether some run of digits in a text is a Norwegian identity number or an NHS number."""
    return any(
        is_valid(re.sub(r"\D", "", found))
        for pattern, is_valid in (
            (_NORWEGIAN, is_norwegian_identity_number),
            (_NHS, is_nhs_number),
        )
        for found in pattern.findall(text)
    )


def holds_hidden_characters(text: str) -> bool:
    """Whether a text holds control characters, or ones that hide text or turn its direction."""
    return any(
        char in _HIDING
        or ((char < " " or "\x7f" <= char < "\xa0") and char not in _ALLOWED_CONTROLS)
        for char in text
    )


@deconstructible
class NoIdentityNumber:
    """A validator: says why, and never repeats the number."""

    message = _(
        "This looks like a national identity number. Leave it out: CareShare keeps no such numbers."
    )
    code = "identity_number"

    def __call__(self, value: Any) -> None:
        if holds_identity_number(str(value)):
            raise ValidationError(self.message, code=self.code)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, type(self))


@deconstructible
class NoHiddenCharacters:
    """A validator: refuses NUL, control characters and direction overrides."""

    message = _("This text holds characters that cannot be seen. Please type it anew.")
    code = "hidden_characters"

    def __call__(self, value: Any) -> None:
        if holds_hidden_characters(str(value)):
            raise ValidationError(self.message, code=self.code)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, type(self))


class FreeText(forms.CharField):
    """A text field that refuses both."""

    default_validators = [NoIdentityNumber(), NoHiddenCharacters()]


_NO_TEXT = (PhoneNumberField, forms.UUIDField)


class GuardedTextMixin:
    """Put it before a form class: every text field of the form refuses both.

    A telephone number is read as one by its own field, and a uuid is nobody's text: ten of their
    digits may well divide.
    """

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.CharField) and not isinstance(field, _NO_TEXT):
                for validator in FreeText.default_validators:
                    if validator not in field.validators:
                        field.validators = [*field.validators, validator]
