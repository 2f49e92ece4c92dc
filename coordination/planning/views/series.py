"""A series: what it is, which sessions it still has, which days it leaves out."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from careshare import clock
from coordination.arrangements.access import may, record_of, sees_names
from coordination.planning.access.asking import may_ask
from coordination.planning.access.series import series_page
from coordination.planning.access.standing import regulars
from coordination.planning.views.pages import activity_url
from coordination.shifts.models import Series
from coordination.signups.access import when
from volunteers.memberships.access import acting
from volunteers.memberships.rules import Capability


@require_safe
def series_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything about one series that one may see (else 404)."""
    actor = acting(request)
    rows = Series.objects.visible_to(request.user, leads=actor.membership is None)
    rows = rows.select_related("activity__ward", "activity__unit__area__policy")
    series = get_object_or_404(rows, pk=pk)
    page = series_page(series, clock.now())
    record = record_of(series.activity)
    goes_on = series.ended_at is None or page.goes_on_as is not None
    names = sees_names(actor, record)
    context = {
        "page": page,
        "sessions": [
            {"shift": shift, "when": when(shift), "coverage": shift.coverage}
            for shift in page.shifts
        ],
        "sees_names": names and goes_on,
        "regulars": regulars(series, clock.now()) if names else [],
        "may_stand": goes_on and bool(may(actor, Capability.PLACE_PEOPLE, record)),
        "may_note": names and bool(may(actor, Capability.NOTE_CALL, record)),
        "may_fill": bool(may(actor, Capability.PLACE_PEOPLE, record)),
        "may_ask": bool(may_ask(actor, record)),
        "back_url": activity_url(actor, series.activity),
        "back_label": series.activity.name,
    }
    return render(request, "coordination/shifts/series.html", context)
