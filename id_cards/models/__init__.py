"""Dossiers, cards, the batches they travel in, the hands they pass through, and e-identity accounts."""

from id_cards.models.batches import (
    ArrivalScan,
    CardArrival,
    DossierBatch,
    DossierBatchLine,
    PaperCounter,
)
from id_cards.models.cards import Card
from id_cards.models.custody import (
    CardFinding,
    CardTransfer,
    CustodyMovement,
    StockTake,
    StockTakeLine,
)
from id_cards.models.dossiers import (
    ApplicationFigures,
    ApplicationStep,
    CardApplication,
    FeeRule,
    SlipCounter,
    SlipRange,
)
from id_cards.models.e_identity import EIdAccount, EIdFigures, EIdStep
from id_cards.models.notices import PersonalIdNotice

__all__ = [
    "ApplicationFigures",
    "ApplicationStep",
    "ArrivalScan",
    "Card",
    "CardApplication",
    "CardArrival",
    "CardFinding",
    "CardTransfer",
    "CustodyMovement",
    "DossierBatch",
    "DossierBatchLine",
    "EIdAccount",
    "EIdFigures",
    "EIdStep",
    "FeeRule",
    "PaperCounter",
    "PersonalIdNotice",
    "SlipCounter",
    "SlipRange",
    "StockTake",
    "StockTakeLine",
]
