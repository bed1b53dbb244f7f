"""Staged rows and layouts as the pages show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from residents.choices import Policy, RowOutcome
from residents.imports.columns import LEFT_OUT, OTHER
from residents.imports.reasons import DOUBTING, REFUSING
from residents.imports.results import birth_text, national_phone
from residents.imports.wording import sentence_of
from residents.models import ImportBatch, StagedRow

Text = str | Promise

TONES = {"new": "good", "updated": "info", "unchanged": "", "doubtful": "wait", "refused": "late", "not_a_person": ""}
FIELD_LABELS: dict[str, Text] = {
    "number": gettext_lazy("Ordinal number"),
    "full_name": gettext_lazy("Full name"),
    "family_part": gettext_lazy("Family and middle name"),
    "given_part": gettext_lazy("Given name"),
    "birth_date": gettext_lazy("Date of birth"),
    "birth_day_part": gettext_lazy("Day of birth"),
    "birth_month_part": gettext_lazy("Month of birth"),
    "birth_year_part": gettext_lazy("Year of birth"),
    "birth_male": gettext_lazy("Date of birth, if male"),
    "birth_female": gettext_lazy("Date of birth, if female"),
    "sex": gettext_lazy("Sex"),
    "sex_male": gettext_lazy("Mark for male"),
    "sex_female": gettext_lazy("Mark for female"),
    "personal_id": gettext_lazy("Personal number"),
    "identity": gettext_lazy("Personal number or old number"),
    "old_id": gettext_lazy("Old identity number"),
    "relation": gettext_lazy("Relation to head"),
    "relation_to_head": gettext_lazy("Relation to head"),
    "head_name": gettext_lazy("Head of household"),
    "household_number": gettext_lazy("Household number"),
    "unit_name": gettext_lazy("Ward or commune"),
    "unit_id": gettext_lazy("Ward or commune"),
    "sub_unit_name": gettext_lazy("Residential group, hamlet or village"),
    "street": gettext_lazy("House and street"),
    "permanent_address": gettext_lazy("Permanent address"),
    "current_address": gettext_lazy("Current address"),
    "native_place": gettext_lazy("Native place"),
    "birth_registration_place": gettext_lazy("Birth registration place"),
    "residence": gettext_lazy("Residence"),
    "residence_kind": gettext_lazy("Residence"),
    "residence_until": gettext_lazy("Residence until"),
    "presence": gettext_lazy("Presence"),
    "deceased_on": gettext_lazy("Deceased on"),
    "phone": gettext_lazy("Phone"),
    "card_status": gettext_lazy("State of the card"),
    "card_claim": gettext_lazy("State of the card"),
    "card_issued": gettext_lazy("Card issued (mark or day)"),
    "card_none": gettext_lazy("Card not issued (mark)"),
    "card_issued_on": gettext_lazy("Card issued on"),
    "language": gettext_lazy("Preferred language"),
    "note": gettext_lazy("Notes"),
}


@dataclass(frozen=True)
class ColumnShape:
    """One column of the file: what it was understood as, and how sure that is."""

    letter: str
    heading: str
    meaning: Text
    percent: int | None
    tone: str
    hidden: bool


@dataclass(frozen=True)
class ReasonShape:
    code: str
    sentence: Text
    tone: str


@dataclass(frozen=True)
class RowShape:
    """One staged row; ``changes`` are (label, register, list)."""

    row: StagedRow
    birth: str
    phone: str
    tone: str
    cells: str
    reasons: list[ReasonShape]
    changes: list[tuple[Text, str, str]]


def columns_of(batch: ImportBatch) -> list[ColumnShape]:
    return [_column(column) for column in batch.layout.get("columns", []) if column["heading"] or column["field"]]


def _column(column: dict[str, Any]) -> ColumnShape:
    field, shown = column["field"], (column["letter"], column["heading"])
    if field.startswith(LEFT_OUT):
        return ColumnShape(
            *shown, _("Recognised and left out: the portal does not hold it"), None, "info", column["hidden"]
        )
    if not field or field.startswith(OTHER):
        return ColumnShape(*shown, _("Not taken over"), None, "", column["hidden"])
    percent = round(column["confidence"] * 100)
    return ColumnShape(
        *shown, FIELD_LABELS.get(field, field), percent, "good" if percent >= 80 else "wait", column["hidden"]
    )


def lanes_of(batch: ImportBatch, url: str, current: str) -> list[dict[str, Any]]:
    """The counts by outcome as links that filter the rows."""
    return [
        {
            "count": batch.counts.get(outcome.value, 0),
            "label": outcome.label,
            "url": f"{url}?outcome={outcome.value}",
            "tone": TONES[outcome.value] if outcome.value in ("doubtful", "refused") else "",
            "current": outcome.value == current,
        }
        for outcome in RowOutcome
    ]


def rows_shaped(rows: Iterable[StagedRow], unit_names: dict[int, str]) -> list[RowShape]:
    return [
        RowShape(
            row=row,
            birth="/".join(reversed(birth_text(row).split("-"))),
            phone=national_phone(row.phone),
            tone=TONES.get(row.outcome or "", ""),
            cells=" · ".join(filter(None, row.raw)),
            reasons=[_reason(code) for code in row.reasons],
            changes=_changes(row, unit_names),
        )
        for row in rows
    ]


def _reason(code: str) -> ReasonShape:
    tone = "late" if code in REFUSING else "wait" if code in DOUBTING or code.endswith("_match") else "info"
    return ReasonShape(code, sentence_of(code), tone)


def _changes(row: StagedRow, unit_names: dict[int, str]) -> list[tuple[Text, str, str]]:
    pairs = [
        (field, pair) for field, pair in row.differences.items() if isinstance(pair, list) and field != "candidates"
    ]
    return [
        (FIELD_LABELS.get(field, field), *(_said(row, field, value, unit_names) for value in pair))
        for field, pair in pairs
    ]


def _said(row: StagedRow, field: str, value: Any, unit_names: dict[int, str]) -> str:
    if value is None:
        return ""
    if field == "unit_id":
        return unit_names.get(value, "")
    if field == "phone":
        return national_phone(value)
    if field == "birth_date" or not hasattr(row, field):
        return str(value)
    labels = dict(row._meta.get_field(field).flatchoices)
    return str(labels.get(value, value))


def reconciliation_of(batch: ImportBatch) -> list[tuple[Text, int]]:
    """Rows in = created + changed + unchanged + left, after the merge."""
    counts = batch.counts
    merge = counts.get("merge", {})
    created, changed = merge.get("created", 0), merge.get("changed", 0)
    return [
        (_("Filled rows below the header"), counts.get("rows", 0)),
        (_("People created"), created),
        (_("People completed"), changed),
        (_("Rows that change nothing"), max(0, merge.get("rows", 0) - created - changed)),
        (_("Doubtful rows, left"), counts.get("doubtful", 0)),
        (_("Refused rows"), counts.get("refused", 0)),
        (_("Rows that are no people"), counts.get("not_a_person", 0)),
        (_("Households created"), merge.get("households", 0)),
    ]


def undone_of(batch: ImportBatch) -> list[tuple[Text, int]]:
    """What the last undoing did, and why records were left; empty when the list was never undone or is merged again."""
    undone = batch.counts.get("undone")
    if not undone or batch.merged_at:
        return []
    return [
        (_("People taken out again"), undone["removed"]),
        (_("People with their old facts again"), undone["restored"]),
        (_("People whom the list had not changed"), undone["untouched"]),
        *((sentence_of(code), number) for code, number in sorted(undone["left"].items())),
    ]


def policies_of(batch: ImportBatch) -> list[tuple[Text, Text]]:
    """(fact, policy) where another policy than filling what is empty was chosen."""
    return [(label_of(fact), Policy(said).label) for fact, said in batch.policies.items() if said in Policy.values]


def label_of(fact: str) -> Text:
    """The name of a fact that a policy is chosen for."""
    return FIELD_LABELS[fact] if fact in FIELD_LABELS else FIELD_LABELS[f"{fact}_claim"]
