"""What a report says about one line of an indicator; impossible numbers cannot be made into one."""

from dataclasses import dataclass
from decimal import Decimal

from reports.content.numbers import rate
from reports.errors import PeriodAboveCumulativeError, RateAbove100Error


@dataclass(frozen=True)
class Value:
    """A part and, for a rate, the whole it is a part of."""

    part: Decimal
    whole: Decimal | None = None

    def __post_init__(self) -> None:
        if self.whole is not None and self.part > self.whole:
            raise RateAbove100Error(numerator=self.part, denominator=self.whole)

    @property
    def rate(self) -> Decimal | None:
        return None if self.whole is None else rate(self.part, self.whole)


@dataclass(frozen=True)
class Measure:
    """``period`` None: no figure. ``contradiction``: the numbers found exclude each other, so none is given."""

    code: str
    label: str
    period: Value | None
    cumulative: Value | None = None
    source: str = ""
    contradiction: bool = False

    def __post_init__(self) -> None:
        if self.period and self.cumulative and self.period.part > self.cumulative.part:
            raise PeriodAboveCumulativeError(period=self.period.part, cumulative=self.cumulative.part)

    @property
    def is_without_figure(self) -> bool:
        """Nothing known, or a rate of nothing: said in words, never as nought."""
        return self.period is None or (self.period.whole is not None and self.period.rate is None)
