"""Norwegian bokmål is complete, says what the source says, and uses the house's words."""

import re
import string
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from django.conf import settings
from django.utils import translation

from scripts import extract_messages
from tests.house import tree

CATALOGUE = tree.ROOT / "locale" / "nb" / "LC_MESSAGES" / "django.po"
# Where a string of the same text stands in Django too, ours wins everywhere: also in dates.
CALENDAR = (
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mon Tue Wed Thu Fri Sat Sun "
    "January February March April May June July August September October November December"
).split()
# People read these, whatever the code calls it.
WORDS = {
    "I'll come": "Jeg kommer",
    "I can't come": "Jeg kan ikke komme",
    "Care unit": "Tjenestested",
    "Voluntary organisation": "Frivillig organisasjon",
    "Volunteer centre": "Frivilligsentral",
    "Who coordinates": "Hvem som koordinerer",
    "Both do it": "Felles",
    "Each does a part": "Fordelt: hver sin del",
    "Nobody does it yet": "Ingen gjør det ennå",
    "Offer to help run it": "Tilby å være med og drive",
    "%(who)s offers to help run it": "%(who)s tilbyr seg å være med og drive",
    "Agreement": "Samarbeidsavtale",
    "Find a day and time": "Finn en dag og tid",
    "Next session": "Neste vakt",
    "Manager": "Leder",
    "Coordinator": "Koordinator",
    "Volunteer": "Frivillig",
    "Nursing home": "Sykehjem",
    "Home care": "Hjemmetjeneste",
    "Day centre": "Dagsenter",
    "police certificate": "politiattest",
    "confidentiality declaration": "taushetserklæring",
}
# What volunteers read: to them it is a day and a time, never a "vakt".
VOLUNTEER_PAGES = (
    "templates/coordination/finding/",
    "templates/coordination/messages/",
    "coordination/finding/",
    "coordination/messages/",
)
VOLUNTEER_MAILS = ("reminder", "signup-confirmed", "signup-requested", "signup-declined")
# In Norwegian it means both shared and divided, so it says nothing.
AMBIGUOUS = re.compile(r"\b(delt|delte|deler?|dele|deling)\b", re.IGNORECASE)
NAMED = re.compile(r"%\((\w+)\)([a-z])")
TAG = re.compile(r"<[^>]+>")


def _texts(value: object) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, tuple | list) else (str(value),)


def _files(message: Message) -> tuple[str, ...]:
    return tuple(name for name, _line in message.locations)


@pytest.fixture(scope="module")
def source() -> Catalog:
    """What code and templates say now."""
    return extract_messages.template()


@pytest.fixture(scope="module")
def norwegian() -> Catalog:
    return extract_messages.read(CATALOGUE)


@pytest.fixture(scope="module")
def pairs(source: Catalog, norwegian: Catalog) -> list[tuple[Message, Message]]:
    """Every string of the source beside its translation."""
    both = [(one, norwegian.get(one.id, one.context)) for one in source if one.id]
    return [(one, stored) for one, stored in both if stored is not None]


def test_nothing_is_left_in_english(source, norwegian):
    """To mend it: `python scripts/extract_messages.py`, then translate what it lists."""
    assert extract_messages.untranslated(source, norwegian) == []


def test_every_part_of_the_project_is_read(source):
    """An extraction that skips a folder would call it complete."""
    read = {name for one in source for name in _files(one)}
    for start in (
        "templates/account/", "templates/account/email/", "templates/components/",
        "templates/coordination/", "templates/email/", "templates/volunteers/",
        "templates/404.html", "templates/base.html", "coordination/signups/words/",
        "coordination/shifts/words.py", "volunteers/", "careshare/", "demo/",
    ):  # fmt: skip
        assert any(name.startswith(start) for name in read), start


