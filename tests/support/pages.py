"""What every page must hold in a browser: no axe violation, no sideways scroll, large targets."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# How large a target is we measure ourselves: axe asks for 24 px, and takes a quarter of its time.
AXE = {
    "runOnly": {"type": "tag", "values": AXE_TAGS},
    "rules": {"target-size": {"enabled": False}},
    "resultTypes": ["violations"],
}
TARGET = 48
MAIN_TARGET = 56
NARROWEST = 24

SIDEWAYS = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const wide = [...document.querySelectorAll('body *')].filter(
    e => e.getBoundingClientRect().right > width + 1);
  return ['page: ' + document.documentElement.scrollWidth + ' > ' + width,
    ...wide.slice(0, 5).map(e => e.outerHTML.slice(0, 120))];
}"""

# A link within a sentence may be as high as its line; a choice's label enlarges its box. What is
# kept for screen readers or appears on focus only (1 px) is no target for a finger.
SMALL = """([least, leastMain, narrowest]) => {
  const selector = 'a[href], button, select, textarea, summary, [role=button], '
    + 'input:not([type=hidden])';
  const inSentence = e => e.tagName === 'A' && getComputedStyle(e).display === 'inline'
    && !e.closest('nav, [role=navigation]')
    && (e.closest('p, li, dd, td, div') || document.body).textContent.trim().length
      > e.textContent.trim().length;
  const size = e => {
    const boxes = [e, ...(['checkbox', 'radio'].includes(e.type) ? [...e.labels] : [])]
      .map(x => x.getBoundingClientRect());
    return [
      Math.max(...boxes.map(b => b.bottom)) - Math.min(...boxes.map(b => b.top)),
      Math.max(...boxes.map(b => b.right)) - Math.min(...boxes.map(b => b.left)),
    ];
  };
  const visible = e => {
    const box = e.getBoundingClientRect();
    return e.checkVisibility({visibilityProperty: true, opacityProperty: false})
      && box.width > 1 && box.height > 1 && box.right > 0 && box.bottom > 0;
  };
  return [...document.querySelectorAll(selector)].filter(e => visible(e) && !inSentence(e))
    .map(e => [e, ...size(e), e.hasAttribute('data-main') ? leastMain : least])
    .filter(([e, high, wide, need]) => high < need - 0.5 || wide < narrowest)
    .map(([e, high, wide, need]) =>
      `${Math.round(high)} x ${Math.round(wide)} px, needs ${need} x ${narrowest}: `
      + e.outerHTML.slice(0, 150));
}"""


# What helps everybody and what axe leaves to best practice: one main heading, a title of its own.
FRAME = """() => {
  const said = text => (text || '').trim();
  const headings = [...document.querySelectorAll('h1')];
  return [
    said(document.documentElement.lang) ? '' : 'no language',
    said(document.title).replace(/^[\u2013 ]*CareShare$/, '') ? '' : 'no title of its own',
    headings.length === 1 ? '' : headings.length + ' main headings',
    headings.every(heading => said(heading.textContent)) ? '' : 'an empty main heading',
    document.querySelectorAll('main').length === 1 ? '' : 'not one main part',
  ].filter(Boolean);
}"""
RUN_AXE = "options => axe.run(options).then(found => found.violations)"


def load_axe(page: Page) -> None:
    """Once a page that was loaded; checks of that page may then be many."""
    page.evaluate(Axe().axe_script)


def assert_no_axe_violation(page: Page) -> None:
    """Fails with each broken rule, its help page and the elements. Needs `load_axe`."""
    found = page.evaluate(RUN_AXE, AXE)  # the whole answer is long, and slow to carry over
    report = [
        f"{rule['id']} ({rule['impact']}): {rule['help']}\n"
        + "\n".join(
            f"    {' '.join(map(str, node['target']))}: {node['html'][:160]}"
            for node in rule["nodes"][:5]
        )
        for rule in found
    ]
    assert not found, f"axe on {page.url}:\n" + "\n".join(report)


def assert_no_sideways_scroll(page: Page) -> None:
    wide = page.evaluate(SIDEWAYS)
    assert not wide, f"{page.url} scrolls sideways:\n" + "\n".join(wide)


def assert_targets(page: Page) -> None:
    """Every button, input and standing link is high and wide enough for a thumb.

    A page's main button says so with the attribute `data-main` and must be higher still.
    """
    small = page.evaluate(SMALL, [TARGET, MAIN_TARGET, NARROWEST])
    assert not small, f"small targets on {page.url}:\n" + "\n".join(small)


def assert_frame(page: Page) -> None:
    """A language, a title, one main heading."""
    missing = page.evaluate(FRAME)
    assert not missing, f"{page.url}: {', '.join(missing)}"


CHECKS = (assert_frame, assert_no_axe_violation, assert_no_sideways_scroll, assert_targets)


def assert_good_page(page: Page) -> None:
    """All of it, as far as it can be seen on one screen."""
    load_axe(page)
    for check in CHECKS:
        check(page)
