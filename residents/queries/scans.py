"""A scanned card beside the record: what differs, field by field, and what a form takes over from the card."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kontum_portal.accounts.models import Officer
from kontum_portal.text import accent_key, search_key
from residents.choices import CardClaim, Sex
from residents.masking import masked_number, partial_date
from residents.models import Resident, Search
from residents.name_keys import folded
from residents.parsing.card_codes import CardReading
from residents.search_terms import recognise


@dataclass(frozen=True, slots=True)
class CardField:
    """One fact on the record and on the card; ``box`` is the form's box that takes it over."""

    box: str
    label: str | Promise
    on_record: str
    on_card: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Scan:
    """A card scanned within the last day, known by its token to the officer who scanned it."""

    token: str
    card: CardReading
    fields: tuple[CardField, ...] = ()

    @property
    def differing(self) -> list[CardField]:
        return [field for field in self.fields if field.differs]


def read_scan(officer: Officer, token: str) -> Scan | None:
    """What the officer's own scan said; None when it is not theirs, forgotten, or no card."""
    search = Search.objects.visible_to(officer).filter(token=token).first() if token else None
    card = recognise(search.text).card if search else None
    return Scan(token, card) if card else None


def compare_scan(officer: Officer, token: str, resident: Resident) -> Scan | None:
    """The scan beside the record of the same number; None for the card of somebody else."""
    scan = read_scan(officer, token)
    if scan is None or scan.card.number != resident.personal_id:
        return None
    return Scan(token, scan.card, tuple(_fields(scan.card, resident)))


def _fields(card: CardReading, resident: Resident) -> list[CardField]:
    """Only what the card says is compared."""
    address = getattr(resident, card.address_fact)
    address_label = _("Permanent address") if card.address_fact == "permanent_address" else _("Current address")
    born = partial_date(resident.birth_year, resident.birth_month, resident.birth_day)
    rows: list[tuple[str, Any, str, str, Callable[[str], str]]] = [
        ("full_name", _("Full name"), resident.full_name or "", card.full_name or "", _name_key(card)),
        ("birth", _("Birth date"), born, partial_date(card.birth_year, card.birth_month, card.birth_day), str),
        ("sex", _("Sex"), _sex(resident.sex), _sex(card.sex), str),
        ("old_id", _("Old identity number"), resident.old_id or "", card.old_id or "", str),
        (card.address_fact, address_label, address or "", card.address or "", _place_key),
        ("card_issued_on", _("Card issued on"), _day(resident.card_issued_on), _day(card.issued_on), str),
    ]
    return [
        CardField(box, label, _shown(box, ours), theirs, differs=key(ours) != key(theirs))
        for box, label, ours, theirs, key in rows
        if theirs
    ]


def typed_from_card(card: CardReading) -> dict[str, Any]:
    """A card as an officer would type it into the form; plain capitals of the lines are proposed as they are."""
    typed = {
        "full_name": card.full_name,
        "birth": partial_date(card.birth_year, card.birth_month, card.birth_day),
        "sex": card.sex,
        "personal_id": card.number,
        "old_id": card.old_id,
        card.address_fact: card.address,
        "card_issued_on": card.issued_on,
        "card_claim": CardClaim.ISSUED,
    }
    return {box: value for box, value in typed.items() if value}


def taken_over(scan: Scan | None, boxes: Mapping[str, str] | list[str]) -> dict[str, Any]:
    """Of what the card says, the boxes that were asked for."""
    return {box: value for box, value in typed_from_card(scan.card).items() if box in boxes} if scan else {}


def _name_key(card: CardReading) -> Callable[[str], str]:
    """The lines on the back know no marks, so that names are compared without them."""
    return (lambda name: search_key(folded(name))) if card.name_is_plain else (lambda name: accent_key(folded(name)))


def _place_key(place: str) -> str:
    """Commas, case and the place of a tone make no other address."""
    return " ".join(accent_key(folded(place)).split())


def _shown(box: str, on_record: str) -> str:
    """What the record masks elsewhere stays masked here: the whole value is asked for on the record."""
    return masked_number(on_record) if box == "old_id" else on_record


def _sex(code: str | None) -> str:
    return str(Sex(code).label) if code else ""


def _day(day: Any) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


def read_code(text: str) -> CardReading | None:
    """What a scanned or typed code of an identity card says; None for any other text. Reads no row."""
    return recognise(text).card


def names_another(card: CardReading, resident: Resident) -> bool:
    """Whether the card bears another name or birth date than the record; what either leaves out says nothing."""
    key = _name_key(card)
    if card.full_name and resident.full_name and key(card.full_name) != key(resident.full_name):
        return True
    pairs = (
        (card.birth_year, resident.birth_year),
        (card.birth_month, resident.birth_month),
        (card.birth_day, resident.birth_day),
    )
    return any(said is not None and known is not None and said != known for said, known in pairs)
