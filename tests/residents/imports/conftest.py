"""A batch from a sample file, read and, where asked, merged."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kontum_portal.accounts.models import Officer
from kontum_portal.areas.models import AdminUnit
from kontum_portal.jobs.services import run_now
from residents.imports.services import open_batch, start_merge
from residents.models import ImportBatch
from tests.fresh_database import fresh_database, kept_officer  # noqa: F401
from tests.residents.imports.sheets import workbook

DATA = Path(__file__).resolve().parents[2] / "data"
HEADINGS = [
    "STT",
    "Họ và tên",
    "Ngày sinh",
    "Giới tính",
    "Số CCCD/CMND",
    "Quan hệ với chủ hộ",
    "Phường/Xã",
    "Thôn/Tổ",
    "SĐT",
]
Import = Callable[..., ImportBatch]


@pytest.fixture(autouse=True)
def _day_of_the_lists(settings: Any, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path  # batches of two workers have the same ids
    settings.PORTAL_TODAY = dt.date(2024, 9, 30)
    settings.PORTAL_MFA = "demo"


def bring(
    officer: Officer, name: str, *, merge: bool = False, content: bytes | None = None, unit: AdminUnit | None = None
) -> ImportBatch:
    """Open a batch from a sample or from bytes, read it, and merge it where asked."""
    data = (DATA / name).read_bytes() if content is None else content
    batch, job = open_batch(officer=officer, chunks=lambda: [data], file_name=name, unit=unit)
    run_now(job.pk)
    if merge:
        run_now(start_merge(officer=officer, batch=ImportBatch.objects.get(pk=batch.pk)).pk)
    batch.refresh_from_db()
    return batch


@pytest.fixture
def import_file(administrator: Officer) -> Import:
    """``import_file("residents_clean.xlsx", merge=True)`` → the batch."""
    return lambda name, **options: bring(administrator, name, **options)


@pytest.fixture
def import_people(import_file: Import) -> Import:
    """A list made on the spot: each person is the cells after the number, under ``HEADINGS``."""

    def bring_people(*people: list[Any], merge: bool = False, unit: AdminUnit | None = None) -> ImportBatch:
        rows = [HEADINGS, *([number, *cells] for number, cells in enumerate(people, 1))]
        return import_file("list.xlsx", content=workbook(rows), merge=merge, unit=unit)

    return bring_people
