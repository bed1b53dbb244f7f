"""Delimited text files: their encoding and delimiter found, their rows read one by one."""

import csv
import itertools
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from residents.imports.charsets import convert, sheet_charset
from residents.imports.errors import NulBytesError
from residents.imports.opening import is_utf16
from residents.imports.syllables import score, telling_words

DELIMITERS = (";", "\t", ",", "|")
_SAMPLE = 262_144


def encoding_of(path: Path) -> str:
    """``utf-8-sig``, ``utf-16``, ``cp1258`` or ``latin-1`` (for legacy charsets, decoded later)."""
    with path.open("rb") as file:
        sample = file.read(_SAMPLE)
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if is_utf16(sample):
        return "utf-16-be" if sample[0] == 0 else "utf-16-le"
    if _decodes(sample, "utf-8-sig"):
        return "utf-8-sig"
    as_cp1258 = unicodedata.normalize("NFC", sample.decode("cp1258", "replace"))
    legacy_wins = _legacy_score(sample.decode("latin-1")) > score(telling_words(as_cp1258))
    return "latin-1" if legacy_wins else "cp1258"


def _legacy_score(text: str) -> int:
    from_charset = sheet_charset(text.splitlines())
    return score(telling_words(_converted(text, from_charset))) if from_charset else 0


def _converted(text: str, charset: str) -> str:
    return "\n".join(convert(line, charset) for line in text.splitlines())


def _decodes(sample: bytes, encoding: str) -> bool:
    """Whether the bytes decode; a character cut at the sample's end does not count."""
    for cut in range(4):
        try:
            sample[: len(sample) - cut].decode(encoding)
        except UnicodeDecodeError:
            continue
        return True
    return False


def delimiter_of(lines: list[str]) -> str:
    """The delimiter that splits the first lines into the most and the most even columns."""

    def evenness(delimiter: str) -> tuple[float, int]:
        widths = [len(row) for row in csv.reader(lines, delimiter=delimiter) if any(row)]
        if not widths or max(widths) == 1:
            return (0.0, 0)
        common = max(set(widths), key=widths.count)
        return (widths.count(common) / len(widths) * (common > 1), common)

    return max(DELIMITERS, key=evenness)


def read_rows(path: Path) -> Iterator[list[str]]:
    """Rows as lists of texts in NFC-safe Unicode, blank lines kept so that row numbers agree."""
    encoding = encoding_of(path)
    errors = "strict" if encoding.startswith("utf") else "replace"
    with path.open(encoding=encoding, errors=errors, newline="") as file:
        sample = list(itertools.islice(file, 40))
        delimiter = delimiter_of(sample)
        csv.field_size_limit(10_000_000)
        lines = itertools.chain(sample, file)
        try:
            for row in csv.reader(_without_nul(lines), delimiter=delimiter):
                yield [unicodedata.normalize("NFC", cell) for cell in row] if encoding == "cp1258" else row
        except (UnicodeError, csv.Error) as broken:
            raise NulBytesError() from broken


def _without_nul(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        if "\x00" in line:
            raise NulBytesError()
        yield line
