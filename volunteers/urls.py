"""Addresses of WHO."""

from django.urls import path

from volunteers.memberships.views import area, invitations, members, organisations, units
from volunteers.people.views import codes, handing, own, people

app_name = "volunteers"
urlpatterns = [
    path("area/", area.area_detail, name="area-detail"),
    path("area/policy/", area.area_policy, name="area-policy"),
    path("area/closing-days/", area.closing_days, name="closing-days"),
    path("area/closing-days/<int:pk>/remove/", area.closing_day_remove, name="closing-day-remove"),
    path("units/new/", units.unit_create, name="unit-create"),
    path("units/<int:pk>/edit/", units.unit_edit, name="unit-edit"),
    path("units/<int:pk>/wards/new/", units.ward_create, name="ward-create"),
    path("wards/<int:pk>/edit/", units.ward_edit, name="ward-edit"),
    path("organisations/new/", organisations.organisation_create, name="organisation-create"),
    path("organisations/<int:pk>/edit/", organisations.organisation_edit, name="organisation-edit"),
    path("members/", members.members_here, name="member-list"),
    path("members/<str:kind>/<int:pk>/", members.member_list, name="member-list-of"),
    path(
        "members/<str:kind>/<int:pk>/invite/", members.invitation_create, name="invitation-create"
    ),
    path("memberships/<int:pk>/deputy/", members.deputy_create, name="deputy-create"),
    path("memberships/<int:pk>/end/", members.membership_end, name="membership-end"),
    path("invitations/<int:pk>/withdraw/", members.invitation_withdraw, name="invitation-withdraw"),
    path("invitation/<str:token>/", invitations.invitation_accept, name="invitation-accept"),
    path("people/", people.person_list, name="person-list"),
    path("people/new/", people.person_create, name="person-create"),
    path("people/<int:pk>/", people.person_detail, name="person-detail"),
    path("people/<int:pk>/code/", codes.person_code, name="person-code"),
    path("people/<int:pk>/link/", handing.person_link, name="person-link"),
    path("people/<int:pk>/edit/", people.person_edit, name="person-edit"),
    path("who/", own.who, name="who"),
    path("me/", own.me, name="me"),
    path("me/when/", own.my_free_times, name="my-free-times"),
    path("me/code/", codes.own_code, name="own-code"),
    path("register/", own.register_volunteer, name="register"),
]
