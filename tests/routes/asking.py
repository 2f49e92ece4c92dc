"""Asking people, for a session, for days or for a whole roster: who may open what."""

from tests.routes.route import Route

_FORM = ("GET", "POST")
_POST = ("POST",)
_DECIDE = ("manager", "coordinator")
_SEE = ("manager", "staff", "coordinator", "area_lead", "representative")
_REP = ("representative",)

ASKING: dict[str, Route] = {
    "coordination:ring-round": Route(("shift",), may=_DECIDE, sees=_SEE, methods=_FORM),
    "coordination:ask-people": Route(("shift",), may=_DECIDE, sees=_SEE, methods=_FORM),
    # Without anything to take back, whoever may do it is told so.
    "coordination:asks-withdraw": Route(("shift",), may=_DECIDE, sees=_SEE, methods=_POST),
    "coordination:plan-take-back": Route(("shift",), may=_DECIDE, sees=_SEE, methods=_POST),
    "coordination:ask-series": Route(("series",), may=_DECIDE, sees=_SEE, methods=_FORM),
    "coordination:fill-series": Route(("series",), may=_DECIDE, sees=_SEE, methods=_FORM),
    "coordination:fill-activity": Route(("activity",), may=_DECIDE, sees=_SEE, methods=_FORM),
    "coordination:fill-unit": Route(
        ("unit",), may=("manager",), sees=("staff", "area_lead", *_REP), methods=_FORM
    ),
    "coordination:fill-activity-withdraw": Route(
        ("activity",), may=_DECIDE, sees=_SEE, methods=_POST
    ),
    "coordination:fill-unit-withdraw": Route(
        ("unit",), may=("manager",), sees=("staff", "area_lead", *_REP), methods=_POST
    ),
    "coordination:ask-days": Route(("activity",), may=_DECIDE, sees=_SEE, methods=_FORM),
    "coordination:ask-days-unit": Route(
        ("unit",), may=("manager",), sees=("staff", "area_lead", *_REP), methods=_FORM
    ),
    "coordination:question-list": Route(may=_DECIDE),
    "coordination:question-detail": Route(
        ("question",), may=_DECIDE, sees=("staff", "area_lead", *_REP)
    ),
    "coordination:question-place": Route(
        ("question", "shift"),
        may=_DECIDE,
        sees=("staff", "area_lead", *_REP),
        methods=_POST,
        also=(404,),
    ),
    "coordination:question-withdraw": Route(
        ("question",), may=_DECIDE, sees=("staff", "area_lead", *_REP), methods=_POST
    ),
    "coordination:note-days": Route(
        ("question", "asked"), may=_DECIDE, sees=("staff", "area_lead", *_REP), methods=_FORM
    ),
}
