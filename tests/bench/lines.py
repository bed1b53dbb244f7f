"""One measured number beside its baseline: a line of ``build/bench.json`` and a row of the table."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

COLUMNS = ("name", "value", "unit", "baseline", "ratio", "n")


@dataclass(frozen=True)
class Line:
    """``ratio`` is value / baseline; ``n`` how many rows or repetitions the value stands for."""

    name: str
    value: float
    unit: str
    n: int
    baseline: float | None = None
    ratio: float | None = None

    @classmethod
    def against(cls, name: str, value: float, unit: str, *, baseline: float, n: int) -> "Line":
        return cls(name, _rounded(value), unit, n, _rounded(baseline), _rounded(value / baseline))

    @classmethod
    def alone(cls, name: str, value: float, unit: str, *, n: int) -> "Line":
        return cls(name, _rounded(value), unit, n)

    def as_json(self) -> str:
        found = asdict(self)
        return json.dumps({column: found[column] for column in COLUMNS})


def _rounded(value: float) -> float:
    return float(f"{value:.4g}")


def percentile(values: Sequence[float], share: float) -> float:
    """The value that ``share`` of the measured ones do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, min(len(ordered) - 1, round(share * len(ordered)) - 1))]


def write(path: Path, lines: Iterable[Line]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{line.as_json()}\n" for line in lines), encoding="utf-8")


def read(path: Path) -> dict[str, Line]:
    rows = (json.loads(row) for row in path.read_text(encoding="utf-8").splitlines() if row.strip())
    return {row["name"]: Line(**row) for row in rows}


def table(heading: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Columns lined up: the first to the left, numbers to the right."""
    cells = [[str(cell) for cell in heading], *([_shown(cell) for cell in row] for row in rows)]
    widths = [max(len(row[place]) for row in cells) for place in range(len(heading))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if place == 0 else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in cells
    )


def _shown(cell: object) -> str:
    if cell is None:
        return "–"
    return f"{cell:,.10g}" if isinstance(cell, float | int) else str(cell)
