"""Writes of a reform: propose a table, apply it, undo it."""

from residents.reform.services.applying import apply_reform
from residents.reform.services.proposing import APPLY_JOB, COUNT_JOB, UNDO_JOB, propose_reform, start_apply, start_undo
from residents.reform.services.undoing import undo_reform

__all__ = [
    "APPLY_JOB",
    "COUNT_JOB",
    "UNDO_JOB",
    "apply_reform",
    "propose_reform",
    "start_apply",
    "start_undo",
    "undo_reform",
]
