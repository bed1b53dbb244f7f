"""The embedded PostgreSQL 18: its files and its socket in one private folder, reachable by password only."""

import os
import shutil
import signal
import subprocess
from pathlib import Path
from typing import Any, BinaryIO

import psycopg2
from psycopg2 import sql

from kontum_portal import env
from kontum_portal.embedded import binaries
from kontum_portal.embedded.errors import ServiceError
from kontum_portal.embedded.server import Server
from kontum_portal.embedded.system_user import SystemUser, database_user, private_folder

VERSION = "18"
SUPERUSER = "postgres"  # only the launcher signs in as this one
HERE = "/proc/self/cwd"  # names a folder whose parents PostgreSQL's user may not walk through
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "256MB",
    "effective_cache_size": "1GB",
    "work_mem": "16MB",
    "maintenance_work_mem": "256MB",
    "max_wal_size": "2GB",
    "checkpoint_timeout": "15min",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_logical_replication_workers": "0",
    "random_page_cost": "1.1",
    "jit": "off",
    # Statements and row contents hold people's data: neither goes to the log.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_checkpoints": "off",
}
FAST_SETTINGS = {"shared_buffers": "256MB", "fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}


class PostgresServer(Server):
    name = "postgres"
    stop_signal = signal.SIGINT  # fast shutdown: roll back, disconnect, write a checkpoint
    last_signal = signal.SIGQUIT

    @property
    def socket_folder(self) -> Path:
        return env.postgres_socket_dir()

    @property
    def user(self) -> SystemUser:
        return database_user(self.folder)

    def prepare(self) -> None:
        user = self.user
        if user.other:
            env.VAR_DIR.chmod(0o711)
        if self.socket_folder != self.folder:
            private_folder(self.socket_folder, user)
        if not self.folder.exists() or not any(self.folder.iterdir()):
            self._create_cluster(user)
        self._refuse_foreign_files()
        self._forget_dead_postmaster()

    def command(self) -> list[str]:
        user, socket_folder = self.user, self.socket_folder
        place = self._place_for(self.folder, user)
        settings = (
            SETTINGS | self._memory_settings() | (FAST_SETTINGS if env.flag("PORTAL_PG_FAST", default=False) else {})
        )
        settings["unix_socket_directories"] = place if socket_folder == self.folder else os.fspath(socket_folder)
        program = os.fspath(binaries.postgres_folder(user) / "postgres")
        return [program, "-D", place, *(word for key, value in settings.items() for word in ("-c", f"{key}={value}"))]

    def popen_options(self) -> dict[str, Any]:
        return {"cwd": self.folder, "umask": 0o077, **self.user.popen_options}

    def is_ready(self) -> bool:
        try:
            self._connect().close()
        except psycopg2.OperationalError as error:
            if "password authentication failed" in str(error):
                raise ServiceError(
                    f"The database in {self.folder} was made with another secret key: "
                    f"put its key back into {env.VAR_DIR / 'secret_key'}, or use another data folder."
                ) from error
            return False
        return True

    def settle(self) -> None:
        connection = self._connect()
        connection.autocommit = True
        try:
            with connection.cursor() as cursor:
                _create_owner(cursor)
        finally:
            connection.close()

    def may_start_later(self, reason: str) -> bool:
        return "still in use" in reason or "lock file" in reason

    def _connect(self) -> Any:
        return psycopg2.connect(
            host=os.fspath(self.socket_folder),
            port="5432",
            dbname="postgres",
            user=SUPERUSER,
            password=env.derived_password(SUPERUSER),
            connect_timeout=5,
        )

    def _create_cluster(self, user: SystemUser) -> None:
        """Make the cluster beside its place and rename it: a killed ``initdb`` leaves nothing half done."""
        draft = self.folder.with_name("postgres.new")
        shutil.rmtree(draft, ignore_errors=True)
        private_folder(draft, user)
        finished = self._run_initdb(draft, user)
        if finished.returncode != 0:
            reason = (finished.stderr.strip() or "initdb failed").splitlines()[-1]
            raise ServiceError(f"The database could not be created in {self.folder}: {reason}")
        if self.folder.exists():
            self.folder.rmdir()
        draft.rename(self.folder)

    def _run_initdb(self, draft: Path, user: SystemUser) -> subprocess.CompletedProcess[str]:
        """The superuser's password goes through a pipe: it is never in a file or an argument."""
        reader, writer = os.pipe()
        with os.fdopen(reader, "rb") as password_pipe:
            if user.other:
                os.fchown(reader, user.uid, user.gid)  # initdb opens /dev/stdin anew, by name
            with os.fdopen(writer, "w") as password:
                password.write(env.derived_password(SUPERUSER))
            return self._initdb(draft, user, password_pipe)

    def _initdb(self, draft: Path, user: SystemUser, password_pipe: BinaryIO) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [
                os.fspath(binaries.postgres_folder(user) / "initdb"),
                *("-D", self._place_for(draft, user), "--username", SUPERUSER, "--auth", "scram-sha-256"),
                *("--pwfile", "/dev/stdin", "--encoding", "UTF8", "--locale-provider", "builtin"),
                *("--locale", "C.UTF-8", "--no-instructions"),
                *(["--no-sync"] if env.flag("PORTAL_PG_FAST", default=False) else []),
            ],
            stdin=password_pipe,
            capture_output=True,
            text=True,
            check=False,
            cwd=draft,
            **user.popen_options,
        )

    def _refuse_foreign_files(self) -> None:
        mark = self.folder / "PG_VERSION"
        version = mark.read_text(encoding="ascii").strip() if mark.is_file() else ""
        if not version:
            raise ServiceError(f"{self.folder} is not a database of the portal: move it away or set PORTAL_VAR.")
        if version != VERSION:
            raise ServiceError(
                f"{self.folder} was made by PostgreSQL {version}, and this portal brings {VERSION}: "
                "restore a backup into an empty data folder."
            )

    def _forget_dead_postmaster(self) -> None:
        """After a power cut the number in postmaster.pid may belong to an innocent process by now."""
        mark = self.folder / "postmaster.pid"
        if not mark.is_file():
            return
        number = mark.read_text(encoding="utf-8").partition("\n")[0].strip()
        command = Path("/proc") / number / "cmdline"
        if Path("/proc/self").exists() and not (command.is_file() and b"postgres" in command.read_bytes()):
            mark.unlink()

    @staticmethod
    def _place_for(folder: Path, user: SystemUser) -> str:
        return os.fspath(folder) if user.can_enter(folder) else HERE

    @staticmethod
    def _memory_settings() -> dict[str, str]:
        """A sixteenth of the machine's memory for pages, up to where a register of a million people is at home.

        Containers often have 64 MB of shared memory: parallel queries need files instead.
        """
        megabytes = _machine_megabytes()
        settings = {
            "shared_buffers": f"{min(1024, max(256, megabytes // 16))}MB",
            "effective_cache_size": f"{max(1024, megabytes // 2)}MB",
        }
        shared = Path("/dev/shm")  # noqa: S108 - looked at, not written
        status = os.statvfs(shared) if shared.exists() else None
        if status and status.f_blocks * status.f_frsize < 2**28:
            settings["dynamic_shared_memory_type"] = "mmap"
        return settings


def _machine_megabytes() -> int:
    """Of the machine, or what a container is allowed of it."""
    installed = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    limit = Path("/sys/fs/cgroup/memory.max")
    allowed = limit.read_text().strip() if limit.exists() else ""
    return min(installed, int(allowed) if allowed.isdigit() else installed) // 2**20


def _create_owner(cursor: Any) -> None:
    owner = env.databases().owner
    cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [owner["USER"]])
    if cursor.fetchone() is None:
        statement = sql.SQL("CREATE ROLE {} LOGIN CREATEROLE CREATEDB BYPASSRLS PASSWORD %s")
        cursor.execute(statement.format(sql.Identifier(owner["USER"])), [owner["PASSWORD"]])
    cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [owner["NAME"]])
    if cursor.fetchone() is None:
        statement = sql.SQL("CREATE DATABASE {} OWNER {}")
        cursor.execute(statement.format(sql.Identifier(owner["NAME"]), sql.Identifier(owner["USER"])))
