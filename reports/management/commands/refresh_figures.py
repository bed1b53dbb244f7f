"""``manage.py refresh_figures``: count the figures of every unit now."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from kontum_portal.jobs.services import run_now
from reports.management.acting import add_as, officer_of
from reports.services.refreshing import refresh_figures


class Command(BaseCommand):
    help = "Counts the figures of every unit in the officer's scope."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_as(parser)
        parser.add_argument("--json", action="store_true", help="one object on the last line")

    def handle(self, **options: Any) -> None:
        result = run_now(refresh_figures(officer=officer_of(options)).pk).result
        text = "{figures} figures counted in {units} units".format(**result)
        self.stdout.write(json.dumps(result) if options["json"] else text)
