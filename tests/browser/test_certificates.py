"""A manager makes a certificate: what comes out of the printer is one upright sheet of A4."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.steps import sees
from tests.conftest import WIDE
from tests.routes.world import Municipality, municipality
from tests.support import pages
from tests.support.visitors import log_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def here(transactional_db) -> Municipality:
    return municipality()


def test_one_upright_sheet_and_nothing_of_the_screen(watched, here):
    page = watched(width=WIDE)
    log_in(page, here.users["manager"])
    rows = [here.rows["activity"].pk, here.rows["person"].pk]
    page.goto(reverse("coordination:certificate", args=rows))
    page.get_by_role("button", name="Make the certificate").click()
    sees(page, here.rows["person"].name, "Place and date")
    pages.assert_good_page(page)
    paper = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type /Page\b", paper)) == 1
    width, height = map(float, re.findall(rb"MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", paper)[0])
    assert (round(width), round(height)) == (595, 842)  # points
    page.emulate_media(media="print")
    expect(page.locator("h1:visible, form:visible, button:visible")).to_have_count(0)
    expect(page.get_by_text("What stands on it")).to_be_hidden()
