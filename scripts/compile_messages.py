"""Compile every catalogue under locale/ with Babel, so that no gettext needs to be installed.

Only what changed is compiled. A broken placeholder would be an error on the page of a reader of
that language, so it stops the build here.
"""

import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent


def compile_catalogue(source: Path) -> list[str]:
    """Write the .mo beside the .po; gives what is wrong with it instead where something is."""
    with source.open("rb") as file:
        catalogue = read_po(file, locale=source.parts[-3], abort_invalid=True)
    wrong = [
        f"{source.relative_to(ROOT)}: {message.id!r}: {error}"
        for message, errors in catalogue.check()
        for error in errors
    ]
    if not wrong:
        with source.with_suffix(".mo").open("wb") as file:
            write_mo(file, catalogue)
    return wrong


def is_stale(source: Path) -> bool:
    compiled = source.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime <= source.stat().st_mtime


def main() -> int:
    sources = sorted(ROOT.glob("locale/*/LC_MESSAGES/*.po"))
    wrong = [line for source in sources if is_stale(source) for line in compile_catalogue(source)]
    sys.stderr.writelines(f"{line}\n" for line in wrong)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
