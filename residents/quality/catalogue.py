"""What a quality rule is, and what a broken one tells."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Q
from django.utils.functional import Promise

from residents.choices import Dimension, Severity

Sentence = str | Promise
# The facts that make up a birth date, written in one box.
BIRTH = ("birth_year", "birth_month", "birth_day")


@dataclass(frozen=True)
class QualityRule:
    """``condition(today)`` is True of people who break the rule.

    ``fields`` are the facts to look at, the first of them where a form opens. ``register_only`` rules are
    not asked of staged rows: a list that has no column for a fact is not wrong about it.
    """

    code: str
    dimension: Dimension
    severity: Severity
    sentence: Sentence
    hint: Sentence
    condition: Callable[[dt.date], Q]
    fields: tuple[str, ...]
    register_only: bool = False


@dataclass(frozen=True)
class RuleFailure:
    """One broken rule, ready to be shown."""

    code: str
    dimension: str
    severity: str
    sentence: Sentence
    hint: Sentence
    fields: tuple[str, ...]

    @property
    def blocks(self) -> bool:
        return self.severity == Severity.BLOCKS


def always(condition: Q) -> Callable[[dt.date], Q]:
    """A condition that asks nothing of the day."""
    return lambda _today: condition
