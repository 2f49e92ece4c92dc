"""The pages of the reports: who may, what can be narrowed, files."""

import re
import uuid

import pytest
from django.urls import reverse

from coordination.activities.models import ListConfirmation
from coordination.reports.services.registry import REPORTS
from tests.coordination.reports.conftest import ask
from tests.factories import ActivityFactory, CareUnitFactory, MembershipFactory, VersionFactory
from volunteers.memberships.rules import Role


@pytest.fixture
def page(client):
    """Opens a report's page as a role."""

    def _open(membership, name="report-detail", args=("who-coordinates",), **query):
        client.force_login(membership.user)
        return client.get(reverse(f"coordination:{name}", args=args), query)

    return _open


def test_the_page_says_it_first_and_prints_rule_and_source(world, page):
    body = page(world.lead).content.decode()
    says = body.index("Both sides coordinate together most often: 2 of 4 activities")
    assert says < body.index("<svg width") < body.index("<table") < body.index("10.1017/S146342362")
    assert "style=" not in body
    assert 'fill="url(#mixed)"' in body


@pytest.mark.parametrize("definition", REPORTS, ids=lambda one: one.key)
def test_every_report_prints_its_rule_and_its_source(world, page, definition):
    body = page(world.lead, args=(definition.key,)).content.decode()
    report = definition.build(ask(world.lead))
    assert report.rules
    assert report.sources
    assert "How this is counted" in body
    assert "Sources" in body


def test_the_table_and_the_csv_hold_the_same_rows(world, page):
    body = page(world.lead).content.decode()
    table = re.search(r"<tbody.*?</tbody>", body, re.DOTALL)[0]
    heads = re.findall(r'<th role="rowheader" scope="row">(.*?)</th>', table)
    response = page(world.lead, "report-csv", ("who-coordinates", "core"))
    text = b"".join(response.streaming_content).decode()
    assert [line.rpartition('"')[0].strip('"') or line.split(",")[0]
            for line in text.splitlines()[1:]] == heads  # fmt: skip
    assert re.fullmatch(
        r'attachment; filename="careshare-who-coordinates-\d{4}-\d\d-\d\d-core.csv"',
        response["Content-Disposition"],
    )


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("report-detail", ("nothing",)),
        ("report-csv", ("who-coordinates", "nothing")),
        ("report-xlsx", ("nothing",)),
    ],
)
def test_what_is_no_report_is_not_there(world, page, name, args):
    assert page(world.lead, name, args).status_code == 404


@pytest.mark.parametrize("role", [Role.UNIT_STAFF])
def test_staff_read_no_reports(world, page, role):
    staff = MembershipFactory(role=role, unit=world.unit)
    assert page(staff).status_code == 403
    assert page(staff, "report-list", ()).status_code == 403


def test_a_foreign_unit_cannot_be_chosen(world, page):
    elsewhere = ActivityFactory(unit=CareUnitFactory(name="Foreign house"), name="secret")
    VersionFactory(activity=elsewhere)
    body = page(world.lead, unit=elsewhere.unit_id).content.decode()
    assert "2 of 4 activities" in body  # ignored: the whole area is counted
    assert "Foreign house" not in body
    body = page(world.manager, unit=world.other_unit.pk).content.decode()
    assert "2 activities" in body


@pytest.mark.parametrize("day", ["9999-12-31", "2026-02-30", "x", "a\x00b", "0001-01-01"])
def test_a_day_that_cannot_be_gets_todays_report(world, page, day):
    response = page(world.lead, on=day, since=day, unit=day, by_hours=day)
    assert response.status_code == 200


def test_the_manager_confirms_the_list_and_takes_it_back(world, client):
    client.force_login(world.manager.user)
    ListConfirmation.objects.all().delete()
    listed = reverse("coordination:activity-list")
    assert "Not confirmed yet" in client.get(listed).content.decode()
    url, form = reverse("coordination:list-confirm", args=[world.unit.pk]), uuid.uuid4()
    for _twice in range(2):
        client.post(url, {"form_uuid": form})
    assert ListConfirmation.objects.standing().filter(unit=world.unit).count() == 1
    assert "Confirmed on" in client.get(listed).content.decode()
    client.post(url, {"undo": "1"})
    assert not ListConfirmation.objects.standing().exists()
    assert client.post(url, {"form_uuid": "x"}).status_code == 302
    assert not ListConfirmation.objects.standing().exists()
