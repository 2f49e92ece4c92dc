"""WHO as a Django application."""

from django.apps import AppConfig


class VolunteersConfig(AppConfig):
    name = "volunteers"

    def ready(self) -> None:
        from careshare import sentences
        from volunteers.accounts import words as accounts
        from volunteers.accounts.services import after_log_in
        from volunteers.memberships import words as memberships
        from volunteers.organisations import words as organisations
        from volunteers.people import words as people
        from volunteers.people.services import link_people
        from volunteers.places import words as places

        for words in (accounts, places, organisations, memberships, people):
            sentences.register(words.SENTENCES)
        after_log_in.append(link_people)
