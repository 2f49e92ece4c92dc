"""Templates draw: they run no code of their own and let nothing through unescaped."""

import re

import pytest

from tests.house import tree

PAGES = tree.files("templates", *tree.APPS, ends=(".html",))
MAILS = "templates/email/"

INLINE = {
    "a script without src": re.compile(r"<script(?![^>]*\bsrc=)", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "an event attribute": re.compile(r"<[a-z][^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "a javascript: address": re.compile(r"javascript:", re.IGNORECASE),
    "an hx-on handler": re.compile(r"\bhx-on", re.IGNORECASE),
}
UNESCAPED = re.compile(r"\|\s*safe(seq)?\b|{%\s*autoescape\s+off")
HARD_COMMENT = re.compile(r"<!--(?!\[)")


def _without_comments(text: str) -> str:
    return re.sub(r"{%\s*comment.*?endcomment\s*%}|{#.*?#}", "", text, flags=re.DOTALL)


@pytest.mark.parametrize("page", PAGES, ids=tree.name)
def test_no_inline_script_or_style(page):
    """The content security policy would refuse it. (Mails need their styles inline.)"""
    if tree.name(page).startswith(MAILS):
        return
    text = _without_comments(page.read_text())
    assert [what for what, pattern in INLINE.items() if pattern.search(text)] == []


@pytest.mark.parametrize("page", PAGES, ids=tree.name)
def test_nothing_unescaped(page):
    assert UNESCAPED.findall(_without_comments(page.read_text())) == []


@pytest.mark.parametrize("page", PAGES, ids=tree.name)
def test_comments_stay_on_the_server(page):
    assert HARD_COMMENT.findall(page.read_text()) == []
