"""What the benchmarks write, compare and schedule; the measures themselves run with ``make bench``."""

import random
from pathlib import Path

import pytest

from tests.bench import compare, lines
from tests.bench.bars import bar_of
from tests.bench.lines import Line
from tests.bench.load import Phase, schedule


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [([5.0], 0.95, 5.0), ([float(n) for n in range(1, 101)], 0.95, 95.0), ([3.0, 1.0, 2.0], 0.5, 2.0)],
)
def test_percentile_is_a_measured_value(values: list[float], share: float, expected: float) -> None:
    assert lines.percentile(values, share) == expected


def test_a_line_has_the_columns_of_the_contract(tmp_path: Path) -> None:
    line = Line.against("import", 2000.0, "rows/s", baseline=100.0, n=5)
    lines.write(tmp_path / "bench.json", [line])
    text = (tmp_path / "bench.json").read_text()
    assert text == '{"name": "import", "value": 2000.0, "unit": "rows/s", "baseline": 100.0, "ratio": 20.0, "n": 5}\n'
    assert lines.read(tmp_path / "bench.json") == {"import": line}


def test_two_results_are_compared_line_by_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines.write(tmp_path / "a", [Line.alone("search", 10.0, "ms", n=1), Line.alone("gone", 1.0, "s", n=1)])
    lines.write(tmp_path / "b", [Line.alone("search", 15.0, "ms", n=1)])
    assert compare.main(tmp_path / "a", tmp_path / "b") == 0
    shown = capsys.readouterr().out
    assert "+50.0 %" in shown
    assert "gone" in shown


@pytest.mark.parametrize(("line", "shown"), [
    (Line.against("search_minority_area_p95", 20.0, "ms", baseline=5.0, n=1), "≤ 25"),
    (Line.against("search_minority_area_p95", 26.0, "ms", baseline=5.0, n=1), "≤ 25 !"),
    (Line.against("quality_after_10000_changes", 1.0, "s", baseline=10.0, n=1), "ratio ≤ 0.05 !"),
    (Line.against("import_against_stock", 300.0, "rows/s", baseline=10.0, n=1), "ratio ≥ 20"),
    (Line.alone("demo_city", 300.0, "people/s", n=1), ""),
])  # fmt: skip
def test_a_line_is_shown_against_its_bar(line: Line, shown: str) -> None:
    assert bar_of(line) == shown


def test_a_missing_result_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert compare.main(tmp_path / "none", tmp_path / "none") == 2
    assert "There is no file" in capsys.readouterr().err


def test_fifty_officers_ask_for_five_pages_a_second_in_order_of_time() -> None:
    due = list(schedule(Phase.of_officers("x", 50), 200, random.Random(1)))
    assert [at for at, _ in due] == sorted(at for at, _ in due)
    assert sum(kind != "save" for _, kind in due) == pytest.approx(1000, rel=0.15)
    assert sum(kind == "save" for _, kind in due) == pytest.approx(167, rel=0.3)
