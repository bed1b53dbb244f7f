"""How much of the planted truth an import repairs, flags and recognises, per file and kind.

``python -m tests.residents.imports.truth_table ROWS_DIR`` prints the table from the ``--rows`` files of
``import_spreadsheet`` (named ``<sample>.rows.csv``); the tests measure the same in one go.
"""

import csv
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from kontum_portal.text import search_key

TRUTH = Path(__file__).resolve().parents[2] / "data" / "truth"
FILES = (
    "residents_clean.xlsx", "residents_supplement.xlsx", "residents_tcvn3.xls", "residents_vni.xlsx",
    "residents_ward_messy.xlsx", "residents_ward_messy_2.xlsx",
)  # fmt: skip
# What a heading's value becomes in the output; headings that are not here hold nothing that is kept.
_COLUMNS = {
    "name": "full_name", "birth": "birth_date", "sex": "sex", "number": "personal_id", "relation": "relation",
    "sub_unit": "sub_unit", "phone": "phone",
}  # fmt: skip

Key = tuple[str, str]


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def measure(file: str, rows: Iterable[dict[str, str]]) -> dict[Key, tuple[int, int]]:
    """(sort, kind) → (right, asked) for one file and its rows as ``--rows`` writes them."""
    kinds = {kind["kind"]: kind for kind in read(TRUTH / "kinds.csv")}
    by_row = {int(row["row"]): row for row in rows}
    score: dict[Key, list[int]] = defaultdict(lambda: [0, 0])
    for defect in read(TRUTH / f"{file}.truth.csv"):
        kind = kinds.get(defect["kind"])
        if kind is None or kind["sort"] in ("not_counted", "compare"):
            continue
        right = _is_right(kind, defect, by_row.get(int(defect["row"])))
        if right is not None:
            score[kind["sort"], defect["kind"]][0] += right
            score[kind["sort"], defect["kind"]][1] += 1
    return {key: (right, asked) for key, (right, asked) in score.items()}


def _is_right(kind: dict[str, str], defect: dict[str, str], row: dict[str, str] | None) -> bool | None:
    """Whether the row does what is asked; ``None`` where the output has no column for it."""
    if row is None:
        return False
    if kind["sort"] == "flag":
        return kind["reason_code"] in row["reasons"].split(";")
    if kind["sort"] == "structure":
        return row["outcome"] == "not_a_person"
    column = _output_column(defect["header"])
    if column is None or defect["true_value"] == "":
        return None
    return _same(column, row, defect["true_value"], defect["kind"])


def _output_column(header: str) -> str | None:
    key = search_key(header)
    tests = (
        ("chu ho" in key and "nhan khau" not in key and "q" not in key.split()[0], None),
        ("ho" in key.split() and "ten" in key, "name"),
        ("sinh" in key, "birth"),
        (key.startswith(("gioi", "phai", "gt", "nam", "nu")), "sex"),
        (any(word in key for word in ("cccd", "cmnd", "dinh danh")), "number"),
        ("qua" in key or key.startswith("q."), "relation"),
        (key in ("to", "thon, to", "thon/to") or "thon" in key, "sub_unit"),
        ("dien thoai" in key or key == "sdt", "phone"),
    )
    return next((_COLUMNS.get(name or "") for holds, name in tests if holds), None)


def _same(column: str, row: dict[str, str], true: str, kind: str) -> bool:
    if column == "sex":
        return row["sex"] == {"Nam": "M", "Nữ": "F"}.get(true)
    if column == "personal_id":
        return true in (row["personal_id"], row["old_id"])
    if column == "full_name" and "tcvn3" in kind:
        return _without_lost(row["full_name"]).casefold() == _without_lost(true).casefold()
    return row[column] == true


def _without_lost(name: str) -> str:
    """TCVN3 has no letters for these: another kind (``legacy_char_lost``) counts them."""
    return search_key(name) if any(letter in name for letter in "ĕŏŭƀčñĭƁČÑ") else name


def print_table(scores: dict[str, dict[Key, tuple[int, int]]]) -> None:
    for file, kinds in scores.items():
        print(f"\n{file}")
        for (sort, kind), (right, asked) in sorted(kinds.items()):
            print(f"  {sort:<10} {kind:<38} {right:>5} / {asked:<5} {right / asked:7.1%}")


def rates(scores: dict[str, dict[Key, tuple[int, int]]]) -> dict[str, float]:
    """The share of right answers per sort, over all files."""
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for kinds in scores.values():
        for (sort, _kind), (right, asked) in kinds.items():
            sums[sort][0] += right
            sums[sort][1] += asked
    return {sort: right / asked for sort, (right, asked) in sums.items()}


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    table = {file: measure(file, read(folder / f"{file}.rows.csv")) for file in FILES}
    print_table(table)
    print({sort: round(rate, 4) for sort, rate in rates(table).items()})
