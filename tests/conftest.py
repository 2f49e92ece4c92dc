"""What all tests share: the database, servers that are real, and a browser."""

import gc
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.core.cache import cache
from django.utils import translation

from tests.support import chromium, migrated, once, site, smtp, worker

pytest_plugins = ["tests.support.no_skips", "tests.support.order"]
# pytest-playwright keeps an event loop in the main thread; Django takes that for async code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


# --- What runs, and what may not be left out --------------------------------------------------


def pytest_report_header() -> list[str]:
    engine = settings.DATABASES["default"]["ENGINE"].rpartition(".")[2]
    broker = settings.CELERY_BROKER_URL.partition(":")[0]
    size = "full" if os.environ.get("CARESHARE_FULL") else "everyday"
    return [f"database: {engine}, broker: {broker}, sizes: {size}"]


def pytest_collection_finish() -> None:
    """What is loaded by now stays loaded: looking through it again and again costs a tenth."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 100)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks that follow from what a test is given, so that nobody has to think of them."""
    for item in items:
        given = getattr(item, "fixturenames", ())
        for mark in ("browser", "worker"):
            if mark in given:
                item.add_marker(mark)
        if "worker" not in given and once.runs_once(item):
            item.add_marker("once")
        if "solvik" in given:  # making the municipality takes seconds: one process reads it
            item.add_marker(pytest.mark.xdist_group("solvik"))


@pytest.fixture(scope="session", autouse=True)
def _moment() -> Iterator[None]:
    """With CARESHARE_AT=2027-03-27T23:30 (UTC) these tests live then: no test may hang on the day.

    For tests within this process; servers and databases keep the machine's clock.
    """
    at = os.environ.get("CARESHARE_AT")
    if at is None:
        yield
        return
    with time_machine.travel(datetime.fromisoformat(at).replace(tzinfo=UTC)):
        yield


# --- Database and cache -----------------------------------------------------------------------


@pytest.fixture(scope="session")
def django_db_modify_db_settings(request, tmp_path_factory) -> None:
    """On SQLite a file: a database in memory could not be shared with a real server."""
    database = settings.DATABASES["default"]
    if database["ENGINE"] == "careshare.sqlite":
        folder: Path = tmp_path_factory.mktemp("database")
        database.setdefault("TEST", {})["NAME"] = str(folder / "test.sqlite3")
    request.getfixturevalue("django_db_modify_db_settings_parallel_suffix")
    if os.environ.get("PYTEST_XDIST_WORKER"):
        migrated.begin_with_a_copy(database, tmp_path_factory.getbasetemp().parent)


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_keepdb: bool, django_db_modify_db_settings: None) -> bool:
    """A copied file is there already: without this Django would begin by deleting it."""
    database = settings.DATABASES["default"]
    return django_db_keepdb or database["ENGINE"] == "careshare.sqlite"


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    """Rate limits count in the cache: no test may eat another's tries."""
    yield
    cache.clear()


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """A request leaves its reader's language behind in the thread; no test may read another's."""
    with translation.override("en"):
        yield


# --- Real servers -----------------------------------------------------------------------------


@pytest.fixture(scope="session")
def _site(django_db_setup) -> Iterator[site.Site]:
    with site.running() as running:
        yield running


@pytest.fixture
def web(_site: site.Site, transactional_db) -> site.Site:
    """The site by a real gunicorn with eight threads, its caches empty; tests commit their rows."""
    _site.forget()
    return _site


@pytest.fixture
def mailbox() -> Iterator[smtp.Sink]:
    """A real mail server, without the site being told of it."""
    with smtp.running() as sink:
        yield sink


@pytest.fixture(name="smtp")
def _smtp(mailbox: smtp.Sink, settings) -> smtp.Sink:
    """A real mail server to which this process sends; processes get it by `EMAIL_URL=smtp.url`."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = mailbox.port
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    return mailbox


@pytest.fixture(name="worker")
def _worker(transactional_db, smtp: smtp.Sink) -> Iterator[object]:
    """A real Celery worker on the test database, the test's broker and the `smtp` sink."""
    if settings.CELERY_BROKER_URL.startswith("memory:"):
        pytest.skip("needs a broker that processes share: make test-postgres")
    with worker.running(EMAIL_URL=smtp.url) as process:
        yield process


@dataclass(frozen=True)
class Race:
    """How many come at once, and how often."""

    clients: int
    rounds: int


@pytest.fixture(scope="session")
def race_size() -> Race:
    return Race(50, 100) if os.environ.get("CARESHARE_FULL") else Race(20, 10)


# --- Browser ----------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    found = chromium.path()
    if found is None:
        pytest.fail("No Chromium: sh scripts/browser.sh gets one, or set CHROMIUM=/path/to/it")
    own = {"executable_path": found, "args": chromium.launch_arguments()}
    return {**browser_type_launch_args, **own}


PHONE, WIDE, NARROW = 390, 1280, 320


@pytest.fixture
def open_page(new_context, web: site.Site) -> Callable:
    """Opens a fresh, logged-out page on the site; each call is a device of its own."""

    def _open(
        width: int = PHONE, *, dark: bool = False, javascript: bool = True, locale: str = "en-GB"
    ):
        context = new_context(
            base_url=web.url,
            viewport={"width": width, "height": 844 if width < 800 else 900},
            color_scheme="dark" if dark else "light",
            java_script_enabled=javascript,
            locale=locale,
        )
        context.set_default_timeout(10_000)
        return context.new_page()

    return _open


@pytest.fixture(params=[PHONE, WIDE], ids=["phone", "wide"])
def screen(request, open_page):
    """A page on a phone and on a wide screen: the journeys run on both."""
    return open_page(request.param)


@pytest.fixture(params=[(NARROW, False), (WIDE, True)], ids=["320-light", "1280-dark"])
def checked_screen(request, open_page):
    """The two screens on which every page is checked with axe."""
    width, dark = request.param
    return open_page(width, dark=dark)


@pytest.fixture
def without_javascript(open_page):
    """A phone whose browser runs no script."""
    return open_page(PHONE, javascript=False)
