"""Addresses of the roster and of screens on the wall."""

from django.urls import path

from coordination.roster.views import screens, weeks

urlpatterns = [
    path("roster/", weeks.roster, name="roster"),
    path("roster/sheet/", weeks.roster_sheet, name="roster-sheet"),
    path("units/<int:pk>/screen/", screens.wall_screen, name="wall-screen"),
    path("screens/<int:pk>/stop/", screens.wall_screen_stop, name="wall-screen-stop"),
    path("wall/<str:token>/", screens.wall, name="wall"),
]
