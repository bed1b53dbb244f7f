"""``make load``: officers as open-loop clients against a portal started for it, on this machine.

An officer is signed in beforehand, asks for a page every 10 s on average and saves an application
every minute. Open loop: a request is due at its time whether or not the one before has been answered,
and its time counts from when it was due. ``BENCH_SECONDS`` (60) is the length of each phase,
``BENCH_RESIDENTS`` (60000) the size of the city. Written to ``build/load.json``.
"""

import heapq
import os
import random
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from tests.bench import lines
from tests.bench.lines import Line, percentile
from tests.bench.officers import Officer, RefusedError
from tests.bench.portal import ROOT, BenchPortal

SESSIONS = 63  # three for each of the 21 units
THREADS = 160
PAGES = {"today": 20, "search": 35, "record": 30, "list": 15}


@dataclass(frozen=True)
class Phase:
    """``pages`` and ``saves`` are requests a second."""

    name: str
    pages: float
    saves: float

    @classmethod
    def of_officers(cls, name: str, officers: int) -> "Phase":
        return cls(name, officers / 10, officers / 60)


PHASES = (
    Phase.of_officers("50_officers", 50),
    Phase.of_officers("spike_of_250", 250),
    Phase.of_officers("300_officers", 300),
    Phase("20_saves_a_second", 0, 20),
)


class Results:
    """Milliseconds by phase and kind of action, and what went wrong."""

    def __init__(self) -> None:
        self.taken: dict[tuple[str, str], list[float]] = defaultdict(list)
        self.refused: dict[tuple[str, str], int] = defaultdict(int)
        self._lock = threading.Lock()

    def run(self, phase: str, kind: str, officer: Officer, due: float) -> None:
        try:
            officer.act(kind)
        except (RefusedError, OSError) as error:
            with self._lock:
                self.refused[phase, kind] += 1
            print(f"{phase} {kind}: {error}", file=sys.stderr)
            return
        with self._lock:
            self.taken[phase, kind].append((time.perf_counter() - due) * 1000)


def main() -> int:
    seconds = int(os.environ.get("BENCH_SECONDS", "") or 60)
    people = int(os.environ.get("BENCH_RESIDENTS", "") or 60_000)
    results = Results()
    with BenchPortal(ROOT / "build" / "load") as portal:
        portal.manage("load_demo", "--residents", str(people))
        portal.measure("pages:make_officers")
        sessions = portal.measure("pages:sign_in_for_load", SESSIONS, role="web")["sessions"]
        with portal.serving() as port:
            officers = [Officer(port, session) for session in sessions]
            alone(officers, results)
            for phase in PHASES:
                print(
                    f"{phase.name}: {phase.pages:.1f} pages/s, {phase.saves:.1f} saves/s, {seconds} s", file=sys.stderr
                )
                open_loop(phase, seconds, officers, results)
    return report(list(lines_of(results)), results)


def alone(officers: list[Officer], results: Results) -> None:
    """One client with nobody else about: what the loaded figures are compared with."""
    for kind in (*PAGES, "save"):
        for officer in officers[:20]:
            results.run("alone", kind, officer, time.perf_counter())


def open_loop(phase: Phase, seconds: int, officers: list[Officer], results: Results) -> None:
    rng, started = random.Random(phase.name), time.perf_counter()
    with ThreadPoolExecutor(THREADS) as threads:
        for offset, kind in schedule(phase, seconds, rng):
            time.sleep(max(0.0, started + offset - time.perf_counter()))
            threads.submit(results.run, phase.name, kind, rng.choice(officers), started + offset)


def schedule(phase: Phase, seconds: int, rng: random.Random) -> Iterator[tuple[float, str]]:
    """(seconds from the start, action) in order; the times between are exponential, as arrivals are."""

    def arrivals(rate: float, kinds: dict[str, int]) -> Iterator[tuple[float, str]]:
        at = rng.expovariate(rate) if rate else seconds
        while at < seconds:
            yield at, rng.choices(tuple(kinds), tuple(kinds.values()))[0]
            at += rng.expovariate(rate)

    return heapq.merge(list(arrivals(phase.pages, PAGES)), list(arrivals(phase.saves, {"save": 1})))


def lines_of(results: Results) -> Iterator[Line]:
    """p95 of pages and of saves by phase, against the median of the same actions alone."""
    for phase in (phase.name for phase in PHASES):
        for group, kinds in {"pages": tuple(PAGES), "save": ("save",)}.items():
            taken = [value for kind in kinds for value in results.taken.get((phase, kind), ())]
            before = [value for kind in kinds for value in results.taken.get(("alone", kind), ())]
            if taken and before:
                yield Line.against(
                    f"load_{phase}_{group}_p95", percentile(taken, 0.95), "ms",
                    baseline=percentile(before, 0.5), n=len(taken),
                )  # fmt: skip


def report(found: list[Line], results: Results) -> int:
    lines.write(ROOT / "build" / "load.json", found)
    rows: list[tuple[Any, ...]] = [
        (
            f"{phase} {kind}",
            *(round(percentile(taken, share), 1) for share in (0.5, 0.95, 0.99)),
            len(taken),
            results.refused[phase, kind],
        )
        for (phase, kind), taken in results.taken.items()
    ]
    print(lines.table(("phase and action", "p50 ms", "p95 ms", "p99 ms", "n", "errors"), rows))
    print("Written to build/load.json.")
    return 1 if sum(results.refused.values()) else 0
