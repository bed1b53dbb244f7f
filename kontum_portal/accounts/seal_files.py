"""The newest seals outside the database: one file a log, one line ``number hash`` a seal."""

import os
from pathlib import Path

from django.conf import settings


def seal_file(log: str) -> Path:
    return Path(settings.VAR_DIR) / "seals" / f"{log}.txt"


def read_seals(log: str) -> dict[int, str] | None:
    """Hash by number; None when there is no file. A line cut off by a crash is passed over."""
    path = seal_file(log)
    if not path.exists():
        return None
    lines = (line.split() for line in path.read_text(encoding="ascii").splitlines())
    return {
        int(words[0]): words[1] for words in lines if len(words) == 2 and words[0].isdecimal() and len(words[1]) == 64
    }


def append_seals(log: str, seals: list[tuple[int, str]]) -> None:
    """Add lines and have them on the disk before returning."""
    path = seal_file(log)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    text = path.read_text(encoding="ascii") if path.exists() else ""
    separator = "" if text == "" or text.endswith("\n") else "\n"
    with path.open("a", encoding="ascii") as file:
        file.write(separator + "".join(f"{number} {digest}\n" for number, digest in seals))
        file.flush()
        os.fsync(file.fileno())
