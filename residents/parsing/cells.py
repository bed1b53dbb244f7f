"""Spreadsheet cells as the text an officer sees, and the words that stand for an empty cell."""

import datetime as dt
import re

DITTO_MARKS = frozenset(
    {"nt", "-nt-", "- nt -", "n.t", "n.t.", "n/t", "như trên", "nhu tren", "như tr", "-như trên-"}
    | {'"', "''", '""', "〃", "″", "”", "“", "„", "-''-", '-"-', '- " -', "“ ”", "--//--", "-//-", "//", "///"}
)

DITTO_STARTS = frozenset(mark[0] for mark in DITTO_MARKS) | {"N", " ", "\t", "\u00a0"}

EMPTY_WORDS = frozenset(
    {
        "-",
        "--",
        "---",
        "_",
        ".",
        "..",
        "...",
        "/",
        "\\",
        "?",
        "??",
        "x",
        "0",
        "o",
        "k",
        "ko",
        "kg",
        "none",
        "null",
        "nan",
    }
    | {
        "không",
        "khong",
        "không có",
        "khong co",
        "chưa có",
        "chua co",
        "chưa",
        "không nhớ",
        "khong nho",
        "ko có",
        "k có",
    }
    | {"không rõ", "khong ro", "chưa rõ", "mất", "quên", "chưa cấp", "n/a", "na", "#n/a", "#ref!", "#value!", "trống"}
    | {"chưa làm", "không biết", "ko nhớ", "ko biết", "đang làm", "chưa cấp số", "chưa có số", "ko rõ", "k nhớ"}
)

_LETTERS_AS_DIGITS = str.maketrans(
    {"O": "0", "o": "0", "Q": "0", "Ο": "0", "О": "0", "l": "1", "I": "1", "i": "1", "|": "1"}
)
_CSV_GUARD = re.compile(r'^="(.*)"$', re.DOTALL)
_MEASURED_MARKS = re.compile(r"^[xX×✓✔✗vV+*•●1]{1,3}$|^có$|^co$", re.IGNORECASE)


def cell_text(cell: object) -> str:
    """The text of one cell: dates as ``YYYY-MM-DD``, whole numbers without a decimal part."""
    if isinstance(cell, str):
        return cell
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "x" if cell else ""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e18 else repr(cell)
    if isinstance(cell, dt.datetime):
        midnight = cell.time() == dt.time()
        return cell.date().isoformat() if midnight else cell.isoformat(sep=" ", timespec="minutes")
    if isinstance(cell, (dt.date, dt.time)):
        return cell.isoformat()
    return str(cell)


def is_ditto(text: str) -> bool:
    """Whether the cell only says "as above"."""
    return len(text) <= 12 and text[:1] in DITTO_STARTS and text.strip().lower() in DITTO_MARKS


def is_mark(text: str) -> bool:
    """Whether the cell is ticked: x, X, ✓, 1, v, có …"""
    return len(text) <= 4 and _MEASURED_MARKS.match(text.strip()) is not None


def is_empty_word(text: str) -> bool:
    """Whether the cell says in words that there is nothing to say."""
    return len(text) <= 16 and text.strip().lower() in EMPTY_WORDS


def unguarded(text: str) -> str:
    """A number-like text without what protects it: leading apostrophes, ``="…"``, a final ``.0``."""
    guarded = _CSV_GUARD.match(text.strip())
    bare = (guarded.group(1) if guarded else text).strip().lstrip("'’‘`ʼ\u200b\ufeff").strip()
    return re.sub(r"(?<=\d)\.0+$", "", bare)


def digits_for_letters(text: str) -> str:
    """``l8/O1/1984`` → ``18/01/1984``: letters that are read as digits."""
    return text.translate(_LETTERS_AS_DIGITS)
