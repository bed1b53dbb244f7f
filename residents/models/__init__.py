"""Models of the register."""

from residents.models.batches import ImportBatch, SourceRow, StagedRow
from residents.models.facts import PersonFacts
from residents.models.findings import Finding
from residents.models.register import Household, Resident
from residents.models.searches import Search

__all__ = [
    "Finding",
    "Household",
    "ImportBatch",
    "PersonFacts",
    "Resident",
    "Search",
    "SourceRow",
    "StagedRow",
]
