"""The people of a unit or an organisation."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from careshare import clock
from careshare.forms import row_id
from volunteers.accounts.access import Request
from volunteers.memberships.access import acting, may_in, require_in
from volunteers.memberships.models import Membership
from volunteers.memberships.rules import Capability
from volunteers.memberships.views.area import posted
from volunteers.people.access import known_to, may_change
from volunteers.people.filters import PersonFilter
from volunteers.people.forms import PersonCreateForm, PersonEditForm
from volunteers.people.models import Affiliation, Person
from volunteers.people.rules import PersonKind
from volunteers.people.services import add_person, affiliate, change_person, likely_duplicates
from volunteers.people.words import AFFILIATIONS
from volunteers.places.models import Area

PAGE = 25


def _hat(request: Request, capability: Capability) -> Membership:
    """The hat that may do this with people, of a unit or an organisation; else 403."""
    actor = acting(request)
    if actor.membership is None or actor.membership.area_id:
        raise PermissionDenied("role_may_not")
    return require_in(actor, capability, actor.membership.scope)


def _area(hat: Membership) -> Area:
    scope: Any = hat.scope
    return scope.area if hat.unit_id else scope.home_area


def _with_affiliations(people):
    current = Affiliation.objects.current().select_related("unit", "organisation").order_by("since")
    return people.prefetch_related(Prefetch("affiliations", current, to_attr="current"))


def _came(person: Any) -> str:
    """How somebody came, in words: the organisation's or unit's name where there is one."""
    names = [row.organisation or row.unit or AFFILIATIONS[row.kind] for row in person.current]
    return ", ".join(str(name) for name in names)


@require_GET
def person_list(request: Request) -> HttpResponse:
    hat = _hat(request, Capability.SEE_PEOPLE)
    people = _with_affiliations(known_to(acting(request)).order_by("name", "pk"))
    filtered = PersonFilter(request.GET, people)
    page = Paginator(filtered.qs, PAGE).get_page(request.GET.get("page"))
    context = {
        "place": hat.scope,
        "filter": filtered,
        "is_filtered": any(request.GET.get(name) for name in filtered.filters),
        "page_obj": page,
        "rows": [{"person": person, "came": _came(person)} for person in page],
        "may_add": may_in(acting(request), Capability.ADD_PEOPLE, hat.scope),
    }
    return render(request, "volunteers/people/list.html", context)


@require_http_methods(["GET", "POST"])
def person_create(request: Request) -> HttpResponse:
    hat = _hat(request, Capability.ADD_PEOPLE)
    area = _area(hat)
    language = next((one for one in area.languages if one in dict(settings.LANGUAGES)), "en")
    form = PersonCreateForm(posted(request), area=area, language=language)
    duplicates = _duplicates(request, form)
    if "same" in request.POST:
        return _same(request, hat, duplicates)
    person = None
    if not duplicates:
        person = form.attempt(lambda: _add(request, hat, form, area))
    if person:
        messages.success(request, _("%(name)s is on the list.") % vars(person))
        return redirect("volunteers:person-detail", pk=person.pk)
    context = {"form": form, "duplicates": duplicates, "place": hat.scope}
    return render(request, "volunteers/people/create.html", context)


def _add(request: Request, hat: Membership, form: PersonCreateForm, area: Area) -> Person:
    return add_person(
        actor=request.user,
        hat=hat,
        form_uuid=form.cleaned_data["form_uuid"],
        values=form.values,
        today=clock.today(area.zone),
    )


def _duplicates(request: Request, form: PersonCreateForm) -> list[Person]:
    """Who this may be already; nobody once the reader said that it is somebody else.

    A second press of the same form finds the row that the first one made: that is no duplicate.
    """
    if not form.is_bound or not form.is_valid() or "somebody_else" in request.POST:
        return []
    data = form.cleaned_data
    found = likely_duplicates(
        user=request.user, name=data["name"], email=data["email"], phone=data["phone"]
    )
    return [] if any(one.form_uuid == data["form_uuid"] for one in found) else found


def _same(request: Request, hat: Membership, duplicates: list[Person]) -> HttpResponse:
    """The reader says that it is one of those whom the form proposed, and nobody else."""
    proposed = [one.pk for one in duplicates if one.pk == row_id(request.POST["same"])]
    person = get_object_or_404(Person, pk__in=proposed)
    affiliate(actor=request.user, hat=hat, person=person, today=clock.today(_area(hat).zone))
    messages.success(request, _("%(name)s is on the list.") % vars(person))
    return redirect("volunteers:person-detail", pk=person.pk)


@require_GET
def person_detail(request: Request, pk: int) -> HttpResponse:
    people = _with_affiliations(Person.objects.visible_to(request.user).present())
    person = get_object_or_404(people, pk=pk)
    languages: dict[str, Any] = dict(settings.LANGUAGES)
    facts = [
        {"label": _("People in the group"), "value": person.heads if person.heads > 1 else ""},
        {"label": _("Speaks for the group"), "value": person.contact_name},
        {"label": _("Comes"), "value": _came(person)},
        {"label": _("Language"), "value": languages.get(person.language, "")},
    ]
    context = {
        "person": person,
        "facts": facts,
        "is_group": person.kind == PersonKind.GROUP,
        "may_change": may_change(acting(request), person),
        "back": reverse("volunteers:person-list"),
    }
    return render(request, "volunteers/people/detail.html", context)


@require_http_methods(["GET", "POST"])
def person_edit(request: Request, pk: int) -> HttpResponse:
    person = get_object_or_404(Person.objects.visible_to(request.user).present(), pk=pk)
    actor = acting(request)
    if actor.membership is None or not may_change(actor, person):
        raise PermissionDenied("role_may_not")
    name, area = person.name, _area(actor.membership)
    form = PersonEditForm(posted(request), instance=person, area=area)
    saved = form.attempt(
        lambda: change_person(
            actor=request.user, person=person, opened=form.opened, values=form.values
        )
    )
    if saved:
        messages.success(request, _("%(name)s is saved.") % vars(saved))
        return redirect("volunteers:person-detail", pk=pk)
    context = {"form": form, "name": name, "person": person}
    return render(request, "volunteers/people/edit.html", context)
