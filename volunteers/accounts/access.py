"""What a page may count on once somebody is logged in."""

from django.http import HttpRequest

from volunteers.accounts.models import User


class Request(HttpRequest):
    """A request that passed the log-in, which is demanded everywhere: its user is a row."""

    user: User
