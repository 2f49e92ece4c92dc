"""Addresses of activities, the board and proposals."""

from django.urls import path

from coordination.activities.rules.announcements import Purpose
from coordination.planning.views import (
    activities,
    announcing,
    board,
    certificates,
    contacts,
    endings,
    finishing,
    leading,
    lists,
    making,
    memorandum,
    partners,
    proposals,
    publishing,
)

urlpatterns = [
    path("activities/", activities.activity_list, name="activity-list"),
    path("activities/new/", making.activity_create, name="activity-create"),
    path("activities/new/one-off/", making.activity_create_one_off, name="activity-create-one-off"),
    path("units/<int:pk>/list/", lists.list_confirm, name="list-confirm"),
    path("activities/<int:pk>/", activities.activity_detail, name="activity-detail"),
    path("activities/<int:pk>/edit/", making.activity_edit, name="activity-edit"),
    path("activities/<int:pk>/class/", making.activity_classify, name="activity-classify"),
    path("activities/<int:pk>/publish/", publishing.activity_publish, name="activity-publish"),
    path("activities/<int:pk>/pause/", publishing.activity_pause, name="activity-pause"),
    path("activities/<int:pk>/end/", finishing.activity_end, name="activity-end"),
    path(
        "activities/<int:pk>/end/take-back/",
        finishing.activity_end_take_back,
        name="activity-end-take-back",
    ),
    path("activities/<int:pk>/reopen/", finishing.activity_reopen, name="activity-reopen"),
    path("activities/<int:pk>/open/", publishing.activity_open, name="activity-open"),
    path(
        "activities/<int:pk>/requirements/new/",
        making.requirement_create,
        name="requirement-create",
    ),
    path(
        "activities/<int:pk>/requirements/<int:requirement_pk>/end/",
        making.requirement_end,
        name="requirement-end",
    ),
    path(
        "activities/<int:pk>/write/",
        announcing.announcement_create,
        {"purpose": Purpose.INFORM},
        name="activity-write",
    ),
    path(
        "activities/<int:pk>/thank/",
        announcing.announcement_create,
        {"purpose": Purpose.THANK},
        name="activity-thank",
    ),
    path(
        "activities/<int:pk>/certificates/",
        certificates.certificate_list,
        name="certificate-list",
    ),
    path(
        "activities/<int:pk>/certificates/<int:person_pk>/",
        certificates.certificate,
        name="certificate",
    ),
    path(
        "announcements/<int:pk>/take-back/",
        announcing.announcement_take_back,
        name="announcement-take-back",
    ),
    path("activities/<int:pk>/who/", board.board_page, name="board"),
    path("activities/<int:pk>/who/edit/", board.board_edit, name="board-edit"),
    path("activities/<int:pk>/who/history/", board.record_history, name="record-history"),
    path("activities/<int:pk>/notice/", endings.notice_give, name="notice-give"),
    path("endings/<int:pk>/", endings.ending_detail, name="ending-detail"),
    path("endings/<int:pk>/withdraw/", endings.ending_withdraw, name="ending-withdraw"),
    path("activities/<int:pk>/leaders/", leading.leaders, name="leaders"),
    path("activities/<int:pk>/contacts/", contacts.task_contacts, name="task-contacts"),
    path(
        "activities/<int:pk>/contacts/<int:contact_pk>/end/",
        contacts.task_contact_end,
        name="task-contact-end",
    ),
    path("activities/<int:pk>/claim/", partners.claim, name="claim"),
    path("partners/", partners.partner_list, name="partner-list"),
    path("units/<int:pk>/usual-pattern/", board.usual_pattern_edit, name="usual-pattern"),
    path("versions/<int:pk>/", proposals.version_detail, name="version-detail"),
    path("versions/<int:pk>/memorandum/", memorandum.memorandum, name="memorandum"),
    path("versions/<int:pk>/agree/", proposals.version_agree, name="version-agree"),
    path("versions/<int:pk>/decline/", proposals.version_decline, name="version-decline"),
    path("versions/<int:pk>/withdraw/", proposals.version_withdraw, name="version-withdraw"),
]
