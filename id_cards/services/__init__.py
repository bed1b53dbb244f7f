"""Every write of the căn cước work, one deed a function."""

from id_cards.services.advancing import (
    approve_dossier,
    issue_slip,
    mark_card_wrong,
    post_card,
    resume_dossier,
    start_printing,
    take_biometrics,
    wait_for_data,
)
from id_cards.services.arriving import record_card_arrival
from id_cards.services.closing import cancel_application, expire_application, refuse_application
from id_cards.services.handing_over import hand_over_card
from id_cards.services.returning import return_with_error, send_dossier
from id_cards.services.starting import start_application
from id_cards.services.undoing import undo_step

__all__ = [
    "approve_dossier",
    "cancel_application",
    "expire_application",
    "hand_over_card",
    "issue_slip",
    "mark_card_wrong",
    "post_card",
    "record_card_arrival",
    "refuse_application",
    "resume_dossier",
    "return_with_error",
    "send_dossier",
    "start_application",
    "start_printing",
    "take_biometrics",
    "undo_step",
    "wait_for_data",
]
