"""Which function does which kind of job; filled by each app's ``jobs.py``."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise

if TYPE_CHECKING:
    from kontum_portal.jobs.running import JobRun

    JobFunction = Callable[[JobRun], dict[str, Any] | None]


@dataclass(frozen=True)
class JobKind:
    """``function`` may run twice, and what it returns (ids and counts) is kept as the job's result."""

    code: str
    function: "JobFunction"
    title: str | Promise = ""


_kinds: dict[str, JobKind] = {}


def job(kind: str, title: str | Promise = "") -> "Callable[[JobFunction], JobFunction]":
    """Register the decorated function for this kind; ``title`` is what a person reads above its progress."""

    def register(function: "JobFunction") -> "JobFunction":
        known = _kinds.get(kind)
        if known and known.function.__qualname__ != function.__qualname__:
            raise ValueError(f"two functions for jobs of kind {kind!r}")
        _kinds[kind] = JobKind(kind, function, title)
        return function

    return register


def kind_of(code: str) -> JobKind:
    """Raises ``LookupError`` for a kind that no installed app knows."""
    if code not in _kinds:
        raise LookupError(f"no function for jobs of kind {code!r}")
    return _kinds[code]


def title_of(code: str) -> str | Promise:
    return _kinds[code].title or code if code in _kinds else code
