"""When a target will be reached if the pace of the past weeks holds."""

import datetime as dt
from dataclasses import dataclass

FEWEST_WEEKS = 4
FURTHEST_DAYS = 730  # further away it is no statement about anything


@dataclass(frozen=True)
class Projection:
    """``early`` and ``late``: at the fastest and the slowest pace of four weeks within the time looked at."""

    day: dt.date
    early: dt.date
    late: dt.date | None


def project(shares: list[tuple[dt.date, float]], target: float) -> Projection | None:
    """None when the target is reached, too few weeks are known, or the pace does not lead there."""
    if len(shares) <= FEWEST_WEEKS or shares[-1][1] >= target:
        return None
    missing = target - shares[-1][1]
    expected = _reached(shares[-1][0], missing, _pace(shares[0], shares[-1]))
    if expected is None:
        return None
    paces = [_pace(shares[i], shares[i + FEWEST_WEEKS]) for i in range(len(shares) - FEWEST_WEEKS)]
    early = _reached(shares[-1][0], missing, max(paces)) or expected
    late = _reached(shares[-1][0], missing, min(paces))
    return Projection(expected, min(early, expected), max(late, expected) if late else None)


def _pace(first: tuple[dt.date, float], last: tuple[dt.date, float]) -> float:
    """Points a day."""
    return (last[1] - first[1]) / max((last[0] - first[0]).days, 1)


def _reached(start: dt.date, missing: float, pace: float) -> dt.date | None:
    days = missing / pace if pace > 0 else FURTHEST_DAYS + 1
    return start + dt.timedelta(days=round(days)) if days <= FURTHEST_DAYS else None
