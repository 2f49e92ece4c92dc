"""Pages that say no: in full, in the reader's language, with the next step."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from careshare.errors import Reason, Refused
from careshare.sentences import Said, is_known, say


def said(reasons: Iterable[object]) -> list[Said]:
    """Each reason as a sentence; what is no known reason is left out."""
    codes = [Reason(one) if isinstance(one, str) else one for one in reasons]
    return [say(one) for one in codes if isinstance(one, Reason) and is_known(one.code)]


def refused(request: HttpRequest, exception: Refused) -> HttpResponse:
    """409: a rule says no."""
    return render(request, "refused.html", {"reasons": said(exception.reasons)}, status=409)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: the role or the record says no; with the reasons that `PermissionDenied` carries."""
    reasons = said(exception.args) if isinstance(exception, PermissionDenied) else []
    return render(request, "403.html", {"reasons": reasons}, status=403)
