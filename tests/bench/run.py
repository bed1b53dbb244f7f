"""``make bench``: every measure once, in about six minutes at the default sizes.

``BENCH_RESIDENTS`` (200000) people for pages and rules; ``BENCH_ROWS`` (200000) rows of the spreadsheet;
``BENCH_STOCK_ROWS`` (1500) of them through the stock resource, whose speed does not depend on how many;
``BENCH_ONLY`` (imports, pages) leaves the rest out.
"""

import json
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench import lines
from tests.bench.bars import bar_of
from tests.bench.lines import Line
from tests.bench.portal import ROOT, BenchPortal

BUILD = ROOT / "build"
REPETITIONS = 120


def main() -> int:
    only = os.environ.get("BENCH_ONLY", "")
    parts = {"imports": import_lines, "pages": page_lines}
    if only and only not in parts:
        print(f"BENCH_ONLY must be one of {', '.join(parts)}, not “{only}”.", file=sys.stderr)
        return 2
    found: list[Line] = []
    for name, part in parts.items():
        if only in ("", name):
            with BenchPortal(BUILD / f"bench-{name}") as portal:
                found += part(portal)
    target = BUILD / "bench.json"
    lines.write(target, found)
    rows = [(line.name, line.value, line.unit, line.baseline, line.ratio, line.n, bar_of(line)) for line in found]
    print(lines.table((*lines.COLUMNS, "bar"), rows))
    print(f"Written to {target.relative_to(ROOT)}.")
    return 0


def size(name: str, default: int) -> int:
    return int(os.environ.get(name, "") or default)


def say(what: str) -> None:
    print(f"{time.strftime('%H:%M:%S')}  {what} …", file=sys.stderr, flush=True)


def import_lines(portal: BenchPortal) -> Iterator[Line]:
    """Rows a second of ours against a stock resource and against reading and copying alone."""
    rows, sheet = size("BENCH_ROWS", 200_000), str(portal.folder / "people.xlsx")
    say(f"writing a spreadsheet of {rows} rows")
    portal.measure("sheets:write_sheet", sheet, rows)
    say("stock ModelResource")
    stock = portal.measure("importing:stock_resource", sheet, size("BENCH_STOCK_ROWS", 1500), role="owner")
    say("calamine and bare COPY")
    bare = portal.measure("importing:bare_copy", sheet, role="owner")
    say("our import: staging, rules, matching, merge")
    ours = json.loads(
        portal.manage("import_spreadsheet", sheet, "--kind", "residents", "--merge", "--json").splitlines()[-1]
    )
    speed, stock_speed, bare_speed = (one["rows"] / one["seconds"] for one in (ours, stock, bare))
    yield Line.against("import_against_stock", speed, "rows/s", baseline=stock_speed, n=ours["rows"])
    yield Line.against("import_against_bare_copy", speed, "rows/s", baseline=bare_speed, n=ours["rows"])
    yield Line.against("import_peak_memory", ours["peak_mb"], "MB", baseline=bare["peak_mb"], n=ours["rows"])
    yield Line.against("import_merged", ours["merged"], "rows", baseline=ours["rows"], n=ours["rows"])


def page_lines(portal: BenchPortal) -> Iterator[Line]:
    """Pages under row-level security, the wall's price, the quality rules, at ``BENCH_RESIDENTS`` people."""
    people = size("BENCH_RESIDENTS", 200_000)
    say(f"a demo city of {people} people")
    demo = json.loads(portal.manage("load_demo", "--residents", str(people), "--json").splitlines()[-1])
    yield Line.alone("demo_city", people / demo["seconds"], "people/s", n=people)
    portal.measure("pages:make_officers", role="worker")
    say("quality rules")
    yield from quality_lines(portal.measure("quality:passes", role="owner"))
    found = portal.measure("quality:bulk_update", role="worker")
    yield Line.against("bulk_update_after_small", found["used"], "s", baseline=found["fresh"], n=int(found["rows"]))
    say("search, dashboard, records")
    found = portal.measure("pages:search_pages", REPETITIONS, role="web")["milliseconds"]
    for name, value in found.items():
        if not name.startswith("nothing"):
            baseline = found[f"nothing_{name.rpartition('_')[2]}"]
            yield Line.against(f"search_{name}_p95", value, "ms", baseline=baseline, n=people)
    found_lists = portal.measure("pages:list_pages", REPETITIONS // 4, role="web")["milliseconds"]
    for name, value in found_lists.items():
        baseline = found[f"nothing_{name.rpartition('_')[2]}"]
        yield Line.against(f"list_{name}_p95", value, "ms", baseline=baseline, n=people)
    found = portal.measure("pages:figure_and_record_pages", REPETITIONS, role="web")["milliseconds"]
    for name in ("dashboard", "today", "list", "record"):
        yield Line.against(f"{name}_p95", found[name], "ms", baseline=found["nothing"], n=people)
    say("row-level security on and off")
    yield from wall_lines(portal, people)
    say("the five-group report")
    yield from report_lines(portal, people)


def quality_lines(found: dict[str, float]) -> Iterator[Line]:
    rows = int(found["rows"])
    yield Line.against("quality_full_pass", found["full"], "s", baseline=found["scan"], n=rows)
    yield Line.against("quality_after_10000_changes", found["few"], "s", baseline=found["full"], n=min(10_000, rows))


def wall_lines(portal: BenchPortal, people: int) -> Iterator[Line]:
    without = portal.measure("walls:queries", REPETITIONS, role="owner")["milliseconds"]
    with_wall = portal.measure("walls:queries", REPETITIONS, role="web")["milliseconds"]
    for name, value in with_wall.items():
        yield Line.against(f"wall_{name}", value, "ms", baseline=without[name], n=people)


def report_lines(portal: BenchPortal, people: int) -> Iterator[Line]:
    """The report of this year for the whole area in three formats, each by its own command."""
    start, empty = time.perf_counter(), 0.0
    portal.manage("build_report", "--help")
    empty = time.perf_counter() - start
    year, start = time.strftime("%Y"), time.perf_counter()
    for file_format in ("docx", "xlsx", "pdf"):
        out = str(Path(portal.folder) / f"report.{file_format}")
        portal.manage("build_report", "--period", year, "--format", file_format, "--out", out)
    yield Line.against("report_three_formats", time.perf_counter() - start, "s", baseline=3 * empty, n=people)
