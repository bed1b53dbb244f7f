"""The portal's settings for a run of the tests: a data folder of its own, made now and removed at the end.

Workers of pytest-xdist inherit the folder from the process that started them. ``PORTAL_VAR`` keeps one.
"""

import atexit
import contextlib
import os
import shutil
from pathlib import Path

BUILD = Path(__file__).resolve().parent.parent / "build"


def _remove_folders_of_dead_runs() -> None:
    for folder in BUILD.glob("test-*"):
        number = folder.name.removeprefix("test-")
        if number.isdecimal() and not Path("/proc", number).exists():
            shutil.rmtree(folder, ignore_errors=True)


def _remove_own_folder(folder: Path, process: int) -> None:
    if os.getpid() == process:  # not in a process forked from this one
        shutil.rmtree(folder, ignore_errors=True)


if "PORTAL_VAR" not in os.environ:
    with contextlib.suppress(OSError):
        _remove_folders_of_dead_runs()
    own_folder = BUILD / f"test-{os.getpid()}"
    own_folder.mkdir(parents=True)
    os.environ["PORTAL_VAR"] = str(own_folder)
    atexit.register(_remove_own_folder, own_folder, os.getpid())

os.environ.setdefault("PORTAL_PG_FAST", "1")
os.environ.setdefault("PORTAL_DB_ROLE", "owner")
os.environ.setdefault("PORTAL_MFA", "demo")  # tests of the second factor ask for it themselves
# Workers share one Redis: each counts its own sign-in attempts.
os.environ.setdefault("PORTAL_CACHE_PREFIX", f"test-{os.environ.get('PYTEST_XDIST_WORKER', 'master')}")
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright keeps an event loop in the thread of the tests

from kontum_portal.settings import *  # noqa: E402, F403

# Static files come from their sources, by their own names: nothing is collected for a run of the tests.
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}  # noqa: F405
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405
