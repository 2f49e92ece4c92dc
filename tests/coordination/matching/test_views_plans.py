"""A session or a series that was planned by mistake: one tap, no trace, no letter."""

from datetime import timedelta

import pytest
from django.urls import reverse

from careshare import clock
from careshare.audit.models import AuditEntry
from coordination.arrangements.rules import CORE_TASKS, Doer
from coordination.matching.access.links import answer_url
from coordination.matching.models import AskedTime, Question
from coordination.matching.rules.questions import QuestionKind
from coordination.planning.services.series import extend_series
from coordination.shifts.models import Series, Shift
from coordination.shifts.rules import ShiftCancelReason, ShiftState
from coordination.signups.models import PlaceOffer
from coordination.signups.services import cancel, sign_up, stand
from tests.coordination.matching.letters import sent_later
from tests.factories import (
    MembershipFactory,
    OrganisationFactory,
    VersionFactory,
    task_row,
)
from tests.factories.when import AskedFactory
from tests.routes.forms import forms_of
from volunteers.memberships.rules import Task


@pytest.fixture
def plan(here, enter):
    """Plans by the page; gives the manager's browser, the page that follows and what was sent."""
    browser = enter(here.manager)
    url = reverse("coordination:shift-plan", args=[here.activity.pk])

    def _plan(weeks=12, **changes):
        form = next(one for one in forms_of(browser.get(url).content.decode())
                    if "form_uuid" in one.filled())  # fmt: skip
        on = clock.now().astimezone(here.unit.zone).date() + timedelta(days=3)
        sent = form.filled() | {"weeks": str(weeks), "on": on.isoformat()} | changes
        sent.pop("show", None)
        page = browser.post(url, sent, follow=True)
        return browser, page, sent

    return _plan


def made(here):
    return Shift.objects.filter(activity=here.activity).exclude(
        pk__in=[one.pk for one in (*here.past, *here.ahead)]
    )


def take_back(browser, page):
    form = next(one for one in forms_of(page.content.decode()) if "take-back" in one.action)
    return browser.post(form.action, form.filled(), follow=True)


def test_a_series_goes_without_a_trace(here, plan):
    browser, page, _sent = plan()
    assert made(here).planned().count() == 12
    text = take_back(browser, page).content.decode()
    assert "Taken back: 12 sessions are gone. Nobody was to come." in text
    assert "Take the plan back" not in text
    assert {one.cancel_reason for one in made(here)} == {ShiftCancelReason.PLANNED_BY_MISTAKE}
    assert sent_later() == {}
    series = Series.objects.exclude(pk=here.series.pk).get()
    assert series.ended_at
    extend_series(clock.now() + timedelta(weeks=30))
    assert made(here).count() == 12
    on = made(here).earliest("starts_at").starts_at.astimezone(here.unit.zone).date()
    roster = browser.get(f"{reverse('coordination:roster')}?day={on}").content.decode()
    assert not [one for one in made(here) if f"/shifts/{one.pk}/" in roster]
    detail = browser.get(reverse("coordination:activity-detail", args=[here.activity.pk]))
    assert not [one for one in made(here) if f"/shifts/{one.pk}/" in detail.content.decode()]
    assert [one.action for one in AuditEntry.objects.filter(action__endswith="unplanned")] == [
        "series.unplanned"
    ]


def test_after_an_hour_the_button_is_gone(here, plan, monkeypatch):
    browser, _page, _sent = plan()
    url = reverse("coordination:activity-detail", args=[here.activity.pk])
    assert "Take the plan back" in browser.get(url).content.decode()
    later = clock.now() + timedelta(minutes=61)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert "Take the plan back" not in browser.get(url).content.decode()


def test_so_does_a_session_and_the_same_form_plans_anew(here, plan):
    """Whoever goes back in the browser and corrects the form gets what it says now."""
    browser, page, sent = plan(weeks=1)
    assert "Taken back: 1 session is gone." in take_back(browser, page).content.decode()
    assert not made(here).planned().exists()
    url = reverse("coordination:shift-plan", args=[here.activity.pk])
    browser.post(url, sent | {"maximum": "7"})
    [again] = made(here).planned()
    assert again.positions.get().maximum == 7


def test_with_somebody_on_it_the_page_for_cancelling_opens(here, plan, regular):
    browser, page, _sent = plan()
    position = made(here).first().positions.get()
    row = sign_up(person=regular("Aud Berg"), position=position, user=None)
    answer = take_back(browser, page)
    first = made(here).earliest("starts_at")
    assert answer.redirect_chain[-1][0] == reverse("coordination:shift-cancel", args=[first.pk])
    text = answer.content.decode()
    assert "Somebody has signed up for it by now" in text
    assert "Planned by mistake" not in text, "no reason to choose: people would not be told"
    cancel(sign_up=row, by="volunteer", user=None, now=clock.now())
    take_back(browser, page)
    assert made(here).planned().count() == 12, "who left again was told of it, too"


