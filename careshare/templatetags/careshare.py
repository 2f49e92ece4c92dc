"""Tags that every template has without loading them. They draw; they decide nothing."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

# 24 x 24, drawn as lines in the colour of the text. Plain paths in the page: a sprite file
# would be one more request, and icons as fonts or pictures take no colour from the text.
_PATHS = {
    "check": "M5 12.5 10 17.5 19.5 7",
    "alert": "M12 4v10M12 18.5v1",
    "half": "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18v9h9",
    "both": "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18v18M15 5v14M18 6.5v11",
    "closed": "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M5.7 5.7l12.6 12.6",
    "cross": "M6 6l12 12M18 6L6 18",
    "plus": "M12 5v14M5 12h14",
    "home": "M3.5 11 12 4l8.5 7M6 9.5V20h12V9.5M10 20v-6h4v6",
    "find": "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13M15.5 15.5 21 21",
    "times": "M4 6h16v14H4zM4 10.5h16M8.5 3v5M15.5 3v5",
    "me": "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8M4.5 20.5a7.5 7.5 0 0 1 15 0",
    "people": "M9 5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7M2.5 20a6.5 6.5 0 0 1 13 0"
    "M16 5.3a3.5 3.5 0 0 1 0 6.4M18 14.5a6.5 6.5 0 0 1 3.5 5.5",
    "clock": "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 7v5l3.5 2.5",
    "place": "M12 21s7-6.2 7-11.5a7 7 0 0 0-14 0C5 14.8 12 21 12 21"
    "M12 7.5a2.2 2.2 0 1 0 0 4.4 2.2 2.2 0 0 0 0-4.4",
    "phone": "M6 3.5h3.5L11 8 8.8 9.6a12 12 0 0 0 5.6 5.6"
    "L16 13l4.5 1.5V18a2.5 2.5 0 0 1-2.7 2.5"
    "A15.5 15.5 0 0 1 3.5 6.2 2.5 2.5 0 0 1 6 3.5",
    "mail": "M3.5 5.5h17v13h-17zM3.5 7l8.5 6.5L20.5 7",
    "info": "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 11v6M12 7v.5",
    "back": "M19 12H5M11 6l-6 6 6 6",
    "forward": "M5 12h14M13 6l6 6-6 6",
    "menu": "M4 7h16M4 12h16M4 17h16",
    "down": "M6 9.5 12 15.5 18 9.5",
    "leave": "M10 4H5v16h5M14 8l4 4-4 4M18 12H9.5",
    "swap": "M4 8h14M14 4l4 4-4 4M20 16H6M10 12l-4 4 4 4",
    "pen": "M4 20l1-4.5L16 4.5l3.5 3.5L8.5 19z",
    "print": "M7 9V4h10v5M7 17H4V9.5h16V17h-3M7 14h10v6H7z",
    "undo": "M8 5 4 9l4 4M4 9h10a5.5 5.5 0 0 1 0 11h-4",
}


@register.simple_tag
def icon(name: str) -> SafeString:
    """A drawing beside a word; nothing for those who listen. An unknown name is a mistake."""
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2"'
        ' stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">'
        '<path d="{}"/></svg>',
        mark_safe(_PATHS[name]),  # noqa: S308 a constant above
    )


@register.filter
def alert_color(level_tag: str) -> str:
    """The alert's colour for a message level."""
    return {"error": "danger", "debug": "info", "": "info"}.get(level_tag, level_tag)


@register.filter
def beside(cells: Iterable[Any], columns: Iterable[Any]) -> list[tuple[Any, Any]]:
    """Pair a row's cells with the table's columns."""
    return list(zip(cells, columns, strict=True))
