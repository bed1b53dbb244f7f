"""The uploaded files: one folder per batch under the data folder, named by id, never by what was uploaded."""

import hashlib
import shutil
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings

CHUNK = 1 << 20


def folder_of(batch_id: int) -> Path:
    return Path(settings.VAR_DIR) / "imports" / str(batch_id)


def file_of(batch_id: int) -> Path:
    return folder_of(batch_id) / "source"


def keep(batch_id: int, chunks: Iterable[bytes]) -> None:
    """Store the bytes of an upload, readable by the portal's own user only."""
    folder_of(batch_id).mkdir(parents=True, exist_ok=True, mode=0o700)
    with file_of(batch_id).open("wb") as file:
        for chunk in chunks:
            file.write(chunk)


def remove(batch_id: int) -> None:
    shutil.rmtree(folder_of(batch_id), ignore_errors=True)


def digest(chunks: Iterable[bytes]) -> tuple[str, int]:
    """The SHA-256 and the size of an upload."""
    hasher, size = hashlib.sha256(), 0
    for chunk in chunks:
        hasher.update(chunk)
        size += len(chunk)
    return hasher.hexdigest(), size
