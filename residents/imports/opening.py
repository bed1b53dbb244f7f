"""What a file really is, and whether it may be opened: asked of its bytes before any parser runs."""

import zipfile
import zlib
from enum import StrEnum
from pathlib import Path

from django.utils.translation import gettext_noop as _

from residents.imports.errors import (
    DamagedFileError,
    DangerousFileError,
    EmptyFileError,
    EncryptedFileError,
    FileTooLargeError,
    ForeignFileError,
    NulBytesError,
    UnpacksTooLargeError,
    UnreadableFileError,
)
from residents.imports.limits import MEGABYTE, Limits

_OLE_MAGIC = bytes.fromhex("D0CF11E0A1B11AE1")
_HEAD = 8_192
_SMALL_PART = 2 * MEGABYTE
_FOREIGN = (
    (b"\x89PNG", _("a picture (PNG)")),
    (b"\xff\xd8\xff", _("a picture (JPEG)")),
    (b"GIF8", _("a picture (GIF)")),
    (b"BM", _("a picture (BMP)")),
    (b"%PDF", _("a PDF document")),
    (b"Rar!", _("a RAR archive")),
    (b"7z\xbc\xaf", _("a 7z archive")),
    (b"\x1f\x8b", _("a gzip archive")),
    (b"MZ", _("a program")),
    (b"\x7fELF", _("a program")),
    (b"{\\rtf", _("an RTF document")),
    (b"SQLite format 3", _("a database")),
)


class FileType(StrEnum):
    """What the bytes are, whatever the name says."""

    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    TEXT = "csv"


def check_file(path: Path, limits: Limits) -> FileType:
    """The type of a file that may be opened; every other file is refused with its sentence."""
    size = path.stat().st_size
    if size == 0:
        raise EmptyFileError()
    if size > limits.file_mb * MEGABYTE:
        raise FileTooLargeError(size=size // MEGABYTE, limit=limits.file_mb)
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if head.startswith(b"PK"):
        return _check_archive(path, limits)
    if head.startswith(_OLE_MAGIC):
        return _check_ole(path)
    return _check_text(head)


def _check_text(head: bytes) -> FileType:
    for magic, found in _FOREIGN:
        if head.startswith(magic) and not (len(magic) == 2 and magic.isalpha() and _reads_as_text(head)):
            raise ForeignFileError(found=found)
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype", b"<html", b"<table", b"<?xml", b"<meta", b"mime-version")):
        raise ForeignFileError(found=_("a web page or XML text"))
    if b"\x00" in head and not is_utf16(head):
        if _reads_as_text(head.replace(b"\x00", b"")):
            raise NulBytesError()
        raise ForeignFileError(found=_("no kind of file we know"))
    if not is_utf16(head) and not _reads_as_text(head):
        raise ForeignFileError(found=_("no kind of file we know"))
    return FileType.TEXT


def is_utf16(head: bytes) -> bool:
    """A byte-order mark, or every other byte zero as Latin letters make it."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    sample = head[:400]
    zeros = (sample[0::2].count(0), sample[1::2].count(0))
    half = max(1, len(sample) // 2)
    return max(zeros) > 0.6 * half and min(zeros) < 0.1 * half


def _reads_as_text(head: bytes) -> bool:
    controls = sum(1 for byte in head if byte < 32 and byte not in (9, 10, 12, 13))
    return controls <= len(head) * 0.01


def _check_ole(path: Path) -> FileType:
    content = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise EncryptedFileError()
    if "Workbook".encode("utf-16-le") in content or "Book".encode("utf-16-le") in content:
        return FileType.XLS
    raise ForeignFileError(found=_("an old Office file that is no workbook"))


def _check_archive(path: Path, limits: Limits) -> FileType:
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            _check_sizes(parts, limits)
            file_type = _archive_type({part.filename for part in parts}, archive)
            if any(part.flag_bits & 1 for part in parts):
                raise EncryptedFileError()
            _check_parts(archive, parts)
            return file_type
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as broken:
        raise DamagedFileError() from broken
    except RuntimeError as encrypted:  # zipfile says it so
        raise EncryptedFileError() from encrypted


def _check_sizes(parts: list[zipfile.ZipInfo], limits: Limits) -> None:
    unpacked = sum(part.file_size for part in parts)
    tight = any(
        part.file_size > _SMALL_PART and part.file_size > limits.ratio * max(1, part.compress_size) for part in parts
    )
    if tight or unpacked > limits.unpacked_mb * MEGABYTE or len(parts) > 5_000:
        raise UnpacksTooLargeError(size=unpacked // MEGABYTE, limit=limits.unpacked_mb)


def _archive_type(names: set[str], archive: zipfile.ZipFile) -> FileType:
    if "xl/workbook.xml" in names or "xl/workbook.bin" in names:
        return FileType.XLSX
    if "mimetype" in names and b"opendocument.spreadsheet" in archive.read("mimetype")[:100]:
        if b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise EncryptedFileError()
        return FileType.ODS
    if any(name.startswith("word/") for name in names):
        raise ForeignFileError(found=_("a Word document"))
    if any(name.startswith("xl/") for name in names):
        raise UnreadableFileError()
    raise ForeignFileError(found=_("an archive (ZIP) and no workbook"))


def _check_parts(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> None:
    """No DTD in any XML part; the small parts whole (their checksums are verified on the way)."""
    for part in parts:
        if not part.filename.endswith((".xml", ".rels", ".vml")):
            continue
        with archive.open(part) as content:
            head = content.read(4_096)
            if b"<!DOCTYPE" in head or b"<!ENTITY" in head or "<!DOCTYPE".encode("utf-16-le") in head:
                raise DangerousFileError(found=_("a document type definition (DTD)"))
            if part.file_size <= _SMALL_PART:
                while content.read(65_536):
                    pass


def find_damage(path: Path) -> bool:
    """Whether a large part of an archive fails its checksum (reads everything once)."""
    try:
        with zipfile.ZipFile(path) as archive:
            for part in archive.infolist():
                if part.file_size > _SMALL_PART:
                    with archive.open(part) as content:
                        while content.read(1_048_576):
                            pass
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError):
        return True
    return False
