"""The page behind an invitation's link. Fetching it changes nothing: mail scanners open links."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from careshare import clock
from careshare.limits import limited
from careshare.sentences import say
from volunteers.accounts.services import is_known_address, log_in
from volunteers.memberships.access import HAT
from volunteers.memberships.models import Invitation
from volunteers.memberships.rules import Role
from volunteers.memberships.services import (
    accept_invitation,
    invitation_by_token,
    reasons_against,
)
from volunteers.memberships.words import ROLE_HELP, ROLES


@login_not_required
@limited("invitation_link")
@never_cache
@require_http_methods(["GET", "POST"])
def invitation_accept(request: HttpRequest, token: str) -> HttpResponse:
    invitation = invitation_by_token(token)
    if invitation is None:
        return render(request, "volunteers/memberships/invitation_unknown.html", status=404)
    user = request.user if request.user.is_authenticated else None
    reasons = reasons_against(invitation, user, clock.now())
    if request.method == "GET" or reasons:
        return _page(request, invitation, reasons)
    if user is None and is_known_address(invitation.email):
        messages.info(request, _("Log in first, then take the invitation."))
        return redirect_to_login(request.path)
    membership = accept_invitation(invitation=invitation, user=user, now=clock.now())
    if user is None:
        log_in(request, membership.user)
    request.session[HAT] = f"membership:{membership.pk}"
    messages.success(
        request, _("Welcome! You are %(role)s now.") % {"role": ROLES[Role(membership.role)]}
    )
    return redirect("coordination:home")


def _page(request: HttpRequest, invitation: Invitation, reasons: list) -> HttpResponse:
    context = {
        "invitation": invitation,
        "place": invitation.scope.name,
        "role": ROLES[Role(invitation.role)],
        "role_help": ROLE_HELP[Role(invitation.role)],
        "reasons": [say(reason) for reason in reasons],
        "is_other_address": any(r.code == "invitation_other_address" for r in reasons),
    }
    return render(request, "volunteers/memberships/invitation.html", context)