def test_nor_where_somebody_comes_every_time_or_it_was_changed(here, plan, regular):
    browser, page, _sent = plan()
    series = Series.objects.exclude(pk=here.series.pk).get()
    stand(person=regular("Aud Berg"), series=series, user=None, now=clock.now())
    take_back(browser, page)
    assert made(here).planned().count() == 12


def test_what_people_were_asked_about_it_is_closed_with_one_letter(here, plan, regular):
    regular("Aud Berg", email="aud@example.org")
    tor = regular("Tor Vik", email="tor@example.org")
    browser, page, _sent = plan()
    series = Series.objects.exclude(pk=here.series.pk).get()
    ask = reverse("coordination:ask-series", args=[series.pk])
    browser.post(ask, forms_of(browser.get(ask).content.decode())[-1].filled())
    first = made(here).earliest("starts_at")
    browser.post(reverse("coordination:ask-people", args=[first.pk]), {"person": [tor.pk]})
    assert {*sent_later()} == {"aud@example.org", "tor@example.org"}
    take_back(browser, page)
    assert Question.objects.get().is_withdrawn
    assert PlaceOffer.objects.get().state == "withdrawn"
    letters = sent_later()
    assert [len(letters[one]) for one in ("aud@example.org", "tor@example.org")] == [1, 2]
    assert {one.split(":")[0] for own in letters.values() for one in own} == {
        "You need not answer any more"
    }


def test_so_is_what_a_roster_asks_about_it_alone(here, plan, regular):
    """It names sessions and no series; what asks about others, too, stays open."""
    browser, page, _sent = plan()
    rows = {}
    for name, times in {"alone": [0, 1], "mixed": [0]}.items():
        own = [made(here).order_by("pk")[number] for number in times]
        own += here.ahead[:1] if name == "mixed" else []
        days = [one.starts_at.date() for one in (*own, *here.ahead)]
        rows[name] = AskedFactory(
            question__kind=QuestionKind.SESSIONS, question__activity=here.activity,
            question__first_on=min(days), question__last_on=max(days),
            person=regular(name.title()),
        )  # fmt: skip
        for one in own:
            AskedTime.objects.create(asked=rows[name], shift=one)
    take_back(browser, page)
    found = {name: Question.objects.get(pk=one.question_id) for name, one in rows.items()}
    assert found["alone"].is_withdrawn
    assert not found["mixed"].is_withdrawn


def test_whom_a_roster_asks_about_it_alone_need_not_answer_and_others_do(here, plan, regular):
    """The question goes on for others; an empty list of boxes would be no question."""
    browser, page, _sent = plan()
    mine = made(here).earliest("starts_at")
    days = [one.starts_at.date() for one in (mine, *here.ahead)]
    first = AskedFactory(
        question__kind=QuestionKind.SESSIONS, question__activity=here.activity,
        question__first_on=min(days), question__last_on=max(days),
        person=regular("Aud Berg", email=""),
    )  # fmt: skip
    other = AskedFactory(question=first.question, person=regular("Tor Vik", email=""))
    for asked, shift in ((first, mine), (other, here.ahead[0])):
        AskedTime.objects.create(asked=asked, shift=shift)
    take_back(browser, page)
    texts = [browser.get(answer_url(one)).content.decode() for one in (first, other)]
    assert ["you need not answer any more" in text for text in texts] == [True, False]
    assert ["None of these times takes place any more" in text for text in texts] == [True, False]
    assert ["I'll come to these" in text for text in texts] == [False, True]
    url = reverse("coordination:question-detail", args=[first.question_id])
    told = browser.get(url).content.decode()
    assert told.count("Nothing to answer any more") == 1
    assert told.count("No e-mail: ring") == 1


def test_a_second_press_says_that_it_was(here, plan):
    browser, page, _sent = plan()
    take_back(browser, page)
    before = list(made(here).order_by("pk").values_list("version", flat=True))
    assert "It was taken back already." in take_back(browser, page).content.decode()
    assert list(made(here).order_by("pk").values_list("version", flat=True)) == before


def test_what_has_begun_is_not_taken_back(here, plan):
    browser, page, _sent = plan()
    first = made(here).earliest("starts_at")
    ago = timedelta(days=7)
    Shift.objects.filter(pk=first.pk).update(
        starts_at=first.starts_at - ago, ends_at=first.ends_at - ago
    )
    assert "This session has begun." in take_back(browser, page).content.decode()
    assert {one.state for one in made(here)} == {ShiftState.PLANNED}


def test_only_by_whoever_may_plan_there_now(here, plan, enter):
    browser, page, _sent = plan()
    url = reverse("coordination:plan-take-back", args=[made(here).first().pk])
    assert enter(MembershipFactory()).post(url).status_code == 404
    assert enter(here.staff).post(url).status_code == 403
    rows = [task_row(one, Doer.UNIT) for one in CORE_TASKS if one != Task.SCHEDULE]
    rows.append(task_row(Task.SCHEDULE, Doer.ORGANISATION, OrganisationFactory()))
    VersionFactory(activity=here.activity, rows=rows)
    assert take_back(browser, page).status_code == 403
    assert made(here).planned().count() == 12
