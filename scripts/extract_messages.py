"""Bring locale/*/LC_MESSAGES/django.po up to date with the strings in code and templates.

Babel reads the Python files, and Django's own `templatize` turns templates into something that it
reads as well: no gettext needs to be installed. `tests/house` asks here what is still missing.
"""

import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
CODE = ("careshare", "volunteers", "coordination", "demo")
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


def sources() -> Iterator[tuple[Path, bytes]]:
    """Every file with strings, as something that reads like Python."""
    for folder in CODE:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path, path.read_bytes()
    for path in sorted((ROOT / "templates").rglob("*")):
        if path.suffix in (".html", ".txt"):
            yield path, templatize(path.read_text(), origin=str(path)).encode()


def template() -> Catalog:
    """All strings as they stand in the source now."""
    catalogue = Catalog(project="CareShare", charset="utf-8")
    for path, text in sources():
        found = extract(
            "python", io.BytesIO(text), keywords=KEYWORDS, comment_tags=("Translators",)
        )
        for line, message, comments, context in found:
            place = [(str(path.relative_to(ROOT)), line)]
            catalogue.add(message, locations=place, auto_comments=comments, context=context)
    return catalogue


def main() -> int:
    strings = template()
    for path in sorted(ROOT.glob("locale/*/LC_MESSAGES/django.po")):
        with path.open("rb") as file:
            catalogue = read_po(file, locale=path.parts[-3])
        catalogue.update(strings, no_fuzzy_matching=True, keep_user_comments=True)
        with path.open("wb") as file:
            write_po(file, catalogue, width=100, sort_by_file=True, omit_header=False,
                     include_lineno=False, ignore_obsolete=True)  # fmt: skip
        todo = [message.id for message in catalogue if message.id and not _is_translated(message)]
        sys.stdout.write(f"{path.parts[-3]}: {len(catalogue)} strings, {len(todo)} to translate\n")
    return 0


def _is_translated(message) -> bool:
    texts = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return all(texts) and not message.fuzzy


if __name__ == "__main__":
    sys.exit(main())
