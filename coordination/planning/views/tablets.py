"""The tablets of a care unit: made, paired and taken back by its manager."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from careshare import clock
from coordination.planning.forms.tablets import TabletForm
from coordination.signups.models import Tablet
from coordination.signups.services.tablets import make_tablet, revoke
from volunteers.memberships.access import acting, require_in, visible_units
from volunteers.memberships.rules import Capability


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def tablet_list(request: HttpRequest, pk: int) -> HttpResponse:
    """A unit's tablets; a new one shows its code once, on the page that answers the press."""
    unit = get_object_or_404(visible_units(request.user), pk=pk)
    require_in(acting(request), Capability.PAIR_TABLETS, unit)
    form, now, code = TabletForm(request.POST or None, unit=unit), clock.now(), ""
    if request.method == "POST" and form.is_valid():
        _made, code = make_tablet(
            user=request.user, unit=unit, name=form.cleaned_data["name"],  # type: ignore[arg-type]
            ward=form.cleaned_data.get("ward"), now=now,
            form_uuid=form.cleaned_data["form_uuid"],
        )  # fmt: skip
        form = TabletForm(unit=unit)
    rows = Tablet.objects.visible_to(request.user).in_use().filter(unit=unit).order_by("pk")
    context = {
        "unit": unit,
        "form": form,
        "code": f"{code[:4]} {code[4:]}".strip(),
        "minutes": unit.area.policy.pairing_minutes,
        "tablet_url": request.build_absolute_uri(reverse("coordination:tablet")),
        "paired": [one for one in rows if one.paired_at],
        "waiting": [one for one in rows if not one.paired_at and one.pairing_until > now],
    }
    return render(request, "coordination/tablet/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def tablet_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks once; then the device shows nothing any more."""
    tablet = get_object_or_404(Tablet.objects.visible_to(request.user), pk=pk)
    require_in(acting(request), Capability.PAIR_TABLETS, tablet.unit)
    url = reverse("coordination:tablet-list", args=[tablet.unit_id])
    if request.method == "POST":
        revoke(tablet=tablet, user=request.user, now=clock.now())  # type: ignore[arg-type]
        messages.success(request, _("%(name)s shows nothing any more.") % {"name": tablet.name})
        return redirect(url)
    context = {
        "title": _("Take %(name)s out of use?") % {"name": tablet.name},
        "text": _("Nobody can check in there any more. To use it again, pair it anew."),
        "confirm_label": _("Take it out of use"),
        "cancel_url": url,
        "danger": True,
    }
    return render(request, "components/confirm_page.html", context)
