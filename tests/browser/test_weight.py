"""What a volunteer's telephone fetches on its first visit, served as in production."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from coordination.messages.access import link_path
from coordination.messages.rules import LinkAction
from tests.browser.watch import Watch
from tests.browser.world import solvik
from tests.conftest import PHONE
from tests.factories.when import SignUpFactory
from tests.support import site
from tests.support.visitors import log_in

pytestmark = pytest.mark.django_db(transaction=True)

ROOT = Path(__file__).resolve().parents[2]
MOST_BYTES, MOST_SCRIPT_BYTES, MOST_REQUESTS = 100 * 1024, 30 * 1024, 10


@pytest.fixture
def served(transactional_db, tmp_path) -> Iterator[site.Site]:
    own = {
        "DJANGO_SETTINGS_MODULE": "tests.support.served_settings",
        "COLLECTED_STATIC": str(tmp_path),
    }
    collect = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity", "0"]
    subprocess.run(collect, cwd=ROOT, env=os.environ | own, check=True)
    with site.running(**own) as running:
        yield running


def first_visit(new_context, served, user, path) -> tuple[Page, Watch]:
    """A telephone that was never here."""
    context = new_context(base_url=served.url, viewport={"width": PHONE, "height": 844})
    page, watch = context.new_page(), Watch(context)
    if user:
        log_in(page, user)
    page.goto(path, wait_until="networkidle")
    return page, watch


def test_the_first_visit_is_light_and_stays_at_home(new_context, served):
    here = solvik()
    sign_up = SignUpFactory(shift=here.shift(), person=here.vera)
    offered = here.shift("Chess")
    visits = [
        (None, "/account/login/"),
        (None, link_path(LinkAction.CANNOT_COME, here.vera, sign_up)),
        (here.vera.user, reverse("coordination:volunteer-home")),
        (here.vera.user, "/find/"),
        (here.vera.user, reverse("coordination:find-detail", args=[offered.public_id])),
        (here.vera.user, "/times/"),
    ]
    complaints = []
    for user, path in visits:
        page, watch = first_visit(new_context, served, user, path)
        sizes = {
            request.url: (request.sizes()["responseBodySize"], request.resource_type)
            for request in watch.requests
        }
        total = sum(size for size, _kind in sizes.values())
        script = sum(size for size, kind in sizes.values() if kind == "script")
        print(f"{path}: {total} bytes, {script} of them script, {len(sizes)} requests")  # noqa: T201
        complaints += watch.complaints
        if total > MOST_BYTES or script > MOST_SCRIPT_BYTES or len(sizes) > MOST_REQUESTS:
            complaints.append(f"{path}: {total} bytes, {script} of script: {sizes}")
        assert total > 20_000, "the page came without its files"
        page.context.close()
    assert not complaints, "\n".join(complaints)
