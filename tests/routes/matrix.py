"""Who may open what: one line a route.

`may` act or read: 200, a redirect or a refusal with reasons. `sees` but may not: 403. Everybody
else: 404, as if it were not there.
"""

from tests.routes.asking import ASKING
from tests.routes.hours import HOURS
from tests.routes.leading import LEADING
from tests.routes.route import Route
from tests.routes.route import own as _own

_FORM = ("GET", "POST")
_POST = ("POST",)
_LEAD = ("area_lead",)
_UNIT = ("manager", "staff")
_PARTIES = (*_UNIT, "coordinator")
_DECIDE = ("manager", "coordinator")
_SEE = (
    *_PARTIES,
    "area_lead",
    "representative",
)  # an activity, without names for the area
_REP = ("representative",)
_COUNT = ("manager", "coordinator", "area_lead", "representative", "researcher")
_PAID_WORK = ("manager", "area_lead", "representative")
_DRAFT = ("staff", "area_lead", "representative")  # not yet the business of others

_PERSON = Route(("person",), may=("manager",), sees=("staff", "volunteer"), methods=_FORM)

MATRIX: dict[str, Route] = {
    **HOURS,
    **LEADING,
    **ASKING,
    # Setting up
    "volunteers:area-detail": Route(may=_LEAD),
    "volunteers:area-policy": Route(may=_LEAD, methods=_FORM),
    "volunteers:closing-days": Route(may=_LEAD, methods=_FORM),
    "volunteers:closing-day-remove": Route(("closing_day",), may=_LEAD, sees=_REP, methods=_FORM),
    "volunteers:unit-create": Route(may=_LEAD, methods=_FORM),
    "volunteers:unit-edit": Route(
        ("unit",), may=("area_lead", "manager"), sees=("staff", "representative"), methods=_FORM
    ),
    "volunteers:ward-create": Route(
        ("unit",), may=("area_lead", "manager"), sees=("staff", "representative"), methods=_FORM
    ),
    "volunteers:ward-edit": Route(
        ("ward",), may=("area_lead", "manager"), sees=("staff", "representative"), methods=_FORM
    ),
    "volunteers:organisation-create": Route(may=_LEAD, methods=_FORM),
    "volunteers:organisation-edit": Route(
        ("organisation",), may=("area_lead", "coordinator"), methods=_FORM
    ),
    # Colleagues and people
    "volunteers:member-list": Route(may=(*_SEE, "researcher")),
    "volunteers:member-list-of": Route(
        ("=unit", "unit"), may=(*_UNIT, "area_lead", "representative")
    ),
    "volunteers:invitation-create": Route(
        ("=unit", "unit"),
        may=("area_lead", "manager"),
        sees=("staff", "representative"),
        methods=_FORM,
    ),
    "volunteers:deputy-create": Route(
        ("membership",), may=("area_lead", "manager"), sees=("staff", *_REP), methods=_FORM
    ),
    "volunteers:membership-end": Route(
        ("membership",), may=("area_lead", "manager"), sees=("staff", *_REP), methods=_FORM
    ),
    "volunteers:invitation-withdraw": Route(
        ("invitation",), may=("area_lead", "manager"), sees=("staff", *_REP), methods=_FORM
    ),
    "volunteers:person-list": Route(may=_PARTIES),
    "volunteers:person-create": Route(may=_DECIDE, methods=_FORM),
    "volunteers:person-detail": Route(("person",), may=(*_UNIT, "volunteer")),
    "volunteers:person-edit": _PERSON,
    "volunteers:person-code": _PERSON,
    "volunteers:own-code": Route(
        may=("volunteer", "manager", "staff", "coordinator"), methods=_FORM
    ),
    "volunteers:person-link": _PERSON,
    "volunteers:who": Route(methods=_FORM, also=(404,)),
    "volunteers:me": Route(methods=_FORM),
    "volunteers:my-free-times": Route(may=("volunteer",), methods=_FORM, asks_who=True),
    "volunteers:register": Route(methods=_FORM),
    # Landing
    "coordination:home": Route(),
    "coordination:today": Route(may=_PARTIES),
    "coordination:today-line": Route(("=requests-1",), may=_PARTIES, methods=_FORM),
    "coordination:call-list": Route(may=_PARTIES),
    "coordination:call-reached": Route(("person",), may=_UNIT, methods=_POST),
    # The roster
    "coordination:roster": Route(may=_SEE),
    "coordination:roster-sheet": Route(may=_SEE),
    "coordination:wall-screen": Route(
        ("unit",), may=("manager",), sees=("staff", "area_lead", "representative"), methods=_FORM
    ),
    "coordination:wall-screen-stop": Route(
        ("screen",), may=("manager",), sees=("staff", "area_lead", "representative"), methods=_FORM
    ),
    # Activities and the record
    "coordination:activity-list": Route(may=_SEE),
    "coordination:activity-create": Route(may=("manager",), methods=_FORM),
    "coordination:activity-create-one-off": Route(may=("manager",), methods=_FORM),
    "coordination:activity-detail": Route(("activity",), may=_SEE),
    "coordination:activity-edit": Route(("draft",), may=("manager",), sees=_DRAFT, methods=_FORM),
    "coordination:activity-classify": Route(
        ("activity",), may=("manager", "area_lead"), sees=_SEE, methods=_FORM
    ),
    "coordination:activity-publish": Route(
        ("draft",), may=("manager",), sees=_DRAFT, methods=_POST
    ),
    "coordination:activity-pause": Route(("activity",), may=("manager",), sees=_SEE, methods=_FORM),
    "coordination:activity-end": Route(("activity",), may=("manager",), sees=_SEE, methods=_FORM),
    "coordination:activity-end-take-back": Route(
        ("activity",), may=("manager",), sees=_SEE, methods=_FORM
    ),
    "coordination:activity-reopen": Route(
        ("activity",), may=("manager",), sees=_SEE, methods=_FORM
    ),
    "coordination:activity-write": Route(("activity",), may=("manager",), sees=_SEE, methods=_FORM),
    "coordination:activity-thank": Route(("activity",), may=("manager",), sees=_SEE, methods=_FORM),
    "coordination:certificate-list": Route(("activity",), may=("manager",), sees=_SEE),
    "coordination:certificate": Route(
        ("activity", "person"), may=("manager",), sees=_SEE, methods=_FORM
    ),
    "coordination:announcement-take-back": Route(
        ("announcement",), may=("manager",), sees=_SEE, methods=_POST
    ),
    "coordination:activity-open": Route(("activity",), may=("manager",), sees=_SEE, methods=_POST),
    "coordination:board": Route(("activity",), may=_SEE),
    "coordination:board-edit": Route(("activity",), may=_DECIDE, sees=_SEE, methods=_FORM),
    "coordination:record-history": Route(("activity",), may=_SEE),
    "coordination:requirement-create": Route(
        ("draft",), may=("manager",), sees=_DRAFT, methods=_FORM
    ),
    "coordination:requirement-end": Route(
        ("activity", "requirement"), may=("manager",), sees=_SEE, methods=_POST
    ),
    "coordination:task-contact-end": Route(
        ("activity", "contact"), may=_DECIDE, sees=_SEE, methods=_POST, also=(404,)
    ),
    "coordination:task-contacts": Route(("activity",), may=_DECIDE, sees=_SEE, methods=_FORM),
    "coordination:notice-give": Route(("activity",), may=_DECIDE, sees=_SEE, methods=_FORM),
    "coordination:ending-detail": Route(
        ("ending",), may=(*_PARTIES, "area_lead"), methods=_FORM, also=(403,)
    ),
    "coordination:ending-withdraw": Route(
        ("ending",), may=_DECIDE, sees=("staff", "area_lead"), methods=_FORM
    ),
    "coordination:memorandum": Route(
        ("version",), may=_PARTIES, sees=("area_lead", "representative")
    ),
    "coordination:claim": Route(("open_activity",), may=_DECIDE, sees=_SEE, methods=_FORM),
    "coordination:partner-list": Route(may=("coordinator",)),
    "coordination:usual-pattern": Route(
        ("unit",), may=("manager",), sees=("staff", "area_lead", "representative"), methods=_FORM
    ),
    "coordination:version-detail": Route(("proposal",), may=(*_PARTIES, "area_lead")),
    "coordination:version-agree": Route(
        ("proposal",), may=_DECIDE, sees=("staff", "area_lead"), methods=_POST
    ),
    "coordination:version-decline": Route(
        ("proposal",), may=_DECIDE, sees=("staff", "area_lead"), methods=_FORM
    ),
    "coordination:version-withdraw": Route(
        ("proposal",), may=_DECIDE, sees=("staff", "area_lead"), methods=_FORM
    ),
    # Reviews
    "coordination:record-confirm": Route(("activity",), may=("manager",), sees=_SEE, methods=_POST),
    "coordination:round-open": Route(("activity",), may=_DECIDE, sees=_SEE, methods=_FORM),
    "coordination:round-detail": Route(("round",), may=(*_PARTIES, "area_lead")),
    "coordination:round-answer": Route(
        ("round",), may=_DECIDE, sees=("staff", "area_lead"), methods=_FORM
    ),
    "coordination:round-keep": Route(
        ("revealed",), may=_DECIDE, sees=("staff", "area_lead"), methods=_FORM
    ),
    # Does this replace paid work?
    "coordination:displacement-list": Route(may=_PAID_WORK),
    "coordination:displacement": Route(("activity",), may=_SEE),
    "coordination:displacement-answer": Route(
        ("activity",), may=("manager",), sees=_SEE, methods=_FORM
    ),
    "coordination:displacement-review": Route(("displacement",), may=_SEE),
    "coordination:displacement-second": Route(
        ("displacement",), may=_REP, sees=_SEE, methods=_FORM
    ),
    "coordination:displacement-withdraw": Route(
        ("displacement",), may=("manager",), sees=_SEE, methods=_FORM
    ),
    "coordination:paid-posts": Route(("unit",), may=_PAID_WORK, sees=("staff",)),
    "coordination:paid-posts-enter": Route(
        ("unit",), may=("manager", "area_lead"), sees=("staff", "representative"), methods=_FORM
    ),
    "coordination:type-classes": Route(may=_LEAD),
    "coordination:type-class-edit": Route(("type",), may=_LEAD, sees=_REP, methods=_FORM),
    # Ideas from outside, and questions to organisations
    "coordination:initiative-list": Route(may=(*_PARTIES, "volunteer", "area_lead")),
    "coordination:initiative-create": Route(may=("coordinator", "volunteer"), methods=_FORM),
    "coordination:initiative-detail": Route(("initiative",), may=_PARTIES),
    "coordination:initiative-acknowledge": Route(
        ("initiative",), may=("manager",), sees=_PARTIES, methods=_POST
    ),
    "coordination:initiative-decide": Route(
        ("initiative",), may=("manager",), sees=_PARTIES, methods=_FORM
    ),
    "coordination:initiative-withdraw": Route(
        ("initiative",), may=("coordinator",), sees=_PARTIES, methods=_FORM
    ),
    "coordination:initiative-become": Route(
        ("initiative",), may=("manager",), sees=_PARTIES, methods=_POST
    ),
    "coordination:ask-organisation": Route(
        ("activity",), may=("manager",), sees=_SEE, methods=_FORM
    ),
    "coordination:organisation-wishes": Route(
        ("organisation",), may=("coordinator",), sees=_LEAD, methods=_FORM
    ),
    # Sessions
    "coordination:shift-choose": Route(may=_DECIDE),
    "coordination:shift-plan": Route(("activity",), may=_DECIDE, sees=_SEE, methods=_FORM),
    "coordination:shift-detail": Route(("shift",), may=_SEE),
    "coordination:shift-change": Route(("shift",), may=_DECIDE, sees=_SEE, methods=_FORM),
    "coordination:shift-cancel": Route(("shift",), may=_PARTIES, sees=_SEE, methods=_FORM),
    "coordination:shift-place": Route(("shift",), may=_DECIDE, sees=_SEE, methods=_FORM),
    "coordination:shift-move": Route(("shift",), may=_DECIDE, sees=_SEE, methods=_FORM),
    # Without anything to undo, whoever may do it is told so.
    "coordination:shift-undo": Route(("shift",), may=_DECIDE, sees=_SEE, methods=_POST),
    "coordination:sign-up-suits": Route(
        ("sign_up",), may=_PARTIES, sees=("volunteer",), methods=_POST
    ),
    "coordination:series-detail": Route(("series",), may=_SEE),
    "coordination:series-stand": Route(("series",), may=_DECIDE, sees=_SEE, methods=_FORM),
    "coordination:standing-change": Route(("standing",), may=_PARTIES, sees=_SEE, methods=_FORM),
    "coordination:attendance": Route(("shift",), may=_UNIT, sees=_SEE, methods=_FORM),
    "coordination:sign-up-change": Route(
        ("sign_up",), may=_DECIDE, sees=("staff", "volunteer"), methods=_FORM
    ),
    "coordination:sign-up-answer": Route(
        ("requested",), may=_DECIDE, sees=("staff",), methods=_POST, also=(403,)
    ),
    "coordination:note-call": Route(("sign_up",), may=_PARTIES, sees=("volunteer",), methods=_FORM),
    "coordination:note-answer": Route(
        ("sign_up",), may=_PARTIES, sees=("volunteer",), methods=_POST
    ),
    "coordination:note-offer-answer": Route(("offer",), may=_PARTIES, methods=_POST),
    "coordination:take-off": Route(
        ("sign_up",), may=_UNIT, sees=("coordinator", "volunteer"), methods=_FORM
    ),
    "coordination:person-suspend": Route(
        ("person",), may=_UNIT, sees=("volunteer",), methods=_FORM
    ),
    "coordination:suspension-list": Route(may=_PARTIES),
    "coordination:suspension-lift": Route(
        ("suspension",), may=("manager",), sees=("staff",), methods=_POST
    ),
    "coordination:note-wish": Route(("sign_up",), may=_PARTIES, sees=("volunteer",), methods=_POST),
    "coordination:undo-call": Route(("sign_up",), may=_PARTIES, sees=("volunteer",), methods=_POST),
    "coordination:closure-create": Route(may=_UNIT, methods=_FORM),
    "coordination:closure-detail": Route(("closure",), may=_UNIT, sees=("area_lead", *_REP)),
    "coordination:closure-reached": Route(
        ("closure", "sign_up"), may=_UNIT, sees=("area_lead", *_REP), methods=_POST
    ),
    "coordination:closure-reopen": Route(
        ("closure",), may=_UNIT, sees=("area_lead", *_REP), methods=_FORM
    ),
    "coordination:list-confirm": Route(
        ("unit",), may=("manager",), sees=("staff", "area_lead", *_REP), methods=_POST
    ),
    # Reports
    "coordination:report-list": Route(may=_COUNT),
    "coordination:report-detail": Route(("=who-coordinates",), may=_COUNT),
    "coordination:report-csv": Route(("=who-coordinates", "=core"), may=_COUNT),
    "coordination:report-xlsx": Route(("=who-coordinates",), may=_COUNT),
    # The volunteer
    "coordination:volunteer-home": Route(may=("volunteer",), asks_who=True),
    "coordination:find": Route(may=("volunteer",), asks_who=True),
    "coordination:find-detail": _own("shift"),
    "coordination:come": _own("shift", *_POST),
    "coordination:person-together": Route(may=("volunteer",), asks_who=True, methods=_FORM),
    "coordination:my-times": Route(may=("volunteer",), asks_who=True),
    "coordination:my-time": _own("sign_up"),
    "coordination:cant-come": _own("sign_up", *_FORM),
    "coordination:regular-times": Route(may=("volunteer",), asks_who=True),
    "coordination:regular-join": _own("regular_shift", *_POST),
    "coordination:regular-pause": _own("standing", *_POST),
    "coordination:regular-leave": _own("standing", *_FORM),
    "coordination:swap": _own("sign_up", *_FORM),
    "coordination:swap-wish": _own("sign_up", *_POST),
    "coordination:swap-answer": _own("swap", *_POST),
    "coordination:swap-withdraw": _own("swap_of_mine", *_POST),
    "coordination:part": _own("sign_up", *_FORM),
    "coordination:undo-come": _own("sign_up", *_POST),
    "coordination:take-back": _own("sign_up", *_POST),
    "coordination:wait": _own("shift", *_POST),
    "coordination:answer-offer": _own("sign_up", *_POST),
    "coordination:answer-asked": _own("offer", *_POST),
}
