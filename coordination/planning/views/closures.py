"""A unit or ward is closed for a while."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from careshare import clock
from careshare.errors import Refused
from coordination.planning.access.closures import closure_page, name_of
from coordination.planning.forms.closures import ClosureForm
from coordination.planning.services.closing import close_place, reopen
from coordination.planning.services.reaching import tick_reached
from coordination.shifts.models import Closure
from coordination.signups.models import SignUp
from volunteers.memberships.access import acting, require_in
from volunteers.memberships.rules import Capability
from volunteers.places.models import CareUnit


@require_http_methods(["GET", "HEAD", "POST"])
def closure_create(request: HttpRequest) -> HttpResponse:
    """Close the hat's unit or one of its wards: pressing a reason does it."""
    actor, now = acting(request), clock.now()
    if actor.membership is None or actor.membership.unit_id is None:
        raise PermissionDenied("not_the_unit")
    unit = CareUnit.objects.select_related("area__policy").get(pk=actor.membership.unit_id)
    require_in(actor, Capability.CLOSE_PLACE, unit)
    form = ClosureForm(request.POST or None, unit=unit)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            closure = close_place(
                unit=unit, ward=form.chosen, reason=form.why,
                until=data["until"], user=request.user, now=now, form_uuid=data["form_uuid"],
            )  # fmt: skip
            messages.success(request, _("%(place)s is closed.") % {"place": name_of(closure)})
            return redirect("coordination:closure-detail", closure.pk)
        except Refused as refused:
            form.add_refusal(refused)
    context = {"form": form, "unit": unit, "back_url": reverse("coordination:today")}  # fmt: skip
    return render(request, "coordination/shifts/closure_create.html", context)


def _fetch(request: HttpRequest, pk: int) -> Closure:
    """A closure that one may see (else 404), at one's own unit (else 403)."""
    closure = get_object_or_404(Closure.objects.visible_to(request.user), pk=pk)
    require_in(acting(request), Capability.CLOSE_PLACE, closure.unit)
    return closure


@require_safe
def closure_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What is closed, and whom to ring at once."""
    page = closure_page(acting(request), _fetch(request, pk), clock.now())
    return render(request, "coordination/shifts/closure.html", {"page": page,
                  "back_url": reverse("coordination:today")})  # fmt: skip


@require_POST
def closure_reached(request: HttpRequest, pk: int, sign_up_pk: int) -> HttpResponse:
    """Tick off somebody who is due as reached, or take the tick back."""
    closure = _fetch(request, pk)
    rows = SignUp.objects.filter(shift__activity__unit_id=closure.unit_id)
    sign_up = get_object_or_404(rows, pk=sign_up_pk)
    is_reached = request.POST.get("reached") != "no"
    tick_reached(
        closure=closure, sign_up=sign_up, is_reached=is_reached, user=request.user, now=clock.now()
    )
    return redirect("coordination:closure-detail", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def closure_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Open again, after asking once more."""
    closure = _fetch(request, pk)
    if request.method == "POST":
        reopen(closure=closure, user=request.user, now=clock.now())
        messages.success(request, _("%(place)s is open again.") % {"place": name_of(closure)})
        return redirect("coordination:today")
    context = {
        "title": _("Open %(place)s again?") % {"place": name_of(closure)},
        "text": _("Sessions take place again. Everybody who was told not to come gets a letter."),
        "confirm_label": _("Open again"),
        "cancel_url": reverse("coordination:closure-detail", args=[pk]),
    }
    return render(request, "components/confirm_page.html", context)
