"""Whose word counts, fact by fact: chosen before the merge; the rows that met a resident are judged again."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction

from kontum_portal.accounts.models import Officer
from kontum_portal.accounts.services import record_deed
from kontum_portal.jobs.services import enqueue
from residents.choices import RowOutcome
from residents.imports.policies import settled
from residents.imports.services.correcting_rows import RECHECK_JOB, held_batch
from residents.models import ImportBatch, StagedRow


@transaction.atomic
def choose_policies(*, officer: Officer, batch: ImportBatch, policies: Mapping[str, str], as_of: dt.date) -> None:
    """Keep the policies with the batch; its forecast follows as soon as a worker has judged the rows again."""
    batch = held_batch(officer, batch.pk)
    chosen = settled(policies, as_of)
    if chosen == batch.policies:
        return
    ImportBatch.objects.filter(pk=batch.pk).update(policies=chosen)
    met = StagedRow.objects.filter(batch=batch, outcome__in=[RowOutcome.UPDATED, RowOutcome.UNCHANGED])
    met.filter(pk__gt=batch.counts.get("merged_through", -1)).update(outcome=None)
    record_deed(
        actor=officer, verb="import_policies_chosen", subject_kind="import_batch", subject_id=batch.pk, **chosen
    )
    enqueue(kind=RECHECK_JOB, owner=officer, arguments={"batch_id": batch.pk})
