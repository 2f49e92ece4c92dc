"""Addresses of paid posts, type classes and the review of whether something replaces paid work."""

from django.urls import path

from coordination.planning.views import displacement, posts

urlpatterns = [
    path("paid-work/", displacement.displacement_list, name="displacement-list"),
    path("activities/<int:pk>/paid-work/", displacement.displacement, name="displacement"),
    path(
        "activities/<int:pk>/paid-work/answer/",
        displacement.displacement_answer,
        name="displacement-answer",
    ),
    path("paid-work/<int:pk>/", displacement.displacement_review, name="displacement-review"),
    path(
        "paid-work/<int:pk>/second/", displacement.displacement_second, name="displacement-second"
    ),
    path(
        "paid-work/<int:pk>/withdraw/",
        displacement.displacement_withdraw,
        name="displacement-withdraw",
    ),
    path("units/<int:pk>/paid-posts/", posts.paid_posts, name="paid-posts"),
    path("units/<int:pk>/paid-posts/enter/", posts.paid_posts_enter, name="paid-posts-enter"),
    path("area/types/", posts.type_classes, name="type-classes"),
    path("area/types/<int:pk>/", posts.type_class_edit, name="type-class-edit"),
]
