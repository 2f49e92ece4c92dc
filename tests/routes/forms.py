"""Reads the forms of a page as a browser would, so that tests can fill them in badly."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Form:
    """One form: where it goes, and its controls with the values that stand there."""

    action: str
    method: str
    values: dict[str, list[str]] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    options: dict[str, list[str]] = field(default_factory=dict)  # of what is chosen or ticked

    def filled(self) -> dict[str, list[str]]:
        """What a browser would send if nothing were touched."""
        return {name: list(values) for name, values in self.values.items()}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._form: Form | None = None
        self._select = ""
        self._area = ""

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "form":
            self._form = Form(given.get("action") or "", (given.get("method") or "get").lower())
            self.forms.append(self._form)
        elif self._form is not None:
            self._control(tag, given)

    def _control(self, tag, given) -> None:
        name = given.get("name") or ""
        if tag == "option" and self._select:
            self._form.options.setdefault(self._select, []).append(given.get("value") or "")
            if "selected" in given or not self._form.values[self._select]:
                self._form.values[self._select] = [given.get("value") or ""]
        elif not name:
            return
        elif tag == "select":
            self._select = name
            self._form.kinds[name], self._form.values[name] = "select", []
        elif tag == "textarea":
            self._area = name
            self._form.kinds[name], self._form.values[name] = "text", [""]
        elif tag == "input":
            self._input(name, given)

    def _input(self, name, given) -> None:
        kind = given.get("type") or "text"
        self._form.kinds[name] = kind
        if kind in ("checkbox", "radio"):
            values = self._form.values.setdefault(name, [])
            self._form.options.setdefault(name, []).append(given.get("value") or "on")
            if "checked" in given:
                values.append(given.get("value") or "on")
        else:
            self._form.values[name] = [given.get("value") or ""]

    def handle_data(self, data):
        if self._area and self._form is not None:
            self._form.values[self._area] = [self._form.values[self._area][0] + data.lstrip("\n")]

    def handle_endtag(self, tag):
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._select = ""
        elif tag == "textarea":
            self._area = ""


def forms_of(html: str, method: str = "post") -> list[Form]:
    """The forms that a page sends by a method, without log-out and language."""
    reader = _Reader()
    reader.feed(html)
    return [
        form
        for form in reader.forms
        if form.method == method and "logout" not in form.action and "language" not in form.action
    ]
