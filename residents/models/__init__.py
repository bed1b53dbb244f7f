"""Models of the register."""

from residents.models.batches import ImportBatch, SavedMapping, SourceRow, StagedRow
from residents.models.contacts import ContactAttempt
from residents.models.corrections import CorrectionRequest
from residents.models.facts import PersonFacts
from residents.models.findings import Finding
from residents.models.moves import HandOver, ResidentEvent, Whereabouts
from residents.models.procedures import ProcedureTerm, ResidenceProcedure
from residents.models.register import Household, Resident
from residents.models.rounds import DoorToDoorRound
from residents.models.searches import SavedFilter, Search
from residents.models.verifications import Verification
from residents.models.visits import VisitGrant

__all__ = [
    "ContactAttempt",
    "CorrectionRequest",
    "DoorToDoorRound",
    "Finding",
    "HandOver",
    "Household",
    "ImportBatch",
    "PersonFacts",
    "ProcedureTerm",
    "ResidenceProcedure",
    "Resident",
    "ResidentEvent",
    "SavedFilter",
    "SavedMapping",
    "Search",
    "SourceRow",
    "StagedRow",
    "Verification",
    "VisitGrant",
    "Whereabouts",
]
