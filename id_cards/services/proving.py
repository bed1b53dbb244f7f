"""Run the nightly proofs: what they find is opened for the chief, what they find no more is closed."""

from django.db import connection, transaction

from id_cards import rules
from id_cards.choices import SlipRangeKind
from id_cards.errors import FindingNoteMissingError, SlipNumbersTakenError
from id_cards.models import CardApplication, CardFinding, SlipCounter, SlipRange
from id_cards.proofs import PROOFS, Proof
from kontum_portal.accounts.models import Officer
from kontum_portal.accounts.services import record_deed
from kontum_portal.clock import now
from kontum_portal.errors import NotAllowedError
from kontum_portal.text import clean

_FOUND = "WITH found (unit_id, card_id, application_id, counter_id, slip_sequence) AS ({sql})"
_SAME = (
    "finding.kind = %s AND finding.closed_at IS NULL AND finding.card_id IS NOT DISTINCT FROM found.card_id"
    " AND finding.application_id IS NOT DISTINCT FROM found.application_id"
    " AND finding.counter_id IS NOT DISTINCT FROM found.counter_id"
    " AND finding.slip_sequence IS NOT DISTINCT FROM found.slip_sequence"
)
_OPEN = f"""{_FOUND}
INSERT INTO id_cards_cardfinding (unit_id, kind, card_id, application_id, counter_id, slip_sequence)
SELECT found.unit_id, %s, found.card_id, found.application_id, found.counter_id, found.slip_sequence FROM found
WHERE NOT EXISTS (SELECT FROM id_cards_cardfinding finding WHERE {_SAME}) ON CONFLICT DO NOTHING
"""
_CLOSE = f"""{_FOUND}
UPDATE id_cards_cardfinding AS finding SET closed_at = %s
WHERE finding.kind = %s AND finding.closed_at IS NULL AND NOT EXISTS (SELECT FROM found WHERE {_SAME})
"""


@transaction.atomic
def run_proofs(*, officer: Officer) -> dict[str, int]:
    """All proofs over the units in reach: ``{opened, closed, open}`` and, by kind, how many stand open."""
    result = {"opened": 0, "closed": 0}
    for proof in PROOFS:
        closed, opened = _run(proof)
        result["closed"] += closed
        result["opened"] += opened
    standing = {str(proof.kind): CardFinding.objects.open().filter(kind=proof.kind).count() for proof in PROOFS}
    record_deed(actor=officer, verb="run_proofs", subject_kind="register", subject_id=None, **result)
    return result | {"open": sum(standing.values())} | standing


def _run(proof: Proof) -> tuple[int, int]:
    with connection.cursor() as cursor:
        cursor.execute(_CLOSE.replace("{sql}", proof.sql), [now(), proof.kind, proof.kind])
        closed = cursor.rowcount
        cursor.execute(_OPEN.replace("{sql}", proof.sql), [proof.kind, proof.kind])
        return closed, cursor.rowcount


@transaction.atomic
def settle_finding(*, officer: Officer, finding_id: int, note: str | None) -> CardFinding:
    """The chief says what was found out; a fault that stays is found again the next night."""
    finding = CardFinding.objects.visible_to(officer).select_for_update(of=("self",)).get(pk=finding_id)
    if not rules.may_settle_findings(officer, finding.unit_id):
        raise NotAllowedError
    if finding.closed_at is not None:
        return finding
    if not clean(note or ""):
        raise FindingNoteMissingError
    finding.closed_at, finding.closed_by, finding.note = now(), officer, clean(note or "")
    finding.save(update_fields=["closed_at", "closed_by", "note"])
    record_deed(
        actor=officer, verb="settle_card_finding", subject_kind="card_finding", subject_id=finding.pk,
        unit_id=finding.unit_id, kind=str(finding.kind),
    )  # fmt: skip
    return finding


@transaction.atomic
def set_slip_numbers_apart(
    *, officer: Officer, counter_id: int, first: int, last: int, kind: SlipRangeKind, why: str
) -> SlipRange:
    """Numbers without a dossier: void with the reason, or held for a visit; the counter never gives them again."""
    counter = SlipCounter.objects.visible_to(officer).select_for_update(of=("self",)).get(pk=counter_id)
    if not rules.may_settle_findings(officer, counter.unit_id):
        raise NotAllowedError
    if not clean(why):
        raise FindingNoteMissingError
    used = CardApplication.objects.filter(slip_counter=counter, slip_sequence__range=(first, last))
    apart = SlipRange.objects.filter(counter=counter, first_number__lte=last, last_number__gte=first)
    if used.exists() or apart.exists() or not 1 <= first <= last <= counter.last_number:
        raise SlipNumbersTakenError
    kept = SlipRange.objects.create(
        counter=counter, unit_id=counter.unit_id, first_number=first, last_number=last, kind=kind, why=clean(why),
        officer=officer,
    )  # fmt: skip
    record_deed(
        actor=officer, verb="set_slip_numbers_apart", subject_kind="slip_range", subject_id=kept.pk,
        unit_id=kept.unit_id, first=first, last=last,
    )  # fmt: skip
    return kept
