"""Colleagues of a place: who holds a role, who is invited, and how a role ends."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from careshare import clock
from careshare.limits import refuse_too_often
from careshare.sentences import say
from volunteers.accounts.access import Request
from volunteers.memberships.access import (
    Actor,
    acting,
    may_in,
    require_in,
    visible_invitations,
    visible_memberships,
    visible_scopes,
)
from volunteers.memberships.emails import area_of
from volunteers.memberships.forms import DeputyForm, InviteForm, roles_to_give
from volunteers.memberships.models import Invitation, Membership, scope_key
from volunteers.memberships.rules import Capability, Role, ScopeKind, may_invite_to
from volunteers.memberships.services import (
    StandIn,
    end_membership,
    invite,
    reasons_against_end,
    withdraw_invitation,
)
from volunteers.memberships.views.area import posted
from volunteers.memberships.words import ROLES


def _scope(request: Request, kind: str, pk: int) -> Any:
    if kind not in set(ScopeKind):
        raise Http404
    return get_object_or_404(visible_scopes(request.user, kind), pk=pk)


def _list_url(row: Membership | Invitation) -> str:
    kind, _colon, pk = row.scope_key.partition(":")
    return reverse("volunteers:member-list-of", args=[kind, pk])


@require_http_methods(["GET"])
def members_here(request: Request) -> HttpResponse:
    """The colleagues of the hat's own place."""
    hat = acting(request).membership
    if hat is None:
        raise PermissionDenied("role_may_not")
    return redirect(_list_url(hat))


@require_http_methods(["GET"])
def member_list(request: Request, kind: str, pk: int) -> HttpResponse:
    scope, actor, now = _scope(request, kind, pk), acting(request), clock.now()
    require_in(actor, Capability.SEE_ACTIVITIES, scope)  # everybody but the researcher
    key = scope_key(**{f"{kind}_id": scope.pk})
    # Also deputies whose days are still to come, so that they can be called off.
    today = clock.today(area_of(scope).zone)
    members = Membership.objects.on(today) | Membership.objects.deputies_from(today)
    members = members.filter(scope_key=key).select_related("user", "deputy_for__user")
    invited = Invitation.objects.filter(
        scope_key=key, accepted_at__isnull=True, withdrawn_at__isnull=True
    )
    may_invite = may_in(actor, Capability.INVITE_COLLEAGUES, scope)
    context = {
        "scope": scope,
        "kind": kind,
        "may_invite": may_invite,
        "members": [_member(row, actor, scope) for row in members.order_by("role", "name")],
        "invitations": [_invited(row, now) for row in invited.order_by("-created_at")]
        if may_invite
        else [],
    }
    return render(request, "volunteers/memberships/list.html", context)


def _member(row: Membership, actor: Actor, scope: Any) -> dict[str, Any]:
    return {
        "row": row,
        "role": ROLES[Role(row.role)],
        "name": row.name or row.user.email,
        "is_me": row.user_id == actor.user.pk,
        "may_end": _may_end(row, actor, scope),
        "may_have_deputy": row.deputy_for_id is None and _may_name(row, actor, scope),
        "deputy_for": _name(row.deputy_for) if row.deputy_for else "",
    }


def _name(row: Membership) -> str:
    return row.name or row.user.email


def _invited(row: Invitation, now) -> dict[str, Any]:
    return {"row": row, "role": ROLES[Role(row.role)], "is_expired": row.expires_at <= now}


def _may_end(row: Membership, actor: Actor, scope: Any) -> bool:
    """One's own, or one to which one may invite there."""
    return row.user_id == actor.user.pk or _may_name(row, actor, scope)


def _may_name(row: Membership, actor: Actor, scope: Any) -> bool:
    """Whoever may invite to a role there may also name a deputy for it, one's own included."""
    return may_in(actor, Capability.INVITE_COLLEAGUES, scope) and may_invite_to(
        actor.role, row.role
    )


