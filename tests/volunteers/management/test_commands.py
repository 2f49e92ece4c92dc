"""A clean installation starts with one command."""

import re

import pytest
from django.core.management import CommandError, call_command

from careshare.outbox.models import Delivery
from tests.factories import MembershipFactory
from volunteers.memberships.models import Invitation, Membership
from volunteers.memberships.rules import Role
from volunteers.places.models import Area

pytestmark = pytest.mark.django_db
GOOD = {
    "name": "Solvik",
    "country": "no",
    "time_zone": "Europe/Oslo",
    "lead_email": "Lead@Example.org",
}


def _run(capsys, **values) -> str:
    call_command("setup_area", **{**GOOD, **values})
    return capsys.readouterr().out


def test_from_nothing_to_a_lead_who_is_in(client, capsys):
    out = _run(capsys, lead_name="Kari", language="nb")
    link = re.search(r"http://testserver(/invitation/\S+)", out)[1]
    assert client.get(link).status_code == 200
    assert client.post(link).status_code == 302
    membership = Membership.objects.get()
    assert (membership.role, membership.area.name) == (Role.AREA_LEAD, "Solvik")
    assert membership.user.email == "lead@example.org"
    assert client.get("/area/").status_code == 200
    assert not Delivery.objects.exists()


def test_a_second_run_replaces_an_invitation_that_nobody_took(capsys):
    _run(capsys)
    _run(capsys)
    assert Area.objects.count() == 1
    assert Invitation.objects.filter(withdrawn_at__isnull=True).count() == 1


def test_an_area_with_a_lead_stays_as_it_is(capsys):
    _run(capsys)
    MembershipFactory(role=Role.AREA_LEAD, area=Area.objects.get())
    with pytest.raises(CommandError, match="There is an area of this name"):
        _run(capsys)


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"name": " "}, "--name"),
        ({"name": "x" * 121}, "--name"),
        ({"country": "XX"}, "write one of NO, ENG, WAL, OTHER"),
        ({"time_zone": "Mars/Base"}, "write e.g. Europe/Oslo"),
        ({"time_zone": "../etc/passwd"}, "unknown"),
        ({"lead_email": "nobody"}, "this is no e-mail address"),
        ({"language": "xx"}, "--language"),
        ({"lead_name": "x" * 121}, "--lead-name"),
    ],
)
def test_bad_values_are_named_and_nothing_is_written(capsys, values, says):
    with pytest.raises(CommandError, match=says):
        _run(capsys, **values)
    assert not Area.objects.exists()


def test_everything_wrong_is_said_at_once(capsys):
    with pytest.raises(CommandError) as refused:
        _run(capsys, country="XX", time_zone="Mars/Base")
    assert "--country" in str(refused.value)
    assert "--time-zone" in str(refused.value)
