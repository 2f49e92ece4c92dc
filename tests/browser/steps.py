"""What people do on pages, in their words: press, fill in, read a letter, go somewhere.

A step finds things as people do, by what stands on them, so that a page may change its markup.
"""

import re

from playwright.sync_api import Locator, Page, expect

from careshare.outbox.models import Delivery


def labelled(page: Page | Locator, label: str) -> Locator:
    """The field of this label, whether or not it is marked as optional."""
    return page.get_by_label(re.compile(rf"^\s*{re.escape(label)}(\s*\(optional\))?\s*$"))


def fill(page: Page | Locator, values: dict[str, str]) -> None:
    """Fill in fields by their labels; a list is chosen from by what stands in it."""
    for label, value in values.items():
        field = labelled(page, label)
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(label=value)
        else:
            field.fill(value)


def choose(page: Page | Locator, label: str | re.Pattern) -> None:
    """Tick a box or pick one of several."""
    page.get_by_label(label).check()


def spoken(name: str, *, exact: bool = False) -> re.Pattern:
    """A name as it is read out: spaces of any sort, and words for the ear alone stand apart."""
    pattern = re.escape(name).replace(r"\ ", r"\s+").replace(":", r"\s*:")
    return re.compile(rf"^\s*{pattern}\s*$" if exact else pattern)


def pressable(page: Page | Locator, name: str, *, exact: bool = False) -> Locator:
    """A button, or a link, by what is read on it."""
    read = spoken(name, exact=exact)
    return page.get_by_role("button", name=read).or_(page.get_by_role("link", name=read))


def press(page: Page | Locator, name: str, *, exact: bool = False) -> None:
    """Press the first button or link of this name."""
    pressable(page, name, exact=exact).first.click()


def go(page: Page, name: str) -> None:
    """Choose an entry of the navigation, on a phone by way of the menu."""
    entry = page.locator("nav:visible").get_by_role("link", name=name, exact=True)
    if not entry.count():
        page.locator("summary", has_text="Menu").click()
    entry.first.click()


class Hand:
    """Counts what somebody has to do: each press and each field that is typed into."""

    def __init__(self, page: Page):
        self.page = page
        self.taps = 0
        self.fields = 0

    def press(self, name: str, *, exact: bool = False) -> None:
        self.taps += 1
        press(self.page, name, exact=exact)

    def fill(self, values: dict[str, str]) -> None:
        self.fields += len(values)
        fill(self.page, values)

    def open(self, address: str) -> None:
        """A link in a message is pressed, too."""
        self.taps += 1
        self.page.goto(address)


def sees(page: Page | Locator, *texts: str) -> None:
    """All of these stand on the page, where they can be seen."""
    for text in texts:
        expect(page.get_by_text(text).locator("visible=true").first).to_be_visible()


def sees_not(page: Page | Locator, *texts: str) -> None:
    for text in texts:
        expect(page.get_by_text(text).locator("visible=true")).to_have_count(0)


def heading(page: Page, name: str | re.Pattern) -> None:
    """This is the page: its one main heading says so."""
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def letter_to(address: str) -> Delivery:
    """The newest letter to an address that is written, sent or not."""
    found = Delivery.objects.filter(address=address).order_by("pk").last()
    assert found is not None, f"no letter to {address}"
    return found


def link_in(text: str, containing: str = "/") -> str:
    """The path of a link in a letter: the site's own name differs from test to test."""
    found = [url for url in re.findall(r"https?://\S+", text) if containing in url]
    assert found, f"no link with {containing} in:\n{text}"
    return re.sub(r"^https?://[^/]+", "", found[0])


def code_in(text: str) -> str:
    """The code of a letter, on a line of its own."""
    found = re.search(r"^\s*([A-Z0-9]{4,}(?:-[A-Z0-9]{2,})*)\s*$", text, re.MULTILINE)
    assert found, f"no code in:\n{text}"
    return found[1]
