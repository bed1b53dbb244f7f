"""From the texts of one row to typed facts: one small step per field, each adding its reasons."""

import datetime as dt
import functools
import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from kontum_portal.text import clean
from residents.parsing.birth_dates import ParsedDate, parse_birth_date, parse_date
from residents.parsing.cards import parse_card_claim, parse_card_marks
from residents.parsing.cells import is_empty_word
from residents.parsing.names import parse_name
from residents.parsing.numbers import parse_numbers, parse_old_id
from residents.parsing.phones import parse_phone
from residents.parsing.relations import parse_relation
from residents.parsing.residence import joined, parse_residence
from residents.parsing.sexes import parse_one_sex_column, parse_sex, parse_sex_marks

Texts = Mapping[str, str]
Values = dict[str, Any]

_NEEDS_CLEANING = re.compile(
    "[\u0000-\u001f\u007f-\u00a0\u00ad\u00d0\u00f0\u00b4`\u0189\u0256\u02bc\u2000-\u206f\u3000\ufeff]|^ | $|  "
)
_LONGEST_PLACE = {
    "permanent_address": 300,
    "current_address": 300,
    "native_place": 200,
    "birth_registration_place": 200,
    "language": 40,
}


@functools.lru_cache(maxsize=4_096)
def quick_clean(text: str) -> str:
    """``clean`` for long texts that mostly need none and mostly repeat the row above."""
    if unicodedata.is_normalized("NFC", text) and not _NEEDS_CLEANING.search(text):
        return text
    return clean.__wrapped__(text)


def read_facts(texts: Texts, today: dt.date) -> tuple[Values, list[str]]:
    """All facts that the row gives (keys of ``PersonFacts``), and the reasons, each once."""
    values: Values = {}
    reasons: list[str] = []
    _read_name(texts, values, reasons)
    _read_numbers(texts, values, reasons)
    _read_birth_and_sex(texts, values, reasons, today)
    _read_residence(texts, values, reasons, today)
    _read_card(texts, values, today)
    _read_rest(texts, values, reasons)
    return values, reasons if len(reasons) < 2 else list(dict.fromkeys(reasons))


def _read_name(texts: Texts, values: Values, reasons: list[str]) -> None:
    name = parse_name(texts.get("full_name", ""))
    values["full_name"] = name.name
    reasons.extend(name.reasons)


def _read_numbers(texts: Texts, values: Values, reasons: list[str]) -> None:
    number = texts.get("personal_id", texts.get("identity"))
    if number is not None:
        found = parse_numbers(number)
        values["personal_id"], values["old_id"] = found.personal_id, found.old_id
        reasons.extend(found.reasons)
    old = texts.get("old_id")
    if old:
        found = parse_old_id(old)
        values["old_id"] = found.old_id or values.get("old_id")
        if found.personal_id and not values.get("personal_id"):
            values["personal_id"] = found.personal_id
            if "personal_id_missing" in reasons:
                reasons.remove("personal_id_missing")
        reasons.extend(found.reasons)


def _read_birth_and_sex(texts: Texts, values: Values, reasons: list[str], today: dt.date) -> None:
    birth_text = texts.get("birth_date", "")
    if "birth_male" in texts:
        male, female = texts["birth_male"], texts.get("birth_female", "")
        birth_text = male if male.strip() and not is_empty_word(male) else female
        values["sex"], sex_reasons = parse_sex_marks(male, female)
        reasons.extend(sex_reasons)
    elif "sex_male" in texts and "sex_female" in texts:
        values["sex"], sex_reasons = parse_sex_marks(texts["sex_male"], texts["sex_female"])
        reasons.extend(sex_reasons)
    elif "sex_female" in texts or "sex_male" in texts:
        values["sex"] = parse_one_sex_column(texts.get("sex_female"), texts.get("sex_male"))
    elif "sex" in texts:
        values["sex"], sex_reasons = parse_sex(texts["sex"])
        reasons.extend(sex_reasons)
    if "birth_year_part" in texts:
        parts = (
            texts.get(part, "").strip() or "0" for part in ("birth_day_part", "birth_month_part", "birth_year_part")
        )
        birth_text = "/".join(parts)
    birth = parse_birth_date(birth_text, today)
    values["birth_year"] = _mended_century(birth, values.get("personal_id"))
    values["birth_month"], values["birth_day"] = birth.month, birth.day
    reasons.extend(birth.reasons)


def _mended_century(birth: ParsedDate, personal_id: str | None) -> int | None:
    """Two digits of a year take the century that the personal number names."""
    if not birth.century_guessed or not personal_id or birth.year is None:
        return birth.year
    named = 1900 + 100 * (int(personal_id[3]) // 2) + int(personal_id[4:6])
    return named if named % 100 == birth.year % 100 else birth.year


def _read_residence(texts: Texts, values: Values, reasons: list[str], today: dt.date) -> None:
    status, note = texts.get("residence", ""), texts.get("note", "")
    if not status and not note:
        return
    found = joined(parse_residence(status, today), parse_residence(note, today))
    values["residence_kind"], values["presence"] = found.kind, found.presence
    values["residence_until"], values["deceased_on"] = found.until, found.deceased_on
    if texts.get("residence_until"):
        values["residence_until"] = parse_date(texts["residence_until"], today) or found.until
    reasons.extend(found.reasons)


def _read_card(texts: Texts, values: Values, today: dt.date) -> None:
    claim, day = None, None
    if texts.get("card_issued") or texts.get("card_none"):
        claim, day = parse_card_marks(texts.get("card_issued", ""), texts.get("card_none", ""), today)
    elif texts.get("card_status"):
        claim, day = parse_card_claim(texts["card_status"], today)
    dated = texts.get("card_issued_on")
    if dated and day is None:
        day = parse_date(dated, today)
        claim = claim or ("issued" if day and not texts.get("card_status", "").strip() else None)
    values["card_claim"], values["card_issued_on"] = claim, day if claim == "issued" else None


def _read_rest(texts: Texts, values: Values, reasons: list[str]) -> None:
    relation = texts.get("relation")
    if relation:
        values["relation_to_head"], relation_reasons = parse_relation(relation)
        reasons.extend(relation_reasons)
    phone = texts.get("phone")
    if phone:
        parsed = parse_phone(phone)
        values["phone"] = parsed.number
        reasons.extend(parsed.reasons)
    for field, longest in _LONGEST_PLACE.items():
        text = texts.get(field)
        if text and (len(text) > 3 or not is_empty_word(text)):
            values[field] = quick_clean(text)[:longest] or None
    street = texts.get("street")
    if street and not values.get("permanent_address") and not is_empty_word(street):
        values["permanent_address"] = quick_clean(street)[:300]
