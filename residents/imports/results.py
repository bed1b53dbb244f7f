"""What came of a batch, row by row: for ``--rows`` and for the workbook that goes back to the unit."""

import csv
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, TextIO

import xlsxwriter
from django.db.models import BigIntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from residents.choices import RowOutcome
from residents.imports.undoing import LEFT
from residents.imports.wording import sentence_of
from residents.models import ImportBatch, SourceRow, StagedRow
from residents.parsing.relations import WORDS

HEADINGS = (
    "sheet", "row", "outcome", "reasons", "resident_id", "full_name", "birth_date", "sex", "personal_id", "old_id",
    "relation", "unit_code", "sub_unit", "phone",
)  # fmt: skip
GIVEN_BACK = (RowOutcome.REFUSED, RowOutcome.DOUBTFUL)
AT_ONCE = 2_000


def rows_of(batch: ImportBatch) -> QuerySet[StagedRow]:
    """Staged rows in the order of the file, each with the resident it became (``became``)."""
    source = SourceRow.objects.filter(batch=OuterRef("batch"), sheet=OuterRef("sheet"), row=OuterRef("row"))
    became = Coalesce(Subquery(source.values("resident_id")[:1]), "resident_id", output_field=BigIntegerField())
    return StagedRow.objects.filter(batch=batch).annotate(became=became).select_related("unit").order_by("row", "id")


def write_rows(batch: ImportBatch, out: TextIO) -> None:
    """One CSV line per filled row below the header."""
    writer = csv.writer(out)
    writer.writerow(HEADINGS)
    writer.writerows(_line(row) for row in rows_of(batch).iterator(AT_ONCE))


def _line(row: Any) -> tuple[Any, ...]:
    return (
        row.sheet, row.row, row.outcome, ";".join(sorted(row.reasons)), row.became or "", row.full_name or "",
        birth_text(row), row.sex or "", row.personal_id or "", row.old_id or "", WORDS.get(row.relation_to_head, ""),
        row.unit.code if row.unit else "", row.sub_unit_name or "", national_phone(row.phone),
    )  # fmt: skip


def birth_text(row: Any) -> str:
    """``YYYY[-MM[-DD]]``, as far as it is known."""
    if row.birth_year is None:
        return ""
    parts = [f"{row.birth_year:04d}"]
    if row.birth_month:
        parts.append(f"{row.birth_month:02d}")
        if row.birth_day:
            parts.append(f"{row.birth_day:02d}")
    return "-".join(parts)


def national_phone(phone: str | None) -> str:
    """``+84905…`` as it is dialled here: ``0905…``."""
    return f"0{phone[3:]}" if phone and phone.startswith("+84") else phone or ""


def give_back_file(batch: ImportBatch) -> IO[bytes]:
    """The workbook of the rows not taken, as an open file without a name."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    write_give_back(batch, file)
    file.seek(0)
    return file


def write_give_back(batch: ImportBatch, out: Path | IO[bytes]) -> int:
    """A workbook of the rows that were not taken, their cells as they came, the reasons beside them. Returns how many."""
    columns = [column["heading"] for column in batch.layout.get("columns", [])]
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(str(out) if isinstance(out, Path) else out, options) as book:
        page = book.add_worksheet(batch.layout.get("sheet", "")[:31] or "Sheet1")
        bold = book.add_format({"bold": True})
        marked = book.add_format({"bg_color": "#FFF2CC", "text_wrap": True})
        for index, heading in enumerate([_("Reasons"), _("Outcome"), _("Row"), *columns]):
            page.write_string(0, index, heading, bold)
        page.set_column(0, 0, 60)
        page.freeze_panes(1, 0)
        written = 0
        for written, row in enumerate(_given_back(batch), 1):
            page.write_string(written, 0, "\n".join(str(sentence_of(code)) for code in row.reasons), marked)
            page.write_string(written, 1, row.get_outcome_display())
            page.write_number(written, 2, row.row)
            for index, text in enumerate(row.raw):
                if text:
                    page.write_string(written, 3 + index, text)
    return written


def _given_back(batch: ImportBatch) -> Iterator[StagedRow]:
    given_back = Q(outcome__in=GIVEN_BACK) | Q(reasons__overlap=list(LEFT))
    rows = StagedRow.objects.filter(given_back, batch=batch).order_by("row", "id")
    return rows.iterator(AT_ONCE)
