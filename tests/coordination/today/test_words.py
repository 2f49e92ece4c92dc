"""The computed sentences: none, one, many."""

import pytest

from coordination.today import words


@pytest.mark.parametrize(
    ("heads", "said"),
    [
        (0, "Nobody comes today."),
        (1, "1 volunteer comes today."),
        (5, "5 volunteers come today."),
    ],
)
def test_who_comes(heads, said):
    assert words.who_comes(heads) == said


def test_in_the_evening_nobody_comes_any_more():
    assert words.who_comes(5, is_over=True) == "5 volunteers were signed up today."


@pytest.mark.parametrize(
    ("told", "untold", "said"),
    [
        ([], [], "Nobody had signed up"),
        (["Aud", "Odd"], [], "Told not to come: Aud and Odd"),
        ([], ["Liv"], "Not reached by telephone yet: Liv"),
        (["Aud"], ["Liv"], "Told not to come: Aud · Not reached by telephone yet: Liv"),
    ],
)
def test_who_is_not_to_come(told, untold, said):
    assert words.not_to_come(told, untold) == said


@pytest.mark.parametrize(
    ("sessions", "ahead", "uncovered", "said"),
    [
        (0, 0, 0, "No session is planned."),
        (2, 0, 0, "Today's sessions are over."),
        (2, 1, 0, "Every session has enough people."),
        (2, 2, 1, "1 session still needs somebody."),
        (9, 8, 7, "7 sessions still need somebody."),
    ],
)
def test_what_is_missing(sessions, ahead, uncovered, said):
    assert words.what_is_missing(sessions, ahead, uncovered) == said


@pytest.mark.parametrize(
    ("code", "partners", "label", "striped"),
    [
        ("unit_alone", [], "Care unit alone", False),
        ("shared", ["Red Cross"], "Both, Red Cross", False),
        ("divided", ["Red Cross", "Choir"], "Each a part, Red Cross and Choir", True),
        ("organisation_alone", ["Red Cross"], "Red Cross alone", False),
        ("not_recorded", [], "Not recorded", False),
    ],
)
def test_the_chip_names_the_partner(code, partners, label, striped):
    chip = words.arrangement_chip(code, partners)
    assert (chip["label"], chip["striped"]) == (label, striped)


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["Odd"], "Please phone Odd"),
        (["Odd", "Gerd"], "Please phone Odd and Gerd"),
        (["Odd", "Gerd", "Liv", "Arne"], "Please phone Odd, Gerd, Liv and others"),
    ],
)
def test_whom_to_phone(names, said):
    assert words.please_phone(names) == said
