"""What a figure is: a population, a condition on its rows, and whether it is asked on a day or over a period."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Model, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise

from kontum_portal.accounts.models import Officer


@dataclass(frozen=True)
class Span:
    """Whole days in Kon Tum, both ends counted. A stock is asked on ``end`` alone."""

    start: dt.date
    end: dt.date

    @classmethod
    def day(cls, day: dt.date) -> "Span":
        return cls(day, day)

    @property
    def moments(self) -> tuple[dt.datetime, dt.datetime]:
        """From the first moment of ``start`` up to, not including, the first after ``end``."""
        first, after = (dt.datetime.combine(day, dt.time()) for day in (self.start, self.end + dt.timedelta(days=1)))
        return timezone.make_aware(first), timezone.make_aware(after)

    def holds_day(self, field: str) -> Q:
        return Q(**{f"{field}__gte": self.start, f"{field}__lte": self.end})

    def holds_moment(self, field: str) -> Q:
        first, after = self.moments
        return Q(**{f"{field}__gte": first, f"{field}__lt": after})


@dataclass(frozen=True)
class Population:
    """A kind of row that can be counted; ``resident`` leads from a row to its person (empty: the row is the person).

    ``unit`` is the key to the unit for which a row counts. ``elsewhere``: the person may be in the register of another
    ward by now; such a row is counted and listed all the same, without what only that ward may read.
    """

    model: type[Model]
    resident: str = ""
    unit: str = "unit"
    elsewhere: bool = False

    @property
    def model_name(self) -> str:
        return self.model._meta.model_name or ""

    @property
    def prefix(self) -> str:
        return f"{self.resident}__" if self.resident else ""

    def of_units(self, unit_ids: Iterable[int]) -> Q:
        return Q(**{f"{self.unit}_id__in": unit_ids})

    def rows(self, officer: Officer) -> QuerySet:
        return self.model.objects.visible_to(officer)


@dataclass(frozen=True)
class Figure:
    """``condition`` chooses the rows on a day (a stock) or in a period (a flow).

    ``card_states`` narrows residents by how far their card has come; it stands apart so that a change of that one
    column can be added to the day's figures without counting a unit again.
    """

    code: str
    label: str | Promise
    population: Population
    condition: Callable[[Span], Q]
    is_flow: bool = False
    card_states: frozenset[str] | None = None

    def people(self, span: Span) -> Q:
        """The whole condition, the state of the card included."""
        if self.card_states is None:
            return self.condition(span)
        return self.condition(span) & Q(card_state__in=sorted(self.card_states))

    def rows(self, officer: Officer, span: Span, unit_id: int | None = None) -> QuerySet:
        """The very rows behind the number, as far as the officer may see."""
        rows = self.population.rows(officer).filter(self.people(span))
        return rows if unit_id is None else rows.filter(self.population.of_units([unit_id]))
