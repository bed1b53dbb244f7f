"""Reads of batches, arrivals, custody, stock-taking and findings; every one begins with ``visible_to``."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from id_cards import rules
from id_cards.choices import CUSTODY_PLACES, CardPlace, DeedName, State
from id_cards.custody_choices import DIFFERENCES, ScanOutcome, StockOutcome, TransferState
from id_cards.models import (
    ArrivalScan,
    Card,
    CardApplication,
    CardArrival,
    CardFinding,
    CardTransfer,
    CustodyMovement,
    DossierBatch,
    DossierBatchLine,
    SlipCounter,
    SlipRange,
    StockTake,
    StockTakeLine,
)
from kontum_portal.accounts.models import UNIT_ROLES, Officer
from kontum_portal.areas.models import AdminUnit

LATEST = 50
SHOWN = 200  # rows of one page that can be ticked at once
LAST_SCANS = 12


def own_unit(officer: Officer) -> AdminUnit | None:
    """The unit an officer works in; with several, the first by code. None for those who only read."""
    units = [unit for unit in officer.own_units if rules.can_write(officer, unit.pk)]
    return min(units, key=lambda unit: (unit.code, unit.pk)) if units else None


def colleagues(officer: Officer, unit_id: int) -> QuerySet[Officer]:
    """Who may sign for cards of the unit besides this officer."""
    found = Officer.objects.filter(units=unit_id, is_active=True, role__in=UNIT_ROLES)
    return found.exclude(pk=officer.pk).order_by("full_name", "pk")


# --- batches


def sendable(officer: Officer, unit_id: int) -> list[CardApplication]:
    """Dossiers that may go up, the longest waiting first; those sent back earlier stand at the end."""
    states = [state for state, deeds in rules.ALLOWED_NEXT.items() if DeedName.SEND in deeds]
    rows = CardApplication.objects.visible_to(officer).filter(unit_id=unit_id, state__in=states)
    found = list(rows.select_related("resident").order_by("state_changed_at", "pk")[:SHOWN])
    return sorted(found, key=lambda one: one.state != State.SLIP_ISSUED)


def batches(officer: Officer) -> list[DossierBatch]:
    """The newest, each with how many of its cards have come: ``batch.arrived``."""
    came = Q(lines__application__arrived_on__isnull=False)
    rows = DossierBatch.objects.visible_to(officer).select_related("unit", "sent_by")
    return list(rows.annotate(arrived=Count("lines", filter=came)).order_by("-pk")[:LATEST])


def batch_lines(batch: DossierBatch) -> list[DossierBatchLine]:
    """In the order of the list; a dossier whose step was taken back is no longer on it."""
    rows = batch.lines.filter(step__undone_at__isnull=True).select_related("application__resident")
    return list(rows.order_by("application__slip_number", "pk"))


# --- arrivals


def arrivals(officer: Officer) -> list[CardArrival]:
    came = Q(scans__undone_at__isnull=True, scans__outcome=ScanOutcome.ARRIVED)
    differ = Q(scans__undone_at__isnull=True, scans__outcome__in=DIFFERENCES)
    rows = CardArrival.objects.visible_to(officer).select_related("unit", "opened_by")
    counted = rows.annotate(came=Count("scans", filter=came), differences=Count("scans", filter=differ))
    return list(counted.order_by("-pk")[:LATEST])


def outcome_counts(rows: QuerySet[Any], choices: Any) -> list[tuple[str, str, int]]:
    """(code, label, number) of every outcome, those with none too; one query."""
    numbers = dict(rows.order_by().values_list("outcome").annotate(number=Count("pk")))
    return [(code, str(label), numbers.get(code, 0)) for code, label in choices.choices]


def scans_of(arrival: CardArrival, *, outcomes: tuple[str, ...] = (), last: int | None = None) -> list[ArrivalScan]:
    """The newest first."""
    rows = arrival.scans.standing().select_related("application__resident", "scanned_by").order_by("-pk")
    rows = rows.filter(outcome__in=outcomes) if outcomes else rows
    return list(rows[:last] if last else rows)


# --- custody


@dataclass(frozen=True)
class Place:
    code: str
    label: str
    number: int


def places(officer: Officer) -> list[Place]:
    """How many cards lie where; one query."""
    rows = Card.objects.visible_to(officer).in_custody().order_by()
    numbers = dict(rows.values_list("place").annotate(number=Count("pk")))
    shown = [place for place in CardPlace if place in CUSTODY_PLACES]
    return [Place(place.value, str(place.label), numbers.get(place, 0)) for place in shown]


def cards_at(
    officer: Officer, place: str, *, keeper_id: int | None = None, arrival_id: int | None = None
) -> list[Card]:
    """Cards at one place, those that lie longest first, each with ``is_offered``; at most ``SHOWN``."""
    rows = Card.objects.visible_to(officer).filter(place=place)
    rows = rows.filter(keeper_id=keeper_id) if keeper_id else rows
    if arrival_id:
        came = ArrivalScan.objects.visible_to(officer).standing().filter(arrival_id=arrival_id)
        rows = rows.filter(application__in=came.values("application_id"))
    found = list(rows.select_related("resident__sub_unit", "application", "keeper", "unit").order_by("pk")[:SHOWN])
    offered = set(CustodyMovement.objects.pending().filter(card__in=found).values_list("card_id", flat=True))
    for card in found:
        card.is_offered = card.pk in offered  # type: ignore[attr-defined]
    return found


def transfers(officer: Officer) -> list[CardTransfer]:
    """What waits for this officer's signature first, then the newest."""
    rows = list(
        CardTransfer.objects.visible_to(officer).select_related("giver", "taker", "unit").order_by("-pk")[:LATEST]
    )
    return sorted(rows, key=lambda one: not (one.state == TransferState.OFFERED and one.taker_id == officer.pk))


