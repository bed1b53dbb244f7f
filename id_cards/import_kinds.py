"""The list of printed cards that came to the unit, compared with the register before they are scanned in."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from id_cards.choices import CLOSED_STATES
from residents.models import ImportBatch
from residents.services.comparing_lists import settle_found

_ABSENT = """
UPDATE residents_stagedrow s SET reasons = array_append(s.reasons, 'person_absent')
FROM residents_resident r
WHERE s.batch_id = %(batch)s AND r.id = s.resident_id AND NOT 'person_absent' = ANY(s.reasons)
    AND r.presence IN ('working_away', 'left_area', 'whereabouts_unknown', 'detained')
"""
_HANDED_OVER = """
UPDATE residents_stagedrow s SET reasons = array_append(s.reasons, 'card_already_handed_over')
FROM residents_resident r
WHERE s.batch_id = %(batch)s AND r.id = s.resident_id AND NOT 'card_already_handed_over' = ANY(s.reasons)
    AND (r.card_state = 'in_hand' OR (r.card_state = 'none' AND r.card_claim = 'issued'))
    AND NOT EXISTS (SELECT FROM id_cards_cardapplication a WHERE a.resident_id = r.id AND NOT a.state = ANY(%(closed)s))
"""
_ASK = """
UPDATE residents_stagedrow SET outcome = 'doubtful'
WHERE batch_id = %(batch)s AND outcome IN ('updated', 'unchanged')
    AND reasons::text[] && ARRAY['person_deceased', 'card_already_handed_over', 'differs_name', 'differs_personal_id']
"""


@dataclass(frozen=True)
class ArrivedCards:
    """Besides who is not found: the dead, those away, those who hold a card, and names that are another person's."""

    code: str
    label: str | Promise
    adds_people: bool = False

    def check(self, cursor: Any, batch: ImportBatch) -> None:
        settle_found(cursor, batch)
        values = {"batch": batch.pk, "closed": sorted(CLOSED_STATES)}
        for statement in (_ABSENT, _HANDED_OVER, _ASK):
            cursor.execute(statement, values)


CARDS_ARRIVED = ArrivedCards(
    "cards_arrived", _("Cards that arrived (compared only; the arrival is scanned at the unit)")
)
