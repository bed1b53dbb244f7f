"""The check of the register: opens and closes findings in sets, of changed and due people unless it is full."""

import datetime as dt
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db import connection, transaction
from django.db.models import Count

from kontum_portal import clock
from residents.models import Finding
from residents.quality.set_rules import set_rules
from residents.quality.settling import (
    QUEUED,
    UNQUEUED,
    Settled,
    compare_all,
    judge,
    of_unit,
    renumbered_people,
    settle_set_rule,
)

CHUNK = 20_000

Progress = Callable[[int, int], None]


@dataclass
class CheckResult:
    """What ``run_quality`` prints: how many people were judged, findings opened, closed and now open."""

    checked: int = 0
    opened: int = 0
    closed: int = 0
    open: int = 0
    rules: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    def add(self, settled: Settled) -> None:
        self.checked += len(settled.judged)
        self.opened += settled.opened
        self.closed += settled.closed


def run_quality(
    *,
    full: bool = False,
    unit_id: int | None = None,
    on_progress: Progress | None = None,
    before_chunk: Callable[[], None] = lambda: None,
) -> CheckResult:
    """Judge who changed or whose day has come (everybody when ``full``) and settle the set rules; safe to repeat.

    Works in transactions of its own, ``CHUNK`` people each; ``before_chunk`` is called inside every one.
    """
    started, today, result = time.monotonic(), clock.today(), CheckResult()
    changed: list[int] = []
    asked_before = _settle_numbers(full, unit_id, before_chunk, result)
    for settled in _judge_due(unit_id, today, asked_before, before_chunk):
        result.add(settled)
        changed += settled.judged
        _tell(on_progress, result.checked, unit_id, today)
    if full:
        for settled in _judge_differing(unit_id, today, asked_before, before_chunk, result):
            result.add(settled)
    for rule in (rule for rule in set_rules() if not rule.about_numbers):
        with transaction.atomic():
            before_chunk()
            result.add(settle_set_rule(rule, unit_id, None if full else changed))
    result.rules = open_by_rule(unit_id)
    result.open = sum(result.rules.values())
    result.seconds = round(time.monotonic() - started, 3)
    return result


def check_residents(resident_ids: Sequence[int]) -> None:
    """Judge these people now, within the running transaction: after a service changed them.

    They stay in the queue, which the web login cannot write, and the next check judges them once more.
    """
    chosen = f"{UNQUEUED} WHERE person.id = ANY (%s::bigint[])"
    judge(chosen, [list(resident_ids)], clock.today())


def open_by_rule(unit_id: int | None) -> dict[str, int]:
    """Open findings by rule, most first."""
    findings = Finding.objects.open()
    if unit_id is not None:
        findings = findings.filter(unit_id=unit_id)
    counts = findings.values_list("rule").annotate(number=Count("*"))  # an index alone tells
    return dict(Counter(dict(counts)).most_common())


def _settle_numbers(full: bool, unit_id: int | None, before_chunk: Callable[[], None], result: CheckResult) -> str:
    """Ask the rules about numbers before anybody leaves the queue: killed in between, all are asked again."""
    with transaction.atomic():
        before_chunk()
        asked_before, renumbered = renumbered_people()
        for rule in (rule for rule in set_rules() if rule.about_numbers):
            result.add(settle_set_rule(rule, unit_id if full else None, None if full else renumbered))
    return asked_before


def _judge_due(
    unit_id: int | None, today: dt.date, asked_before: str, before_chunk: Callable[[], None]
) -> Iterator[Settled]:
    """Those who changed and those whose day has come; judged people leave the queue, so each chunk is the next.

    A chunk that is not full was the last: who is changed meanwhile is judged by the next check.
    """
    unit, params = of_unit("AND", unit_id)
    due = f"{QUEUED} WHERE queue.due_on <= %s {unit} ORDER BY queue.due_on, queue.resident_id LIMIT {CHUNK}"
    while True:
        with transaction.atomic():
            before_chunk()
            settled = judge(due, [today, *params], today, asked_before=asked_before)
        yield settled
        if len(settled.judged) < CHUNK:
            return


def _judge_differing(
    unit_id: int | None, today: dt.date, asked_before: str, before_chunk: Callable[[], None], result: CheckResult
) -> Iterator[Settled]:
    """Of everybody, settle those of whom the rules now say something else: after a rule was changed."""
    everybody, differing = compare_all(unit_id, today)
    chosen = f"{QUEUED} WHERE person.id = ANY (%s::bigint[])"
    for start in range(0, len(differing), CHUNK):
        with transaction.atomic():
            before_chunk()
            yield judge(chosen, [differing[start : start + CHUNK]], today, asked_before=asked_before)
    result.checked = everybody


def _tell(on_progress: Progress | None, done: int, unit_id: int | None, today: dt.date) -> None:
    """Progress with what is still due; counted only for somebody who looks."""
    if on_progress is None:
        return
    unit, params = of_unit("AND", unit_id)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM residents_check queue JOIN residents_resident person ON person.id = queue.resident_id"
            f" WHERE queue.due_on <= %s {unit}",
            [today, *params],
        )
        on_progress(done, done + cursor.fetchone()[0])