def waiting_for(officer: Officer) -> int:
    """How many hand-ons wait for this officer's signature."""
    return CardTransfer.objects.visible_to(officer).filter(taker=officer, state=TransferState.OFFERED).count()


def transfer_cards(transfer: CardTransfer) -> list[CustodyMovement]:
    rows = transfer.movements.select_related("card__resident__sub_unit", "card__application")
    return list(rows.order_by("pk"))


@dataclass(frozen=True)
class Outing:
    """A visit reckoned up: taken out, handed over, brought back, still out."""

    out: int
    handed_over: int
    back: int
    still_out: int


def outing_of(transfer: CardTransfer) -> Outing | None:
    """What became of the cards of a signed hand-on to an officer; None for other hand-ons."""
    if transfer.to_place != CardPlace.WITH_OFFICER or transfer.state != TransferState.TAKEN:
        return None
    cards = Card.objects.filter(movements__transfer=transfer, movements__undone_at__isnull=True)
    out = cards.count()
    still = cards.filter(place=CardPlace.WITH_OFFICER).count()
    given = cards.filter(place=CardPlace.WITH_CITIZEN).count()
    return Outing(out, given, out - still - given, still)


# --- stock-taking


def stock_takes(officer: Officer) -> list[StockTake]:
    missing = Q(lines__outcome=StockOutcome.MISSING)
    rows = StockTake.objects.visible_to(officer).select_related("unit", "opened_by", "closed_by")
    counted = rows.annotate(
        here=Count("lines", filter=Q(lines__outcome=StockOutcome.HERE)), missing=Count("lines", filter=missing)
    )
    return list(counted.order_by("-pk")[:LATEST])


def should_be_here(stock_take: StockTake) -> int:
    return Card.objects.filter(unit_id=stock_take.unit_id).at_unit().count()


def stock_lines(stock_take: StockTake, *, last: int | None = None) -> list[StockTakeLine]:
    rows = stock_take.lines.select_related("card__resident", "card__application", "scanned_by").order_by("-pk")
    return list(rows[:last] if last else rows)


# --- findings


def findings(officer: Officer) -> list[CardFinding]:
    """Open ones, the oldest first."""
    rows = CardFinding.objects.visible_to(officer).open()
    related = rows.select_related(
        "unit", "counter__unit", "card__resident", "application__resident", "card__application__resident"
    )
    return list(related.order_by("opened_at", "pk")[:SHOWN])


def finding_count(officer: Officer) -> int:
    return CardFinding.objects.visible_to(officer).open().count()


def slip_number_of(counter: SlipCounter, sequence: int, series: str) -> str:
    return f"{series}-{counter.year % 100:02d}-{sequence:05d}"


def slip_ranges(officer: Officer) -> list[SlipRange]:
    return list(SlipRange.objects.visible_to(officer).select_related("counter", "officer").order_by("-pk")[:LATEST])
