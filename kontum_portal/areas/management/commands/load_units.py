"""Load one generation of units; safe to repeat."""

import datetime as dt
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from kontum_portal.areas.services.loading import GENERATIONS, load_units


class Command(BaseCommand):
    help = "Load the wards and communes of one generation and the supervision area."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--as-of",
            type=dt.date.fromisoformat,
            choices=list(GENERATIONS),
            default=dt.date(2024, 9, 30),
            metavar="|".join(day.isoformat() for day in GENERATIONS),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        loaded = load_units(as_of=options["as_of"])
        self.stdout.write(f"{loaded.units} units, {loaded.created} of them new.")
