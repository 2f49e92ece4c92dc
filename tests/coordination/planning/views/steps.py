"""What tests of these pages do again and again."""

from django.test import Client
from django.urls import reverse

from coordination.arrangements.rules import Doer, VersionState
from tests.factories import MembershipFactory, UserFactory, VersionFactory, core_rows


def enter(role, **scope) -> Client:
    """The browser of somebody in a role; `.user` is who it is."""
    client = Client()
    user = MembershipFactory(role=role, **scope).user
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    client.user = user
    return client


def url(name, *args):
    return reverse(f"coordination:{name}", args=args)


def filled(page, **values) -> dict:
    """What a browser without a script would send for the form on a page."""
    form = page.context["form"]
    data = {}
    for bound in form:
        value = bound.value()
        data[bound.html_name] = "" if value is None else value
    return {**data, "save": "1", **values}


def offer(activity, red, **values):
    """An organisation's open proposal to do the core tasks together."""
    values = {"state": VersionState.PROPOSED, "rows": core_rows(Doer.SHARED, red), **values}
    party = f"organisation:{red.pk}"
    version = VersionFactory(
        activity=activity,
        proposer=party,
        based_on=activity.versions.agreed().last(),
        **values,
    )
    if version.state == VersionState.PROPOSED:
        version.agreements.create(party=party, user=UserFactory(), agreed_at=version.proposed_at)
    return version
