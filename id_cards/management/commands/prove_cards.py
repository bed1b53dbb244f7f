"""Prove that no card, dossier or slip number is lost or counted twice; what is found goes to the chief."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from id_cards.services.proving import run_proofs
from kontum_portal.accounts.queries import system_officer


class Command(BaseCommand):
    help = "Run the nightly proofs of cards and slip numbers now."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="one object on the last line")

    def handle(self, *args: Any, **options: Any) -> None:
        result = run_proofs(officer=system_officer())
        self.stdout.write(json.dumps(result) if options["json"] else "\n".join(f"{k}: {v}" for k, v in result.items()))
