"""The page behind a link in a mail: one button, no log-in, and opening it changes nothing."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from careshare import clock
from careshare.errors import Refused
from careshare.limits import limited
from careshare.sentences import say
from coordination.messages.access import (
    OFFERS,
    Card,
    Link,
    by_when,
    cards_of,
    link_path,
    link_url,
    new_time_page,
    read_link,
    swap_page,
)
from coordination.messages.emails.calendar import CALENDAR_NAME, calendar_file
from coordination.messages.forms import LeftForm
from coordination.messages.rules import LinkAction
from coordination.messages.services import act_on, answer_new_time, answer_swap, say_when_left
from coordination.signups.models import PlaceOffer
from coordination.signups.rules import (
    LIVE,
    CancelledBy,
    OfferKind,
    OfferState,
    SignUpState,
    reasons_against_taking,
)
from volunteers.people.access import language_of


@login_not_required
@limited("token_link")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mail_link(request: HttpRequest, token: str) -> HttpResponse:
    """Says what the link is about; POST does it. 404 for a wrong link, 410 after the start."""
    link, now = read_link(token), clock.now()
    if link is None:
        return render(request, "coordination/messages/unknown_link.html", status=404)
    with translation.override(language_of(link.person, link.shift.activity.unit.area)):
        card = cards_of([link.shift], now)[link.shift.pk]
        if link.action == LinkAction.LEFT:
            return _left(request, link, card, token)
        if link.shift.starts_at <= now:
            context = {"card": card}
            return render(request, "coordination/messages/late_link.html", context, status=410)
        if link.action == LinkAction.NEW_TIME:
            return _new_time(request, link, card, token)
        if link.action == LinkAction.SWAP:
            return _swap(request, link, card, token)
        if request.method != "POST":
            return _show(request, link, card)
        if link.action == LinkAction.CALENDAR:
            return _calendar(link, card)
        try:
            act_on(link, now=now)
        except Refused as refused:
            return _show(request, link, card, refused)
    return redirect("coordination:mail-link", token=token)


def _new_time(request: HttpRequest, link: Link, card: Card, token: str) -> HttpResponse:
    """Two buttons; one answer for all that the link speaks for. GET changes nothing."""
    reasons, status = [], 200
    if request.method == "POST" and request.POST.get("answer") in ("yes", "no"):
        try:
            answer_new_time(link, is_yes=request.POST["answer"] == "yes", now=clock.now())
            return redirect("coordination:mail-link", token=token)
        except Refused as refused:
            reasons, status = [say(reason) for reason in refused.reasons], 409
    page = {**new_time_page(link), "card": card, "reasons": reasons}
    return render(request, "coordination/messages/new_time.html", page, status=status)


def _left(request: HttpRequest, link: Link, card: Card, token: str) -> HttpResponse:
    """When did you leave? One press for the end, or a time. GET changes nothing."""
    known = link.attendance
    form = LeftForm(request.POST if request.method == "POST" else None)
    if known and request.method == "POST" and form.is_valid():
        try:
            say_when_left(link, left_at=form.moment(known.sign_up), is_sure=form.is_sure,
                          now=clock.now())  # fmt: skip
            return redirect("coordination:mail-link", token=token)
        except Refused as refused:
            form.ask_or_refuse(refused)
    at = known.came_at if known else None
    came = f"{at.astimezone(link.shift.activity.unit.zone):%H:%M}" if at else ""
    page = {"card": card, "form": form, "came": came, "name": link.person.first_name}
    return render(request, "coordination/messages/left.html", page)


def _swap(request: HttpRequest, link: Link, card: Card, token: str) -> HttpResponse:
    """My day for yours: yes or no. GET changes nothing."""
    reasons, status = [], 200
    if request.method == "POST" and request.POST.get("answer") in ("yes", "no"):
        try:
            answer_swap(link, is_yes=request.POST["answer"] == "yes", now=clock.now())
            return redirect("coordination:mail-link", token=token)
        except Refused as refused:
            reasons, status = [say(reason) for reason in refused.reasons], 409
    page = {**swap_page(link, clock.now()), "card": card, "reasons": reasons}
    return render(request, "coordination/messages/swap.html", page, status=status)


def _show(
    request: HttpRequest, link: Link, card: Card, refused: Refused | None = None
) -> HttpResponse:
    is_offer = link.action in OFFERS
    template = "offer_link" if is_offer else "link"
    context = _offer_page(link, card) if is_offer else _page(link, card)
    context["reasons"] = [say(reason) for reason in refused.reasons] if refused else []
    return render(
        request, f"coordination/messages/{template}.html", context, status=409 if refused else 200
    )


def _offer_page(link: Link, card: Card) -> dict[str, object]:
    """An offer: still open, taken by oneself or another, or answered with no."""
    about = link.offer or link.sign_up or link.shift
    state = link.sign_up.state if link.sign_up else ""
    now = clock.now()
    if link.offer is not None:
        is_open = PlaceOffer.objects.open_at(now).filter(pk=link.offer.pk).exists()
        said_no = link.offer.state == OfferState.DECLINED
        until = None
    else:
        until = link.sign_up.offer_until if link.sign_up else None
        is_open = not reasons_against_taking(state, until, now)
        said_no = link.sign_up is not None and link.sign_up.cancelled_by == CancelledBy.VOLUNTEER
    return {
        "card": card,
        "name": link.person.first_name,
        "is_coming": state == SignUpState.CONFIRMED,
        "is_open": is_open,
        "said_no": said_no,
        "is_withdrawn": link.offer is not None and link.offer.state == OfferState.WITHDRAWN,
        "is_swap": link.offer is not None and link.offer.kind == OfferKind.SWAP,
        "until": by_when(until, link.shift) if until else "",
        "yes_url": link_path(LinkAction.TAKE_OFFER, link.person, about),
        "no_url": link_path(LinkAction.NO_THANKS, link.person, about),
    }


def _page(link: Link, card: Card) -> dict[str, object]:
    """What the page says depends on how things stand, so that a second press is no error."""
    state = link.sign_up.state if link.sign_up else ""
    about = link.sign_up or link.shift
    is_in = state in LIVE
    return {
        "card": card,
        "name": link.person.first_name,
        "is_coming": is_in,
        "is_waiting": state
        in (
            SignUpState.REQUESTED,
            SignUpState.WAITLISTED,
            SignUpState.OFFERED,
        ),
        "has_cancelled": state == SignUpState.CANCELLED,
        "wants_calendar": link.action == LinkAction.CALENDAR and is_in,
        "act_url": link_path(_next(is_in, link), link.person, about),
    }


def _next(is_in: bool, link: Link) -> LinkAction:
    if is_in:
        wants_file = link.action == LinkAction.CALENDAR
        return LinkAction.CALENDAR if wants_file else LinkAction.CANNOT_COME
    return LinkAction.TAKE_BACK if link.sign_up else LinkAction.COME


def _calendar(link: Link, card: Card) -> HttpResponse:
    if link.sign_up is None or link.sign_up.state != SignUpState.CONFIRMED:
        return redirect(link_path(link.action, link.person, link.sign_up or link.shift))
    url = link_url(LinkAction.CANNOT_COME, link.person, link.sign_up)
    file = calendar_file(link.sign_up, card, now=clock.now(), url=url)
    response = HttpResponse(file, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{CALENDAR_NAME}"'
    return response
