"""Which user of the operating system an embedded server runs as: PostgreSQL refuses to run as root."""

import os
import pwd
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kontum_portal.embedded.errors import ServiceError


@dataclass(frozen=True)
class SystemUser:
    """A user to run a server as; ``other`` when it is not the one this process runs as."""

    name: str
    uid: int
    gid: int
    other: bool

    @property
    def popen_options(self) -> dict[str, Any]:
        """Arguments for ``subprocess`` that drop to this user."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []} if self.other else {}

    def can_enter(self, path: Path) -> bool:
        """May this user walk into ``path`` and every folder above it?"""
        return not self.other or all(self._may_pass(folder) for folder in (path, *path.parents))

    def _may_pass(self, folder: Path) -> bool:
        status = folder.stat()
        if status.st_uid == self.uid:
            return bool(status.st_mode & 0o100)
        return bool(status.st_mode & (0o010 if status.st_gid == self.gid else 0o001))


def this_user() -> SystemUser:
    """The user that this process runs as."""
    return SystemUser(name=_name_of(os.geteuid()), uid=os.geteuid(), gid=os.getegid(), other=False)


def database_user(folder: Path) -> SystemUser:
    """The user for PostgreSQL with its files in ``folder``: this one, or when root the owner of the files."""
    if os.geteuid() != 0:
        return this_user()
    place = folder if folder.exists() else folder.parent
    owner = place.stat().st_uid
    if owner != 0:
        return SystemUser(name=_name_of(owner), uid=owner, gid=place.stat().st_gid, other=True)
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
            return SystemUser(name=name, uid=entry.pw_uid, gid=entry.pw_gid, other=True)
        except KeyError:
            continue
    raise ServiceError("PostgreSQL does not run as root and this system has no user “nobody”: run as an ordinary user.")


def _name_of(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def private_folder(folder: Path, user: SystemUser) -> None:
    """Make ``folder`` for ``user`` alone; refuse one that somebody else made."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    status = folder.lstat()
    if status.st_uid == user.uid and not folder.is_symlink():
        folder.chmod(0o700)
        return
    if user.other and status.st_uid == os.geteuid() and not any(folder.iterdir()):
        os.chown(folder, user.uid, user.gid)
        folder.chmod(0o700)
        return
    raise ServiceError(f"The folder {folder} belongs to another user than “{user.name}”: remove it or set PORTAL_VAR.")
