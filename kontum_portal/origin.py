"""What kind of process this is: a command that a person typed, or one of the portal's servers."""

import functools
import os
import pwd
import sys
from pathlib import Path

SERVERS = {"runserver", "run"}


@functools.cache
def operating_system_user() -> str:
    """The user of this process when it is a management command; empty in the web server and the worker."""
    if not is_command(sys.argv):
        return ""
    try:
        return pwd.getpwuid(os.getuid()).pw_name[:64]
    except KeyError:  # a container may run as a number without a name
        return f"uid {os.getuid()}"


def is_command(argv: list[str]) -> bool:
    program, words = Path(argv[0]).name, argv[1:2]
    return program in {"manage.py", "django-admin"} and bool(words) and words[0] not in SERVERS
