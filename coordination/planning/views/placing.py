"""Who comes to a session, as whoever holds MATCH decides: place, put in the queue, yes or no."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from careshare import clock
from careshare.errors import Refused
from coordination.arrangements.access import Record, Verdict, may, record_of
from coordination.planning.access.shifts import placeable
from coordination.planning.access.waiting import Staff, request_case
from coordination.planning.forms.placing import PlaceForm
from coordination.planning.services.deciding import Ask
from coordination.planning.services.placing import place, put_in_queue
from coordination.planning.services.stepping import stepping_in
from coordination.planning.views.shifts import about, asking_on, fetch, require_on, tell
from coordination.shifts.models import Shift
from coordination.signups.models import SignUp
from coordination.signups.rules import MAY_BE_SET_ASIDE, SignUpState
from coordination.signups.services import approve, decline, undo_decline
from coordination.signups.words import for_leader, for_staff
from volunteers.memberships.access import acting
from volunteers.memberships.models import Membership
from volunteers.memberships.rules import Capability
from volunteers.people.access import may_add_to
from volunteers.people.services import add_person


@require_http_methods(["GET", "HEAD", "POST"])
def shift_place(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a person whom one sees a place, or put her on the waiting list."""
    shift, record = fetch(request, pk)
    actor = acting(request)
    require_on(request, Capability.PLACE_PEOPLE, shift, record)
    people, hat = placeable(actor, shift), may_add_to(actor)
    form = PlaceForm(
        request.POST or None, people=people, positions=shift.positions.order_by("pk"),
        initial={"person": request.GET.get("person")}, user=request.user,
        area=shift.activity.unit.area if hat else None,
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            ask = asking_on(request, Capability.PLACE_PEOPLE, shift)
            with stepping_in(ask, shift=shift, user=request.user, now=clock.now()) as verdict:
                return _placed(request, shift, form, verdict, hat)
        except Refused as refused:
            form.ask_despite(refused.reasons)
    is_full = any(not one.coverage.free for one in shift.positions.all())
    has_people = hat is not None or people.exists()
    context = {**about(shift), "form": form, "has_people": has_people, "is_full": is_full}
    return render(request, "coordination/shifts/place.html", context)


@transaction.atomic
def _placed(
    request: HttpRequest, shift: Shift, form: PlaceForm, verdict: Verdict, hat: Membership | None
) -> HttpResponse:
    """Somebody new is on the list only if the place is given too."""
    data, now = form.cleaned_data, clock.now()
    person = data["person"]
    user: Any = request.user
    if hat is not None and form.values_of_new:
        person = add_person(
            actor=user, hat=hat, form_uuid=data["form_uuid"], values=form.values_of_new,
            today=clock.today(shift.activity.unit.zone),
        )  # fmt: skip
    whom: dict[str, Any] = {"person": person, "position": data["position"]}
    if "wait" in request.POST:
        made = put_in_queue(shift=shift, user=request.user, now=now, **whom)
    else:
        made = place(
            shift=shift, user=request.user, side=verdict.party, now=now, despite=form.despite,
            form_uuid=data["form_uuid"], heads=data.get("heads"), **whom,
        )  # fmt: skip
    said = _("%(name)s has a place.")
    if made.state == SignUpState.WAITLISTED:
        said = _("%(name)s is on the waiting list, and is asked when a place is free.")
    messages.success(request, said % {"name": made.person.name})
    return redirect("coordination:shift-detail", shift.pk)


@require_POST
def sign_up_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Yes or no to a request, or the no taken back."""
    rows = SignUp.objects.visible_to(request.user).for_pages()
    asked = get_object_or_404(rows, pk=pk)
    now, ask = clock.now(), _asking_about(request, asked)
    if not (verdict := ask(record_of(asked.shift.activity))):
        raise PermissionDenied(*verdict.reasons)
    answers = {"approve": approve, "decline": decline, "undo": undo_decline}
    if request.POST.get("answer") not in answers:
        raise PermissionDenied
    try:
        answer = answers[request.POST["answer"]]
        with stepping_in(ask, shift=asked.shift, user=request.user, now=now) as verdict:
            answered = answer(sign_up=asked, user=request.user, side=verdict.party, now=now)
        messages.success(request, _said(answered))
    except Refused as refused:
        return _not_answered(request, asked, refused)
    return redirect("coordination:shift-detail", asked.shift_id)


def _not_answered(request: HttpRequest, asked: SignUp, refused: Refused) -> HttpResponse:
    """Why not; a volunteer who leads reads nothing about the person, and sets nothing aside."""
    unit, is_side = asked.shift.activity.unit.name, bool(acting(request).role)
    said = for_staff(refused.reasons) if is_side else for_leader(refused.reasons, unit)
    tell(request, Refused(*said))
    if is_side and {one.code for one in refused.reasons} <= MAY_BE_SET_ASIDE:
        place_url = reverse("coordination:shift-place", args=[asked.shift_id])
        return redirect(f"{place_url}?person={asked.person_id}")  # there it may be, on purpose
    return redirect("coordination:shift-detail", asked.shift_id)


def _asking_about(request: HttpRequest, asked: SignUp) -> Ask:
    """Whether one may answer a request: one's own task, or it has waited too long."""
    actor, now = acting(request), clock.now()

    def ask(record: Record) -> Verdict:
        case = Staff([record], now).case(request_case(asked.shift, asked.made_at), record)
        return may(actor, Capability.DECIDE_SIGN_UPS, record, case=case, now=now)

    return ask


def _said(answered: SignUp) -> str:
    said = {
        SignUpState.REQUESTED: _("Taken back: %(name)s waits for an answer again."),
        SignUpState.DECLINED: _("%(name)s is told. “Undo” stands below."),
    }.get(SignUpState(answered.state), _("%(name)s is told."))
    return said % {"name": answered.person.name}
