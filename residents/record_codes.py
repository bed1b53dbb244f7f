"""The portal's own code of a record, for the QR on paper: the id and a check digit, nothing of the person.

``KT06-N-1234-9``: capitals, digits and hyphens only, so that neither a Telex keyboard nor a small print spoils it.
"""

import re

_CODE = re.compile(r"^KT06-?N-?(\d{1,18})-?(\d)$", re.IGNORECASE)


def record_code(resident_id: int) -> str:
    return f"KT06-N-{resident_id}-{_check_digit(str(resident_id))}"


def resident_id_in(text: str) -> int | None:
    """The id that a scanned or typed code carries; None when it is none, or one digit was misread."""
    found = _CODE.match(text.strip().replace(" ", ""))
    if found is None or _check_digit(found[1]) != int(found[2]):
        return None
    return int(found[1])


def looks_like_record_code(text: str) -> bool:
    return _CODE.match(text.strip().replace(" ", "")) is not None


def _check_digit(digits: str) -> int:
    """Luhn: finds every single wrong digit and most swapped neighbours."""
    doubled = [int(digit) * (2 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(digits))]
    return (10 - sum(value - 9 if value > 9 else value for value in doubled) % 10) % 10
