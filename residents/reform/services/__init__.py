"""Writes of a reform: propose a table, apply it, undo it."""

from residents.reform.services.applying import apply_reform
from residents.reform.services.proposing import (
    APPLY_JOB,
    COUNT_JOB,
    LOOK_JOB,
    UNDO_JOB,
    propose_reform,
    start_apply,
    start_look,
    start_undo,
)
from residents.reform.services.undoing import obstacles_of, undo_reform

__all__ = [
    "APPLY_JOB",
    "COUNT_JOB",
    "LOOK_JOB",
    "UNDO_JOB",
    "apply_reform",
    "obstacles_of",
    "propose_reform",
    "start_apply",
    "start_look",
    "start_undo",
    "undo_reform",
]
