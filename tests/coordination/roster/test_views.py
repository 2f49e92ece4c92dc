"""What stands on the roster and its sheet, for whom."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from careshare import clock
from coordination.activities.models import Activity
from coordination.shifts.models import Position, Shift
from tests.factories import (
    ActivityFactory,
    ClosureFactory,
    PersonFactory,
    ShiftFactory,
    SignUpFactory,
    WardFactory,
)

ROSTER, SHEET = "/roster/", "/roster/sheet/"
FEW, MANY = 2, 20
MOST_BYTES = 60_000


def text_of(client, url: str, **asked: str) -> str:
    """What can be read on a page, in one line."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html_of(client, url, **asked)))


def html_of(client, url: str, **asked: str) -> str:
    response = client.get(url, asked)
    assert response.status_code == 200
    return response.content.decode()


class TestWeek:
    def test_coverage_is_number_word_and_colour_and_leads_to_the_session(self, here, enter):
        page = html_of(enter(here.manager), ROSTER)
        url = reverse("coordination:shift-detail", args=[here.walk.pk])
        (cell,) = re.findall(rf'<a class="slot" data-color="(\w+)" href="{url}">(.*?)</a>', page)
        assert cell == ("warning", "<b>10:00–\u206012:00</b> 1 of 2, some needed")
        assert "2 sessions. 2 still need somebody." in page

    def test_it_is_a_table_with_a_caption_and_heads(self, here, enter):
        page = html_of(enter(here.manager), ROSTER)
        assert "<caption" in page
        assert page.count('scope="col"') == 8
        assert page.count('scope="row"') == 2
        assert re.search(r'aria-current="date">\s*Tue 22', page)

    def test_days_off_and_closed_places_are_named(self, here, enter):
        ClosureFactory(unit=here.unit, ward=here.ward)
        page = text_of(enter(here.manager), ROSTER)
        assert "Thu 24 Dec: Christmas Eve" in page
        assert "Fri 25 Dec: Christmas Day" in page  # a public holiday of Norway
        assert "Ward 2, Solbakken is closed from Tue 22 Dec until further notice: Infect" in page
        assert "10:00–\u206012:00 1 of 2" in page
        assert "09:00–\u206011:00 closed" in page

    def test_the_weeks_before_and_after_keep_what_is_asked(self, here, enter):
        ShiftFactory(activity=here.coffee, starts_at=clock.now() + timedelta(days=7))
        page = html_of(enter(here.manager), ROSTER, activity=str(here.coffee.pk))
        following = re.search(r'href="(\?[^"]*on=2026-12-28[^"]*)"', page)[1].replace("&amp;", "&")
        shown = text_of(enter(here.manager), ROSTER + following)
        assert "28 Dec 2026 – 3 Jan 2027. 1 session." in shown
        assert "Solbakken · Coffee" in shown

    def test_nothing_is_said_kindly(self, here, enter):
        page = text_of(enter(here.manager), ROSTER, on="2027-03-01")
        assert "Nothing is planned for these days." in page
        assert "<table" not in html_of(enter(here.manager), ROSTER, on="2027-03-01")


class TestFourWeeks:
    def test_each_week_is_a_column_and_twelve_weeks_are_leafed_by_four(self, here, enter):
        page = text_of(enter(here.manager), ROSTER, view="weeks")
        assert "Week 52 21 Dec – 27 Dec" in page
        assert "Week 2 11 Jan – 17 Jan" in page
        assert "Tue 22 10:00–\u206012:00 1 of 2, some needed" in page
        assert "21 Dec 2026 – 17 Jan 2027 18 Jan – 14 Feb 2027 15 Feb – 14 Mar 2027" in page


class TestNarrowed:
    @pytest.mark.parametrize(
        ("asked", "shown"),
        [
            ({"ward": "ward"}, {"Coffee"}),
            ({"activity": "walking"}, {"Walking group"}),
            ({"arrangement": "shared"}, {"Coffee"}),
            ({"arrangement": "unit_alone"}, {"Walking group"}),
        ],
    )
    def test_by(self, here, enter, asked, shown):
        other = ActivityFactory(unit=here.unit, ward=WardFactory(unit=here.unit), name="Quiz")
        ShiftFactory(activity=other)
        values = {name: str(getattr(getattr(here, one, one), "pk", one)) for name, one in
                  asked.items()}  # fmt: skip
        page = html_of(enter(here.manager), ROSTER, **values)
        rows = re.findall(r'scope="row"><a class="link"[^>]*>([^<]+)', page)
        assert set(rows) == shown
        assert '<details class="ds-details" id="narrow" open>' in page

    @pytest.mark.parametrize(
        "asked",
        [
            {"on": "9999-12-31"}, {"on": "0001-01-01"}, {"on": "x", "view": "y", "page": "z"},
            {"activity": "9" * 40, "ward": "a\x00b", "arrangement": "nobody"},
        ],
    )  # fmt: skip
    def test_what_is_no_choice_counts_as_empty(self, here, enter, asked):
        for url in (ROSTER, SHEET):
            html_of(enter(here.manager), url, **asked)


