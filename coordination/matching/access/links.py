"""The link in a letter that asks: signed for one person and one question. It never logs in."""

from __future__ import annotations

import base64
import binascii
import uuid

from django.conf import settings
from django.core import signing
from django.urls import reverse

from coordination.matching.models import Asked


def _signer() -> signing.Signer:
    return signing.Signer(sep="~", salt="careshare.question-link")


def answer_path(asked: Asked) -> str:
    """The address of somebody's answer within the site."""
    key = base64.urlsafe_b64encode(asked.public_id.bytes).decode().rstrip("=")
    return reverse("coordination:question-answer", args=[_signer().sign(key)])


def answer_url(asked: Asked) -> str:
    """The full address, for a letter."""
    return settings.SITE_URL + answer_path(asked)


def read_answer_link(token: str) -> Asked | None:
    """Whose answer a link is about; None where we did not sign it or the person is gone."""
    try:
        key = _signer().unsign(token)
        public_id = uuid.UUID(bytes=base64.urlsafe_b64decode(key + "=="))
    except (signing.BadSignature, ValueError, binascii.Error):
        return None
    rows = Asked.objects.select_related(
        "person__user", "question__unit__area__policy", "question__activity__ward",
        "question__activity__unit__area__policy", "question__series",
    )  # fmt: skip
    gone = {"person__left_at__isnull": True, "person__erased_at__isnull": True}
    return rows.filter(public_id=public_id, **gone).first()
