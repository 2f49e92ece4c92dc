"""`manage.py sweep`: what the worker does, without a broker."""

import time

from django.core.management.base import BaseCommand, CommandParser

from careshare.outbox.services.sweeping import sweep


class Command(BaseCommand):
    help = "Send what is due, once or every few seconds; needs no broker and no worker."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--loop", action="store_true", help="go on until interrupted")
        parser.add_argument("--every", type=int, default=15, help="seconds between two sweeps")

    def handle(self, *args: object, **options: object) -> None:
        try:
            while True:
                sent = sweep()
                self.stdout.write(f"{sent} sent")
                if not options["loop"]:
                    return
                time.sleep(int(str(options["every"])))
        except KeyboardInterrupt:
            self.stdout.write("stopped")
