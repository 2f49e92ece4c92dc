"""What is expected of the pages about leading; `test_leading.py` says what else she opens."""

from dataclasses import replace

from tests.routes.route import Route, own

_FORM = ("GET", "POST")
_LED = replace(own("activity"), may=("leader",))
_SEE = ("staff", "coordinator", "area_lead", "representative")

LEADING: dict[str, Route] = {
    "coordination:leaders": Route(("activity",), may=("manager",), sees=_SEE, methods=_FORM),
    "coordination:led": _LED,
    "coordination:led-put-down": replace(_LED, methods=_FORM),
}
