"""The same queries with row-level security (as ``portal_web``) and without (as the owner of the tables)."""

import time
from collections.abc import Callable
from typing import Any

from django.db import connection

from kontum_portal.accounts.models import Officer
from kontum_portal.database import scope
from residents.models import Resident
from tests.bench.lines import percentile


def queries(repetitions: str) -> dict[str, Any]:
    """Median milliseconds by query; the scope is set and the first wall's filter applied in both roles."""
    commander, officer = (Officer.objects.get(username=name) for name in ("city_commander", "bench_23287"))
    with scope.request_transaction():
        scope.enter(commander)
        whole = Resident.objects.visible_to(commander)
        found = {
            "prefix_area": median(lambda: list(names(whole, "nguyen v").order_by("name_key", "id")[:50]), repetitions),
            "count_area": median(whole.count, "7"),
        }
        scope.enter(officer)
        ward = Resident.objects.visible_to(officer)
        found["prefix_ward"] = median(
            lambda: list(names(ward, "nguyen v").order_by("name_key", "id")[:50]), repetitions
        )
        found["list_ward"] = median(lambda: list(ward.order_by("sort_key", "id")[:50]), repetitions)
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        (role,) = cursor.fetchone()
    return {"role": role, "milliseconds": found}


def names(people: Any, prefix: str) -> Any:
    """A prefix as a range: ``LIKE`` is not leak-proof and would scan under row-level security."""
    return people.filter(name_key__gte=prefix, name_key__lt=prefix + "\U0010ffff")


def median(ask: Callable[[], object], repetitions: str) -> float:
    taken = []
    for _number in range(int(repetitions)):
        started = time.perf_counter()
        ask()
        taken.append((time.perf_counter() - started) * 1000)
    return percentile(taken, 0.5)
