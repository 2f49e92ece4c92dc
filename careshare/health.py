"""Whether the process is alive, and whether the whole is fit to serve."""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_GET

from careshare import clock
from careshare.outbox.models import Delivery, Heartbeat

SWEEP_SILENT = timedelta(minutes=4)  # red within five minutes of an outage
MESSAGE_LATE = timedelta(minutes=10)


@login_not_required
@require_GET
def alive(request: HttpRequest) -> HttpResponse:
    """200 as long as the process answers; touches nothing else."""
    return HttpResponse("alive", content_type="text/plain")


@login_not_required
@require_GET
def ready(request: HttpRequest) -> JsonResponse:
    """200 when database, broker and sweep work and no message is late; else 503."""
    checks = {"database": _database(), "broker": _broker()}
    if checks["database"]:
        checks |= _letterbox(clock.now())
    return JsonResponse(checks, status=200 if all(checks.values()) else 503)


def _database() -> bool:
    try:
        connection.ensure_connection()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def _broker() -> bool:
    if not settings.REDIS_URL:
        return True  # the memory broker lives in this very process
    try:
        cache.has_key("readyz")  # one of the questions that a cache that is away does not answer
        return True
    except Exception:  # whatever the client raises, the broker is not ready
        return False


def _letterbox(now: datetime) -> dict[str, bool]:
    last = Heartbeat.objects.filter(name="sweep").values_list("at", flat=True).first()
    oldest = (
        Delivery.objects.overdue(now).order_by("due_at").values_list("due_at", flat=True).first()
    )
    return {
        "sweep": last is not None and now - last < SWEEP_SILENT,
        "messages": oldest is None or now - oldest < MESSAGE_LATE,
    }
