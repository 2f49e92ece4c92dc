"""Users with a role. Nobody has a password: hashing one takes a quarter of a second."""

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from demo import names
from demo.catalogue.cast import COLLEAGUES, Colleague
from demo.world import World, save
from volunteers.accounts.models import User
from volunteers.memberships.models import Membership, scope_key
from volunteers.memberships.rules import SCOPE_OF, ScopeKind


def make_users(world: World, emails: dict[str, str]) -> None:
    """Log-ins by key; their addresses are verified."""
    rows = save(
        [
            User(email=email, password=make_password(None), date_joined=world.ago(weeks=40))
            for email in emails.values()
        ]
    )
    save([EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in rows])
    world.users |= dict(zip(emails, rows, strict=True))


def make(world: World) -> None:
    """One log-in and one role for everybody in the cast's offices."""
    taken: set[str] = set()
    own = names.different(world.random, [*names.ELDER, *names.YOUNGER], len(COLLEAGUES), taken)
    for colleague, other in zip(COLLEAGUES, own, strict=True):
        world.names[colleague.key] = colleague.name if world.is_first else other
    make_users(world, {key: world.email(name) for key, name in world.names.items()})
    rows = save([_membership(world, colleague) for colleague in COLLEAGUES])
    world.memberships = {
        colleague.key: row for colleague, row in zip(COLLEAGUES, rows, strict=True)
    }


def _membership(world: World, colleague: Colleague) -> Membership:
    match SCOPE_OF[colleague.role]:
        case ScopeKind.AREA:
            scope = {"area_id": world.area.pk}
        case ScopeKind.UNIT:
            scope = {"unit_id": world.units[colleague.scope].pk}
        case _:
            scope = {"organisation_id": world.organisations[colleague.scope].pk}
    return Membership(
        user=world.users[colleague.key],
        role=colleague.role,
        name=world.names[colleague.key],
        phone=world.phone(),
        scope_key=scope_key(**scope),
        **scope,
    )
