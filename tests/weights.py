"""What pages and partials weigh: noted by a test, printed as one table when the run is over."""

from collections.abc import Callable

import pytest

MARK = "weight"


def weighed(record_property: Callable[..., None], kind: str, name: str, size: int) -> None:
    """Note the bytes of one page or partial; the note travels from a parallel worker to the terminal."""
    record_property(MARK, f"{kind}\t{name}\t{size}")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    reports = [each for outcome in ("passed", "failed") for each in terminalreporter.stats.get(outcome, [])]
    notes = [str(value).split("\t") for each in reports for name, value in each.user_properties if name == MARK]
    if not notes:
        return
    terminalreporter.section("first load of each page, and partials, in kilobytes as served")
    for kind, name, size in sorted(notes, key=lambda note: (note[0], -int(note[2]))):
        terminalreporter.write_line(f"{int(size) / 1024:8.1f}  {kind:8} {name}")
