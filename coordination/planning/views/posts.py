"""Paid posts by quarter, and how the area classes types of activity."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from careshare import clock
from careshare.errors import Reason
from coordination.activities.forms.displacement import PostsForm, TypeClassForm
from coordination.activities.models import ActivityType, AreaTypeClass, PaidPosts
from coordination.activities.rules import TypeGroup
from coordination.activities.rules.posts import Quarter
from coordination.activities.services.posts import enter_posts, set_type_class
from coordination.activities.words import CLASSES, GROUPS, type_name
from coordination.activities.words.displacement import quarter_name
from coordination.planning.access.displacement import alerts_of, posts_table
from coordination.planning.views.pages import posted
from coordination.planning.words import displacement as words
from volunteers.memberships.access import (
    Actor,
    acting,
    may_in,
    require_in,
    visible_areas,
    visible_units,
)
from volunteers.memberships.rules import Capability
from volunteers.places.models import Area, CareUnit


def fetch_unit(request: HttpRequest, pk: int, capability: Capability) -> tuple[CareUnit, Actor]:
    """A unit that one sees (else 404), where the hat allows something (else 403)."""
    unit, actor = get_object_or_404(visible_units(request.user), pk=pk), acting(request)
    require_in(actor, capability, unit)
    return unit, actor


@require_safe
def paid_posts(request: HttpRequest, pk: int) -> HttpResponse:
    unit, actor = fetch_unit(request, pk, Capability.SEE_PAID_WORK)
    now = clock.now()
    table = posts_table(unit, clock.today(unit.zone))
    context = {
        "unit": unit,
        "quarters": [(str(one), quarter_name(one)) for one in table.quarters],
        "rows": [(row.group, GROUPS[TypeGroup(row.group)], _cells(row)) for row in table.rows],
        "alerts": [words.alert_sentence(one) for one in alerts_of(unit.area, [unit], now)],
        "alert_rule": words.alert_rule(unit.area.policy),
        "may_enter": may_in(actor, Capability.ENTER_POSTS, unit),
    }
    return render(request, "coordination/activities/posts.html", context)


def _cells(row: Any) -> list[tuple[str, str, str, str]]:
    """Quarter as code and in words, posts and what was cut."""
    return [
        (
            str(quarter),
            quarter_name(quarter),
            words.posts_text(entry.posts) if entry else "",
            words.posts_text(entry.cut) if entry and entry.cut else "",
        )
        for quarter, entry in row.cells
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def paid_posts_enter(request: HttpRequest, pk: int) -> HttpResponse:
    unit, actor = fetch_unit(request, pk, Capability.ENTER_POSTS)
    today = clock.today(unit.zone)
    group = _group(request)
    quarter = Quarter.read(request.GET.get("quarter", "")) or Quarter.of(today)
    past = _entries(unit, group, quarter)
    form = PostsForm(
        posted(request), today=today, most=unit.area.policy.posts_most,
        initial=_initial(group, quarter, past),
    )  # fmt: skip
    done = form.attempt(lambda: _enter(form, unit, actor))
    if done is not None:
        messages.success(request, _("Saved."))
        return redirect("coordination:paid-posts", pk)
    context = {"unit": unit, "form": form, "past": past}
    return render(request, "coordination/activities/posts_enter.html", context)


def _group(request: HttpRequest) -> str:
    """The group that the address names; none where there is no such."""
    asked = request.GET.get("group", "")
    return asked if asked in set(TypeGroup) else ""


def _entries(unit: CareUnit, group: str, quarter: Quarter) -> list[PaidPosts]:
    """Everything that was ever entered for one cell, the latest first."""
    rows = unit.paid_posts.filter(group=group, starts_on=quarter.starts_on)
    return list(rows.order_by("-entered_at", "-pk"))


def _initial(group: str, quarter: Quarter, past: list[PaidPosts]) -> dict[str, Any]:
    initial: dict[str, Any] = {"group": group, "quarter": str(quarter), "version": 0}
    if past:
        initial |= {"posts": past[0].posts, "cut": past[0].cut, "version": past[0].pk}
    return initial


def _enter(form: PostsForm, unit: CareUnit, actor: Actor) -> PaidPosts:
    values = form.cleaned_data
    return enter_posts(
        unit=unit,
        group=values["group"],
        quarter=values["quarter"],
        posts=values["posts"],
        cut=values["cut"],
        opened=values["version"],
        user=actor.user,
        now=clock.now(),
        form_uuid=values["form_uuid"],
    )


def led_area(request: HttpRequest) -> Area:
    """The area of the hat, or 403."""
    hat = acting(request).membership
    if hat is None or hat.area is None:
        raise PermissionDenied(Reason("role_may_not"))
    require_in(acting(request), Capability.RUN_AREA, hat.area)
    return hat.area


@require_safe
def type_classes(request: HttpRequest) -> HttpResponse:
    area = led_area(request)
    classes = {row.type_id: row for row in AreaTypeClass.objects.filter(area=area)}
    rows = [
        (one, type_name(one), GROUPS[TypeGroup(one.group)], _class(classes.get(one.pk)))
        for one in ActivityType.objects.filter(Q(area__isnull=True) | Q(area=area))
    ]
    context = {"area": area, "rows": rows, "classed": len(classes)}
    return render(request, "coordination/activities/type_classes.html", context)


def _class(row: AreaTypeClass | None) -> tuple[str, str]:
    """The class and the legal reference, in words."""
    code = row.statutory_class if row else "unclassified"
    return str(CLASSES[code]), row.legal_reference if row else ""  # type: ignore[index]


@require_http_methods(["GET", "HEAD", "POST"])
def type_class_edit(request: HttpRequest, pk: int) -> HttpResponse:
    seen = visible_areas(request.user)
    types = ActivityType.objects.filter(Q(area__isnull=True) | Q(area__in=seen))
    kind, area = get_object_or_404(types, pk=pk), led_area(request)
    row = AreaTypeClass.objects.filter(area=area, type=kind).first()
    initial = {"version": row.version if row else 0,
               "statutory_class": row.statutory_class if row else "unclassified",
               "legal_reference": row.legal_reference if row else ""}  # fmt: skip
    form = TypeClassForm(posted(request), initial=initial)
    done = form.attempt(lambda: _set_class(form, area, kind, request.user))
    if done is not None:
        messages.success(request, _("Saved."))
        return redirect("coordination:type-classes")
    context = {"form": form, "name": type_name(kind)}
    return render(request, "coordination/activities/type_class.html", context)


def _set_class(form: TypeClassForm, area: Area, kind: ActivityType, user: Any) -> AreaTypeClass:
    values = form.cleaned_data
    return set_type_class(
        area=area,
        kind=kind,
        opened=values["version"],
        statutory_class=values["statutory_class"],
        legal_reference=values["legal_reference"],
        user=user,
        now=clock.now(),
    )
