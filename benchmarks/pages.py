"""How much slower a page gets when the area grows: seconds against the log-in page, and queries.

Fills two fresh SQLite databases with the demo at two scales and asks each page nine times; prints
the median as a multiple of the log-in page's. `python benchmarks/pages.py [small] [large]`.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
PAGES = {
    "manager": (
        "coordination:today",
        "coordination:roster",
        "coordination:activity-list",
        "volunteers:person-list",
    ),
    "coordinator": ("coordination:today", "coordination:partner-list"),
    "volunteer": ("coordination:volunteer-home", "coordination:find", "coordination:my-times"),
    "lead": ("volunteers:area-detail",),
}
TRIES = 9


def fill(scale: int, database: Path) -> None:
    """A fresh database with the demo at a scale."""
    env = os.environ | {"DATABASE_URL": f"sqlite:///{database}", "DEMO": "1"}
    for command in (["migrate", "-v0"], ["demo", "--scale", str(scale)]):
        subprocess.run(  # noqa: S603 our own commands
            [sys.executable, ROOT / "manage.py", *command],
            env=env,
            check=True,
            stdout=subprocess.DEVNULL,
        )


def measure(database: Path) -> dict[str, tuple[float, int]]:
    """Median seconds and queries of each page, in a process of its own."""
    env = os.environ | {"DATABASE_URL": f"sqlite:///{database}", "DEMO": "1"}
    code = f"from benchmarks.pages import _measure; _measure({PAGES!r})"
    done = subprocess.run(  # noqa: S603 our own code
        [sys.executable, "-c", code], env=env, cwd=ROOT, check=True, capture_output=True, text=True
    )
    rows = (line.split("\t") for line in done.stdout.splitlines())
    return {name: (float(seconds), int(queries)) for name, seconds, queries in rows}


def _measure(pages: dict[str, tuple[str, ...]]) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "careshare.settings"
    import django

    django.setup()
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext, setup_test_environment
    from django.urls import reverse

    setup_test_environment()
    asked = [("login", Client(), reverse("account_login"))]
    for key, names in pages.items():
        client = Client()
        client.post(reverse("demo-enter", args=[key]))
        asked += [(f"{key} {name.partition(':')[2]}", client, reverse(name)) for name in names]
    for name, client, path in asked:
        client.get(path)
        seconds = []
        for _try in range(TRIES):
            start = time.perf_counter()
            client.get(path)
            seconds.append(time.perf_counter() - start)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(path)
        print(name, statistics.median(seconds), len(queries), sep="\t")


def main(small: int, large: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        found = {}
        for scale in (small, large):
            database = Path(folder, f"{scale}.sqlite3")
            fill(scale, database)
            found[scale] = measure(database)
    print(
        f"{'page':28} {'x log-in':>9} {'queries':>8}"
        f"   at scale {large}: {'x log-in':>9} {'queries':>8}"
    )
    for name in found[small]:
        cells = []
        for scale in (small, large):
            seconds, queries = found[scale][name]
            cells.append(f"{seconds / found[scale]['login'][0]:9.2f} {queries:8}")
        print(f"{name:28} {cells[0]}   {'':13} {cells[1]}")


if __name__ == "__main__":
    sizes = [int(size) for size in sys.argv[1:]] or [1, 10]
    main(*sizes)
