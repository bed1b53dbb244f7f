"""Files that mean harm, or are none: one clear sentence each, soon, and nothing in the register."""

import time

import pytest
from django.db import transaction

from residents.imports import errors
from residents.models import ImportBatch, Resident, StagedRow
from tests.residents.imports.conftest import DATA, Import
from tests.residents.imports.sheets import text_file, workbook

pytestmark = pytest.mark.django_db

REFUSED = {
    "zip_bomb_like.xlsx": errors.UnpacksTooLargeError,
    "encrypted_ole.xlsx": errors.EncryptedFileError,
    "empty.xlsx": errors.NothingToImportError,
    "zero_bytes.xlsx": errors.EmptyFileError,
    "columns_5000.xlsx": errors.TooManyColumnsError,
    "xxe_shared_strings.xlsx": errors.DangerousFileError,
    "broken_zip.xlsx": errors.DamagedFileError,
    "image_renamed.xlsx": errors.ForeignFileError,
    "nul_bytes.csv": errors.NulBytesError,
}
READ = {
    "formula_injection.xlsx": 9,
    "formula_injection.csv": 8,
    "csv_named_xlsx.xlsx": 3,
    "macro_stub.xlsm": 3,
    "dimension_huge.xlsx": 2,
    "last_row_used.xlsx": 2,
    "header_only.xlsx": 0,
    "cell_40000_chars.xlsx": 2,
    "zip_path_traversal.xlsx": 3,
    "utf16.csv": 3,
}


def test_every_hostile_file_is_asked() -> None:
    assert {path.name for path in (DATA / "hostile").iterdir()} == {*REFUSED, *READ}


@pytest.mark.parametrize(("name", "refusal"), REFUSED.items())
def test_a_file_that_cannot_be_read_gets_one_sentence(import_file: Import, name: str, refusal: type[Exception]) -> None:
    started = time.monotonic()
    with pytest.raises(refusal) as caught, transaction.atomic():
        import_file(f"hostile/{name}")
    assert time.monotonic() - started < 5
    assert str(caught.value).count("\n") == 0
    assert "%(" not in str(caught.value)


@pytest.mark.parametrize(("name", "rows"), READ.items())
def test_the_others_are_read_as_plain_text(import_file: Import, name: str, rows: int) -> None:
    started = time.monotonic()
    batch = import_file(f"hostile/{name}")
    assert time.monotonic() - started < 5
    assert (batch.status, batch.counts["rows"]) == ("review", rows)
    assert not Resident.objects.exists()


def test_the_sentence_stays_on_the_batch(import_file: Import) -> None:
    with pytest.raises(errors.EncryptedFileError) as caught:
        import_file("hostile/encrypted_ole.xlsx")
    batch = ImportBatch.objects.get()
    assert (batch.status, batch.error) == ("failed", str(caught.value))


def test_a_cell_far_too_long_refuses_its_row_only(import_file: Import) -> None:
    batch = import_file("hostile/cell_40000_chars.xlsx")
    refused = StagedRow.objects.filter(batch=batch, reasons__contains=["cell_too_long"])
    assert {row.outcome for row in refused} == {"refused"}
    assert max(len(text) for row in refused for text in row.raw) <= 4_000


def test_a_reader_without_memory_is_a_message(import_file: Import, settings) -> None:
    settings.PORTAL_IMPORT_LIMITS = {"memory_mb": 40}
    with pytest.raises(errors.ReaderDiedError):
        import_file("residents_clean.xlsx")


def test_a_reader_that_takes_too_long_is_a_message(import_file: Import, settings) -> None:
    settings.PORTAL_IMPORT_LIMITS = {"seconds": 0}
    with pytest.raises(errors.ReaderDiedError):
        import_file("residents_clean.xlsx")


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"<html><table><tr><td>x</td></tr></table></html>", errors.ForeignFileError),
        (b"%PDF-1.7 ...", errors.ForeignFileError),
        (bytes(range(1, 32)) * 40, errors.ForeignFileError),
        (text_file([["Tên hàng", "Giá"], ["Gạo", "12000"]]), errors.NoHeaderFoundError),
        (workbook([["Tổng hợp"], ["Thôn", "Số khẩu"], ["Thôn 1", 88]]), errors.NoHeaderFoundError),
        (workbook([["Họ và tên", "Năm sinh"]])[:-30], errors.DamagedFileError),
    ],
)
def test_foreign_content_is_refused(import_file: Import, content: bytes, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        import_file("list.xlsx", content=content)


def test_too_many_rows_are_refused(import_file: Import, settings) -> None:
    settings.PORTAL_IMPORT_LIMITS = {"rows": 400}
    with pytest.raises(errors.TooManyRowsError):
        import_file("residents_clean.xlsx")
