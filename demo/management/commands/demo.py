"""`manage.py demo`: fill an empty database with an invented municipality."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from careshare import clock
from demo import registry
from demo.people import DEMO_PEOPLE
from demo.reset import empty
from volunteers.places.models import Area

SCALES = range(1, 351)


class Command(BaseCommand):
    """Changes nothing where an area exists already, so that one's own changes stay."""

    help = "Fill an empty database with the invented municipality of Solvik."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--reset", action="store_true", help="delete every row first")
        parser.add_argument(
            "--scale", type=int, default=1, help="how many municipalities, 1 to 350"
        )

    def handle(self, *, reset: bool, scale: int, **options: Any) -> None:
        if scale not in SCALES:
            raise CommandError(f"--scale is a number from {SCALES[0]} to {SCALES[-1]}.")
        if reset:
            empty()
        if Area.objects.exists():
            self.stdout.write("The demo data are there already; nothing was changed.")
        else:
            registry.build(now=clock.now(), scale=scale)
        self.stdout.write("In the demo you can be:")
        for person in DEMO_PEOPLE:
            self.stdout.write(f"  {person.label}: {person.description}")