class TestWhoSeesIt:
    def test_each_side_sees_its_own(self, here, enter):
        def seen(who):
            page = html_of(enter(getattr(here, who)), ROSTER)
            return [name for name in ("Walking group", "Coffee") if f">{name}</a>" in page]

        assert seen("manager") == seen("staff") == seen("lead") == ["Walking group", "Coffee"]
        assert seen("coordinator") == ["Coffee"]
        assert seen("stranger") == []

    def test_who_only_volunteers_is_refused(self, here, enter):
        client = enter(here.manager)
        here.manager.ended_at = clock.now()
        here.manager.save()
        assert client.get(ROSTER).status_code == 403
        assert client.get(SHEET).status_code == 403

    def test_the_area_reads_numbers_and_no_names(self, here, enter):
        for asked in ({}, {"names": "yes"}):
            page = text_of(enter(here.lead), SHEET, **asked)
            assert "1 of 2, some needed" in page
            assert "Aud" not in page
            assert "Who comes" not in page

    def test_an_activitys_page_leads_to_its_own_four_weeks(self, here, enter):
        own = f"{ROSTER}?view=weeks&amp;activity={here.walking.pk}"
        url = reverse("coordination:activity-detail", args=[here.walking.pk])
        assert own in html_of(enter(here.manager), url)
        assert "Wed 23" not in text_of(enter(here.manager), own.replace("&amp;", "&"))


class TestSheet:
    def test_with_names_for_the_ward_and_never_a_number(self, here, enter):
        page = text_of(enter(here.manager), SHEET)
        assert "Tuesday 22 December" in page
        assert "10:00–\u206012:00 Walking group Aud Berg 1 of 2, some needed" in page
        assert "40 00 00 09" not in page

    def test_without_names_for_whoever_passes_by(self, here, enter):
        page = text_of(enter(here.manager), SHEET, names="no")
        assert "10:00–\u206012:00 Walking group 1 of 2, some needed" in page
        assert "Aud" not in page
        assert "With names" in page

    def test_a_day_off_without_sessions_stands_there_too(self, here, enter):
        page = text_of(enter(here.manager), SHEET)
        assert "Thursday 24 December · Christmas Eve · nothing is planned" in page

    def test_who_still_has_to_answer_or_comes_for_a_part_is_marked(self, here, enter):
        SignUpFactory(shift=here.walk, person=PersonFactory(name="Odd Lie"), state="awaiting")
        SignUpFactory(
            shift=here.cups,
            person=PersonFactory(name="Jon Vik"),
            starts_at=here.cups.starts_at,
            ends_at=here.cups.ends_at - timedelta(hours=1),
            has_own_times=True,
        )
        page = text_of(enter(here.manager), SHEET)
        assert "Odd Lie (Has a new time to accept)" in page
        assert "Jon Vik (09:00–\u206010:00 only)" in page

    def test_forms_are_offered_to_whoever_may_and_only_before_the_start(self, here, enter):
        def offered(who, shift):
            page = html_of(enter(getattr(here, who)), SHEET)
            forms = ("shift-place", "shift-change")
            urls = {one: reverse(f"coordination:{one}", args=[shift.pk]) for one in forms}
            return [one for one, url in urls.items() if f'href="{url}"' in page]

        assert offered("manager", here.walk) == ["shift-place", "shift-change"]
        assert offered("coordinator", here.cups) == ["shift-place", "shift-change"]
        assert offered("staff", here.walk) == offered("lead", here.walk) == []
        begun = ShiftFactory(activity=here.walking, starts_at=clock.now() - timedelta(hours=1))
        assert offered("manager", begun) == []


def plan(here, activities: int, sessions: int) -> None:
    """So many activities, each with so many sessions within four weeks."""
    kind = here.walking.type
    made = Activity.objects.bulk_create(
        Activity(unit=here.unit, ward=here.ward, type=kind, name=f"Company at number {number}")
        for number in range(activities)
    )
    hour = timedelta(hours=1)
    starts = [clock.now() + hour + timedelta(days=2 * day) for day in range(sessions)]
    shifts = Shift.objects.bulk_create(
        Shift(activity=one, starts_at=start, ends_at=start + hour)
        for one in made
        for start in starts
    )
    Position.objects.bulk_create(Position(shift=one, maximum=3) for one in shifts)
    for shift in shifts[:FEW]:
        SignUpFactory(shift=shift)


def test_two_hundred_sessions_weigh_little_and_cost_no_query_more(
    here, enter, django_assert_num_queries
):
    client = enter(here.manager)
    urls = [(ROSTER, {"view": "weeks"}), (SHEET, {"view": "weeks"}), (ROSTER, {})]
    counts = []
    for url, asked in urls:
        with CaptureQueriesContext(connection) as queries:
            client.get(url, asked)
        counts.append(len(queries))
    plan(here, MANY, 10)
    for (url, asked), count in zip(urls, counts, strict=True):
        with django_assert_num_queries(count):
            response = client.get(url, asked)
        assert url == SHEET or len(response.content) <= MOST_BYTES
    assert b"202 sessions." in client.get(*urls[0]).content
