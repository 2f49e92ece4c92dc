"""Pages that say no: in full, in the reader's language, with the next step."""

from collections.abc import Iterable
from urllib.parse import urlsplit, urlunsplit

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from careshare.errors import Reason, Refused
from careshare.sentences import Said, is_known, say


def said(reasons: Iterable[object]) -> list[Said]:
    """Each reason as a sentence; what is no known reason is left out."""
    codes = [Reason(one) if isinstance(one, str) else one for one in reasons]
    return [say(one) for one in codes if isinstance(one, Reason) and is_known(one.code)]


def lead_back_to(request: HttpRequest, url: str) -> None:
    """Where a refusal of this request leads back to, if the browser does not say where it was."""
    request.back_url = url  # type: ignore[attr-defined]


def refused(request: HttpRequest, exception: Refused) -> HttpResponse:
    """409: a rule says no. Leads back to the page on which the button was pressed."""
    context = {"reasons": said(exception.reasons), "back_url": _back_url(request)}
    return render(request, "refused.html", context, status=409)


def _back_url(request: HttpRequest) -> str:
    """The page from which one came, as a path here; "" where that is not known, another site's, or
    this very address.
    """
    came_from = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(came_from, {request.get_host()}, request.is_secure()):
        parts = urlsplit(came_from)
        is_elsewhere = parts.path.startswith("//")  # another site, as soon as the host is left out
        if parts.path and parts.path != request.path and not is_elsewhere:
            return urlunsplit(("", "", parts.path, parts.query, ""))
    return str(getattr(request, "back_url", ""))


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: the role or the record says no; with the reasons that `PermissionDenied` carries."""
    reasons = said(exception.args) if isinstance(exception, PermissionDenied) else []
    return render(request, "403.html", {"reasons": reasons}, status=403)
