#!/usr/bin/env python
"""The portal's commands. Starts the embedded database when none is configured and none runs."""

import os
import sys
from contextlib import ExitStack

from django.core.management import execute_from_command_line

from kontum_portal import env
from kontum_portal.embedded.errors import ServiceError
from kontum_portal.embedded.services import ensure
from kontum_portal.errors import DomainError

# These look after the database themselves, or need none.
WITHOUT_DATABASE = {
    "", "help", "version", "check", "run", "clean_demo", "collectstatic", "compile_words", "diffsettings",
    "findstatic", "makemessages", "startapp",
}  # fmt: skip
# These change the database's shape and so sign in as its owner; every other command as the worker.
AS_OWNER = {"prepare", "run", "ensure_roles", "migrate", "makemigrations", "showmigrations", "sqlmigrate", "load_units"}
REFUSED = 2


def main(arguments: list[str]) -> int:
    """Run one command; 0 done, 1 unexpected, 2 refused with a sentence on stderr."""
    command = arguments[1] if len(arguments) > 1 and not arguments[1].startswith("-") else ""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kontum_portal.settings")
    os.environ.setdefault("PORTAL_DB_ROLE", "owner" if command in AS_OWNER else "worker")
    wants_help = {"-h", "--help", "--version"} & set(arguments)
    try:
        with ExitStack() as stack:
            if command not in WITHOUT_DATABASE and not wants_help:
                stack.enter_context(ensure(postgres=True))
            execute_from_command_line(arguments)
    except (env.ConfigurationError, ServiceError, DomainError) as error:
        print(error, file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
