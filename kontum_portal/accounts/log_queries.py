"""Reading the two logs, newest first, for the auditor."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext

from kontum_portal.accounts.choices import LogKind
from kontum_portal.accounts.models import AccessLog, Deed, LogEntry, Officer
from kontum_portal.accounts.queries import subject_label, verb_label
from kontum_portal.accounts.rules import may_read_logs
from kontum_portal.areas.models import AdminUnit

PAGE = 50


@dataclass(frozen=True)
class LogFilter:
    """What the auditor asked for; empty means everything. ``word`` is a verb of deeds, a purpose of readings."""

    log: str = LogKind.DEED
    word: str = ""
    actor: str = ""
    since: dt.date | None = None
    until: dt.date | None = None
    before: int | None = None


@dataclass(frozen=True)
class LogLine:
    """One row as it is read: ids, codes and counts only."""

    entry: LogEntry
    actor: str
    word: str
    subject: str
    unit: str
    details: str


@dataclass(frozen=True)
class LogPage:
    lines: list[LogLine]
    next_before: int | None


def log_page(user: Officer, wanted: LogFilter) -> LogPage:
    """Up to 50 rows before ``wanted.before``; nothing for whoever may not read the logs."""
    if not may_read_logs(user):
        return LogPage([], None)
    entries = list(_matching(wanted)[: PAGE + 1])
    more, entries = len(entries) > PAGE, entries[:PAGE]
    actors = dict(Officer.objects.filter(pk__in={e.actor_id for e in entries}).values_list("pk", "username"))
    units = {unit.pk: str(unit) for unit in AdminUnit.objects.filter(pk__in={e.unit_id for e in entries if e.unit_id})}
    lines = [
        LogLine(
            entry,
            actor=actors.get(entry.actor_id, str(entry.actor_id)),
            word=_word(entry),
            subject=subject_label(entry.subject_kind),
            unit=units.get(entry.unit_id, ""),
            details=_details(entry),
        )
        for entry in entries
    ]
    return LogPage(lines, entries[-1].pk if more else None)


def verbs_in_use() -> list[str]:
    """Every verb that some deed has, by skipping through the index instead of reading the log."""
    found = list(Deed.objects.raw(_VERBS))
    return [deed.verb for deed in found]


_VERBS = """
WITH RECURSIVE step AS (
    (SELECT verb FROM accounts_deed ORDER BY verb LIMIT 1)
    UNION ALL
    SELECT (SELECT verb FROM accounts_deed WHERE verb > step.verb ORDER BY verb LIMIT 1) FROM step WHERE step.verb IS NOT NULL
)
SELECT 0 AS id, verb FROM step WHERE verb IS NOT NULL
"""


def _matching(wanted: LogFilter) -> QuerySet:
    model, word = (AccessLog, "purpose") if wanted.log == LogKind.ACCESS else (Deed, "verb")
    conditions: dict[str, object] = {}
    if wanted.word:
        conditions[word] = wanted.word
    if wanted.actor:
        conditions["actor_id__in"] = Officer.objects.filter(username__iexact=wanted.actor).values("pk")
    if wanted.since:
        conditions["at__gte"] = _midnight(wanted.since)
    if wanted.until:
        conditions["at__lt"] = _midnight(wanted.until + dt.timedelta(days=1))
    if wanted.before:
        conditions["pk__lt"] = wanted.before
    return model.objects.filter(**conditions).order_by("-pk")


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))


def _word(entry: LogEntry) -> str:
    return str(entry.get_purpose_display()) if isinstance(entry, AccessLog) else verb_label(entry.verb)


def _details(entry: LogEntry) -> str:
    if isinstance(entry, AccessLog):
        return entry.surface
    shown = [f"{name}: {_flat(value)}" for name, value in entry.details.items()]
    if entry.operating_system_user:
        shown.append(gettext("by the server's account %(name)s") % {"name": entry.operating_system_user})
    return " · ".join(shown)


def _flat(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {_flat(part)}" for name, part in value.items())
    return ", ".join(map(_flat, value)) if isinstance(value, list) else str(value)
