"""Work that lies on the desks of the invented city: files, hand-overs, checks, corrections, contacts, a visit.

A few rows a unit. They are written as they stand, with days of the past, which no service would take.
"""

import datetime as dt
from collections.abc import Iterator
from functools import partial

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from kontum_portal.accounts.choices import Role
from kontum_portal.accounts.models import Officer
from kontum_portal.areas.models import AdminUnit
from kontum_portal.clock import now, today
from kontum_portal.working_days.queries import calendar_overrides
from reports.demo.cards import workday
from reports.services.demo_life import AT_ONCE, Keepers
from residents.choices import (
    CheckedAgainst,
    CheckNote,
    CheckResult,
    ContactChannel,
    ContactNote,
    ContactResult,
    HandOverState,
    NextAction,
    ProcedureChannel,
    ProcedureKind,
    ProcedureState,
    Relation,
    VisitStep,
)
from residents.models import (
    ContactAttempt,
    CorrectionRequest,
    HandOver,
    ResidenceProcedure,
    Resident,
    Verification,
    VisitGrant,
)
from residents.services.corrections import key_facts_of
from residents.services.procedures import due_day
from residents.services.saved_filters import save_filter

ADULT = 18
# Those at the top of a list are left for whoever tries the portal.
TOP, MOST = 20, 60
K, C, S = ProcedureKind, ProcedureChannel, ProcedureState
# Service, channel, received so many days ago, how it ended, after so many days.
FILES = (
    (K.TEMPORARY, C.ONLINE, 1, S.OPEN, 0), (K.LODGING, C.ONLINE, 0, S.OPEN, 0), (K.PERMANENT, C.COUNTER, 2, S.OPEN, 0),
    (K.EXTENSION, C.COUNTER, 20, S.OPEN, 0), (K.CONFIRMATION, C.COUNTER, 25, S.APPROVED, 1),
    (K.ABSENCE, C.COUNTER, 12, S.APPROVED, 0), (K.SPLIT, C.POST, 40, S.APPROVED, 15),
    (K.DEREGISTRATION, C.COUNTER, 30, S.REFUSED, 2),
)  # fmt: skip
CONTACTS = (
    (ContactChannel.PHONE, ContactResult.NO_ANSWER, None, NextAction.CALL_AGAIN, 1),
    (ContactChannel.HOME_VISIT, ContactResult.NOT_MET, ContactNote.WORKING_AWAY, NextAction.ASK_RELATIVE, 0),
    (ContactChannel.PHONE, ContactResult.PROMISED, None, NextAction.COME_TO_UNIT, 3),
    (ContactChannel.HOME_VISIT, ContactResult.REACHED, ContactNote.ILL_OR_OLD, NextAction.MOBILE_SESSION, 6),
    (ContactChannel.PHONE, ContactResult.WRONG_NUMBER, None, NextAction.VISIT_AGAIN, -2),
    (ContactChannel.COUNTER, ContactResult.REACHED, None, None, None),
)
FILTERS = (("Đang vắng, đã quá ngày hẹn về", "ends=back_due"), ("Từ 14 tuổi, chưa có thẻ", "age=14_up&card_state=none"))
FRESH_DAYS = 30
Stale = tuple[CheckResult, list[str], CheckNote]
STALE: tuple[Stale, ...] = (
    (CheckResult.DIFFERS, ["phone"], CheckNote.BY_RELATIVE),
    (CheckResult.ABSENT, [], CheckNote.WORKING_AWAY),
    (CheckResult.DIFFERS, ["current_address"], CheckNote.NONE),
    (CheckResult.NOT_FOUND, [], CheckNote.HOUSE_EMPTY),
)


