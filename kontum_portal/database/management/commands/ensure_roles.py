"""Make the portal's database roles and their rights; safe to repeat."""

from argparse import ArgumentParser
from typing import Any

import psycopg2
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from kontum_portal import env
from kontum_portal.database.roles import MINIMUM_VERSION, RightsMissingError, Role, ServerTooOldError, ensure_roles

ADVICE = (
    "-- The database user “{user}” may not create these roles. An administrator of the server runs this once,\n"
    "-- in any database of it; then repeat this command:"
)


class Command(BaseCommand):
    help = "Make the roles portal_web, portal_worker and portal_backup and their rights in this database."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--quiet", action="store_true", help="say nothing when all is well")

    def handle(self, *args: Any, **options: Any) -> None:
        server = psycopg2.connect(**_parameters())
        try:
            changes = ensure_roles(server, _roles())
        except RightsMissingError as error:
            self.stdout.write(ADVICE.format(user=settings.DATABASE_LOGINS.owner["USER"]))
            self.stdout.write(error.script)
            raise CommandError(
                "The database roles are not there yet; the SQL above makes them.", returncode=2
            ) from error
        except ServerTooOldError as error:
            needed = MINIMUM_VERSION // 10000
            raise CommandError(f"The portal needs PostgreSQL {needed} or newer.", returncode=2) from error
        finally:
            server.close()
        if not options["quiet"]:
            self.stdout.write("\n".join([*changes, "The database roles are right."]))


def _parameters() -> dict[str, Any]:
    """The connected database, as the owner."""
    login = settings.DATABASE_LOGINS.owner | {"NAME": connection.settings_dict["NAME"]}
    return {
        "host": login["HOST"] or None,
        "port": login["PORT"] or None,
        "dbname": login["NAME"],
        "user": login["USER"],
        "password": login["PASSWORD"] or None,
        "connect_timeout": 5,
        **login["OPTIONS"],
    }


def _roles() -> list[Role]:
    logins, here = settings.DATABASE_LOGINS, {"NAME": connection.settings_dict["NAME"]}
    backup = logins.owner | {"PASSWORD": env.derived_password("portal_backup")}
    return [
        Role("portal_web", bypasses_walls=False, login=logins.web | here),
        Role("portal_worker", bypasses_walls=True, login=logins.worker | here),
        Role("portal_backup", bypasses_walls=True, login=backup | here),
    ]
