"""The nightly proofs: each one SQL over all units that finds what cannot be, and nothing where all is well.

Every SQL selects (unit_id, card_id, application_id, counter_id, slip_sequence); what does not apply is NULL.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from id_cards.custody_choices import FindingKind


@dataclass(frozen=True)
class Proof:
    kind: FindingKind
    sentence: str | Promise
    hint: str | Promise
    sql: str


_CARD = "SELECT card.unit_id, card.id, card.application_id, NULL::bigint, NULL::int FROM id_cards_card card"

PROOFS: tuple[Proof, ...] = (
    Proof(
        FindingKind.CARD_TWICE,
        _("The same card, by number, type and day of issue, stands in the register twice."),
        _("Look at both records: one of the two entries is wrong, or one person has two records."),
        f"{_CARD} JOIN (SELECT number, card_type, issued_on FROM id_cards_card WHERE issued_on IS NOT NULL"
        " AND status <> 'withdrawn' GROUP BY 1, 2, 3 HAVING count(*) > 1) AS twice USING (number, card_type, issued_on)"
        " WHERE card.status <> 'withdrawn'",
    ),
    Proof(
        FindingKind.TWO_LIVE_CARDS,
        _("Two cards with this personal number are valid in a citizen's hand."),
        _("Find out which card the citizen really holds; the other was replaced, lost or withdrawn."),
        f"{_CARD} JOIN (SELECT number FROM id_cards_card WHERE status = 'valid' AND place = 'with_citizen'"
        " GROUP BY 1 HAVING count(*) > 1) AS twice USING (number)"
        " WHERE card.status = 'valid' AND card.place = 'with_citizen'",
    ),
    Proof(
        FindingKind.HANDED_OVER_UNARRIVED,
        _("The card is recorded as handed over, but never as arrived at the unit."),
        _("Ask who handed it over, and complete the dossier's path."),
        "SELECT dossier.unit_id, NULL::bigint, dossier.id, NULL::bigint, NULL::int FROM id_cards_cardapplication dossier"
        " WHERE dossier.state IN ('handed_over', 'posted') AND (dossier.arrived_on IS NULL OR (EXISTS"
        " (SELECT FROM id_cards_applicationstep step WHERE step.application_id = dossier.id)"
        " AND NOT EXISTS (SELECT FROM id_cards_applicationstep step WHERE step.application_id = dossier.id"
        " AND step.to_state = 'card_arrived' AND step.undone_at IS NULL)))",
    ),
    Proof(
        FindingKind.SLIP_UNACCOUNTED,
        _("This slip number was given, but no dossier carries it, and nobody holds it or declared it void."),
        _("Find the paper slip; then declare the number void with the reason."),
        "SELECT counter.unit_id, NULL::bigint, NULL::bigint, counter.id, given.number"
        " FROM id_cards_slipcounter counter CROSS JOIN LATERAL generate_series(1, counter.last_number) AS given (number)"
        " WHERE NOT EXISTS (SELECT FROM id_cards_cardapplication dossier"
        " WHERE dossier.slip_counter_id = counter.id AND dossier.slip_sequence = given.number)"
        " AND NOT EXISTS (SELECT FROM id_cards_sliprange apart WHERE apart.counter_id = counter.id"
        " AND given.number BETWEEN apart.first_number AND apart.last_number)",
    ),
    Proof(
        FindingKind.STATE_AND_CARD_DIFFER,
        _("The dossier's state and the place of its card contradict each other."),
        _("See where the card really is, and record the step that was left out."),
        "SELECT dossier.unit_id, card.id, dossier.id, NULL::bigint, NULL::int FROM id_cards_cardapplication dossier"
        " LEFT JOIN id_cards_card card ON card.application_id = dossier.id WHERE CASE dossier.state"
        " WHEN 'card_arrived' THEN card.id IS NULL OR card.place NOT IN ('at_unit', 'in_safe', 'with_officer')"
        " WHEN 'posted' THEN card.id IS NULL OR card.place <> 'in_post'"
        " WHEN 'handed_over' THEN card.id IS NULL OR (card.status = 'valid' AND card.place <> 'with_citizen')"
        " WHEN 'cancelled' THEN card.status = 'valid'"
        " ELSE card.status = 'valid' AND card.place IN ('at_unit', 'in_safe', 'with_officer', 'with_citizen') END",
    ),
    Proof(
        FindingKind.PLACE_AND_CUSTODY_DIFFER,
        _("The card lies elsewhere than its last signed movement says."),
        _("Count the safe; the last officer who signed for it answers first."),
        "SELECT card.unit_id, card.id, card.application_id, NULL::bigint, NULL::int FROM id_cards_card card"
        " JOIN LATERAL (SELECT move.to_place FROM id_cards_custodymovement move WHERE move.card_id = card.id"
        " AND move.taken_at IS NOT NULL AND move.undone_at IS NULL ORDER BY move.taken_at DESC, move.id DESC LIMIT 1)"
        " AS last ON last.to_place <> card.place",
    ),
)
PROOF_OF = {proof.kind: proof for proof in PROOFS}


_MISSING_AT_STOCK = (
    _("The card should lie at the unit, and was not found at the stock-taking."),
    _("Look for it, ask who signed for it last; it is found again when a later stock-taking scans it."),
)


def words_of(kind: str) -> tuple[str | Promise, str | Promise]:
    """What is wrong, and what to do about it."""
    proof = PROOF_OF.get(FindingKind(kind))
    return (proof.sentence, proof.hint) if proof else _MISSING_AT_STOCK
