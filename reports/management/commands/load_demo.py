"""``manage.py load_demo``: an invented city in an empty register, the same one for the same seed."""

import json
import time
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from kontum_portal.accounts import demo
from kontum_portal.accounts.queries import system_officer
from reports.services.furnishing_demo import furnish_demo
from reports.services.loading_demo import load_demo

RESIDENTS, SEED = 6000, 7


class Command(BaseCommand):
    help = "Fills an empty register with invented people, cards, applications, a campaign and figures."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--residents", type=int, default=RESIDENTS, metavar="N", help=f"how many people ({RESIDENTS})"
        )
        parser.add_argument("--seed", type=int, default=SEED, metavar="S", help=f"which city ({SEED})")
        parser.add_argument("--json", action="store_true", help="one JSON object on the last line")

    def handle(self, *, residents: int, seed: int, **options: Any) -> None:
        started, actor = time.monotonic(), system_officer()
        if settings.PORTAL_DEMO:
            demo.create_demo_officers()
        loaded = load_demo(actor=actor, residents=residents, seed=seed, tell=self._count(residents))
        furnished = furnish_demo(actor=actor, tell=self._say)
        seconds = round(time.monotonic() - started, 1)
        result = {**asdict(loaded), **asdict(furnished), "seconds": seconds}
        self.stdout.write(json.dumps(result) if options["json"] else _as_text(result))

    def _say(self, message: str) -> None:
        self.stderr.write(f"{message} …")

    def _count(self, residents: int) -> Any:
        return lambda made: self.stderr.write(f"{made} / {residents}") if residents > 50_000 else None


def _as_text(result: dict[str, Any]) -> str:
    lines = [f"{name}: {count}" for name, count in result.items() if not isinstance(count, dict)]
    lines += [f"rows of {table}: {count}" for table, count in result["rows"].items()]
    lines += [f"planted {kind}: {count}" for kind, count in result["planted"].items()]
    return "\n".join(lines)
