"""The first area of an installation, and the invitation for whoever leads it."""

from typing import Any
from zoneinfo import available_timezones

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email

from careshare import clock
from careshare.errors import Refused
from careshare.sentences import say
from volunteers.memberships.emails import invitation_url
from volunteers.memberships.services import found_area
from volunteers.places.rules import Country

LANGUAGES = {
    Country.NORWAY: ["nb"],
    Country.ENGLAND: ["en"],
    Country.WALES: ["cy", "en"],
    Country.OTHER: ["en"],
}


class Command(BaseCommand):
    help = "Creates an area with its policy, and prints the invitation link for its first lead."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--name", required=True, help="name of the area, e.g. Solvik")
        parser.add_argument(
            "--country", required=True, help=f"one of {', '.join(code.value for code in Country)}"
        )
        parser.add_argument("--time-zone", required=True, help="e.g. Europe/Oslo")
        parser.add_argument("--lead-email", required=True, help="address of the first area lead")
        parser.add_argument("--lead-name", default="", help="name of the first area lead")
        parser.add_argument("--language", default="", help="language of the lead's pages")

    def handle(self, *args: Any, **options: Any) -> None:
        wrong = problems(options)
        if wrong:
            raise CommandError("\n".join(wrong))
        country = Country(options["country"].upper())
        try:
            founded = found_area(
                name=options["name"].strip(),
                country=country,
                time_zone=options["time_zone"],
                languages=LANGUAGES[country],
                lead_email=options["lead_email"].strip(),
                lead_name=options["lead_name"].strip(),
                language=options["language"] or settings.LANGUAGE_CODE,
                now=clock.now(),
            )
        except Refused as refused:
            said = [say(reason) for reason in refused.reasons]
            raise CommandError("\n".join(f"{one.says} {one.next_step}" for one in said)) from None
        days = founded.area.policy.invitation_days
        self.stdout.write(
            f"The area {founded.area} is ready. Send this link to {founded.invitation.email}; "
            f"it works once, for {days} days:\n{invitation_url(founded.token)}"
        )


def problems(options: dict[str, Any]) -> list[str]:
    """What is wrong with the values, one line each, with what to write instead."""
    codes = [code.value for code in Country]
    languages = [code for code, _name in settings.LANGUAGES]
    found = []
    if not options["name"].strip() or len(options["name"].strip()) > 120:
        found.append("--name: write the area's name, at most 120 characters.")
    if options["country"].upper() not in codes:
        found.append(f"--country {options['country']}: write one of {', '.join(codes)}.")
    if options["time_zone"] not in available_timezones():
        found.append(f"--time-zone {options['time_zone']}: unknown; write e.g. Europe/Oslo.")
    try:
        validate_email(options["lead_email"].strip())
    except ValidationError:
        found.append(f"--lead-email {options['lead_email']}: this is no e-mail address.")
    if len(options["lead_name"].strip()) > 120:
        found.append("--lead-name: at most 120 characters.")
    if options["language"] and options["language"] not in languages:
        found.append(f"--language {options['language']}: write one of {', '.join(languages)}.")
    return found
