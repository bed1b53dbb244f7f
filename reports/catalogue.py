"""The lists that ship with the portal: indicators, and the lines each of them has."""

import csv
import functools
from dataclasses import dataclass
from pathlib import Path

LISTS = Path(__file__).resolve().parent / "data"


@dataclass(frozen=True)
class Line:
    """One number of a computed indicator, by the codes of its figures.

    ``out_of`` is the denominator (empty: a count). ``evidence`` is a stock without which nought would only mean
    that nothing of the kind has ever been recorded (empty: the register itself is evidence enough).
    """

    indicator: str
    label: str
    figure: str
    out_of: str
    evidence: str


def read_list(name: str) -> list[dict[str, str]]:
    with (LISTS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@functools.cache
def lines() -> tuple[Line, ...]:
    return tuple(Line(**row) for row in read_list("indicator_lines.csv"))


def is_counted(code: str) -> bool:
    """Whether the portal has rows to count this indicator from."""
    return any(line.indicator == code for line in lines())
