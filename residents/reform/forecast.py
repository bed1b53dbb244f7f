"""The dry run: how many rows of which table would go from which unit, without writing anything."""

from collections.abc import Callable

from kontum_portal.accounts.models import Officer
from residents.reform.ground import OFFICERS, count_officers
from residents.reform.moving import count_rows, followers
from residents.reform.planning import Plan

Counts = dict[str, dict[int, int]]
Told = Callable[[int, int], None]


def forecast(plan: Plan, told: Told = lambda done, total: None) -> Counts:
    """Rows by table and old unit; tables without any are left out."""
    unit_ids = [unit.pk for unit in plan.old_units]
    counts: Counts = {OFFICERS: count_officers(unit_ids)}
    tables = followers()
    for done, (key, follower) in enumerate(tables):
        told(done, len(tables))
        counts[key] = count_rows(follower, unit_ids)
    return {key: by_unit for key, by_unit in counts.items() if by_unit}


def label_of(key: str) -> str:
    """What a person calls the rows of a table."""
    if key == OFFICERS:
        return str(Officer._meta.verbose_name_plural)
    follower = dict(followers()).get(key)
    return str(follower.model._meta.verbose_name_plural) if follower else key
