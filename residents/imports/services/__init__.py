"""Writes of imports: open a batch, start its merge, undo it, close it."""

from residents.imports.services.choosing_policies import choose_policies
from residents.imports.services.closing import close_batch, forget_closed_batches
from residents.imports.services.correcting_rows import RECHECK_JOB, correct_row, decide_reason, decide_row
from residents.imports.services.merging_batch import MERGE_JOB, start_merge
from residents.imports.services.opening_batch import STAGE_JOB, open_batch
from residents.imports.services.undoing_batch import UNDO_JOB, start_undo

__all__ = [
    "MERGE_JOB",
    "RECHECK_JOB",
    "STAGE_JOB",
    "UNDO_JOB",
    "choose_policies",
    "close_batch",
    "correct_row",
    "decide_reason",
    "decide_row",
    "forget_closed_batches",
    "open_batch",
    "start_merge",
    "start_undo",
]
