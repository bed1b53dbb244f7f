"""The tile map: each unit as one tile of equal size, about where it lies in the city."""

import csv
import functools
from dataclasses import dataclass
from pathlib import Path

from kontum_portal.areas.models import AdminUnit

PLACES = Path(__file__).resolve().parent / "data" / "tile_places.csv"


@dataclass(frozen=True)
class Place:
    """Where a unit stands on the tile map, from 1."""

    row: int
    column: int


def place_on_map(unit: AdminUnit) -> Place | None:
    """The place of a unit; None for a unit that the map does not know, which a page then leaves out of it."""
    return _places().get((unit.code, str(unit.valid_from or "")))


@functools.cache
def _places() -> dict[tuple[str, str], Place]:
    """By (code, valid_from): codes were reused for other units in 2025."""
    with PLACES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {(row["code"], row["valid_from"]): Place(int(row["row"]), int(row["column"])) for row in rows}
