"""Addresses of finding."""

from django.urls import path

from coordination.finding.views import (
    finding,
    hours,
    joining,
    leading,
    leaving,
    offers,
    raising,
    regular,
    swapping,
    times,
    visiting,
)
from coordination.signups.rules.raised import RaisedKind

urlpatterns = [
    path("join/<str:token>/", joining.person_join, name="person-join"),
    path("me/together/", joining.person_together, name="person-together"),
    path("home/", finding.home, name="volunteer-home"),
    path("lead/<uuid:public_id>/", leading.led_page, name="led"),
    path("lead/<uuid:public_id>/put-down/", leading.led_put_down, name="led-put-down"),
    path("find/", finding.find, name="find"),
    path("find/<uuid:public_id>/", finding.shift_page, name="find-detail"),
    path("find/<uuid:public_id>/come/", finding.come, name="come"),
    path("find/<uuid:public_id>/wait/", offers.wait, name="wait"),
    path("offers/<uuid:public_id>/answer/", offers.answer_asked, name="answer-asked"),
    path("times/<uuid:public_id>/answer/", offers.answer_offer, name="answer-offer"),
    path("times/", times.my_times, name="my-times"),
    path("times/<uuid:public_id>/", times.my_time, name="my-time"),
    path("times/<uuid:public_id>/cant-come/", times.cant_come, name="cant-come"),
    path("regular/", regular.regular, name="regular-times"),
    path("find/<uuid:public_id>/every-time/", regular.regular_join, name="regular-join"),
    path("regular/<uuid:public_id>/pause/", regular.regular_pause, name="regular-pause"),
    path("regular/<uuid:public_id>/give-back/", regular.regular_leave, name="regular-leave"),
    path("times/<uuid:public_id>/swap/", swapping.swap, name="swap"),
    path("times/<uuid:public_id>/swap/wish/", swapping.swap_wish, name="swap-wish"),
    path("swaps/<uuid:public_id>/answer/", swapping.swap_answer, name="swap-answer"),
    path("swaps/<uuid:public_id>/withdraw/", swapping.swap_withdraw, name="swap-withdraw"),
    path("times/<uuid:public_id>/part/", times.part, name="part"),
    path("times/<uuid:public_id>/visit/", visiting.visit, name="visit"),
    path(
        "times/<uuid:public_id>/concern/",
        raising.tell,
        {"kind": RaisedKind.CONCERN},
        name="tell-concern",
    ),
    path(
        "times/<uuid:public_id>/hard-day/",
        raising.tell,
        {"kind": RaisedKind.HARD_DAY},
        name="tell-hard-day",
    ),
    path("hours/", hours.my_hours, name="my-hours"),
    path("hours/file.csv", hours.my_hours_csv, name="my-hours-csv"),
    path("hours/add/", hours.hours_add, name="hours-add"),
    path("hours/<uuid:public_id>/take-back/", hours.hours_back, name="hours-back"),
    path("times/<uuid:public_id>/left/", leaving.when_left, name="when-left"),
    path("times/<uuid:public_id>/undo/", times.undo_come, name="undo-come"),
    path("times/<uuid:public_id>/take-back/", times.take_back, name="take-back"),
]
