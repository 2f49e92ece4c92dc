"""Who came."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from careshare import clock
from careshare.errors import Refused
from coordination.planning.forms.attendance import (
    AttendanceForm,
    attendance_forms,
    everybody_came,
)
from coordination.planning.services.stepping import stepping_in
from coordination.planning.views.shifts import about, asking_on, fetch, require_on, tell
from coordination.signups.models import SignUp
from coordination.signups.services import Entry, record_list
from volunteers.memberships.rules import Capability

_RECORDED = _("Attendance is recorded.")
_NOTHING = _("Nobody was chosen: nothing is new.")


@require_http_methods(["GET", "HEAD", "POST"])
def attendance(request: HttpRequest, pk: int) -> HttpResponse:
    """Record or correct attendance for everybody on a session, in one form."""
    shift, record = fetch(request, pk)
    require_on(request, Capability.RECORD_ATTENDANCE, shift, record)
    now = clock.now()
    rows = SignUp.objects.for_pages().confirmed().select_related("attendance")
    rows = rows.filter(shift=shift).order_by("person__name", "pk")
    forms = attendance_forms(request.POST or None, rows, now)
    entries = _entries(request, forms) if request.method == "POST" else None
    if entries is not None:
        try:
            ask = asking_on(request, Capability.RECORD_ATTENDANCE, shift)
            with stepping_in(ask, shift=shift, user=request.user, now=now) as verdict:
                record_list(entries=entries, user=request.user, side=verdict.party, now=now)
            messages.success(request, _RECORDED if entries else _NOTHING)
            return redirect("coordination:shift-detail", pk)
        except Refused as refused:
            for form in forms:
                form.show_saved()
            tell(request, refused)
    context = {**about(shift), "forms": forms, "has_begun": shift.starts_at <= now}
    return render(request, "coordination/signups/attendance.html", context)


def _entries(request: HttpRequest, forms: Sequence[AttendanceForm]) -> list[Entry] | None:
    """What the form says; nothing where some of it cannot be."""
    if "everybody" in request.POST:
        return everybody_came(forms)
    valid = [form.is_valid() for form in forms]  # each, so that every mistake shows
    if not all(valid):
        return None
    return [form.entry for form in forms if form.entry is not None]
