"""Numbers and dates as an official Vietnamese document writes them, whatever language the page is in."""

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal

NO_FIGURE = "chưa có số liệu"
_SEPARATORS = str.maketrans(",.", ".,")


def vietnamese(value: int | Decimal, places: int = 0) -> str:
    """1234.5 → ``1.234,5``."""
    exact = Decimal(value).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return f"{exact:,.{places}f}".translate(_SEPARATORS)


def places_of(value: int | Decimal) -> int:
    """Decimal places worth printing: none for whole numbers, at most two."""
    exponent = Decimal(value).normalize().as_tuple().exponent
    return min(max(-int(exponent), 0), 2) if isinstance(exponent, int) else 0


def rate(part: int | Decimal, whole: int | Decimal) -> Decimal | None:
    """Per cent with one decimal; ``None`` when there is nothing to divide by. Never rounded up to a full 100."""
    if not whole:
        return None
    exact = Decimal(100) * Decimal(part) / Decimal(whole)
    rounded = exact.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    return Decimal("99.9") if rounded >= 100 > exact else rounded


def short_date(day: dt.date) -> str:
    return f"{day:%d/%m/%Y}"


def letter_date(day: dt.date) -> str:
    """``ngày 05 tháng 01 năm 2026``: days below 10 and the months 1 and 2 with a zero (NĐ 30/2020, Phụ lục I)."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"