def test_a_new_string_is_missed():
    strings, stored = Catalog(), Catalog(locale="nb")
    strings.add("Tea", locations=[("a.py", 1)])
    strings.add(("%(n)s cup", "%(n)s cups"), locations=[("a.py", 2)])
    stored.add("Coffee", "Kaffe")
    assert extract_messages.untranslated(strings, stored) == [
        "a.py: 'Tea'", "a.py: ('%(n)s cup', '%(n)s cups')",
    ]  # fmt: skip
    stored.add("Tea", "Te", flags=["fuzzy"])
    stored.add(("%(n)s cup", "%(n)s cups"), ("%(n)s kopp", ""))
    assert len(extract_messages.untranslated(strings, stored)) == 2
    stored.get("Tea").flags.clear()
    stored.get("%(n)s cup").string = ("%(n)s kopp", "%(n)s kopper")
    assert extract_messages.untranslated(strings, stored) == []


def test_a_text_that_was_turned_into_a_plural_is_missed():
    strings, stored = Catalog(), Catalog(locale="nb")
    strings.add(("one cup", "cups"), locations=[("a.py", 1)])
    stored.add("one cup", "én kopp")
    assert len(extract_messages.untranslated(strings, stored)) == 1


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("_('Tea')", ("Tea", None)),
        ("f'{_(\"Tea\")} {x}'", ("Tea", None)),
        ("from django.utils.translation import gettext as now\nnow('Tea')", ("Tea", None)),
        ("translation.gettext('Tea')", ("Tea", None)),
        ("ngettext('cup', 'cups', n)", (("cup", "cups"), None)),
        ("pgettext('drink', 'Tea')", ("Tea", "drink")),
        ("npgettext('drink', 'cup', 'cups', n)", (("cup", "cups"), "drink")),
        ("_('Tea '\n  'and coffee')", ("Tea and coffee", None)),
    ],
)
def test_a_string_is_found_in_code(code, expected):
    (one,) = extract_messages.in_code(Path("a.py"), code)
    assert (one.text, one.context) == expected


def test_a_variable_is_no_string():
    assert list(extract_messages.in_code(Path("a.py"), "_(text)\nngettext(one, 'cups', n)")) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{% translate "Tea" %}', "Tea"),
        ('    {% translate "Tea" as t %}\n  {{ t }}\n      {{ x }}', "Tea"),
        ('{% include "a.html" with title=_("Tea") only %}', "Tea"),
        ("{% blocktranslate %}Tea for {{ name }}{% endblocktranslate %}", "Tea for %(name)s"),
        (
            "{% blocktranslate count n=n %}{{ n }} cup{% plural %}cups{% endblocktranslate %}",
            ("%(n)s cup", "cups"),
        ),
    ],
)
def test_a_string_is_found_in_a_template(text, expected):
    (one,) = extract_messages.in_template(Path("a.html"), "{% load i18n %}\n" + text)
    assert one.text == expected


def _placeholders(text: str) -> list[tuple[str, str]]:
    return sorted(set(NAMED.findall(text)))


def _differs(message: Message, stored: Message) -> bool:
    """A singular may leave its number out, as "one" does; nothing may come that is not given."""
    wanted, given = _texts(message.id), _texts(stored.string)
    most = {one for text in wanted for one in _placeholders(text)}
    if {one for text in given for one in _placeholders(text)} != most:
        return True
    if len(wanted) == 1:
        return False
    return set(_placeholders(given[-1])) != set(_placeholders(wanted[-1]))


def test_placeholders_agree(pairs):
    assert [one.id for one, stored in pairs if _differs(one, stored)] == []


@pytest.mark.parametrize(
    ("english", "translated", "wrong"),
    [
        ("%(who)s comes", "%(who)s kommer", False),
        ("%(who)s comes", "Noen kommer", True),
        ("%(who)s comes", "%(hvem)s kommer", True),
        ("Somebody comes", "%(who)s kommer", True),
        (("%(n)s day", "%(n)s days"), ("Én dag", "%(n)s dager"), False),
        (("%(n)s day", "%(n)s days"), ("%(n)s dag", "dager"), True),
    ],
)
def test_a_placeholder_that_differs_is_seen(english, translated, wrong):
    stored = Message(english, translated)
    assert _differs(Message(english), stored) is wrong


def test_placeholders_have_names(source):
    """A second language may need another order."""
    bare = re.compile(r"%[sdi]|\{\d*\}")
    assert [one.id for one in source for text in _texts(one.id) if bare.search(text)] == []


