"""What each state of a notice allows, who may do it, and who was not told their number yet."""

import datetime as dt
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from id_cards.notices.choices import NoticeReason, NoticeState
from id_cards.rules import can_write
from residents.choices import CardClaim, CardState
from residents.quality.conditions import LIVING, at_least, under

if TYPE_CHECKING:
    from id_cards.models import PersonalIdNotice
    from kontum_portal.accounts.models import Officer

ISSUE, DELIVER, CANCEL = "issue_notice", "deliver_notice", "cancel_notice"
ALLOWED_NEXT: dict[NoticeState, dict[str, NoticeState]] = {
    NoticeState.REQUESTED: {ISSUE: NoticeState.ISSUED, CANCEL: NoticeState.CANCELLED},
    NoticeState.ISSUED: {DELIVER: NoticeState.DELIVERED, CANCEL: NoticeState.CANCELLED},
    NoticeState.DELIVERED: {},
    NoticeState.CANCELLED: {},
}
PUPIL_AGE, ADULT_AGE = 6, 18


def can_view(officer: "Officer", notice: "PersonalIdNotice") -> bool:
    """The twin of ``PersonalIdNotice.objects.visible_to``."""
    return bool(officer.is_authenticated) and notice.unit_id in officer.register_unit_ids


def can_do(officer: "Officer", unit_id: int) -> bool:
    return can_write(officer, unit_id)


def of_reason(reason: str, day: dt.date) -> Q:
    """The ages a reason is meant for; who has no birth year is looked for among the adults."""
    by_reason = {
        NoticeReason.NEWBORN: under(PUPIL_AGE, day),
        NoticeReason.PUPIL: at_least(PUPIL_AGE, day) & under(ADULT_AGE, day),
        NoticeReason.NO_CARD: at_least(ADULT_AGE, day) | Q(birth_year__isnull=True),
    }
    return by_reason[NoticeReason(reason)]


def not_told(notices: "type[PersonalIdNotice]") -> Q:
    """The living who hold no card that shows the number, and for whom no notice is under way or delivered."""
    theirs = notices.objects.exclude(state=NoticeState.CANCELLED).filter(resident_id=OuterRef("pk"))
    knows_by_card = Q(card_state=CardState.IN_HAND) | Q(card_claim=CardClaim.ISSUED)
    return LIVING & ~knows_by_card & ~Q(Exists(theirs))
