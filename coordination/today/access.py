"""What every page shows around its content: the way around, and as whom one is here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from careshare.outbox.models import Delivery
from coordination.signups.models import SignUp
from coordination.today.models import Phoned
from volunteers.memberships.access import Actor, acting, active_memberships
from volunteers.memberships.rules import Capability, Role, allows
from volunteers.memberships.words import ROLES
from volunteers.people.access import people_of, person_of
from volunteers.people.models import Affiliation, Person


class Way(NamedTuple):
    """One entry of the navigation."""

    url: str
    label: str
    icon: str
    is_current: bool


def page(request: HttpRequest) -> dict[str, Any]:
    """The context of `base.html`; at most two queries, on the memoised user."""
    user = getattr(request, "user", None)
    around: dict[str, Any] = {"demo_mode": settings.DEMO_MODE, "navigation": [], "tabs": []}
    if user is None or not user.is_authenticated:
        return around
    actor, person = acting(request), person_of(request)
    if actor.membership is not None:
        around["navigation"] = _ways(request, _for_role(actor))
        around["scope_label"] = _("%(place)s · %(role)s") % {
            "place": actor.membership.scope.name,
            "role": ROLES[Role(actor.role)],
        }
    elif person is not None:
        around["tabs"] = _ways(request, _for_volunteer())
        around["scope_label"] = person.name
    around["account_links"] = _ways(request, _for_account(actor))
    return around


def _for_account(actor: Actor) -> Sequence[tuple[str, str, str]]:
    """What stands in the menu: another hat where there are several, and the log-in itself."""
    hats = len(people_of(actor.user)) + len(active_memberships(actor.user))
    switch = [("volunteers:who", _("Change role or person"), "swap")] if hats > 1 else []
    return (
        *switch,
        ("account_email", _("Log-in address"), "mail"),
        ("account_change_password", _("Password"), "pen"),
        ("mfa_index", _("Two-step log-in"), "check"),
    )


def _for_volunteer() -> Sequence[tuple[str, str, str]]:
    return (
        ("coordination:volunteer-home", _("Home"), "home"),
        ("coordination:find", _("Find"), "find"),
        ("coordination:my-times", _("My times"), "times"),
        ("volunteers:me", _("Me"), "me"),
    )


def _for_role(actor: Actor) -> Sequence[tuple[str, str, str]]:
    """The places of a role's work, and the reports where it may read them."""
    reports = [("coordination:report-list", _("Reports"), "")]
    return (*_work_of(actor), *(reports if allows(actor.role, Capability.SEE_REPORTS) else ()))


def _work_of(actor: Actor) -> Sequence[tuple[str, str, str]]:
    match actor.role:
        case Role.UNIT_MANAGER:
            return (
                ("coordination:today", _("Today"), ""),
                ("coordination:roster", _("Roster"), ""),
                ("coordination:activity-list", _("Activities"), ""),
                ("volunteers:person-list", _("People"), ""),
                ("volunteers:member-list", _("Colleagues"), ""),
            )
        case Role.UNIT_STAFF:
            return (
                ("coordination:today", _("Today"), ""),
                ("coordination:roster", _("Roster"), ""),
                ("coordination:activity-list", _("Activities"), ""),
                ("volunteers:person-list", _("People"), ""),
            )
        case Role.COORDINATOR:
            return (
                ("coordination:today", _("Today"), ""),
                ("coordination:roster", _("Roster"), ""),
                ("coordination:activity-list", _("Activities"), ""),
                ("coordination:partner-list", _("Partners"), ""),
                ("volunteers:person-list", _("People"), ""),
                ("volunteers:member-list", _("Colleagues"), ""),
            )
        case Role.AREA_LEAD:
            return (
                ("volunteers:area-detail", _("Overview"), ""),
                ("coordination:roster", _("Roster"), ""),
                ("coordination:activity-list", _("Activities"), ""),
                ("coordination:displacement-list", _("Paid work"), ""),
                ("volunteers:member-list", _("Colleagues"), ""),
            )
        case Role.RESEARCHER:
            return ()
        case Role.STAFF_REPRESENTATIVE:
            return (
                ("coordination:displacement-list", _("Paid work"), ""),
                ("coordination:activity-list", _("Activities"), ""),
            )
    return (("coordination:activity-list", _("Activities"), ""),)


def _ways(request: HttpRequest, entries: Sequence[tuple[str, str, str]]) -> list[Way]:
    ways = []
    for name, label, icon in entries:
        try:
            url = reverse(name)
        except NoReverseMatch:
            continue
        is_current = request.path == url or (url != "/" and request.path.startswith(url))
        ways.append(Way(url, str(label), icon, is_current))
    return ways


def still_to_phone(actor: Actor, now: datetime) -> QuerySet[Delivery]:
    """Those of `failed_deliveries` about which nobody was reached by telephone yet."""
    done = Phoned.objects.filter(reached_at__isnull=False).values("delivery_id")
    return failed_deliveries(actor, now).exclude(pk__in=done)


def failed_deliveries(actor: Actor, now: datetime) -> QuerySet[Delivery]:
    """Messages that did not arrive and still matter: about places on the activities of one's side,
    and to people on its own list. Whoever comes here once says nothing of where else she goes.

    As long as the text of a message is kept (area policy), and never after it became useless.
    """
    hat = actor.membership
    if hat is None or hat.area_id or not allows(hat.role, Capability.SEE_PEOPLE):
        return Delivery.objects.none()
    area = hat.unit.area if hat.unit else hat.organisation.home_area  # type: ignore[union-attr]
    since = now - timedelta(days=area.policy.message_body_days)
    people = Person.objects.visible_to(actor.user).exclude(user=actor.user).values("pk")
    listed = Affiliation.objects.current().filter(party_key=hat.scope_key)
    here = (
        Q(shift__activity__unit_id=hat.unit_id)
        if hat.unit_id
        else Q(shift__activity__parties__organisation_id=hat.organisation_id)
    )
    about = Q(cause="signup", cause_id__in=SignUp.objects.filter(here).values("pk"))
    rows = Delivery.objects.failed().filter(person_id__in=people, due_at__gte=since)
    rows = rows.filter(about | Q(person_id__in=listed.values("person_id")))
    return rows.exclude(useless_after__lte=now).order_by("due_at", "pk")
