"""Addresses of sessions, calls, attendance and closures."""

from django.urls import path

from coordination.planning.views import (
    attendance,
    calls,
    cancelling,
    changing,
    closures,
    moving,
    places,
    placing,
    series,
    shifts,
    standing,
    suspending,
    taking_off,
)

urlpatterns = [
    path("shifts/new/", shifts.shift_choose, name="shift-choose"),
    path("activities/<int:pk>/shifts/new/", shifts.shift_plan, name="shift-plan"),
    path("shifts/<int:pk>/", shifts.shift_detail, name="shift-detail"),
    path("shifts/<int:pk>/places/", places.shift_change, name="shift-change"),
    path("shifts/<int:pk>/move/", moving.shift_move, name="shift-move"),
    path("shifts/<int:pk>/cancel/", cancelling.shift_cancel, name="shift-cancel"),
    path("shifts/<int:pk>/place/", placing.shift_place, name="shift-place"),
    path("shifts/<int:pk>/attendance/", attendance.attendance, name="attendance"),
    path("series/<int:pk>/", series.series_detail, name="series-detail"),
    path("series/<int:pk>/every-time/", standing.series_stand, name="series-stand"),
    path("standing/<int:pk>/", standing.standing_change, name="standing-change"),
    path("sign-ups/<int:pk>/answer/", placing.sign_up_answer, name="sign-up-answer"),
    path("sign-ups/<int:pk>/change/", changing.sign_up_change, name="sign-up-change"),
    path("sign-ups/<int:pk>/suits/", moving.sign_up_suits, name="sign-up-suits"),
    path("sign-ups/<int:pk>/rang/", calls.note_call, name="note-call"),
    path("sign-ups/<int:pk>/rang/answer/", calls.note_answer, name="note-answer"),
    path("sign-ups/<int:pk>/rang/swap/", calls.note_wish, name="note-wish"),
    path("sign-ups/<int:pk>/rang/undo/", calls.undo_call, name="undo-call"),
    path("sign-ups/<int:pk>/take-off/", taking_off.take_off, name="take-off"),
    path("people/<int:pk>/hold/", suspending.person_suspend, name="person-suspend"),
    path("on-hold/", suspending.suspension_list, name="suspension-list"),
    path("on-hold/<int:pk>/lift/", suspending.suspension_lift, name="suspension-lift"),
    path("closures/new/", closures.closure_create, name="closure-create"),
    path("closures/<int:pk>/", closures.closure_detail, name="closure-detail"),
    path(
        "closures/<int:pk>/reached/<int:sign_up_pk>/",
        closures.closure_reached,
        name="closure-reached",
    ),
    path("closures/<int:pk>/reopen/", closures.closure_reopen, name="closure-reopen"),
]
