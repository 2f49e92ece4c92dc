"""Who comes for the first time: whose line it is, and when the other side reads it, too."""

from coordination.arrangements.rules import Doer
from tests.coordination.today.test_services import at, titles, told
from tests.factories import (
    AttendanceFactory,
    ClosureFactory,
    ShiftFactory,
    SignUpFactory,
    VersionFactory,
    core_rows,
    task_row,
)
from volunteers.memberships.rules import Task


def test_whoever_trains_sees_who_comes_for_the_first_time(here):
    shift = ShiftFactory(activity=here.walking, starts_at=at(29), places=3)
    for name in ("Odd Lie", "Gerd Moe"):
        SignUpFactory(shift=shift, person__name=name)
    again = SignUpFactory(shift=shift, person__name="Aud Berg")
    past = ShiftFactory(activity=here.walking, starts_at=at(-29))
    AttendanceFactory(sign_up=SignUpFactory(shift=past, person=again.person))
    line = "For the first time: Odd Lie and Gerd Moe"
    assert line in titles(here.manager)
    assert line not in titles(here.staff)
    ClosureFactory(unit=here.unit, starts_at=at(-1))
    assert line not in titles(here.manager)


def test_a_first_time_that_comes_near_is_seen_by_the_other_side_too(here):
    """Since a week before: here alone at each side, so after two days."""
    rows = [row for row in core_rows() if row.task != Task.TRAIN]
    rows.append(task_row(Task.TRAIN, Doer.ORGANISATION, here.partner))
    VersionFactory(activity=here.walking, rows=rows)
    shifts = [ShiftFactory(activity=here.walking, starts_at=at(24 * days)) for days in (4, 6)]
    for name, shift in zip(("Odd Lie", "Gerd Moe"), shifts, strict=True):
        SignUpFactory(shift=shift, person__name=name, made_at=at(-24 * 30))
    both = ["For the first time: Odd Lie", "For the first time: Gerd Moe"]
    assert [one for one in titles(here.coordinator) if one in both] == both
    assert [one for one in titles(here.manager) if one in both] == both[:1]
    assert not [one for one in titles(here.staff) if one in both]
    whose = "Known since Sat 21 Nov; the induction is up to Red Cross"
    for one in (here.manager, here.coordinator):
        (sub,) = [sub for title, sub in told(one) if title == both[0]]
        assert whose in sub
    (sub,) = [sub for title, sub in told(here.coordinator) if title == both[1]]
    assert "sees to" not in sub
