"""One address may come so often; the next time it reads a plain page, others do not."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import reverse

from careshare import limits
from careshare.errors import Refused
from volunteers.accounts.models import User


@pytest.fixture
def small(monkeypatch):
    """A view that one address may ask twice within a window that does not end meanwhile."""
    limit = limits.Limit(2, 10**9, frozenset({"POST"}))
    both = {"small": limit, "other": limit}  # beside the real ones, which views name
    monkeypatch.setattr(limits, "LIMITS", {**limits.LIMITS, **both})

    def ask(address="192.0.2.1", method="post", name="small") -> int:
        view = limits.limited(name)(lambda request: HttpResponse("fine"))
        request = getattr(RequestFactory(), method)("/", REMOTE_ADDR=address)
        return view(request).status_code

    return ask


def test_the_third_time_is_refused(small):
    assert [small() for _time in range(3)] == [200, 200, 429]


def test_each_address_and_each_thing_counts_by_itself(small):
    small(), small()
    assert (small("192.0.2.2"), small(name="other"), small()) == (200, 200, 429)


def test_reading_is_not_counted_where_only_sending_is(small):
    assert [small(method="get") for _time in range(4)] == [200] * 4


def test_a_name_that_the_table_lacks_is_a_mistake():
    with pytest.raises(KeyError):
        limits.limited("unheard_of")


def test_one_user_sends_so_much_and_is_told_how_long_to_wait(small):
    ida, odd = User(pk=1), User(pk=2)
    for _time in range(2):
        limits.refuse_too_often("small", ida)
    with pytest.raises(Refused) as refused:
        limits.refuse_too_often("small", ida)
    assert [one.code for one in refused.value.reasons] == ["too_often"]
    limits.refuse_too_often("small", odd)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("route", "name"),
    [("coordination:mail-link", "token_link"), ("volunteers:invitation-accept", "invitation_link")],
)
def test_guessing_at_links_ends_with_a_plain_page(client, monkeypatch, route, name):
    url = reverse(route, args=["guess"])
    monkeypatch.setattr(limits, "_count", lambda asked, limit, request: limit.most)
    assert client.get(url).status_code == 404
    monkeypatch.setattr(
        limits, "_count", lambda asked, limit, request: limit.most + (asked == name)
    )
    answer = client.get(url)
    assert answer.status_code == 429
    assert "Too many tries" in answer.content.decode()
    assert answer["Retry-After"] == "60"