def test_tags_and_line_ends_agree(pairs):
    def shape(value):
        text = _texts(value)[-1]
        return sorted(TAG.findall(text)), text.startswith("\n"), text.endswith("\n")

    assert [one.id for one, stored in pairs if shape(one.id) != shape(stored.string)] == []


def _ends(text: str) -> str:
    return text.rstrip("»”) ")[-1:]


def test_a_sentence_ends_as_its_source_does(pairs):
    """A question stays one, what leads to something keeps its colon, no sentence loses its end."""
    allowed = {"?": "?", ":": ":", ".": ".!?:"}
    wrong = [
        stored.string
        for one, stored in pairs
        for english, text in zip(_texts(one.id), _texts(stored.string), strict=True)
        if _ends(text) not in allowed.get(_ends(english), _ends(text))
    ]
    assert wrong == []


def test_nothing_is_fuzzy(norwegian):
    assert [one.id for one in norwegian if one.id and one.fuzzy] == []


def test_the_words_that_people_read(norwegian):
    said = {english: norwegian.get(english) for english in WORDS}
    assert {english: one and one.string for english, one in said.items()} == WORDS


def test_shared_and_divided_are_told_apart(pairs):
    wrong = [
        stored.string
        for _one, stored in pairs
        for text in _texts(stored.string)
        if AMBIGUOUS.search(text)
    ]
    assert wrong == []


@pytest.mark.parametrize("text", ["Delt", "de deler oppgaven", "delte oppgaver", "å dele"])
def test_an_ambiguous_word_is_seen(text):
    assert AMBIGUOUS.search(text)


@pytest.mark.parametrize("text", ["Fordelt: hver sin del", "felles", "delta", "en del av tiden"])
def test_a_clear_word_is_left_alone(text):
    assert not AMBIGUOUS.search(text)


def test_to_a_volunteer_it_is_a_day_and_time(pairs):
    def is_theirs(name: str) -> bool:
        if name.startswith("templates/email/"):
            return Path(name).parent.name in VOLUNTEER_MAILS
        return name.startswith(VOLUNTEER_PAGES)

    wrong = [
        stored.string
        for one, stored in pairs
        if one.locations and all(is_theirs(name) for name in _files(one))
        for text in _texts(stored.string)
        if re.search(r"\bvakt", text, re.IGNORECASE)
    ]
    assert wrong == []


def test_quotation_marks_are_norwegian(pairs):
    marks = re.compile('[“”„"]')
    wrong = [
        text
        for _one, stored in pairs
        for text in _texts(stored.string)
        if marks.search(TAG.sub("", text)) or text.count("«") != text.count("»")
    ]
    assert wrong == []


def test_no_stray_space(pairs):
    def edges(text: str) -> tuple[bool, bool]:
        return text[:1] == " ", text[-1:] == " "

    wrong = [
        stored.string
        for one, stored in pairs
        for text in _texts(stored.string)
        if "  " in text or edges(text) != edges(_texts(one.id)[-1])
    ]
    assert wrong == []


def test_days_and_months_stay_as_django_writes_them(norwegian):
    """Ours would stand in every date of every page."""
    folder = Path(translation.__file__).parents[2] / "conf" / "locale" / "nb" / "LC_MESSAGES"
    django = extract_messages.read(folder / "django.po")
    ours = {day: norwegian.get(day).string for day in CALENDAR if norwegian.get(day)}
    assert ours == {day: django.get(day).string for day in ours}


def test_date_formats_are_formats(pairs):
    """A word that slips in where a format belongs would print letters as dates."""
    letters = set(string.ascii_letters) - set("DjlFMbYNd")
    formats = [stored.string for one, stored in pairs if one.context and "day" in one.context]
    formats += [stored.string for one, stored in pairs if one.context and "month" in one.context]
    assert formats
    assert [text for text in formats if set(text) & letters] == []


def test_every_language_offered_has_a_catalogue():
    """English is the source; what else can be chosen is complete or not offered."""
    offered = {code for code, _name in settings.LANGUAGES} - {"en"}
    assert offered == {path.parts[-3] for path in tree.ROOT.glob("locale/*/LC_MESSAGES/django.po")}