@transaction.atomic
def fill_desks(actor: Officer, keepers: Keepers) -> int:
    """Rows of work in every unit; answers how many. Desks that hold something are left as they are."""
    if ResidenceProcedure.objects.exists() or Verification.objects.exists():
        return 0
    units = list(AdminUnit.objects.filter(pk__in=actor.register_unit_ids).order_by("code"))
    grown = {unit.pk: _grown(unit) for unit in units}
    made: list[list] = [
        ResidenceProcedure.objects.bulk_create(_files(units, grown, keepers)),
        HandOver.objects.bulk_create(_hand_overs(units, grown, keepers)),
        CorrectionRequest.objects.bulk_create(_corrections(grown, keepers)),
        ContactAttempt.objects.bulk_create(_contacts(grown, keepers)),
        VisitGrant.objects.bulk_create(_visits(units, grown, keepers)),
        Verification.objects.bulk_create(_verifications(actor, keepers), batch_size=AT_ONCE),
    ]
    _keep_filters(keepers)
    return sum(len(rows) for rows in made)


def _grown(unit: AdminUnit) -> list[Resident]:
    """Some living adults of the unit with a number and a verified record, in the order of the list."""
    found = Resident.objects.living().filter(
        unit=unit, personal_id__isnull=False, birth_year__lte=today().year - ADULT, last_verified_on__isnull=False
    )
    people = list(found.order_by("sort_key", "id")[: TOP + MOST])
    return people[TOP:] or people


def _files(units: list[AdminUnit], grown: dict[int, list[Resident]], keepers: Keepers) -> Iterator[ResidenceProcedure]:
    overrides = calendar_overrides()
    for place, (kind, channel, ago, state, after) in enumerate(FILES):
        received = today() - dt.timedelta(days=ago)
        received = workday(received) if channel == C.COUNTER else received
        due = due_day(kind, received, overrides)
        done = None if state == S.OPEN else received + dt.timedelta(days=after)
        result = "Chưa đủ giấy tờ chứng minh" if state == S.REFUSED else None
        for unit in units:
            for person in grown[unit.pk][place : place + 1]:
                yield ResidenceProcedure(
                    resident=person, unit=unit, kind=kind, channel=channel, file_number=f"GL-{unit.code}-{place + 1:03}",
                    received_on=received, due_on=due, state=state, done_on=done, result=result,
                    created_at=now() - dt.timedelta(days=ago), created_by_id=keepers.of(unit.pk),
                )  # fmt: skip


def _hand_overs(units: list[AdminUnit], grown: dict[int, list[Resident]], keepers: Keepers) -> Iterator[HandOver]:
    """From each unit two people on the way to the next one, and one whom that unit did not take."""
    for sender, receiver in zip(units, units[1:] + units[:1], strict=True):
        movers = [one for one in grown[sender.pk] if one.relation_to_head in (Relation.CHILD, Relation.LODGER)]
        for place, person in enumerate(movers[:3]):
            offer = HandOver(
                resident=person, unit=sender, from_unit=sender, to_unit=receiver, reason="Chuyển chỗ ở cùng gia đình",
                moved_on=today() - dt.timedelta(days=8 + 5 * place), proposed_by_id=keepers.of(sender.pk),
                proposed_at=now() - dt.timedelta(days=1 + 3 * place),
            )  # fmt: skip
            if place == 2:
                offer.state, offer.answer = HandOverState.REFUSED, "Chưa thấy đến ở tại địa chỉ đã báo"
                offer.answered_at, offer.answered_by_id = now() - dt.timedelta(days=2), keepers.of(receiver.pk)
            yield offer


def _corrections(grown: dict[int, list[Resident]], keepers: Keepers) -> Iterator[CorrectionRequest]:
    """In each unit two that wait for the chief."""
    for unit_id, people in grown.items():
        for place, person in enumerate([one for one in people if one.birth_day][:2]):
            born_on, month = person.birth_day or 1, person.birth_month or 1
            before = key_facts_of(person)
            day = {"birth_day": born_on % 28 + 1}
            proposed = day if place else day | {"birth_month": month % 12 + 1}
            yield CorrectionRequest(
                resident=person, unit_id=unit_id, before=before, proposed=before | proposed,
                reason="Ghi nhầm ngày sinh khi nhập sổ", evidence=f"Bản sao giấy khai sinh số {100 + place}/GL",
                asked_by_id=keepers.of(unit_id), asked_at=now() - dt.timedelta(days=1 + place),
            )  # fmt: skip


