"""Addresses of matching."""

from django.urls import path

from coordination.matching.views import (
    answering,
    asking,
    filling,
    filling_back,
    plans,
    questions,
    ringing,
)

urlpatterns = [
    path("shifts/<int:pk>/ask/", asking.ask, name="ask-people"),
    path("shifts/<int:pk>/ask/take-back/", asking.asks_withdraw, name="asks-withdraw"),
    path("shifts/<int:pk>/plan/take-back/", plans.plan_take_back, name="plan-take-back"),
    path("shifts/<int:pk>/ring/", ringing.ring, name="ring-round"),
    path("series/<int:pk>/ask/", questions.ask_series, name="ask-series"),
    path("series/<int:pk>/fill/", filling.fill_series, name="fill-series"),
    path("activities/<int:pk>/fill/", filling.fill_activity, name="fill-activity"),
    path("units/<int:pk>/fill/", filling.fill_unit, name="fill-unit"),
    path(
        "activities/<int:pk>/fill/take-back/",
        filling_back.fill_activity_withdraw,
        name="fill-activity-withdraw",
    ),
    path(
        "units/<int:pk>/fill/take-back/", filling_back.fill_unit_withdraw, name="fill-unit-withdraw"
    ),
    path("activities/<int:pk>/days/", questions.ask_activity, name="ask-days"),
    path("units/<int:pk>/days/", questions.ask_unit, name="ask-days-unit"),
    path("questions/", questions.question_list, name="question-list"),
    path("questions/<int:pk>/", questions.question_detail, name="question-detail"),
    path("questions/<int:pk>/take-back/", questions.question_withdraw, name="question-withdraw"),
    path(
        "questions/<int:pk>/place/<int:shift_pk>/", questions.question_place, name="question-place"
    ),
    path("questions/<int:pk>/note/<int:asked_pk>/", questions.note_answer, name="note-days"),
    path("q/<str:token>/", answering.question_answer, name="question-answer"),
]
