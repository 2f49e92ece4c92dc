"""What the demo's pages read."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from careshare.outbox.models import Delivery
from careshare.outbox.rules import DeliveryState
from coordination.shifts.words import short_day
from demo.people import DemoPerson
from demo.world import ZONE
from volunteers.accounts.models import User
from volunteers.people.models import Person

STATES: dict[str, tuple[str | Promise, str, str]] = {
    DeliveryState.DUE: (_("Waiting"), "info", "clock"),
    DeliveryState.CLAIMED: (_("On its way"), "info", "clock"),
    DeliveryState.SENT: (_("Sent"), "success", "check"),
    DeliveryState.SKIPPED: (_("Not needed any more"), "neutral", "cross"),
    DeliveryState.FAILED: (_("Did not arrive"), "danger", "alert"),
}

View = Callable[..., HttpResponse]


def demo_only(view: View) -> View:
    """Outside the demo the page does not exist (404), whatever the addresses say."""

    @wraps(view)
    def _view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not settings.DEMO_MODE:
            raise Http404
        return view(request, *args, **kwargs)

    return _view


def hat_of(person: DemoPerson, user: User) -> str:
    """The hat that a button puts on; empty where the log-in asks who is here."""
    if not person.role:
        return ""
    membership = user.memberships.filter(role=person.role, ended_at__isnull=True).first()
    return f"membership:{membership.pk}" if membership else ""


@dataclass(frozen=True)
class Letter:
    """A delivery in words."""

    delivery: Delivery
    to: str
    when: str
    state_word: str | Promise
    color: str
    icon: str


def letters() -> QuerySet[Delivery]:
    """All deliveries, the newest first."""
    return Delivery.objects.order_by("-due_at", "-pk")


def recipients(deliveries: Iterable[Delivery]) -> list[Letter]:
    """Deliveries with the names of those who get them; one query for any number."""
    found = list(deliveries)
    ids = {delivery.person_id for delivery in found if delivery.person_id}
    names = dict(Person.objects.filter(pk__in=ids).values_list("pk", "name"))
    return [_letter(delivery, names.get(delivery.person_id or 0, "")) for delivery in found]


def _letter(delivery: Delivery, name: str) -> Letter:
    word, color, icon = STATES[delivery.state]
    at = (delivery.sent_at or delivery.due_at).astimezone(ZONE)
    to = f"{name} <{delivery.address}>" if name and delivery.address else name or delivery.address
    when = f"{short_day(at.date())}, {at:%H:%M}"
    return Letter(delivery, to, when, word, color, icon)
