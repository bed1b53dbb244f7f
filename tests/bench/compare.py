"""What changed between two files of measured lines."""

import sys
from pathlib import Path

from tests.bench import lines


def main(older: Path, newer: Path) -> int:
    for path in (older, newer):
        if not path.is_file():
            print(f"There is no file {path}: run “make bench” and keep its build/bench.json.", file=sys.stderr)
            return 2
    before, after = lines.read(older), lines.read(newer)
    rows = [(name, *_change(before.get(name), after.get(name))) for name in dict.fromkeys([*before, *after])]
    print(lines.table(("name", "unit", "before", "after", "change", "ratio before", "ratio after"), rows))
    return 0


def _change(before: lines.Line | None, after: lines.Line | None) -> tuple[object, ...]:
    unit = (after or before).unit  # type: ignore[union-attr]
    change = f"{100 * (after.value / before.value - 1):+.1f} %" if before and after and before.value else None
    return (
        unit,
        before and before.value,
        after and after.value,
        change,
        before and before.ratio,
        after and after.ratio,
    )
