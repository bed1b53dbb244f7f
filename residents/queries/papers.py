"""What stands on printed papers: lists, the sheet to check people by, letters."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from kontum_portal import clock
from kontum_portal.accounts.models import Officer
from kontum_portal.areas.models import AdminUnit
from residents.choices import CardState, EIdState
from residents.errors import TooManyToPrintError
from residents.letters import LetterKind, LetterWords, words_of
from residents.masking import partial_date
from residents.models import Finding, Resident
from residents.quality.set_rules import rule_named

LINES = 1_000  # people on one printed list
LETTERS = 200  # letters of one printing


@dataclass(frozen=True)
class CheckLine:
    """A person to be looked up at home, and what has to be asked there."""

    resident: Resident
    birth: str
    to_ask: list[str | Promise]


@dataclass(frozen=True)
class Letter:
    resident: Resident
    birth: str
    words: LetterWords


def people_to_print(people: QuerySet[Resident], limit: int = LINES) -> list[Resident]:
    """The people in Vietnamese order of given names; a list that nobody can read is refused."""
    found = people.select_related("unit", "sub_unit", "household").order_by("sort_key", "id")
    rows = list(found[: limit + 1])
    if len(rows) > limit:
        raise TooManyToPrintError(limit=limit)
    return rows


def paper_link(address: str, label: str, *, people: int, limit: int = LINES) -> tuple[str, str]:
    """A paper in the menu of a list; without its address, and saying why, when the list is too long for it."""
    if people <= limit:
        return address, label
    return "", _("%(paper)s: for %(limit)d people at most; narrow the list first.") % {"paper": label, "limit": limit}


def print_lines(people: Sequence[Resident]) -> list[tuple[Resident, str]]:
    """Each person with the birth date as it is known."""
    return [(one, birth_of(one)) for one in people]


def check_lines(officer: Officer, people: Sequence[Resident]) -> list[CheckLine]:
    """Each person with the sentences of the open findings, two queries for all."""
    findings = Finding.objects.visible_to(officer).open().filter(resident_id__in=[one.pk for one in people])
    to_ask: dict[int, list[str | Promise]] = {}
    for resident_id, code in findings.order_by("rule").values_list("resident_id", "rule"):
        if rule := rule_named(code):
            to_ask.setdefault(resident_id, []).append(rule.sentence)
    return [CheckLine(one, birth_of(one), to_ask.get(one.pk, [])) for one in people]


def letters(people: Sequence[Resident], kind: str = "") -> list[Letter]:
    """One letter a person; without a ``kind`` each gets the one that fits."""
    return [Letter(one, birth_of(one), words_of(_fitting(one, kind), one.language)) for one in people]


def _fitting(resident: Resident, kind: str) -> str:
    """Nobody is invited to make a card that already lies at the unit."""
    if kind == LetterKind.CARD and resident.card_state == CardState.ARRIVED:
        return LetterKind.FETCH
    return kind or usual_kind(resident)


def usual_kind(resident: Resident) -> LetterKind:
    """What this person would most likely be invited for."""
    if resident.card_state == CardState.ARRIVED:
        return LetterKind.FETCH
    if resident.card_state == CardState.NONE and _is_of_card_age(resident):
        return LetterKind.CARD if resident.birth_day else LetterKind.FACTS
    if resident.eid_state == EIdState.APPROVED_NOT_ACTIVATED:
        return LetterKind.EID
    return LetterKind.FACTS


def _is_of_card_age(resident: Resident) -> bool:
    return resident.birth_year is None or clock.today().year - resident.birth_year >= 14


def unit_of_paper(officer: Officer, unit_id: int | None = None) -> AdminUnit | None:
    """The one unit a list is about, for its head; None when it is about several."""
    units = officer.register_unit_ids
    only = unit_id if unit_id in units else next(iter(units)) if len(units) == 1 else None
    return AdminUnit.objects.filter(pk=only).first() if only else None


def birth_of(resident: Resident) -> str:
    return partial_date(resident.birth_year, resident.birth_month, resident.birth_day)
