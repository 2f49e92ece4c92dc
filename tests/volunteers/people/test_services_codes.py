"""Codes for a ward's tablet: kept as a digest alone, one a person, drawn apart among colleagues."""

import pytest

from careshare import clock
from careshare.audit.models import AuditEntry
from careshare.errors import Refused
from tests.factories import PersonFactory, UserFactory
from volunteers.people.models import OwnCode
from volunteers.people.rules import reasons_against_code, told_apart
from volunteers.people.services import fits, make_code, owner_of


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        ([], []),
        (["Kari Nes"], ["Kari"]),
        (["Kari Nes", "Jon Vik"], ["Kari", "Jon"]),
        (["Jon Berg", "Jon Vik", "Aud"], ["Jon B", "Jon V", "Aud"]),
        (["Jon Berg", "Jon Bakke"], ["Jon Be", "Jon Ba"]),
        (["Jon Berg", "Jon Berg"], ["Jon Berg", "Jon Berg"]),
        (["Jon", "Jon Berg"], ["Jon", "Jon B"]),
        (["Jon Ber", "Jon Berg"], ["Jon Ber", "Jon Berg"]),
        (["Jon Erik Berg", "Jon Vik"], ["Jon B", "Jon V"]),
    ],
)
def test_first_names_and_no_more_of_the_last_than_parts_them(names, shown):
    assert told_apart(names) == shown


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("4821", None), ("0907", None), ("482", "code_not_digits"), ("48211", "code_not_digits"),
        ("48a1", "code_not_digits"), ("٤٨٢١", "code_not_digits"), ("1111", "code_too_easy"),
        ("1234", "code_too_easy"), ("9876", "code_too_easy"), ("1357", None),
    ],
)  # fmt: skip
def test_which_code_one_may_choose(code, why):
    assert [one.code for one in reasons_against_code(code)] == ([why] if why else [])


@pytest.mark.django_db
def test_a_code_is_kept_as_a_digest_and_a_new_one_replaces_it():
    person, other, user = PersonFactory(), PersonFactory(), UserFactory()
    code = make_code(actor=user, owner=person, now=clock.now(), wish="4821")
    assert code == "4821"
    assert fits(person, "4821")
    assert not fits(person, "4822")
    assert not fits(other, "4821")  # keyed by the person, who has none
    assert not fits(other, "")
    make_code(actor=user, owner=other, now=clock.now(), wish="4821")
    digests = set(OwnCode.objects.values_list("digest", flat=True))
    assert len(digests) == 2
    assert not any("4821" in one for one in digests)
    new = make_code(actor=user, owner=person, now=clock.now())
    assert OwnCode.objects.filter(person=person).count() == 1
    assert new == "4821" or not fits(person, "4821")
    actions = AuditEntry.objects.filter(subject_type="owncode").values_list("action", flat=True)
    assert sorted(actions) == ["code.made", "code.made", "code.renewed"]
    with pytest.raises(Refused):
        make_code(actor=user, owner=person, now=clock.now(), wish="1111")


@pytest.mark.django_db
def test_a_colleagues_code_says_who_it_is():
    one, other = UserFactory(), UserFactory()
    codes = [make_code(actor=user, owner=user, now=clock.now()) for user in (one, other)]
    assert [owner_of(code) for code in codes] == [one, other]
    assert all(len(code) == 6 for code in codes)
    other.is_active = False
    other.save()
    assert owner_of(codes[1]) is None
    assert owner_of("4821") is None
