"""Options that the commands of this app share."""

from argparse import ArgumentParser
from typing import Any

from kontum_portal.accounts.models import Officer
from kontum_portal.accounts.queries import officer_named, system_officer
from residents.errors import UnknownOfficerError


def add_as(parser: ArgumentParser) -> None:
    parser.add_argument("--as", dest="username", default="", metavar="USERNAME", help="who acts (default: system)")


def officer_of(options: dict[str, Any]) -> Officer:
    """The officer named by ``--as``, or the system with the whole area as scope."""
    officer = officer_named(options["username"]) if options["username"] else system_officer()
    if officer is None:
        raise UnknownOfficerError(username=options["username"])
    return officer
