"""One's own pages: who one is now, what stands about one, registering."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from careshare import clock
from volunteers.accounts.access import Request
from volunteers.accounts.services import set_language, verified_emails
from volunteers.memberships.access import HAT, acting, active_memberships
from volunteers.memberships.rules import Role
from volunteers.memberships.views.area import posted
from volunteers.memberships.words import ROLES
from volunteers.people.access import has_twins, needs_to_say_who, people_of, person_of
from volunteers.people.forms import FreeTimesForm, MeForm, RegisterForm
from volunteers.people.models import OwnCode, Person
from volunteers.people.services import change_own, register, say_when_free
from volunteers.places.models import Area


def _hats(request: Request) -> list[dict[str, Any]]:
    """Everything that this log-in can be, roles first."""
    now = request.session.get(HAT, "")
    hats = [
        {
            "value": f"membership:{row.pk}",
            "name": row.scope.name,
            "about": ROLES[Role(row.role)],
        }
        for row in active_memberships(request.user)
    ] + [
        {"value": f"person:{row.pk}", "name": row.name, "about": _("Volunteer")}
        for row in people_of(request.user)
    ]
    return [{**hat, "is_current": hat["value"] == now} for hat in hats]


@require_http_methods(["GET", "POST"])
def who(request: Request) -> HttpResponse:
    hats = _hats(request)
    if request.method == "POST":
        if request.POST.get("hat") not in {hat["value"] for hat in hats}:
            raise Http404
        request.session[HAT] = request.POST["hat"]
        return redirect("coordination:home")
    if not hats:
        return redirect("volunteers:register")
    return render(
        request, "volunteers/people/who.html", {"hats": hats, "has_twins": has_twins(request.user)}
    )


@require_http_methods(["GET", "POST"])
def me(request: Request) -> HttpResponse:
    if needs_to_say_who(request):
        return redirect("volunteers:who")
    person = person_of(request)
    name = person.name if person else ""
    form = _form_of(request, person) if person else None
    saved = form.attempt(lambda: _save(request, person, form)) if form and person else None
    if saved:
        messages.success(request, _("Your details are saved."))
        return redirect("volunteers:me")
    roles = [
        {"row": row, "role": ROLES[Role(row.role)]} for row in active_memberships(request.user)
    ]
    context = {
        "form": form,
        "name": name,
        "email": person.email if person else "",
        "roles": roles,
        "hats": len(_hats(request)),
        **_code(request, person),
    }
    return render(request, "volunteers/people/me.html", context)


def _code(request: Request, person: Person | None) -> dict[str, bool]:
    """Whether there is a code for the ward's tablet; one query."""
    hat = acting(request).membership
    key = {"person": person} if person else {"user": request.user}
    return {
        "has_code": OwnCode.objects.filter(**key).exists(),
        "has_colleague_code": person is None and hat is not None and not hat.area_id,
    }


def _form_of(request: Request, person: Person) -> MeForm:
    return MeForm(posted(request), instance=person, addresses=verified_emails(request.user))


def _save(request: Request, person: Person, form: MeForm) -> Person:
    saved = change_own(actor=request.user, person=person, opened=form.opened, values=form.values)
    set_language(user=request.user, language=saved.language)
    return saved


@require_http_methods(["GET", "POST"])
def my_free_times(request: Request) -> HttpResponse:
    """On which parts of a usual week one can come, and how much one would like to."""
    person = person_of(request)
    if person is None:
        return redirect("volunteers:who")
    form = FreeTimesForm(posted(request), person=person, initial=_free_times(person))
    if form.attempt(lambda: _say_when_free(request, person, form)):
        messages.success(request, _("Thank you. We have noted when you can come."))
        return redirect("volunteers:me")
    return render(request, "volunteers/people/free_times.html", {"form": form})


def _free_times(person: Person) -> dict[str, Any]:
    said: dict[str, Any] = {}
    for weekday, part in person.usual_times.order_by("pk").values_list("weekday", "part"):
        said.setdefault(f"day_{weekday}", []).append(part)
    return said | {
        "version": person.version,
        "hours_most": person.hours_most_month,
        "wishes_more": person.wishes_more,
    }


def _say_when_free(request: Request, person: Person, form: FreeTimesForm) -> Person:
    data = form.cleaned_data
    return say_when_free(
        actor=request.user,
        person=person,
        opened=data["version"],
        usual=form.usual,
        hours_most=data["hours_most"],
        wishes_more=data["wishes_more"],
    )


@require_http_methods(["GET", "POST"])
def register_volunteer(request: Request) -> HttpResponse:
    areas = list(Area.objects.order_by("name"))
    form = RegisterForm(posted(request), areas=areas)
    person = form.attempt(lambda: _register(request, form))
    if person:
        request.session[HAT] = f"person:{person.pk}"
        messages.success(request, _("Welcome, %(name)s!") % {"name": person.first_name})
        return redirect("coordination:home")
    others = [*people_of(request.user), *active_memberships(request.user)]
    return render(request, "volunteers/people/register.html", {"form": form, "is_new": not others})


def _register(request: Request, form: RegisterForm) -> Person:
    area, data = form.area, form.cleaned_data
    return register(
        user=request.user,
        form_uuid=data["form_uuid"],
        name=data["name"],
        phone=data["phone"],
        area=area,
        language=request.user.language or get_language() or "",
        today=clock.today(area.zone) if area else clock.now().date(),
    )
