"""The helpers that judge pages can themselves be wrong: each must let good pass and see bad."""

import pytest

from tests.support import pages

PAGE = """<!doctype html><html lang="en"><head><title>Page</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head>
<body><main><h1>Page</h1>{}</main></body></html>"""
HIGH = 'style="min-height: 48px; min-width: 48px"'
MAIN = 'style="min-height: 56px" data-main'


@pytest.fixture
def show(new_context):
    page = new_context(viewport={"width": 320, "height": 700}).new_page()

    def _show(body: str):
        page.set_content(PAGE.format(body))
        return page

    return _show


GOOD = [
    f"<button {HIGH}>Yes</button> <button {MAIN}>Come</button>",
    "<p>Read <a href='/a'>the rules</a> first.</p>",
    f"<label {HIGH[:-1]}; display: block'><input type='checkbox'> I agree</label>".replace(
        '"', "'"
    ),
]
BAD = {
    "axe": ["<img src='data:,'>", "<p style='color: #bbb'>pale</p>"],
    "sideways": ["<div style='width: 900px'>wide</div>"],
    "targets": [
        "<button style='height: 30px'>Small</button>",
        f"<button {HIGH} data-main>Not high enough for the main button</button>",
        "<nav><a href='/a'>Small</a></nav>",
        "<a href='/a' style='display: inline-block; padding: 4px'>Small</a>",
        "<label>Name <input style='height: 40px'></label>",
        "<button style='min-height: 48px; width: 20px; padding: 0'>i</button>",
        "<p><a href='/a'>A link that stands alone</a></p>",
    ],
}
JUDGES = {
    "axe": pages.assert_no_axe_violation,
    "sideways": pages.assert_no_sideways_scroll,
    "targets": pages.assert_targets,
}


@pytest.mark.parametrize("body", GOOD)
def test_a_good_page_passes(show, body):
    pages.assert_good_page(show(body))


@pytest.mark.parametrize(("judge", "body"), [(name, body) for name in BAD for body in BAD[name]])
def test_a_bad_page_is_seen(show, judge, body):
    page = show(body)
    pages.load_axe(page)
    with pytest.raises(AssertionError, match=r" on about:blank|about:blank scrolls"):
        JUDGES[judge](page)
