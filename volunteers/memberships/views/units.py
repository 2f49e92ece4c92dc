"""Care units and wards."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from volunteers.accounts.access import Request
from volunteers.memberships.access import acting, may_in, require_in, visible_units
from volunteers.memberships.rules import Capability
from volunteers.memberships.views.area import led_area, posted
from volunteers.places.forms.units import UnitCreateForm, UnitEditForm, WardEditForm, WardForm
from volunteers.places.models import CareUnit, Ward
from volunteers.places.services import add_ward, change_unit, create_unit, rename_ward


@require_http_methods(["GET", "POST"])
def unit_create(request: Request) -> HttpResponse:
    area = led_area(request)
    form = UnitCreateForm(posted(request), area=area)
    unit = form.attempt(
        lambda: create_unit(
            actor=request.user,
            area=area,
            form_uuid=form.cleaned_data["form_uuid"],
            values=form.values,
        )
    )
    if unit:
        messages.success(request, _("%(name)s is set up. Now invite its manager.") % vars(unit))
        return redirect("volunteers:invitation-create", kind="unit", pk=unit.pk)
    context = {"form": form, "area": area, "back": reverse("volunteers:area-detail")}
    return render(request, "volunteers/places/unit_form.html", context)


def _back(request: Request, unit: CareUnit) -> str:
    """Where one came from: the area for its lead, the unit's own page for its manager."""
    if may_in(acting(request), Capability.RUN_AREA, unit.area):
        return reverse("volunteers:area-detail")
    return reverse("volunteers:unit-edit", args=[unit.pk])


def _editable(request: Request, pk: int) -> CareUnit:
    unit = get_object_or_404(visible_units(request.user), pk=pk)
    require_in(acting(request), Capability.EDIT_UNIT, unit)
    return unit


@require_http_methods(["GET", "POST"])
def unit_edit(request: Request, pk: int) -> HttpResponse:
    unit = _editable(request, pk)
    form = UnitEditForm(posted(request), instance=_editable(request, pk))
    saved = form.attempt(
        lambda: change_unit(actor=request.user, unit=unit, opened=form.opened, values=form.values)
    )
    if saved:
        messages.success(request, _("%(name)s is saved.") % vars(saved))
        return redirect(_back(request, unit))
    wards = unit.wards.order_by("name")
    context = {"form": form, "unit": unit, "wards": wards, "back": _back(request, unit)}
    context["may_pair"] = may_in(acting(request), Capability.PAIR_TABLETS, unit)
    return render(request, "volunteers/places/unit_form.html", context)


@require_http_methods(["GET", "POST"])
def ward_create(request: Request, pk: int) -> HttpResponse:
    unit = _editable(request, pk)
    form = WardForm(posted(request))
    ward = form.attempt(
        lambda: add_ward(actor=request.user, unit=unit, name=form.cleaned_data["name"])
    )
    if ward:
        messages.success(request, _("%(name)s is there.") % vars(ward))
        return redirect("volunteers:unit-edit", pk=unit.pk)
    context = {"form": form, "unit": unit, "back": reverse("volunteers:unit-edit", args=[pk])}
    return render(request, "volunteers/places/ward_form.html", context)


@require_http_methods(["GET", "POST"])
def ward_edit(request: Request, pk: int) -> HttpResponse:
    wards = Ward.objects.filter(unit__in=visible_units(request.user)).select_related("unit__area")
    ward = get_object_or_404(wards, pk=pk)
    require_in(acting(request), Capability.EDIT_UNIT, ward.unit)
    name, form = ward.name, WardEditForm(posted(request), instance=ward)
    saved = form.attempt(
        lambda: rename_ward(
            actor=request.user, ward=ward, opened=form.opened, name=form.cleaned_data["name"]
        )
    )
    if saved:
        messages.success(request, _("%(name)s is saved.") % vars(saved))
        return redirect("volunteers:unit-edit", pk=ward.unit_id)
    context = {"form": form, "unit": ward.unit, "ward_name": name}
    context["back"] = reverse("volunteers:unit-edit", args=[ward.unit_id])
    return render(request, "volunteers/places/ward_form.html", context)
