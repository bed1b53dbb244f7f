"""What a report is made of: frozen blocks that every renderer understands, and their JSON."""

from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from typing import Any, Self

from reports.content.numbers import NO_FIGURE, places_of, vietnamese

DRAFT_MARK = "DỰ THẢO"


@dataclass(frozen=True)
class Amount:
    """A number in a table; without a value it says so and is never nought."""

    value: Decimal | None
    percent: bool = False

    @property
    def text(self) -> str:
        if self.value is None:
            return NO_FIGURE
        return f"{vietnamese(self.value, 1)}\u00a0%" if self.percent else vietnamese(self.value, places_of(self.value))


Cell = str | Amount


def text_of(cell: Cell) -> str:
    return cell.text if isinstance(cell, Amount) else cell


@dataclass(frozen=True)
class Heading:
    """``level`` 1: a part (I, II …); 2: a point under it."""

    level: int
    text: str


@dataclass(frozen=True)
class Paragraph:
    text: str


@dataclass(frozen=True)
class Table:
    """``widths`` are shares of the page's width; the first row of a renderer is ``header``."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...]


@dataclass(frozen=True)
class Letterhead:
    """The head of NĐ 30/2020/NĐ-CP, Phụ lục I: who above, who issues, number, place and date."""

    parent: str
    issuer: str
    number: str
    nation: str
    motto: str
    place_and_date: str


@dataclass(frozen=True)
class Annex:
    title: str
    note: str
    tables: tuple[Table, ...]


@dataclass(frozen=True)
class ReportContent:
    """Everything a reader sees, in reading order; ``mark`` is empty once the report is approved."""

    letterhead: Letterhead
    title: str
    subject: str
    body: tuple[Heading | Paragraph, ...]
    recipients: tuple[str, ...]
    signature: tuple[str, ...]
    annexes: tuple[Annex, ...]
    mark: str = DRAFT_MARK

    @property
    def headings(self) -> list[str]:
        return [block.text for block in self.body if isinstance(block, Heading)]

    @property
    def tables(self) -> list[Table]:
        return [table for annex in self.annexes for table in annex.tables]

    def marked(self, *, approved: bool) -> Self:
        return replace(self, mark="" if approved else DRAFT_MARK)

    def to_json(self) -> dict[str, Any]:
        data = asdict(self)
        data["body"] = [{"kind": type(block).__name__, **asdict(block)} for block in self.body]
        data["annexes"] = [
            asdict(annex) | {"tables": [_table_json(table) for table in annex.tables]} for annex in self.annexes
        ]
        return data

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        annexes = (annex | {"tables": tuple(_table(table) for table in annex["tables"])} for annex in data["annexes"])
        parts = {
            "letterhead": Letterhead(**data["letterhead"]),
            "body": tuple(_block(block) for block in data["body"]),
            "annexes": tuple(Annex(**annex) for annex in annexes),
            "recipients": tuple(data["recipients"]),
            "signature": tuple(data["signature"]),
        }
        return cls(**data | parts)


def _table_json(table: Table) -> dict[str, Any]:
    return asdict(table) | {"rows": [[_cell_json(cell) for cell in row] for row in table.rows]}


def _cell_json(cell: Cell) -> str | dict[str, Any]:
    if isinstance(cell, str):
        return cell
    return {"value": None if cell.value is None else str(cell.value), "percent": cell.percent}


def _table(data: dict[str, Any]) -> Table:
    rows = tuple(tuple(_cell(cell) for cell in row) for row in data["rows"])
    return Table(data["title"], tuple(data["header"]), rows, tuple(data["widths"]))


def _cell(data: str | dict[str, Any]) -> Cell:
    if isinstance(data, str):
        return data
    return Amount(None if data["value"] is None else Decimal(data["value"]), data["percent"])


def _block(data: dict[str, Any]) -> Heading | Paragraph:
    fields = {name: value for name, value in data.items() if name != "kind"}
    return Heading(**fields) if data["kind"] == "Heading" else Paragraph(**fields)
