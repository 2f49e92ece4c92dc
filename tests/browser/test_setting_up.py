"""An area from nothing: one command, then by invitation from one to the next."""

from io import StringIO

import pytest
from django.core.management import call_command
from playwright.sync_api import Page

from tests.browser.steps import choose, fill, go, heading, letter_to, link_in, press, sees, sees_not

pytestmark = pytest.mark.django_db(transaction=True)

LEAD, MANAGER, COORDINATOR = "lise@solvik.example", "kari@solvik.example", "ola@redcross.example"


def test_an_area_from_nothing(own_device):
    lead, manager, coordinator = own_device(), own_device(), own_device()
    lead_accepts(lead, found("Solvik"))
    add_unit(lead, "Solbakken")
    invite(lead, name="Kari Nes", email=MANAGER, role="Manager")
    add_ward(lead, "Solbakken", "Ward 2")
    add_organisation(lead, "Solvik Red Cross", side="Voluntary side")
    invite(lead, name="Ola Berg", email=COORDINATOR, role="Coordinator")

    accept(manager, MANAGER, place="Solbakken", role="Manager")
    sees(manager, "No session today.")
    accept(coordinator, COORDINATOR, place="Solvik Red Cross", role="Coordinator")
    sees(coordinator, "No session today.")
    add_people(manager)

    go(lead, "Overview")
    sees(lead, "Has a manager", "Has a coordinator", "Voluntary side", "Ward 2")
    sees_not(lead, "No manager yet", "No coordinator yet", "Vera Vik")


def test_an_invitation_works_once_and_only_where_it_was_sent(own_device):
    first, second = own_device(), own_device()
    link = found("Solvik")
    lead_accepts(first, link)
    second.goto(link)
    sees(second, "This invitation has been used.", "Log in instead.")
    second.goto(link.replace("/invitation/", "/invitation/x"))
    heading(second, "This link does not work")


def found(area: str) -> str:
    """The command prints the link for the first lead."""
    said = StringIO()
    call_command(
        "setup_area", name=area, country="NO", time_zone="Europe/Oslo",
        lead_email=LEAD, lead_name="Lise Lund", stdout=said,
    )  # fmt: skip
    return link_in(said.getvalue())


def lead_accepts(page: Page, link: str) -> None:
    page.goto(link)
    heading(page, "Welcome, Lise Lund")
    press(page, "Take the invitation")
    heading(page, "Solvik")
    sees(page, "Start with the first care unit, then invite its manager.")


def add_unit(page: Page, name: str) -> None:
    press(page, "Add a care unit")
    fill(
        page,
        {
            "Name": name,
            "What sort of place it is": "Nursing home",
            "Main telephone number": "22 00 00 01",
            "Address": "Solbakken 1",
        },
    )
    press(page, "Save")
    sees(page, f"{name} is set up. Now invite its manager.")


def invite(page: Page, *, name: str, email: str, role: str) -> None:
    """Making a place leads here by itself."""
    heading(page, "Invite a colleague")
    fill(page, {"E-mail address": email, "Name": name})
    page.get_by_role("radio", name=role).check()
    press(page, "Send the invitation")
    sees(page, "Invited, no answer yet", email)


def add_ward(page: Page, unit: str, ward: str) -> None:
    go(page, "Overview")
    press(page, unit, exact=True)
    press(page, "Add a ward")
    fill(page, {"Name of the ward": ward})
    press(page, "Save")
    sees(page, ward)


def add_organisation(page: Page, name: str, *, side: str) -> None:
    go(page, "Overview")
    press(page, "Add an organisation")
    fill(page, {"Name": name, "What sort of organisation it is": "Voluntary organisation"})
    choose(page, side)
    press(page, "Save")


def accept(page: Page, email: str, *, place: str, role: str) -> None:
    """The link stands in the letter alone."""
    page.goto(link_in(letter_to(email).body))
    sees(page, f"You are invited to be {role} at {place} in CareShare.")
    press(page, "Take the invitation")


def add_people(page: Page) -> None:
    """A name is enough."""
    go(page, "People")
    press(page, "Add the first person")
    fill(page, {"Name": "Per Gran"})
    press(page, "Add")
    sees(page, "Per Gran")
    go(page, "People")
    sees(page, "No telephone or e-mail")
    press(page, "Add a person")
    fill(page, {"Name": "Vera Vik", "E-mail address": "vera@solvik.example"})
    press(page, "Add")
    go(page, "People")
    sees(page, "Per Gran", "Vera Vik")
    sees_not(page, "Nobody on the list yet.")
