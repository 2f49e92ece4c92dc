"""Addresses of ideas from outside and of questions to organisations."""

from django.urls import path

from coordination.planning.views import initiatives, inviting, suggesting

urlpatterns = [
    path("initiatives/", initiatives.initiative_list, name="initiative-list"),
    path("initiatives/new/", initiatives.initiative_create, name="initiative-create"),
    path("initiatives/<int:pk>/", initiatives.initiative_detail, name="initiative-detail"),
    path(
        "initiatives/<int:pk>/acknowledge/",
        initiatives.initiative_acknowledge,
        name="initiative-acknowledge",
    ),
    path("initiatives/<int:pk>/answer/", initiatives.initiative_decide, name="initiative-decide"),
    path(
        "initiatives/<int:pk>/withdraw/",
        initiatives.initiative_withdraw,
        name="initiative-withdraw",
    ),
    path("initiatives/<int:pk>/activity/", initiatives.initiative_become, name="initiative-become"),
    path("suggest/<uuid:public_id>/", suggesting.suggestion_create, name="suggestion-create"),
    path("suggestion/<str:token>/", suggesting.suggestion_own, name="suggestion-own"),
    path("activities/<int:pk>/ask/", inviting.ask_organisation, name="ask-organisation"),
    path(
        "organisations/<int:pk>/requests/", inviting.organisation_wishes, name="organisation-wishes"
    ),
]
