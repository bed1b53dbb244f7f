"""Writing the content of a report from the values found, in the layout in use: I results, II … IV, annexes."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from kontum_portal.areas.models import AdminUnit, SupervisionArea
from kontum_portal.clock import today
from reports.content import sentences
from reports.content.numbers import letter_date, rate, short_date
from reports.content.shape import Annex, Heading, Letterhead, Paragraph, ReportContent
from reports.content.tables import indicator_annex, unit_annex
from reports.content.words import period_name, vietnamese_name, words
from reports.periods import Period
from reports.queries.measuring import Found

TARGET = Decimal(95)  # per cent of those present who hold a card: indicator 3.02
STEERING_INDICATOR = "5.01"
Blocks = list[Heading | Paragraph]


@dataclass(frozen=True)
class Subject:
    """What the report is about. ``unit`` None: the whole area; ``units`` are those of the area in name order."""

    area: SupervisionArea
    unit: AdminUnit | None
    units: list[AdminUnit]
    period: Period
    groups: list[int]
    remarks: Mapping[str, str]


def write(subject: Subject, found: Found) -> ReportContent:
    head = _letterhead(subject)
    texts, name = words()["title"], period_name(subject.period)
    return ReportContent(
        letterhead=head,
        title=texts["title"],
        subject=texts["subject"].format(period=name),
        body=(*_lead(subject, found), *_results(subject, found), *_closing(subject, found)),
        recipients=(words()["recipients"]["label"], *_recipients(head)),
        signature=(_signature(subject), ""),
        annexes=_annexes(subject, found, words()["annexes"]["note"].format(period=name)),
    )


def _letterhead(subject: Subject) -> Letterhead:
    texts, unit = words()["letterhead"], subject.unit
    provinces = words()["area_parents"]
    province = next((provinces[one.province_code] for one in subject.units if one.province_code in provinces), "")
    return Letterhead(
        parent=subject.area.command_name.upper() if unit else province,
        issuer=_issuer(subject).upper(),
        number=texts["number"],
        nation=texts["nation"],
        motto=texts["motto"],
        place_and_date=f"{texts['place']}, {letter_date(today())}",
    )


def _issuer(subject: Subject) -> str:
    form = words()["letterhead"]["unit_issuer"]
    return form.format(unit=vietnamese_name(subject.unit)) if subject.unit else subject.area.command_name


def _lead(subject: Subject, found: Found) -> Blocks:
    texts, period = words()["title"], subject.period
    lead = texts["lead"].format(
        issuer=_issuer(subject),
        period=period_name(period),
        start=short_date(period.start),
        end=short_date(period.end),
    )
    as_of = texts["as_of"].format(
        day=short_date(found.snapshot.day or found.counted_to), from_day=short_date(found.cumulative_from)
    )
    return [Paragraph(lead), Paragraph(as_of)]


def _results(subject: Subject, found: Found) -> Blocks:
    """Part I: steering first, then one point for each group."""
    blocks: Blocks = [Heading(1, words()["parts"]["results"])]
    number = 0
    if subject.remarks.get("steering") or 5 in subject.groups:
        number = 1
        blocks += [Heading(2, words()["points"]["steering"]), *_steering(subject, found)]
    for group in subject.groups:
        number += 1
        title = words()["points"]["group"].format(number=number, name=words()["groups"][str(group)])
        blocks.append(Heading(2, title))
        blocks += [
            Paragraph(f"- {sentences.about(item.indicator, item.measures)}")
            for item in found.indicators
            if item.indicator.group == group and item.indicator.code != STEERING_INDICATOR
        ]
    return blocks


def _steering(subject: Subject, found: Found) -> Blocks:
    written = subject.remarks.get("steering", "").strip()
    steering = [item for item in found.indicators if item.indicator.code == STEERING_INDICATOR]
    counted = [f"- {sentences.about(item.indicator, item.measures)}" for item in steering]
    return [Paragraph(text) for text in (*counted, *written.splitlines()) if text.strip()]


def _closing(subject: Subject, found: Found) -> Blocks:
    """Parts II to IV: what the figures show first, then what the unit writes."""
    blocks: Blocks = []
    for part, shown in (("shortcomings", _shortcomings(subject, found)), ("tasks", []), ("proposals", [])):
        written = [line for line in subject.remarks.get(part, "").splitlines() if line.strip()]
        texts = [*(f"- {text}" for text in shown), *written] or [words()["sentences"]["to_be_written"]]
        blocks += [Heading(1, words()["parts"][part]), *(Paragraph(text) for text in texts)]
    return blocks


def _shortcomings(subject: Subject, found: Found) -> list[str]:
    """What is stuck on the report's day; a sentence whose first figure is nought is left out."""
    snapshot, texts = found.snapshot, words()["shortcomings"]
    if snapshot.is_empty:
        return []
    figures = ("undelivered", "undelivered_longer", "applications_overdue", "applications_returned", "not_verified")
    values = {code: snapshot.total(code) for code in (*figures, "living", "no_birth_date")}
    printed = {code: sentences.number(value) for code, value in values.items()}
    first = {
        "undelivered": "undelivered",
        "overdue": "applications_overdue",
        "returned": "applications_returned",
        "not_verified": "not_verified",
        "birth_date": "no_birth_date",
    }
    said = [texts[sentence].format(**printed) for sentence, code in first.items() if values[code]]
    return [*said, *_below_target(subject, found)]


def _below_target(subject: Subject, found: Found) -> list[str]:
    """Units of the area under the target, the lowest first."""
    if subject.unit:
        return []
    shares = [(_share(found, unit), unit.name) for unit in subject.units]
    below = sorted((share, name) for share, name in shares if share is not None and share < TARGET)
    low = [f"{name} ({sentences.percent(share)})" for share, name in below]
    form = words()["shortcomings"]["below_target"]
    return [form.format(count=len(low), target=sentences.percent(TARGET), units=", ".join(low))] if low else []


def _share(found: Found, unit: AdminUnit) -> Decimal | None:
    values = found.snapshot.by_unit.get(unit.pk, {})
    return rate(values.get("here_in_hand", 0), values.get("eligible_here", 0))


def _recipients(head: Letterhead) -> list[str]:
    return [line.format(parent=head.parent) for line in words()["recipients"]["lines"]]


def _signature(subject: Subject) -> str:
    kind = words()["kinds"][subject.unit.kind].upper() if subject.unit else ""
    return words()["signature"]["unit" if subject.unit else "area"].format(kind=kind)


def _annexes(subject: Subject, found: Found, note: str) -> tuple[Annex, ...]:
    indicators = indicator_annex(found, note)
    return (indicators,) if subject.unit else (indicators, unit_annex(found, subject.units, note))
