"""Bring locale/*/LC_MESSAGES/django.po up to date with the strings in code and templates.

Python files are parsed, so that a string counts wherever it stands; Django's own `templatize`
turns templates into something that Babel reads: no gettext needs to be installed. With `--check`
nothing is written, and whatever is missing or not translated is listed and fails.
"""

import ast
import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
CODE = ("careshare", "volunteers", "coordination", "demo")
# Which arguments of a function are read: "c" marks the context.
KEYWORDS = {
    "_": (1,),
    "gettext": (1,),
    "gettext_lazy": (1,),
    "gettext_noop": (1,),
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


class Found(NamedTuple):
    """One string of the source: a tuple of two where it has a plural."""

    path: Path
    line: int
    text: str | tuple[str, ...]
    context: str | None


def in_code(path: Path, source: str) -> Iterator[Found]:
    """What a Python file marks for translation: in f-strings, and under any imported name."""
    tree = ast.parse(source, filename=str(path))
    known_as = {
        alias.asname: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
        if alias.asname
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else None
        if isinstance(node.func, ast.Name):
            name = known_as.get(node.func.id, node.func.id)
        if name not in KEYWORDS:
            continue
        texts, context = [], None
        for place in KEYWORDS[name]:
            is_context = isinstance(place, tuple)
            number = place[0] if is_context else place
            value = node.args[number - 1] if len(node.args) >= number else None
            if not (isinstance(value, ast.Constant) and isinstance(value.value, str)):
                break  # a variable: nothing that could be read here
            if is_context:
                context = value.value
            else:
                texts.append(value.value)
        else:
            text = texts[0] if len(texts) == 1 else tuple(texts)
            yield Found(path, node.lineno, text, context)


def in_template(path: Path, source: str) -> Iterator[Found]:
    """What a template marks for translation."""
    code = templatize(source, origin=str(path))
    # Indentation means nothing in a template, but would be read as that of Python.
    flat = "\n".join(line.lstrip() for line in code.splitlines())
    for line, text, _comments, context in extract("python", io.BytesIO(flat.encode()), KEYWORDS):
        yield Found(path, line, text, context)


def found() -> Iterator[Found]:
    """All strings as they stand in the source now."""
    for folder in CODE:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield from in_code(path, path.read_text())
    for path in sorted((ROOT / "templates").rglob("*")):
        if path.suffix in (".html", ".txt"):
            yield from in_template(path, path.read_text())


def template() -> Catalog:
    """A catalogue without translations of all strings as they stand in the source now."""
    catalogue = Catalog(project="CareShare", charset="utf-8")
    for one in found():
        place = [(str(one.path.relative_to(ROOT)), one.line)]
        catalogue.add(one.text, locations=place, context=one.context)
    return catalogue


def is_translated(message: Message | None) -> bool:
    """Whether a reader of that language reads it in that language, every plural form included."""
    if message is None or message.fuzzy:
        return False
    texts = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return all(texts)


def untranslated(strings: Catalog, catalogue: Catalog) -> list[str]:
    """The strings of the source that the catalogue lacks or leaves in English, with their file."""
    todo = []
    for message in strings:
        if not message.id:
            continue
        stored = catalogue.get(message.id, message.context)
        # A plural that was none before is another string, though it begins alike.
        if not is_translated(stored) or stored.pluralizable != message.pluralizable:
            todo.append(f"{message.locations[0][0]}: {message.id!r}")
    return todo


def read(path: Path) -> Catalog:
    """The catalogue of one language, which is the name of its folder."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3])


def update(path: Path, catalogue: Catalog, strings: Catalog) -> None:
    """Take new strings into the catalogue and those away that the source no longer has."""
    catalogue.update(
        strings, no_fuzzy_matching=True, keep_user_comments=True, update_creation_date=False
    )
    with path.open("wb") as file:
        write_po(file, catalogue, width=100, sort_by_file=True, omit_header=False,
                 include_lineno=False, ignore_obsolete=True)  # fmt: skip


def main(*arguments: str) -> int:
    check = "--check" in arguments
    strings, failed = template(), False
    for path in sorted(ROOT.glob("locale/*/LC_MESSAGES/django.po")):
        catalogue = read(path)
        if not check:
            update(path, catalogue, strings)
        todo = untranslated(strings, catalogue)
        failed = failed or bool(todo)
        sys.stdout.writelines(f"{line}\n" for line in todo)
        sys.stdout.write(f"{path.parts[-3]}: {len(strings)} strings, {len(todo)} to translate\n")
    return 1 if check and failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
