"""The partials that decide something, and the weight of what a volunteer's telephone fetches."""

import re
from pathlib import Path

import brotli
import pytest
from django.template import Context, Template
from django.template.loader import render_to_string
from django.utils import translation

from careshare.templatetags.careshare import _PATHS

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "static"
BASE = (ROOT / "templates" / "base.html").read_text()


def draw(partial: str, **variables) -> str:
    return render_to_string(f"components/{partial}.html", variables)


@pytest.mark.parametrize(
    ("filled", "needed", "color", "word"),
    [
        (0, 0, "success", "filled"),
        (2, 2, "success", "filled"),
        (3, 2, "success", "filled"),
        (1, 2, "warning", "some needed"),
        (0, 2, "danger", "nobody yet"),
    ],
)
def test_coverage_has_colour_figures_and_a_word(filled, needed, color, word):
    html = draw("coverage", filled=filled, needed=needed)
    assert f'data-color="{color}"' in html
    assert f"{filled}/{needed}" in html
    assert f", {word}</span>" in html
    assert "<svg" in html


def test_where_there_is_room_the_chip_says_the_word_to_all():
    html = draw("coverage", filled=1, needed=2, as_chip=True, in_words=True)
    assert "1 of 2, some needed</span>" in html
    assert "sr-only" not in html


def test_a_closed_session_counts_nothing():
    html = draw("coverage", filled=0, needed=2, closed=True)
    assert "closed" in html
    assert "0/2" not in html
    assert 'data-color="danger"' not in html


def test_a_cell_with_an_address_is_a_link():
    html = draw("coverage", filled=1, needed=1, url="/sessions/7/", about="Walking group")
    assert html.strip().startswith('<a href="/sessions/7/"')
    assert "Walking group: " in html


def test_texts_are_escaped():
    html = draw("chip", label="<b>", color='"><script>')
    assert "<b>" not in html
    assert "<script>" not in html


@pytest.mark.parametrize("name", sorted(_PATHS))
def test_icons_are_silent(name):
    html = Template("{% icon name %}").render(Context({"name": name}))
    assert 'aria-hidden="true"' in html
    assert "style" not in html


def test_templates_use_only_icons_that_exist():
    used = set()
    for file in (ROOT / "templates").rglob("*.html"):
        used |= set(re.findall(r'{% icon "(\w+)" %}', file.read_text()))
    assert used <= set(_PATHS)


@pytest.mark.parametrize("language", ["en", "nb"])
@pytest.mark.parametrize("page", ["403", "403_csrf", "404", "429", "500"])
def test_error_pages_need_nothing_from_the_request(page, language):
    """Django draws 500.html without a context."""
    with translation.override(language):
        html = render_to_string(f"{page}.html")
    assert f'<html lang="{language}"' in html
    assert html.count("<h1") == 1


def test_a_first_load_is_light():
    """100 KB and ten requests, of which the page itself is one and may weigh 20 KB."""
    linked = re.findall(r"{% static '([^']+)' %}", BASE)
    weight = {
        name: (STATIC / name).stat().st_size
        if name.endswith(".woff2")
        else len(brotli.compress((STATIC / name).read_bytes()))
        for name in set(linked)
    }
    assert len(weight) + 1 <= 10
    assert sum(weight.values()) <= 80_000, weight
    assert sum(size for name, size in weight.items() if name.endswith(".js")) <= 30_000


def test_what_is_vendored_carries_its_licence():
    readme = (STATIC / "vendor" / "README.md").read_text()
    for folder in (STATIC / "vendor").iterdir():
        if folder.is_dir():
            assert (folder / "LICENSE").exists()
            assert f"`{folder.name}`" in readme
