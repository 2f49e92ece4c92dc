"""WHO as a Django application."""

from django.apps import AppConfig


class VolunteersConfig(AppConfig):
    name = "volunteers"

    def ready(self) -> None:
        from volunteers.people import words as people
        from volunteers.memberships import words as memberships
        from volunteers.accounts import words as accounts
        from careshare import sentences

        for words in (accounts, memberships, people):
            sentences.register(words.SENTENCES)
