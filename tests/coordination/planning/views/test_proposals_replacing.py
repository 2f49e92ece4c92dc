"""What a proposal would replace, where another agreement begins only later; who sees what of it."""

from datetime import timedelta

import pytest

from careshare import clock
from coordination.arrangements.access import today_at
from coordination.arrangements.models import Ending, Version
from coordination.arrangements.rules import Doer, VersionState
from tests.coordination.planning.views.steps import enter, filled, offer, url
from tests.factories import OrganisationFactory, VersionFactory, core_rows, task_row
from volunteers.memberships.rules import Role, Task

pytestmark = pytest.mark.django_db


@pytest.fixture
def choir(area):
    return OrganisationFactory(home_area=area, name="Choir")


@pytest.fixture
def singer(choir):
    return enter(Role.COORDINATOR, organisation=choir)


@pytest.fixture
def start(activity):
    """The day on which the agreement with the choir begins."""
    return today_at(activity, clock.now()) + timedelta(days=10)


@pytest.fixture
def red_offer(activity, red, choir, manager, start):
    """The choir's offer was agreed and begins later; the Red Cross had offered beside it."""
    VersionFactory(activity=activity)
    red_offer = offer(
        activity, red, rows=[*core_rows(Doer.ORGANISATION, red)], brings_people=3,
    )  # fmt: skip
    sung = offer(activity, choir, valid_from=start)
    manager.post(url("version-agree", sung.pk))
    sung.refresh_from_db()
    assert sung.state == VersionState.AGREED
    return red_offer


def answer_page(manager, activity, version):
    return manager.get(f"{url('board-edit', activity.pk)}?answers={version.pk}")


def without_the_choir(manager, activity, version, red):
    """The unit's answer to the Red Cross that leaves out the choir."""
    where = f"{url('board-edit', activity.pk)}?answers={version.pk}"
    doers = {f"doer_{row.task.value}": "organisation" for row in core_rows()}
    partners = [f"organisation:{red.pk}"]
    page = manager.post(
        where, {**filled(manager.get(where)), "partners": partners, **doers, "show": "1"}
    )
    shown = page.content.decode()
    manager.post(where, filled(page, partners=partners, **doers))
    return Version.objects.proposed().get(proposer="unit"), shown


class TestWhatItReplaces:
    def test_the_answer_to_an_overtaken_offer_starts_from_what_was_agreed(
        self, activity, manager, red, choir, red_offer, start
    ):
        page = answer_page(manager, activity, red_offer)
        form = page.context["form"]
        assert f"organisation:{choir.pk}" in form["partners"].value()
        assert str(form["valid_from"].value()) == str(start)
        text = page.content.decode()
        assert "Something else has been agreed about this since" in text
        assert form["doer_recruit"].value() == "divided"  # both of them were promised it

    def test_whoever_is_left_out_reads_it_before_it_agrees(
        self, activity, manager, singer, coordinator, red, red_offer
    ):
        answer, shown = without_the_choir(manager, activity, red_offer, red)
        assert "Choir no longer takes part" in shown
        own = singer.get(url("version-detail", answer.pk)).content.decode()
        told = own.index("If you agree, Choir no longer takes part")
        assert told < own.index(url("version-agree", answer.pk))
        board = singer.get(url("board", activity.pk)).content.decode()
        told = board.index("If you agree, Choir no longer takes part")
        assert told < board.index(url("version-agree", answer.pk))
        other = coordinator.get(url("version-detail", answer.pk)).content.decode()
        assert "Choir no longer takes part" in other
        assert "If you agree, Choir" not in other
        for name in ("board", "activity-detail"):
            assert (
                "Choir no longer takes part" in singer.get(url(name, activity.pk)).content.decode()
            )

    def test_it_is_compared_with_what_holds_from_the_later_day(
        self, activity, manager, singer, red, red_offer, start
    ):
        answer, _shown = without_the_choir(manager, activity, red_offer, red)
        page = singer.get(url("version-detail", answer.pk))
        recruit = next(one for one in page.context["changes"] if one.label == "Recruit")
        assert (recruit.before.label, recruit.after.label) == ("Both do it", "Red Cross alone")
        (today,) = [one for one in page.context["today"] if one.label == "Recruit"]
        assert today.before.label == "Solbakken alone"
        assert f"From {start.day} {start:%b %Y}" in page.content.decode()

    def test_without_a_later_agreement_it_is_compared_with_today_alone(
        self, activity, manager, red
    ):
        VersionFactory(activity=activity)
        page = manager.get(url("version-detail", offer(activity, red).pk))
        assert page.context["today"] == []
        assert "What differs from today" in page.content.decode()
        assert "no longer takes part" not in page.content.decode()


