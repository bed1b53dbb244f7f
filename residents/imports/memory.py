"""How much memory this process has needed at most."""

from pathlib import Path


def peak_megabytes() -> int:
    """The high-water mark since this program was started (``getrusage`` would count the parent before it)."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) // 1024
    return 0
