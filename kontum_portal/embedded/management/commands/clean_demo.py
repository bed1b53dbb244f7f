"""``manage.py clean_demo``: empty the data folder after asking."""

import shutil
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kontum_portal import env
from kontum_portal.embedded.locks import FileLock
from kontum_portal.embedded.postgres_server import PostgresServer
from kontum_portal.embedded.redis_server import RedisServer

ANSWER = "yes"


class Command(BaseCommand):
    help = "Deletes everything in the data folder: database, files, secret key."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--yes", action="store_true", help="do not ask")

    def handle(self, *, yes: bool, **options: Any) -> None:
        if not (env.VAR_DIR / "secret_key").is_file():
            raise CommandError(f"{env.VAR_DIR} is not a data folder of the portal: nothing was deleted.", returncode=2)
        if not yes and input(f"Delete everything in {env.VAR_DIR}? Type “{ANSWER}”: ").strip() != ANSWER:
            raise CommandError("Nothing was deleted.", returncode=2)
        _delete_unless_used()
        self.stderr.write(f"{env.VAR_DIR} is empty.")


def _delete_unless_used() -> None:
    locks = [FileLock(server.users_lock) for server in (PostgresServer(), RedisServer())]
    try:
        if not all(lock.try_take() for lock in locks):
            raise CommandError("The portal is running: stop it first. Nothing was deleted.", returncode=2)
        for entry in env.VAR_DIR.iterdir():
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry)
            else:
                entry.unlink()
    finally:
        for lock in locks:
            lock.close()
