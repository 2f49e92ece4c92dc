"""A series: what it is, which sessions it still has, which days it leaves out."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from careshare import clock
from coordination.arrangements.access import may, record_of
from coordination.planning.access.asking import may_ask
from coordination.planning.access.series import series_page
from coordination.shifts.models import Series
from coordination.signups.access import when
from volunteers.memberships.access import acting
from volunteers.memberships.rules import Capability


@require_safe
def series_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything about one series that one may see (else 404)."""
    rows = Series.objects.visible_to(request.user)
    rows = rows.select_related("activity__ward", "activity__unit__area__policy")
    series = get_object_or_404(rows, pk=pk)
    page = series_page(series, clock.now())
    may_plan = may(acting(request), Capability.PLAN_SHIFTS, record_of(series.activity))
    context = {
        "page": page,
        "sessions": [
            {"shift": shift, "when": when(shift), "coverage": shift.coverage}
            for shift in page.shifts
        ],
        "may_plan": bool(may_plan),
        "may_ask": bool(may_ask(acting(request), record_of(series.activity))),
        "back_url": reverse("coordination:activity-detail", args=[series.activity_id]),
        "back_label": series.activity.name,
    }
    return render(request, "coordination/shifts/series.html", context)
