"""The lists that ship with the portal: indicators, the lines each of them has, and the places of the tile map."""

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


@dataclass(frozen=True)
class Place:
    """Where a unit stands on the tile map, from 1."""

    row: int
    column: int


def read_list(name: str) -> list[dict[str, str]]:
    with (LISTS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@functools.cache
def lines() -> tuple[Line, ...]:
    return tuple(Line(**row) for row in read_list("indicator_lines.csv"))


@functools.cache
def tile_places() -> dict[tuple[str, str], Place]:
    """By (code, valid_from): codes were reused for other units in 2025."""
    rows = read_list("tile_places.csv")
    return {(row["code"], row["valid_from"]): Place(int(row["row"]), int(row["column"])) for row in rows}
