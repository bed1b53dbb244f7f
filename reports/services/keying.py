"""Keying in a value that the portal cannot count; impossible numbers are refused."""

from dataclasses import asdict, dataclass
from decimal import Decimal

from django.db import transaction

from kontum_portal.accounts.models import Officer
from kontum_portal.accounts.services import record_deed
from kontum_portal.clock import now
from kontum_portal.errors import NotAllowedError
from kontum_portal.text import clean
from reports import rules
from reports.choices import Source
from reports.errors import (
    ComputedIndicatorError,
    DenominatorMissingError,
    NegativeValueError,
    PeriodAboveCumulativeError,
    RateAbove100Error,
    SourceNotNamedError,
)
from reports.models import Indicator, KeyedValue
from reports.periods import Period


@dataclass(frozen=True)
class Numbers:
    """Of the period, and from the start of the year to its end."""

    numerator: Decimal
    denominator: Decimal | None = None
    cumulative_numerator: Decimal | None = None
    cumulative_denominator: Decimal | None = None


@transaction.atomic
def key_value(
    *, officer: Officer, indicator: Indicator, unit_id: int | None, period: Period, numbers: Numbers, source_named: str
) -> KeyedValue:
    """One value for an indicator, unit (``None``: the area) and period; keying it again replaces it."""
    if not rules.can_key_value(officer, unit_id):
        raise NotAllowedError
    if indicator.source == Source.COMPUTED:
        raise ComputedIndicatorError(code=indicator.code)
    if not clean(source_named):
        raise SourceNotNamedError
    if indicator.is_rate and numbers.denominator is None:
        raise DenominatorMissingError(code=indicator.code)
    _refuse_impossible(numbers)
    value, _created = KeyedValue.objects.update_or_create(
        indicator=indicator,
        unit_id=unit_id,
        period_start=period.start,
        period_end=period.end,
        defaults=asdict(numbers) | {"source_named": clean(source_named), "entered_by": officer, "entered_at": now()},
    )
    _record(officer, value, numbers)
    return value


def _refuse_impossible(numbers: Numbers) -> None:
    if any(number is not None and number < 0 for number in asdict(numbers).values()):
        raise NegativeValueError
    _refuse_above_whole(numbers.numerator, numbers.denominator)
    _refuse_above_whole(numbers.cumulative_numerator, numbers.cumulative_denominator)
    _refuse_above_cumulative(numbers.numerator, numbers.cumulative_numerator)
    _refuse_above_cumulative(numbers.denominator, numbers.cumulative_denominator)


def _refuse_above_whole(part: Decimal | None, whole: Decimal | None) -> None:
    if part is not None and whole is not None and part > whole:
        raise RateAbove100Error(numerator=part, denominator=whole)


def _refuse_above_cumulative(period: Decimal | None, cumulative: Decimal | None) -> None:
    if period is not None and cumulative is not None and period > cumulative:
        raise PeriodAboveCumulativeError(period=period, cumulative=cumulative)


def _record(officer: Officer, value: KeyedValue, numbers: Numbers) -> None:
    record_deed(
        actor=officer,
        verb="key_value",
        subject_kind="keyed_value",
        subject_id=value.pk,
        unit_id=value.unit_id,
        **{name: None if number is None else str(number) for name, number in asdict(numbers).items()},
    )
