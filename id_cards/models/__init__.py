"""Dossiers, cards, and e-identity accounts."""

from id_cards.models.dossiers import (
    ApplicationFigures,
    ApplicationStep,
    Card,
    CardApplication,
    FeeRule,
    SlipCounter,
)
from id_cards.models.e_identity import EIdAccount, EIdFigures, EIdStep

__all__ = [
    "ApplicationFigures",
    "ApplicationStep",
    "Card",
    "CardApplication",
    "EIdAccount",
    "EIdFigures",
    "EIdStep",
    "FeeRule",
    "SlipCounter",
]
