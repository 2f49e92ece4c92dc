"""Which browser the tests drive. `python -m tests.support.chromium` says whether there is one."""

import os
import shutil
import sys
from pathlib import Path

# The shell without a window first: the same pages in two thirds of the time.
NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
MACOS = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"


def path() -> str | None:
    """A Chromium: named by CHROMIUM, on PATH, in its usual place, or Playwright's own download."""
    wish = os.environ.get("CHROMIUM")
    for name in (wish, *NAMES, MACOS):
        if name and (found := shutil.which(name)):
            return found
    return _downloaded()


def _downloaded() -> str | None:
    caches = [Path.home() / ".cache", Path.home() / "Library" / "Caches"]
    folders = [cache / "ms-playwright" for cache in caches]
    if own := os.environ.get("PLAYWRIGHT_BROWSERS_PATH"):
        folders.insert(0, Path(own))
    names = ("chrome", "headless_shell", "chrome-headless-shell")
    files = (
        file for folder in folders for file in sorted(folder.glob("chromium*/*/*"), reverse=True)
    )
    return next((str(file) for file in files if file.name in names), None)


def launch_arguments() -> list[str]:
    """A quiet browser: nothing in the background, nothing to third parties."""
    quiet = [
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-quic",
        "--no-first-run",
    ]
    # Chromium's own sandbox refuses root, as in a container.
    return [*quiet, "--no-sandbox"] if os.geteuid() == 0 else quiet


if __name__ == "__main__":
    sys.exit(0 if path() else 1)
