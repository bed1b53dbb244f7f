"""Asks the quality rules of the register."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from kontum_portal.accounts.queries import officer_named, system_officer
from kontum_portal.areas.models import AdminUnit
from kontum_portal.jobs.services import run_now
from residents.errors import UnknownOfficerError, UnknownUnitCodeError
from residents.services.check_starting import start_check


class Command(BaseCommand):
    help = "Open and close findings: of changed people and those whose day has come, or of everybody with --full."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--full", action="store_true", help="judge everybody")
        parser.add_argument("--unit", metavar="CODE", help="only the people of one unit")
        parser.add_argument("--json", action="store_true", help="one object on the last line")
        parser.add_argument("--as", dest="username", default="", metavar="USERNAME", help="who acts (default: system)")

    def handle(self, *args: Any, **options: Any) -> None:
        officer = officer_named(options["username"]) if options["username"] else system_officer()
        if officer is None:
            raise UnknownOfficerError(username=options["username"])
        job = start_check(officer=officer, full=options["full"], unit_id=_unit_id(options["unit"]))
        result = run_now(job.pk).result
        if options["json"]:
            self.stdout.write(json.dumps(result))
            return
        for code, number in result["rules"].items():
            self.stdout.write(f"{number:>10}  {code}")
        self.stdout.write(
            "{checked} people checked, {opened} findings opened, {closed} closed, {open} open; {seconds} s".format(
                **result
            )
        )


def _unit_id(code: str | None) -> int | None:
    """The unit that carries the code now; codes were reused, so the one without an end."""
    if code is None:
        return None
    unit = AdminUnit.objects.filter(code=code, valid_to__isnull=True).order_by("-valid_from").first()
    if unit is None:
        raise UnknownUnitCodeError(code=code)
    return unit.pk
