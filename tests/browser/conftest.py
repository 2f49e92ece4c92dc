"""Devices of the people in the journeys, and what no page may ever do."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Error, Page, expect

from tests.browser.watch import Watch
from tests.conftest import NARROW, PHONE, WIDE

DEVICES = {
    "phone": {"width": PHONE},
    "wide": {"width": WIDE},
    "phone-no-script": {"width": PHONE, "javascript": False},
}
SCREENS = (("320 light", NARROW, "light"), ("1280 dark", WIDE, "dark"))
HEIGHT = 900
expect.set_options(timeout=15_000)  # milliseconds: a busy machine is not a fault of the page
SHOWN = pytest.StashKey[list[Page]]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item):
    """A journey that failed says where everybody stood, and what they read there."""
    report = yield
    if report.when == "call" and report.failed:
        for page in item.stash.get(SHOWN, []):
            report.sections.append((f"Device at {page.url}", _read(page)))
    return report


def _read(page: Page) -> str:
    try:
        return page.locator("main").inner_text(timeout=1000)[:3000]
    except Error as error:
        return str(error)


@pytest.fixture
def watched(request, open_page) -> Iterator[Callable[..., Page]]:
    """Opens pages like `open_page`; at the end, none of them may have complained."""
    pages, watches = request.node.stash.setdefault(SHOWN, []), []

    def _open(*args, **kwargs) -> Page:
        page = open_page(*args, **kwargs)
        pages.append(page)
        watches.append(Watch(page.context))
        return page

    yield _open
    complaints = [complaint for watch in watches for complaint in watch.complaints]
    assert not complaints, "\n".join(complaints)


# Everyday the wide screen with a script and the telephone without; the third in `make test-all`.
EVERYDAY = [
    pytest.param(name, marks=pytest.mark.slow) if name == "phone" else name for name in DEVICES
]


@pytest.fixture(params=EVERYDAY)
def own_device(request, watched) -> Callable[[], Page]:
    """A person's device: a telephone, a wide screen, a telephone whose browser runs no script.

    Each call is another person's, all of the same sort.
    """
    return lambda: watched(**DEVICES[request.param])


@dataclass
class Screens:
    """One page, looked at on both screens on which every page is checked; loaded only once."""

    page: Page
    shown: int = 0

    def each(self) -> Iterator[str]:
        """The name of each screen while the page stands on it; begins with the one it is on."""
        first = self.shown
        for number in (first, 1 - first):
            self.show(number)
            yield SCREENS[number][0]

    def show(self, number: int) -> None:
        if number != self.shown:
            _name, width, scheme = SCREENS[number]
            self.page.set_viewport_size({"width": width, "height": HEIGHT})
            self.page.emulate_media(color_scheme=scheme)
            self.shown = number


@pytest.fixture
def screens(watched) -> Callable[[], Screens]:
    """Opens a page for the two screens on which every page is checked."""
    return lambda: Screens(watched(NARROW))
