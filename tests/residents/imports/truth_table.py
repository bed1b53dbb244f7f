"""How much of the planted truth an import repairs, flags, compares and recognises, per file and kind.

``make truth SAMPLES=DIR`` brings every sample of a folder in, as the command does, beside a register that
``residents_clean.xlsx`` fills, and prints the table. The tests measure the copies in ``tests/data`` in one go.
"""

import csv
import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from kontum_portal.text import search_key

TRUTH = Path(__file__).resolve().parents[2] / "data" / "truth"
FILES = (
    "residents_clean.xlsx", "residents_supplement.xlsx", "residents_tcvn3.xls", "residents_vni.xlsx",
    "residents_ward_messy.xlsx", "residents_ward_messy_2.xlsx",
)  # fmt: skip
REGISTER = "residents_clean.xlsx"
# What a heading's value becomes in the output; headings that are not here hold nothing that is kept.
_COLUMNS = {
    "name": "full_name", "birth": "birth_date", "sex": "sex", "number": "personal_id", "relation": "relation",
    "sub_unit": "sub_unit", "phone": "phone",
}  # fmt: skip

Key = tuple[str, str]


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def measure(
    file: str, rows: Iterable[dict[str, str]], truth: Path = TRUTH, *, compared: bool = False
) -> dict[Key, tuple[int, int]]:
    """(sort, kind) → (right, asked) for one file and its rows as ``--rows`` writes them.

    What can only be seen beside the register is asked where it was ``compared`` with one, of rows whose person is there.
    """
    kinds = {kind["kind"]: kind for kind in read(truth / "kinds.csv")}
    known = _rows_with_a_twin(file, truth)
    by_row = {int(row["row"]): row for row in rows}
    score: dict[Key, list[int]] = defaultdict(lambda: [0, 0])
    for defect in read(truth / f"{file}.truth.csv"):
        kind = kinds.get(defect["kind"])
        if kind is None or kind["sort"] == "not_counted":
            continue
        beside = kind["sort"] == "compare" or kind["kind"].startswith("card_")
        if beside and not (compared and (int(defect["row"]) in known or kind["sort"] != "compare")):
            continue
        right = _is_right(kind, defect, by_row.get(int(defect["row"])))
        if right is not None:
            score[kind["sort"], defect["kind"]][0] += right
            score[kind["sort"], defect["kind"]][1] += 1
    return {key: (right, asked) for key, (right, asked) in score.items()}


def _rows_with_a_twin(file: str, truth: Path) -> set[int]:
    rows = read(truth / "rows_truth.csv")
    return {int(row["row"]) for row in rows if row["file"] == file and row.get("in_register") == "register"}


def _is_right(kind: dict[str, str], defect: dict[str, str], row: dict[str, str] | None) -> bool | None:
    """Whether the row does what is asked; ``None`` where the output has no column for it."""
    if row is None:
        return False
    if kind["sort"] in ("flag", "compare"):
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


def import_all(samples: Path, folder: Path) -> None:
    """Bring the samples in by the command, in a data folder of their own; ``<sample>.rows.csv`` go to ``folder``."""
    environment = os.environ | {
        "PORTAL_VAR": str(folder / "var"), "PORTAL_TODAY": "2024-09-30", "PORTAL_MFA": "demo", "PORTAL_PG_FAST": "1",
    }  # fmt: skip

    def manage(*words: str) -> None:
        done = subprocess.run(
            [sys.executable, "manage.py", *words], env=environment, check=False, capture_output=True, text=True
        )
        if done.returncode:
            print(f"{words[1] if len(words) > 1 else words[0]}: {done.stderr.strip().splitlines()[-1]}")

    manage("prepare")
    for name in measured_files(samples):
        rows = folder / f"{name}.rows.csv"
        merge = ["--merge"] if name == REGISTER else []
        manage("import_spreadsheet", str(samples / name), "--kind", kind_of(name), "--rows", str(rows), *merge)


def measured_files(samples: Path) -> list[str]:
    """Every file of the folder with a truth; the register's comes first."""
    named = [path.name.removesuffix(".truth.csv") for path in (samples / "truth").glob("*.truth.csv")]
    return sorted((name for name in named if (samples / name).exists()), key=lambda name: (name != REGISTER, name))


def kind_of(name: str) -> str:
    """The kind of list that a sample is, by its name."""
    kinds = ("cards_arrived", "health_insurance", "social_insurance", "association", "land", "school")
    return next((kind for kind in kinds if name.startswith(kind)), "residents")


def main(samples: Path) -> None:
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        import_all(samples, folder)
        read_in = [name for name in measured_files(samples) if (folder / f"{name}.rows.csv").exists()]
        table = {
            name: measure(name, read(folder / f"{name}.rows.csv"), samples / "truth", compared=name != REGISTER)
            for name in read_in
        }
    print_table(table)
    print({sort: round(rate, 4) for sort, rate in rates(table).items()})


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else TRUTH.parent)