@require_http_methods(["GET", "POST"])
def deputy_create(request: Request, pk: int) -> HttpResponse:
    """Name a deputy for a colleague, or for oneself, for some days."""
    row = get_object_or_404(visible_memberships(request.user), pk=pk)
    hat = require_in(acting(request), Capability.INVITE_COLLEAGUES, row.scope)
    if not may_invite_to(hat.role, row.role):
        raise PermissionDenied("role_not_yours_to_give")
    form = DeputyForm(posted(request))
    invitation = form.attempt(lambda: _ask_deputy(request, hat, row, form.cleaned_data))
    if invitation:
        said = _("The invitation to %(email)s is on its way. It counts on the days you chose.")
        messages.success(request, said % vars(invitation))
        return redirect(_list_url(row))
    context = {
        "form": form,
        "title": _("A deputy for %(name)s") % {"name": _name(row)},
        "back": _list_url(row),
    }
    return render(request, "volunteers/memberships/deputy.html", context)


def _ask_deputy(request: Request, hat: Membership, row: Membership, wish: Any) -> Invitation:
    stand_in = StandIn(row, wish["starts_on"], wish["ends_on"])
    refuse_too_often("invite", request.user)
    return invite(
        actor=request.user, hat=hat, scope=row.scope, role=row.role, email=wish["email"],
        name=wish["name"], language=get_language() or "", form_uuid=wish["form_uuid"],
        now=clock.now(), stand_in=stand_in,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def invitation_create(request: Request, kind: str, pk: int) -> HttpResponse:
    scope = _scope(request, kind, pk)
    hat = require_in(acting(request), Capability.INVITE_COLLEAGUES, scope)
    roles = roles_to_give(hat.role, ScopeKind(kind))
    form = InviteForm(posted(request), roles=roles, language=get_language() or "")
    invitation = form.attempt(lambda: _invite(request, hat, scope, form.cleaned_data))
    if invitation:
        messages.success(
            request, _("The invitation to %(email)s is on its way.") % vars(invitation)
        )
        return redirect("volunteers:member-list-of", kind=kind, pk=pk)
    context = {
        "form": form,
        "scope": scope,
        "back": reverse("volunteers:member-list-of", args=[kind, pk]),
    }
    return render(request, "volunteers/memberships/invite.html", context)


def _invite(request: Request, hat: Membership, scope: Any, wish: Any) -> Invitation:
    refuse_too_often("invite", request.user)
    return invite(actor=request.user, hat=hat, scope=scope, now=clock.now(), **wish)


@require_http_methods(["GET", "POST"])
def invitation_withdraw(request: Request, pk: int) -> HttpResponse:
    invitation = get_object_or_404(visible_invitations(request.user), pk=pk)
    require_in(acting(request), Capability.INVITE_COLLEAGUES, invitation.scope)
    if request.method == "POST":
        withdraw_invitation(actor=request.user, invitation=invitation, now=clock.now())
        messages.success(request, _("The invitation is taken back; its link no longer works."))
        return redirect(_list_url(invitation))
    context = {
        "title": _("Take the invitation back?"),
        "text": _("%(email)s can then no longer use it. You can invite again at any time.")
        % vars(invitation),
        "confirm_label": _("Take it back"),
        "cancel_url": _list_url(invitation),
        "danger": True,
    }
    return render(request, "components/confirm_page.html", context)


@require_http_methods(["GET", "POST"])
def membership_end(request: Request, pk: int) -> HttpResponse:
    membership = get_object_or_404(visible_memberships(request.user), pk=pk)
    if not _may_end(membership, acting(request), membership.scope):
        raise PermissionDenied("role_may_not")
    is_own = membership.user_id == request.user.pk
    if request.method == "POST":
        end_membership(actor=request.user, membership=membership, now=clock.now())
        messages.success(request, _("The role has ended."))
        return redirect("coordination:home" if is_own else _list_url(membership))
    reasons = [say(reason) for reason in reasons_against_end(membership, clock.now())]
    context = {"reasons": reasons, "danger": True, **_question(membership, is_own=is_own)}
    return render(request, "components/confirm_page.html", context)


def _question(membership: Membership, *, is_own: bool) -> dict[str, Any]:
    values = {
        "name": membership.name or membership.user.email,
        "role": ROLES[Role(membership.role)],
        "place": membership.scope.name,
    }
    title = _("Give up this role?") if is_own else _("Take this role away?")
    text = (
        _("You will no longer be %(role)s at %(place)s, from now on.")
        if is_own
        else _("%(name)s will no longer be %(role)s at %(place)s, from now on.")
    )
    return {
        "title": title,
        "text": text % values,
        "confirm_label": _("Give it up") if is_own else _("Take it away"),
        "cancel_url": reverse("volunteers:me") if is_own else _list_url(membership),
    }
