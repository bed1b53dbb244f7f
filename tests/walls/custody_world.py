"""One of each paper of custody, for the tests that ask every address."""

from types import SimpleNamespace

from id_cards.models import (
    ArrivalScan,
    CardApplication,
    CardArrival,
    CardFinding,
    CardTransfer,
    DossierBatch,
    StockTake,
    StockTakeLine,
)
from kontum_portal.accounts.models import Officer
from kontum_portal.clock import now


def custody_of(officer: Officer, chief: Officer, application: CardApplication) -> SimpleNamespace:
    """All of the dossier's unit; the chief offers cards to the officer, who has scanned a card of nobody here."""
    unit, moment = application.unit, now()
    arrival = CardArrival.objects.create(unit=unit, number="NT-1", opened_at=moment, opened_by=officer)
    stock_take = StockTake.objects.create(unit=unit, number="KK-1", opened_at=moment, opened_by=officer)
    scanned = {"unit": unit, "number": "062090999999", "scanned_at": moment, "scanned_by": officer}
    return SimpleNamespace(
        batch=DossierBatch.objects.create(unit=unit, number="GL-1", count=0, sent_at=moment, sent_by=officer),
        arrival=arrival,
        scan=ArrivalScan.objects.create(arrival=arrival, outcome="unexpected", **scanned),
        transfer=CardTransfer.objects.create(
            unit=unit, number="BG-1", to_place="in_safe", count=0, giver=chief, taker=officer, offered_at=moment
        ),
        stock_take=stock_take,
        line=StockTakeLine.objects.create(stock_take=stock_take, outcome="not_expected", **scanned),
        finding=CardFinding.objects.create(unit=unit, kind="state_and_card_differ", application=application),
    )
