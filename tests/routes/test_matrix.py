"""Every route x every role x own and foreign scope x every method (attack S1), from the resolver.

Anonymous: the log-in. A foreign tenant's rows: 404. A role that may see but not act: 403. Nobody
ever gets a server error, and methods that a page does not know are refused.
"""

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.routes.matrix import MATRIX
from tests.routes.public import ELSEWHERE, PUBLIC
from tests.routes.world import LEADER, ROLES, Municipality

pytestmark = [pytest.mark.routes, pytest.mark.django_db]

FINE = {200, 302, 303, 409}


def names(resolver=None, prefix: str = "") -> Iterator[str]:
    """The name of every route, with its namespace."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from names(pattern, inner)
        elif isinstance(pattern, URLPattern):
            yield f"{prefix}{pattern.name}"


def test_every_route_stands_in_the_matrix():
    """A new page says here who may open it, or this fails."""
    routes = {name for name in names() if not name.startswith(ELSEWHERE)}
    assert routes == set(MATRIX) | set(PUBLIC)


def address(name: str, place: Municipality) -> str:
    rows = place.rows_led if LEADER in MATRIX[name].may else place.rows
    return reverse(name, args=MATRIX[name].arguments(rows))


@pytest.mark.parametrize("name", sorted(MATRIX))
def test_own_scope(name, worlds):
    """Who may and who may not; and no GET writes (S10), for `ask` watches each of them."""
    route, url = MATRIX[name], address(name, worlds.here)
    wrong = [
        (role, method, status)
        for role in ROLES
        for method in route.methods
        if (status := worlds.ask(role, method, url)) not in route.expected(role, FINE)
    ]
    assert not wrong


@pytest.mark.parametrize("name", sorted(name for name, route in MATRIX.items() if route.objects))
def test_foreign_scope_is_not_there(name, worlds):
    route, url = MATRIX[name], address(name, worlds.there)
    wrong = [
        (role, method, status)
        for role in ROLES
        for method in route.methods
        if (status := worlds.ask(role, method, url)) not in route.expected_elsewhere(role)
    ]
    assert not wrong


@pytest.mark.parametrize("name", sorted(MATRIX))
def test_anonymous_goes_to_the_log_in(name, worlds):
    url = address(name, worlds.here)
    for method in ("GET", "POST", "PUT", "DELETE"):
        response = worlds.stranger.generic(method, url)
        assert response.status_code == 302, method
        assert response["Location"].startswith(reverse("account_login")), method


@pytest.mark.parametrize("name", sorted(MATRIX))
def test_unknown_methods_are_refused(name, worlds):
    """405 before anybody asks who it is: for one who may open the page and one who may not."""
    route, url = MATRIX[name], address(name, worlds.here)
    others = [role for role in ROLES if role not in route.may]
    for method in {"GET", "POST", "PUT", "DELETE", "PATCH"} - set(route.methods):
        for role in [*route.may[:1], *others[:1]]:
            assert worlds.ask(role, method, url) == 405, (role, method)
