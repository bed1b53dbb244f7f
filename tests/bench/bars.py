"""What each line of ``make bench`` must reach on two quiet cores: the page of speeds in the design, written once."""

import re

from tests.bench.lines import Line

# The first that matches the name counts; a bar is on the value, or on the ratio to the line's own baseline.
BARS: tuple[tuple[str, str, str, float], ...] = (
    (r"import_against_stock", "ratio", "≥", 20),
    (r"import_against_bare_copy", "ratio", "≥", 0.4),
    (r"import_peak_memory", "value", "≤", 600),
    (r"search_.*_p95", "value", "≤", 25),
    (r"(list_.*|list|dashboard|today|record)_p95", "value", "≤", 60),
    (r"quality_full_pass", "ratio", "≤", 20),
    (r"quality_after_10000_changes", "ratio", "≤", 0.05),
    (r"report_three_formats", "value", "≤", 10),
)


def bar_of(line: Line) -> str:
    """As the table shows it: ``≤ 25``, with ``!`` when the line misses it; empty where there is none."""
    for name, column, sign, limit in BARS:
        if re.fullmatch(name, line.name):
            reached = getattr(line, column) or 0.0
            kept = reached <= limit if sign == "≤" else reached >= limit
            return f"{'ratio ' if column == 'ratio' else ''}{sign} {limit:g}{'' if kept else ' !'}"
    return ""
