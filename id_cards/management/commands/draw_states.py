"""Draw the states of a dossier into the docs, or say (``--check``) whether the drawing is current."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from id_cards.drawing import states_page


class Command(BaseCommand):
    help = "Draw docs/states.md from the table of allowed steps."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="change nothing; exit 2 when the drawing is out of date"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path = settings.BASE_DIR / "docs" / "states.md"
        if options["check"]:
            if not path.exists() or path.read_text() != states_page():
                raise CommandError("docs/states.md is out of date: run manage.py draw_states.", returncode=2)
            return
        path.write_text(states_page())
        self.stdout.write(str(path))
