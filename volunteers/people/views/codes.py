"""Codes for a ward's tablet: made, shown once, made anew."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from careshare import clock
from careshare.errors import Refused
from volunteers.accounts.access import Request
from volunteers.memberships.access import acting
from volunteers.memberships.views.area import posted
from volunteers.people.access import may_change, needs_to_say_who, person_of
from volunteers.people.forms import CodeForm
from volunteers.people.models import OwnCode, Person
from volunteers.people.services import make_code


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def own_code(request: Request) -> HttpResponse:
    """One's own code: as a volunteer with digits of one's own, as a colleague with drawn ones."""
    if needs_to_say_who(request):
        return redirect("volunteers:who")
    person = person_of(request)
    hat = acting(request).membership
    if person is None and (hat is None or hat.area_id):
        raise PermissionDenied("role_may_not")
    return _page(request, person or request.user, back=reverse("volunteers:me"))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def person_code(request: Request, pk: int) -> HttpResponse:
    """A code for a volunteer on one's list, to be handed over."""
    person = get_object_or_404(Person.objects.visible_to(request.user).present(), pk=pk)
    if not may_change(acting(request), person):
        raise PermissionDenied("role_may_not")
    back = reverse("volunteers:person-detail", args=[pk])
    return _page(request, person, back=back, name=person.name)


def _page(request: Request, owner: object, *, back: str, name: str = "") -> HttpResponse:
    """Says whether there is one; the answer to a press shows the new one, this once."""
    form = CodeForm(posted(request), is_own=isinstance(owner, Person) and not name)
    code = ""
    if request.method == "POST" and form.is_valid():
        try:
            code = make_code(
                actor=request.user, owner=owner, now=clock.now(),  # type: ignore[arg-type]
                wish=form.cleaned_data.get("wish", ""),
            )  # fmt: skip
        except Refused as refused:
            form.add_refusal(refused, "wish")
    key = {"person": owner} if isinstance(owner, Person) else {"user": owner}
    context = {
        "form": form,
        "code": " ".join(code),
        "has_code": OwnCode.objects.filter(**key).exists(),
        "name": name,
        "title": _("A code for %(name)s") % {"name": name} if name else _("Your code"),
        "back": back,
    }
    return render(request, "volunteers/people/code.html", context)
