"""``manage.py prepare``: make an empty data folder or database ready; safe to repeat."""

import datetime as dt
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


class Command(BaseCommand):
    help = "Makes roles, tables and administrative units; does nothing that is done already."

    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--as-of",
            metavar="DATE",
            type=dt.date.fromisoformat,
            default=dt.date(2024, 9, 30),
            help="the generation of units to load (default: 2024-09-30)",
        )

    def handle(self, *, as_of: dt.date, verbosity: int, **options: Any) -> None:
        call_command("ensure_roles", quiet=True, stdout=self.stdout)
        if _has_pending_migrations():  # grants are made anew: new tables may give less than the usual
            call_command("migrate", interactive=False, verbosity=verbosity if verbosity > 1 else 0, stdout=self.stdout)
            with connection.cursor() as cursor:  # a changed trigger is a new function without this setting
                cursor.execute("SELECT portal_steady_history_triggers()")
            call_command("ensure_roles", quiet=True, stdout=self.stdout)
        call_command("load_units", "--as-of", as_of.isoformat(), stdout=self.stdout)


def _has_pending_migrations() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
