"""What is expected of the pages about coming, leaving and hours."""

from tests.routes.route import Route, own

_FORM = ("GET", "POST")
_POST = ("POST",)
_AREA = ("area_lead", "representative", "researcher")
_SESSION = Route(
    ("shift",),
    may=("manager", "staff", "coordinator"),
    sees=("area_lead", "representative"),
    methods=_FORM,
)

HOURS: dict[str, Route] = {
    "coordination:tablet-list": Route(
        ("unit",), may=("manager",), sees=("staff", "area_lead", "representative"), methods=_FORM
    ),
    "coordination:tablet-revoke": Route(
        ("tablet",), may=("manager",), sees=("staff", "area_lead", "representative"), methods=_FORM
    ),
    "coordination:tell-concern": own("sign_up", *_FORM),
    "coordination:tell-hard-day": own("sign_up", *_FORM),
    "coordination:shift-concern": _SESSION,
    "coordination:shift-hard-day": _SESSION,
    "coordination:raised-detail": Route(
        ("raised",), may=("manager",), sees=("staff", "coordinator"), methods=_FORM
    ),
    "coordination:when-left": own("sign_up", *_FORM),
    "coordination:visit": own("home_visit", *_POST),
    "coordination:my-hours": Route(may=("volunteer",), asks_who=True),
    "coordination:my-hours-csv": Route(may=("volunteer",), asks_who=True),
    "coordination:my-certificate": own("activity"),
    "coordination:hours-add": Route(may=("volunteer",), methods=_FORM, asks_who=True),
    "coordination:hours-back": own("hours_of_mine", *_POST),
    "coordination:added-hours": Route(
        ("activity",),
        may=("manager", "staff"),
        sees=("coordinator", "area_lead", "representative"),
    ),
    "coordination:hours-approve": Route(
        ("added_hours",), may=("manager", "staff"), sees=("coordinator",), methods=_POST
    ),
    "coordination:hours-decline": Route(
        ("added_hours",), may=("manager", "staff"), sees=("coordinator",), methods=_FORM
    ),
}
