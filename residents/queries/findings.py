"""Open findings: how many by rule and by sub-unit, and the people behind them."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count
from django.utils.functional import Promise

from kontum_portal.accounts.models import Officer
from residents.models import Finding, Resident
from residents.quality.set_rules import rule_named


@dataclass(frozen=True)
class RuleCount:
    """A rule with its open findings."""

    code: str
    sentence: str | Promise
    hint: str | Promise
    severity: str
    dimension: str
    count: int


def counts_by_rule(officer: Officer) -> list[RuleCount]:
    """Rules that found something, those that block first, then most first."""
    counts = (
        Finding.objects.visible_to(officer).open().values_list("rule").annotate(number=Count("pk")).order_by("rule")
    )
    known = [(rule_named(code), count) for code, count in counts]
    rows = [
        RuleCount(rule.code, rule.sentence, rule.hint, str(rule.severity), str(rule.dimension), count)
        for rule, count in known
        if rule
    ]
    order = {"blocks": 0, "warns": 1, "hints": 2}
    return sorted(rows, key=lambda row: (order.get(row.severity, 3), -row.count, row.code))


def counts_by_sub_unit(officer: Officer, rule: str) -> list[tuple[int | None, str, str, int]]:
    """(sub-unit id, its name, its unit's name, open findings of the rule), most first; None is people without one."""
    rows = (
        Finding.objects.visible_to(officer)
        .open()
        .filter(rule=rule)
        .values_list("resident__sub_unit_id", "resident__sub_unit__name", "resident__sub_unit__unit__name")
        .annotate(number=Count("pk"))
        .order_by("-number")
    )
    return [(pk, name or "", unit or "", number) for pk, name, unit, number in rows]


def count_with_rules(officer: Officer, rules: Collection[str]) -> int:
    """How many people in scope have an open finding of these rules."""
    found = Finding.objects.visible_to(officer).open().filter(rule__in=rules)
    return found.values("resident_id").distinct().count()


def people_with_rules(officer: Officer, rules: Collection[str], limit: int) -> list[Resident]:
    """The first of them by given name."""
    found = Finding.objects.visible_to(officer).open().filter(rule__in=rules)
    first = found.order_by("sort_key", "resident_id").values_list("sort_key", "resident_id").distinct()[:limit]
    ids = [resident_id for _, resident_id in first]
    known = Resident.objects.visible_to(officer).select_related("sub_unit").in_bulk(ids)
    return [known[pk] for pk in ids if pk in known]
