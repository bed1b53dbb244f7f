"""``manage.py nightly``: the night's work, now and in this process."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from kontum_portal.jobs.services import run_now
from reports.management.acting import add_as, officer_of
from reports.services.night import start_night


class Command(BaseCommand):
    help = "Runs the quality rules, brings campaign lists up to date, counts the figures, makes room for the history."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_as(parser)
        parser.add_argument("--json", action="store_true", help="one object on the last line")

    def handle(self, **options: Any) -> None:
        result = run_now(start_night(officer=officer_of(options)).pk).result
        text = (
            "{checked} people checked, {opened} findings opened, {closed} closed; {campaigns} campaign lists; "
            "{units} units counted; {partitions} history partitions added"
        )
        self.stdout.write(json.dumps(result) if options["json"] else text.format(**result))
