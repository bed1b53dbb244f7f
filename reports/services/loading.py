"""Bringing the catalogue of indicators in line with the list that ships with the portal."""

from dataclasses import dataclass

from django.db import transaction

from reports.catalogue import read_list
from reports.models import Indicator


@dataclass(frozen=True)
class Loaded:
    indicators: int
    created: int


@transaction.atomic
def load_indicators() -> Loaded:
    """Safe to repeat. Indicators that left the list stay: older reports and keyed values point at them."""
    rows = read_list("indicators.csv")
    created = 0
    for row in rows:
        fields = {name: value or None for name, value in row.items() if name != "code"}
        created += Indicator.objects.update_or_create(code=row["code"], defaults=fields)[1]
    return Loaded(indicators=len(rows), created=created)
