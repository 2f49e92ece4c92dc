"""Keys, retries and leases."""

from datetime import UTC, datetime, timedelta

import pytest

from careshare.outbox.rules import BATCH, delivery_key, lease, retry_at

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def test_the_key_names_everything_that_makes_a_letter_another():
    key = delivery_key("signup", 81, 4, "reminder", "-1d", "person:7", "email")
    assert key == "signup:81:v4:reminder:-1d:person:7:email"


@pytest.mark.parametrize(("attempts", "seconds"), [(1, 30), (2, 60), (3, 120), (12, 1800)])
def test_each_retry_waits_twice_as_long_up_to_half_an_hour(attempts, seconds):
    assert retry_at(attempts, NOW) == NOW + timedelta(seconds=seconds)


def test_a_lease_outlasts_every_letter_that_it_holds():
    assert lease(10) > timedelta(seconds=10 * BATCH)
