"""Writes of imports: open a batch, start its merge, close it."""

from residents.imports.services.closing import close_batch
from residents.imports.services.merging_batch import MERGE_JOB, start_merge
from residents.imports.services.opening_batch import STAGE_JOB, open_batch

__all__ = ["MERGE_JOB", "STAGE_JOB", "close_batch", "open_batch", "start_merge"]
