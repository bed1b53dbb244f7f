"""Ask for the notices of the ticked people of one list, a school's or a hamlet's."""

from collections.abc import Iterable

from django.db import transaction

from id_cards.models import PersonalIdNotice
from id_cards.notices import rules
from id_cards.notices.choices import NoticeReason
from id_cards.notices.errors import NobodyChosenError
from kontum_portal.accounts.models import Officer
from kontum_portal.accounts.services import record_deed
from kontum_portal.clock import now, today
from kontum_portal.errors import NotAllowedError
from kontum_portal.text import clean
from residents.models import Resident


@transaction.atomic
def request_notices(
    *, officer: Officer, resident_ids: Iterable[int], reason: str, group: str | None = None
) -> list[PersonalIdNotice]:
    """One notice for each who was not told yet; the others are passed over, so that twice is once."""
    wanted = sorted(set(resident_ids))
    people = list(
        Resident.objects.visible_to(officer).select_for_update(of=("self",)).filter(pk__in=wanted).order_by("pk")
    )
    if not people:
        raise NobodyChosenError
    if not all(rules.can_do(officer, person.unit_id) for person in people):
        raise NotAllowedError
    untold = Resident.objects.filter(pk__in=[person.pk for person in people]).filter(rules.not_told(PersonalIdNotice))
    ready = set(untold.values_list("pk", flat=True))
    made = PersonalIdNotice.objects.bulk_create(
        PersonalIdNotice(
            resident=person,
            unit_id=person.unit_id,
            reason=NoticeReason(reason),
            group=clean(group or "")[:120] or None,
            state_changed_at=now(),
            requested_on=today(),
            officer=officer,
            created_by=officer,
        )
        for person in people
        if person.pk in ready
    )
    for notice in made:
        _record(officer, notice)
    return made


def _record(officer: Officer, notice: PersonalIdNotice) -> None:
    record_deed(
        actor=officer,
        verb="request_notice",
        subject_kind="personal_id_notice",
        subject_id=notice.pk,
        unit_id=notice.unit_id,
        resident=notice.resident_id,
    )
