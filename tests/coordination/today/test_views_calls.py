"""Places held for people without e-mail: rung, and the answer noted."""

import pytest
from django.urls import reverse

from coordination.signups.models import SignUp
from tests.factories import ShiftFactory, SignUpFactory

pytestmark = pytest.mark.django_db


def test_who_has_no_mail_is_rung_and_the_answer_counts(here, enter):
    shift = ShiftFactory(activity=here.walking)
    offered = SignUpFactory(shift=shift, state="offered", person__name="Odd Dahl", person__email="")
    url = reverse("coordination:call-list")
    client = enter(here.staff)
    assert "Odd Dahl" in client.get(url).content.decode()
    assert "Odd Dahl" not in enter(here.stranger).get(url).content.decode()
    client.post(reverse("coordination:note-answer", args=[offered.pk]), {"answer": "yes"})
    assert SignUp.objects.get().state == "confirmed"
    assert SignUp.objects.get().via == "call"
    assert "Rang: yes" not in client.get(url).content.decode()