class TestWhatAThirdSideReads:
    def test_nothing_of_the_proposal_that_it_did_not_make(
        self, activity, manager, singer, coordinator, red, red_offer
    ):
        answer, _shown = without_the_choir(manager, activity, red_offer, red)
        page = singer.get(url("version-detail", answer.pk))
        assert page.context["answered"] is None
        assert url("version-detail", red_offer.pk) not in page.content.decode()
        for where in (url("version-detail", answer.pk), url("board", activity.pk)):
            assert "answers with another proposal" not in singer.get(where).content.decode()
            assert "answers with another proposal" in coordinator.get(where).content.decode()
        assert coordinator.get(url("version-detail", answer.pk)).context["answered"] == red_offer
        assert manager.get(url("version-detail", answer.pk)).context["answered"] == red_offer


class TestWhatCannotBeAgreedTo:
    """A reason stands instead of an "Agree" that could only be refused."""

    def pages(self, client, activity):
        for name in ("board", "activity-detail"):
            yield client.get(url(name, activity.pk)).content.decode()

    def test_after_another_was_agreed_it_can_be_declined_or_answered(
        self, activity, manager, coordinator, red_offer
    ):
        board, detail = self.pages(manager, activity)
        for page in (board, detail):
            assert "Something else was agreed after this was written." in page
            assert url("version-agree", red_offer.pk) not in page
            assert "decline it, or answer with another proposal" in page
        assert url("version-decline", red_offer.pk) in board
        assert f"{url('board-edit', activity.pk)}?answers={red_offer.pk}" in board
        version = manager.get(url("version-detail", red_offer.pk)).content.decode()
        assert f"{url('board-edit', activity.pk)}?answers={red_offer.pk}" in version
        for page in self.pages(coordinator, activity):  # its own: there is nothing to decline
            assert "Something else was agreed after this was written." in page
            assert "decline it" not in page

    def test_after_notice_was_given(self, activity, manager, coordinator, red):
        VersionFactory(activity=activity, rows=core_rows(Doer.SHARED, red))
        change = offer(activity, red, rows=[task_row(Task.RECRUIT, Doer.SHARED, red)])
        (board, _detail) = self.pages(manager, activity)
        assert url("version-agree", change.pk) in board
        Ending.objects.create(
            activity=activity, given_at=clock.now(),
            version=activity.versions.agreed().order_by("number").last(),
            party=f"organisation:{red.pk}", given_by_party=f"organisation:{red.pk}",
            ends_on=today_at(activity, clock.now()) + timedelta(days=30), reason="no_capacity",
        )  # fmt: skip
        for page in self.pages(manager, activity):
            assert "Somebody gave notice after this was written." in page
            assert url("version-agree", change.pk) not in page

    def test_what_still_fits_is_offered_as_before(self, activity, manager, red):
        VersionFactory(activity=activity)
        fresh = offer(activity, red)
        board, _detail = self.pages(manager, activity)
        assert url("version-agree", fresh.pk) in board
        assert "can no longer be agreed" not in board

    def test_whoever_presses_too_late_is_led_back(self, activity, manager, red_offer):
        where = url("version-agree", red_offer.pk)
        board = url("board", activity.pk)
        answer = manager.post(where, headers={"Referer": f"http://testserver{board}?a=1"})
        assert answer.status_code == 409
        assert f'href="{board}?a=1"' in answer.content.decode()
        foreign = ("http://elsewhere.example/x", "http://testserver//elsewhere.example/x")
        for referer in ("", *foreign, f"http://testserver{where}"):
            page = manager.post(where, headers={"Referer": referer}).content.decode()
            assert f'href="{url("version-detail", red_offer.pk)}"' in page
            assert "elsewhere" not in page


def test_a_party_from_a_later_day_on_is_not_asked_to_offer_help(
    activity, singer, coordinator, red_offer, choir
):
    """It has agreed already; until that day it may propose a change."""
    for name in ("activity-detail", "board"):
        assert url("claim", activity.pk) not in singer.get(url(name, activity.pk)).content.decode()
        theirs = coordinator.get(url(name, activity.pk)).content.decode()
        assert url("claim", activity.pk) in theirs
    board = singer.get(url("board", activity.pk)).content.decode()
    assert url("board-edit", activity.pk) in board
    assert "Propose a change" in board
    assert singer.get(url("claim", activity.pk)).url == url("board-edit", activity.pk)
    agreed = activity.versions.agreed().order_by("-number").first()
    page = singer.get(url("version-detail", agreed.pk))
    assert url("memorandum", agreed.pk) in page.content.decode()
