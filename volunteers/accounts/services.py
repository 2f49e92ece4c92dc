"""Log-in: users, verified addresses, and the letters that log-in sends."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter, get_adapter
from allauth.account.models import EmailAddress
from allauth.usersessions.internal.flows.sessions import end_other_sessions
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import translation

from careshare import clock
from careshare.audit.services import record
from careshare.outbox.rules import Priority
from careshare.outbox.services.letters import post_letter
from volunteers.accounts.models import User

after_log_in: list[Callable[[User], object]] = []
"""What rooms above do once somebody is logged in; they register at start-up."""


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """allauth's hooks: its letters go through the letterbox, at once and never kept."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Anybody may register as a volunteer; every other role comes by invitation."""
        return True

    def login(self, request: HttpRequest, user: User) -> None:
        """Open the session, then let rooms above do their part."""
        super().login(request, user)
        UserSession.objects.create_from_request(request)  # so that it can be ended elsewhere
        for do in after_log_in:
            do(user)

    def send_notification_mail(
        self, template_prefix: str, user: User, *args: Any, **kwargs: Any
    ) -> None:
        """Tell of a change to the log-in; a change of the second factor ends all other sessions.

        allauth tells of every such change, and of nothing else, under `mfa/`. Whoever turned it on
        because somebody else had got in is rid of that somebody (S8).
        """
        if template_prefix.startswith("mfa/"):
            end_other_sessions(self.request, user)
        super().send_notification_mail(template_prefix, user, *args, **kwargs)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """One letter in the reader's language.

        A letter goes out whether the address is known or not, so nobody learns which it is.
        """
        user = context.get("user") or User.objects.filter(email=email.lower()).first()
        kind = template_prefix.rpartition("/")[2]
        seconds = settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT
        words = {**context, "email": email, "minutes": seconds // 60, "site_url": settings.SITE_URL}
        with translation.override(getattr(user, "language", "") or translation.get_language()):
            subject = render_to_string(f"{template_prefix}_subject.txt", words)
            body = render_to_string(f"{template_prefix}_message.txt", words)
        post_letter(
            key=f"account:{uuid.uuid4().hex}:{kind}:email",
            kind=f"account_{kind}",
            cause="account",
            cause_id=getattr(user, "pk", None) or 0,
            address=email,
            subject=subject.strip(),
            body=body.strip() + "\n",
            user=user,
            priority=Priority.CODE,
            is_secret=True,
            useless_after=clock.now() + timedelta(seconds=seconds),
        )


def verified_emails(user: User) -> set[str]:
    """The addresses that a user has shown to receive, in lower case. One query."""
    rows = EmailAddress.objects.filter(user=user, verified=True)
    return {email.lower() for email in rows.values_list("email", flat=True)}


def is_known_address(email: str) -> bool:
    """Whether some log-in stands for an address, verified or not. One query or two."""
    address = email.lower()
    return (
        User.objects.filter(email=address).exists()
        or EmailAddress.objects.filter(email__iexact=address).exists()
    )


@transaction.atomic
def create_verified_user(*, email: str, language: str) -> User:
    """A log-in for somebody who has shown to receive mail at an address; without a password."""
    user = User.objects.create_user(email, language=language)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    record(actor=user, action="user.created", subject=user)
    return user


@transaction.atomic
def set_language(*, user: User, language: str) -> None:
    """The language of this log-in's pages and letters."""
    if user.language == language:
        return
    user.language = language
    user.save(update_fields=["language"])
    record(actor=user, action="user.changed", subject=user, fields=["language"])


def log_in(request: HttpRequest, user: User) -> None:
    """Open a session for a user who has just shown to receive mail at the address."""
    get_adapter(request).login(request, user)
