"""The address of a screen: once for each unit, kept as a hash, stopped for good."""

import uuid

import pytest
from django.db import IntegrityError, transaction

from careshare import clock
from careshare.audit.models import AuditEntry
from careshare.errors import Refused
from coordination.roster.models import WallScreen
from coordination.roster.services.screens import make_screen, screen_by, stop_screen
from tests.factories import CareUnitFactory, MembershipFactory

FORM = uuid.UUID("12345678123456781234567812345678")


@pytest.fixture
def unit(db):
    return CareUnitFactory()


@pytest.fixture
def manager(unit):
    return MembershipFactory(unit=unit).user


def make(unit, user, form_uuid=FORM) -> str:
    return make_screen(unit=unit, user=user, now=clock.now(), form_uuid=form_uuid)


def refusals(call) -> list[str]:
    with pytest.raises(Refused) as refused:
        call()
    return [reason.code for reason in refused.value.reasons]


def test_only_a_hash_is_kept_and_it_is_found_however_it_is_typed(unit, manager):
    token = make(unit, manager)
    kept = WallScreen.objects.get()
    assert len(token.replace("-", "")) == 32
    assert token not in " ".join(map(str, WallScreen.objects.values_list()[0]))
    assert str(FORM) not in " ".join(map(str, WallScreen.objects.values_list()[0]))
    assert screen_by(f" {token.upper()}") == kept
    assert screen_by(token[:-1]) is None
    assert screen_by("") is None


def test_a_second_press_shows_the_same_one_and_logs_once(unit, manager):
    assert make(unit, manager) == make(unit, manager)
    assert AuditEntry.objects.filter(action="screen.made", actor=manager).count() == 1


def test_one_address_a_unit_and_other_units_have_their_own(unit, manager):
    token = make(unit, manager)
    assert refusals(lambda: make(unit, manager, uuid.uuid4())) == ["screen_there"]
    assert make(CareUnitFactory(), manager) != token
    with pytest.raises(IntegrityError), transaction.atomic():
        WallScreen.objects.create(unit=unit, token_hash="x", made_at=clock.now())


def test_stopped_it_is_not_found_and_not_made_again_by_the_old_form(unit, manager):
    token = make(unit, manager)
    for _press in range(2):
        stop_screen(screen=WallScreen.objects.get(), user=manager, now=clock.now())
    assert screen_by(token) is None
    assert AuditEntry.objects.filter(action="screen.stopped").count() == 1
    assert refusals(lambda: make(unit, manager)) == ["screen_stopped"]
    assert screen_by(make(unit, manager, uuid.uuid4())).unit == unit