def _contacts(grown: dict[int, list[Resident]], keepers: Keepers) -> Iterator[ContactAttempt]:
    for unit_id, people in grown.items():
        rows = zip(people[8:] or people, CONTACTS, strict=False)
        for place, (person, (channel, result, note, action, days)) in enumerate(rows):
            yield ContactAttempt(
                resident=person, unit_id=unit_id, by_id=keepers.of(unit_id), channel=channel, result=result, note=note,
                at=now() - dt.timedelta(days=place + 2), next_action=action,
                next_on=None if days is None else today() + dt.timedelta(days=days),
            )  # fmt: skip


def _visits(units: list[AdminUnit], grown: dict[int, list[Resident]], keepers: Keepers) -> Iterator[VisitGrant]:
    """People who came to the counter of another unit: one yesterday, one today. Only where officers of the demo sit."""
    hosts = [unit for unit in units if unit.pk in keepers.by_unit]
    tonight = timezone.localtime(now()).replace(hour=23, minute=59, second=0, microsecond=0)
    for host, home in zip(hosts, hosts[1:] + hosts[:1], strict=True):
        for ago, person in enumerate(grown[home.pk][-2:] if host != home else []):
            yield VisitGrant(
                resident=person, unit=home, host_unit=host, officer_id=keepers.of(host.pk),
                reason="Người dân đến nhận thẻ gần nơi làm việc", steps=[VisitStep.READ, VisitStep.HAND_OVER],
                created_at=now() - dt.timedelta(days=ago), expires_at=tonight - dt.timedelta(days=ago),
            )  # fmt: skip


def _verifications(actor: Officer, keepers: Keepers) -> Iterator[Verification]:
    """The evidence behind the newest days of verification, and some checks that did not end in a match."""
    people = Resident.objects.visible_to(actor).living().only("pk", "unit_id", "last_verified_on")
    check = partial(_check, keepers=keepers)
    for person in people.filter(last_verified_on__gte=today() - dt.timedelta(days=FRESH_DAYS)).order_by("pk"):
        against = CheckedAgainst.NATIONAL if person.pk % 5 == 0 else CheckedAgainst.PERSON
        yield check(person, person.last_verified_on or today(), CheckResult.MATCHES, against=against)
    last_stale_day = today() - dt.timedelta(days=settings.VERIFIED_DAYS + 1)
    for place, person in enumerate(people.filter(last_verified_on__lte=last_stale_day).order_by("pk")):
        if place % 23 == 0:
            result, fields, note = STALE[place // 23 % len(STALE)]
            day = today() - dt.timedelta(days=1 + place % 40)
            yield check(person, day, result, fields=fields, note=note, before=person.last_verified_on)


def _check(
    person: Resident,
    day: dt.date,
    result: CheckResult,
    *,
    keepers: Keepers,
    against: CheckedAgainst = CheckedAgainst.PERSON,
    fields: list[str] | None = None,
    note: CheckNote = CheckNote.NONE,
    before: dt.date | None = None,
) -> Verification:
    return Verification(
        resident_id=person.pk, unit_id=person.unit_id, checked_on=day, against=against, result=result,
        fields=fields or [], note=note, before=before, officer_id=keepers.of(person.unit_id),
        created_at=now() - (today() - day),
    )  # fmt: skip


def _keep_filters(keepers: Keepers) -> None:
    for officer in Officer.objects.filter(pk__in=keepers.by_unit.values(), role=Role.OFFICER):
        for name, query in FILTERS:
            save_filter(officer=officer, name=name, query=query)
