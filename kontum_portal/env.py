"""What differs between machines: the data folder, the secret key, the database logins and the Redis addresses.

Read by ``settings`` and by the launchers in ``embedded``; needs neither Django nor a running server.
"""

import hashlib
import hmac
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlsplit, urlunsplit

from celery.schedules import crontab

BASE_DIR = Path(__file__).resolve().parent.parent
ROLES = ("owner", "web", "worker")
SOCKET_PATH_LIMIT = 100  # bytes; Linux allows 107, PostgreSQL and Redis append nothing past that


class ConfigurationError(Exception):
    """A setting of this machine that the portal cannot start with; ``str()`` is one sentence in English."""


def text(name: str, default: str) -> str:
    """The environment variable without blanks around it; ``default`` when unset or empty."""
    return os.environ.get(name, "").strip() or default


def flag(name: str, *, default: bool) -> bool:
    """A yes/no variable: 1/0, true/false, yes/no, on/off."""
    word = text(name, "yes" if default else "no").lower()
    if word in {"1", "true", "yes", "on"}:
        return True
    if word in {"0", "false", "no", "off"}:
        return False
    raise ConfigurationError(f"{name} must be 1 or 0, not “{word}”.")


VAR_DIR = Path(text("PORTAL_VAR", str(BASE_DIR / "var"))).absolute()


# --- the secret key and what is derived from it


def secret_key() -> str:
    """PORTAL_SECRET_KEY, or a key made once and kept in the data folder with mode 0600."""
    given = text("PORTAL_SECRET_KEY", "")
    if given:
        return given
    path = VAR_DIR / "secret_key"
    try:
        if not path.exists():
            _create_secret(path)
        key = path.read_text(encoding="ascii").strip()
    except OSError as error:
        raise ConfigurationError(
            f"The data folder {VAR_DIR} cannot be used: {error.strerror} ({error.filename}). "
            "Give this user write permission, or set PORTAL_VAR to another folder."
        ) from error
    if len(key) < 50:
        raise ConfigurationError(f"{path} is damaged: put the original key back, or set PORTAL_SECRET_KEY.")
    return key


