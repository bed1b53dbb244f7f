"""Keeps the embedded servers of ``PORTAL_VAR`` running until its standard input is closed."""

import sys

from kontum_portal.embedded.services import ensure


def main() -> None:
    with ensure(postgres=True, redis=True):
        print("ready", flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main()
