"""Alive, and fit to serve."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse

from careshare import clock
from careshare.outbox.models import Delivery, Heartbeat

pytestmark = pytest.mark.django_db


def ready(client) -> tuple[int, dict]:
    response = client.get(reverse("readyz"))
    return response.status_code, response.json()


def swept(ago: timedelta) -> None:
    Heartbeat.objects.create(name="sweep", at=clock.now() - ago)


def test_alive_needs_nothing(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get(reverse("healthz")).content == b"alive"


def test_ready_after_a_sweep(client):
    swept(timedelta(seconds=20))
    assert ready(client) == (
        200,
        {"database": True, "broker": True, "sweep": True, "messages": True},
    )


def test_not_ready_when_no_sweep_came_for_five_minutes(client):
    swept(timedelta(minutes=5))
    status, checks = ready(client)
    assert (status, checks["sweep"]) == (503, False)


def test_not_ready_when_a_message_is_late(client):
    swept(timedelta(seconds=20))
    Delivery.objects.create(
        key="late", kind="x", cause="x", cause_id=1, due_at=clock.now() - timedelta(minutes=11)
    )
    status, checks = ready(client)
    assert (status, checks["messages"]) == (503, False)


def test_not_ready_without_broker(client, monkeypatch, settings):
    settings.REDIS_URL = "redis://127.0.0.1:1"
    swept(timedelta(seconds=20))
    monkeypatch.setattr(cache, "has_key", lambda *args: (_ for _ in ()).throw(OSError))
    status, checks = ready(client)
    assert (status, checks["broker"]) == (503, False)
