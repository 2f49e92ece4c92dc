"""Whom one can be in the demo, and what each can try."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


@dataclass(frozen=True)
class DemoPerson:
    """One button on the log-in page. `hat` is a key of the cast, or empty to be asked."""

    key: str
    email: str
    label: Text
    description: Text
    role: str = ""  # with a role: where several hats fit, this one is put on

    @property
    def url(self) -> str:
        return reverse("demo-enter", args=[self.key])


DEMO_PEOPLE = (
    DemoPerson(
        "manager", "anne.bakke@example.org", _("Anne Bakke, manager of Solbakken"),
        _("Today at the nursing home: who comes, what is uncovered, what needs a decision."),
        "unit_manager",
    ),
    DemoPerson(
        "coordinator", "ingrid.dahl@example.org", _("Ingrid Dahl, coordinator at Red Cross"),
        _("Runs “Coffee and singing” with Solbakken and offers help elsewhere."),
        "coordinator",
    ),
    DemoPerson(
        "volunteer", "vera.lund@example.org", _("Vera Lund, volunteer"),
        _("The next session, whom to ring, and sessions that suit. Best on a phone."),
    ),
    DemoPerson(
        "leader", "jon.vik@example.org", _("Jon Vik, volunteer who leads"),
        _("Leads “Chair exercise”: plans its sessions, sees who comes, notes who came."),
    ),
    DemoPerson(
        "second", "ola.fjeld@example.org", _("Ola Fjeld, second manager of Solbakken"),
        _("Sees what Anne sees: what one decides leaves the list of the other."),
        "unit_manager",
    ),
    DemoPerson(
        "staff", "kari.nes@example.org", _("Kari Nes, staff at Solbakken"),
        _("Receives volunteers, records who came, notes calls."),
        "unit_staff",
    ),
    DemoPerson(
        "elvebo", "hilde.moen@example.org", _("Hilde Moen, manager of Elvebo"),
        _("Two organisations offer to help with one activity, and a wing is closed."),
        "unit_manager",
    ),
    DemoPerson(
        "trekking", "per.viken@example.org", _("Per Viken, Trekking Association"),
        _("Has a counter-proposal from Fjordgata to answer."),
        "coordinator",
    ),
    DemoPerson(
        "choir", "roar.strom@example.org", _("Roar Strøm, Bølgen Choir"),
        _("Waits for an answer from Elvebo, beside another offer."),
        "coordinator",
    ),
    DemoPerson(
        "lead", "marit.holm@example.org", _("Marit Holm, area lead of Solvik"),
        _("Care units and organisations. Sees numbers, no volunteers' names."),
        "area_lead",
    ),
    DemoPerson(
        "representative", "jorunn.vassbotn@example.org",
        _("Jorunn Vassbotn, staff representative"),
        _("Speaks for the staff where volunteers might replace paid work."),
        "staff_representative",
    ),
    DemoPerson(
        "couple", "haugen@example.org", _("Liv and Arne Haugen, volunteers"),
        _("A couple with one e-mail address: it asks who you are."),
    ),
)  # fmt: skip