def _create_secret(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f"secret_key.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(64) + "\n")
    try:
        os.link(draft, path)  # whoever links first made the key; the others read that one
    except FileExistsError:
        return
    finally:
        draft.unlink()


def derived_password(role: str) -> str:
    """The password of a database role that nobody typed: a keyed hash of its name."""
    message = f"database role {role}".encode()
    return hmac.new(secret_key().encode(), message, hashlib.sha256).hexdigest()


# --- database logins


@dataclass(frozen=True)
class Databases:
    """One Django DATABASES entry per login on one server; ``embedded`` when the portal starts that server."""

    web: dict[str, Any]
    worker: dict[str, Any]
    owner: dict[str, Any]
    embedded: bool


def database_role() -> str:
    """Which login this process uses; ``web`` (the narrowest) unless PORTAL_DB_ROLE says otherwise."""
    role = text("PORTAL_DB_ROLE", "web")
    if role not in ROLES:
        raise ConfigurationError(f"PORTAL_DB_ROLE must be one of {', '.join(ROLES)}, not “{role}”.")
    return role


def databases() -> Databases:
    """The three logins, from DATABASE_URL, DATABASE_OWNER_URL and DATABASE_WORKER_URL or from the data folder."""
    web_url = text("DATABASE_URL", "")
    if not web_url:
        return _embedded_databases()
    owner = _entry("DATABASE_OWNER_URL", text("DATABASE_OWNER_URL", web_url))
    web = _entry("DATABASE_URL", web_url)
    if web["USER"] == owner["USER"] != "portal_web":
        web = _as_role(owner, "portal_web")
    if web["USER"] != "portal_web":
        raise ConfigurationError(
            f"DATABASE_URL must sign in as portal_web when DATABASE_OWNER_URL names another user, not as “{web['USER']}”."
        )
    worker_url = text("DATABASE_WORKER_URL", "")
    worker = _entry("DATABASE_WORKER_URL", worker_url) if worker_url else _as_role(owner, "portal_worker")
    return Databases(web=web, worker=worker, owner=owner, embedded=False)


def _embedded_databases() -> Databases:
    owner = {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": str(postgres_socket_dir()),
        "PORT": "5432",
        "NAME": "portal",
        "USER": "owner",
        "PASSWORD": derived_password("owner"),
        "OPTIONS": {},
    }
    return Databases(
        web=_as_role(owner, "portal_web"), worker=_as_role(owner, "portal_worker"), owner=owner, embedded=True
    )


def _as_role(entry: Mapping[str, Any], role: str) -> dict[str, Any]:
    return {**entry, "USER": role, "PASSWORD": derived_password(role), "OPTIONS": dict(entry["OPTIONS"])}


def _entry(variable: str, url: str) -> dict[str, Any]:
    """A DATABASES entry from ``postgresql://user:password@host:port/name?sslmode=…`` (a socket folder as %2Fpath)."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise ConfigurationError(f"{variable} is not a valid address: {error}.") from error
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ConfigurationError(f"{variable} must start with postgresql:// because the portal needs PostgreSQL.")
    name, options = unquote(parts.path.lstrip("/")), dict(parse_qsl(parts.query))
    host = unquote(parts.hostname or "") or options.pop("host", "")
    if "%2f" in (parts.netloc.lower()):
        host = unquote(parts.netloc.rpartition("@")[2].partition(":")[0])  # urlsplit lower-cases the host
    if not name or not parts.username:
        raise ConfigurationError(f"{variable} must name a user and a database: postgresql://user:password@host/name.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": host,
        "PORT": str(port or ""),
        "NAME": name,
        "USER": unquote(parts.username),
        "PASSWORD": unquote(parts.password or ""),
        "OPTIONS": options,
    }


# --- Redis


def redis_urls() -> tuple[str, str]:
    """The broker address (Celery's form) and the cache address: the same server, the next database number."""
    url = text("REDIS_URL", "")
    if not url:
        path = quote(str(redis_socket()))
        return f"redis+socket://{path}", f"unix://{path}?db=1"
    parts = urlsplit(url)
    if parts.scheme == "unix":
        number = int(dict(parse_qsl(parts.query)).get("db", "0"))
        return f"redis+socket://{parts.path}?virtual_host={number}", f"unix://{parts.path}?db={number + 1}"
    if parts.scheme not in {"redis", "rediss"}:
        raise ConfigurationError("REDIS_URL must start with redis://, rediss:// or unix://.")
    return url, text("REDIS_CACHE_URL", _next_redis_database(parts))


def _next_redis_database(parts: SplitResult) -> str:
    number = parts.path.strip("/") or "0"
    if not number.isdecimal():
        raise ConfigurationError(f"REDIS_URL must end with a database number, not “{number}”.")
    return urlunsplit(parts._replace(path=f"/{int(number) + 1}"))


# --- places of the embedded servers


def postgres_socket_dir() -> Path:
    """The folder of the embedded PostgreSQL's socket."""
    return _socket_dir(VAR_DIR / "postgres", ".s.PGSQL.5432")


def redis_socket() -> Path:
    """The socket of the embedded Redis."""
    return _socket_dir(VAR_DIR / "redis", "redis.sock") / "redis.sock"


def _socket_dir(preferred: Path, name: str) -> Path:
    """``preferred``, or a short private folder when the system could not open so long a socket path."""
    if len(os.fsencode(preferred / name)) <= SOCKET_PATH_LIMIT:
        return preferred
    mark = hashlib.sha256(os.fsencode(preferred)).hexdigest()[:16]
    return Path("/tmp") / f"kontum-portal-{mark}"  # noqa: S108 - made with mode 0700, its owner is checked


# --- times


def nightly_schedule() -> crontab:
    """When the night's work starts: PORTAL_NIGHTLY as HH:MM in Vietnam, 02:15 unless set."""
    hour, _, minute = text("PORTAL_NIGHTLY", "02:15").partition(":")
    if not (hour.isdecimal() and minute.isdecimal() and int(hour) < 24 and int(minute) < 60):
        raise ConfigurationError("PORTAL_NIGHTLY must be a time such as 02:15.")
    return crontab(hour=int(hour), minute=int(minute))
