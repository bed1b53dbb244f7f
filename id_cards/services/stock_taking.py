"""Counting what lies at the unit: scanned one after the other, closed with the list of the day."""

from django.db import connection, transaction

from id_cards import rules
from id_cards.choices import UNIT_PLACES
from id_cards.custody_choices import PaperKind, StockOutcome
from id_cards.errors import NothingToTakeBackError, StockTakeClosedError, StockTakeOpenError
from id_cards.models import Card, CardFinding, StockTake, StockTakeLine
from id_cards.scan_reading import Scanned, read_scanned
from id_cards.services.numbering import take_paper_number
from kontum_portal.accounts.models import Officer
from kontum_portal.accounts.services import record_deed
from kontum_portal.areas.models import AdminUnit
from kontum_portal.clock import now, today
from kontum_portal.errors import NotAllowedError

_NOTE_MISSING = """
INSERT INTO id_cards_stocktakeline (stock_take_id, unit_id, outcome, card_id, place)
SELECT %(stock_take)s, card.unit_id, 'missing', card.id, card.place FROM id_cards_card card
WHERE card.unit_id = %(unit)s AND card.place IN ('at_unit', 'in_safe')
AND NOT EXISTS (SELECT FROM id_cards_stocktakeline line WHERE line.stock_take_id = %(stock_take)s AND line.card_id = card.id)
"""
_OPEN_FINDINGS = """
INSERT INTO id_cards_cardfinding (unit_id, kind, card_id)
SELECT line.unit_id, 'missing_at_stock', line.card_id FROM id_cards_stocktakeline line
WHERE line.stock_take_id = %(stock_take)s AND line.outcome = 'missing' ON CONFLICT DO NOTHING
"""


@transaction.atomic
def open_stock_take(*, officer: Officer, unit_id: int) -> StockTake:
    """One counting of a unit at a time; several officers may scan into it."""
    unit = AdminUnit.objects.select_for_update(no_key=True).get(pk=unit_id)
    if not rules.can_write(officer, unit.pk):
        raise NotAllowedError
    if StockTake.objects.filter(unit=unit, closed_at__isnull=True).exists():
        raise StockTakeOpenError
    stock_take = StockTake.objects.create(
        unit=unit,
        number=take_paper_number(unit=unit, kind=PaperKind.STOCK, year=today().year),
        opened_at=now(),
        opened_by=officer,
    )
    _leave_trace(officer, stock_take, "open_stock_take")
    return stock_take


def _lock(officer: Officer, stock_take_id: int) -> StockTake:
    stock_take = StockTake.objects.visible_to(officer).select_for_update(of=("self",)).get(pk=stock_take_id)
    if not rules.can_write(officer, stock_take.unit_id):
        raise NotAllowedError
    return stock_take


@transaction.atomic
def count_card(*, officer: Officer, stock_take_id: int, text: str) -> StockTakeLine:
    """A card that lies here: as expected, or not; the same card again is the same line."""
    stock_take = _lock(officer, stock_take_id)
    if not stock_take.is_open:
        raise StockTakeClosedError
    scanned = read_scanned(text)
    card = _card_of(stock_take, scanned)
    known = {"card": card} if card else {"number": scanned.text}
    counted = stock_take.lines.filter(**known).first()
    if counted is not None:
        return counted
    expected = card is not None and card.place in UNIT_PLACES
    return StockTakeLine.objects.create(
        stock_take=stock_take,
        unit_id=stock_take.unit_id,
        outcome=StockOutcome.HERE if expected else StockOutcome.NOT_EXPECTED,
        place=card.place if card else None,
        scanned_at=now(),
        scanned_by=officer,
        **known,
    )


def _card_of(stock_take: StockTake, scanned: Scanned) -> Card | None:
    """The card that should lie here before one that should not, the newest first."""
    cards = Card.objects.filter(unit_id=stock_take.unit_id)
    own = cards.filter(application__slip_number=scanned.slip) if scanned.slip else cards.filter(number=scanned.number)
    return own.at_unit().order_by("-pk").first() or own.order_by("-pk").first()


@transaction.atomic
def take_back_count(*, officer: Officer, stock_take_id: int, line_id: int) -> None:
    """The officer's own last scan is taken out of the counting."""
    stock_take = _lock(officer, stock_take_id)
    if not stock_take.is_open:
        raise StockTakeClosedError
    last = stock_take.lines.order_by("-pk").first()
    if last is None or last.pk != line_id or last.scanned_by_id != officer.pk:
        raise NothingToTakeBackError
    last.delete()


@transaction.atomic
def close_stock_take(*, officer: Officer, stock_take_id: int) -> StockTake:
    """Write down what is missing, tell the chief of each, and keep the list as it is; twice is once.

    A card that was missing before and lies here now is found: its finding ends.
    """
    stock_take = _lock(officer, stock_take_id)
    if not stock_take.is_open:
        return stock_take
    values = {"stock_take": stock_take.pk, "unit": stock_take.unit_id}
    with connection.cursor() as cursor:
        cursor.execute(_NOTE_MISSING, values)
        cursor.execute(_OPEN_FINDINGS, values)
    found = stock_take.lines.exclude(outcome=StockOutcome.MISSING).values("card_id")
    CardFinding.objects.open().filter(kind="missing_at_stock", card__in=found).update(
        closed_at=now(), closed_by=officer
    )
    stock_take.closed_at, stock_take.closed_by = now(), officer
    stock_take.save(update_fields=["closed_at", "closed_by"])
    _leave_trace(officer, stock_take, "close_stock_take")
    return stock_take


def _leave_trace(officer: Officer, stock_take: StockTake, verb: str) -> None:
    record_deed(
        actor=officer, verb=verb, subject_kind="stock_take", subject_id=stock_take.pk, unit_id=stock_take.unit_id,
        lines=stock_take.lines.count(),
    )  # fmt: skip
