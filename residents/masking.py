"""Sensitive values as a page first shows them; the whole value is asked for, with a purpose, and logged."""

_DOTS = "••••"


def masked_number(number: str | None) -> str:
    """``062090000123`` → ``0620 •••• 0123``; a 9-digit number keeps its last three digits."""
    if not number:
        return ""
    return f"{number[:4]} {_DOTS} {number[-4:]}" if len(number) == 12 else f"{_DOTS} {number[-3:]}"


def masked_phone(phone: str | None) -> str:
    """``+84905111222`` → ``0905 ••• 222``."""
    national = national_phone(phone)
    return f"{national[:4]} ••• {national[-3:]}" if national else ""


def national_phone(phone: str | None) -> str:
    """As people in the country write it: ``+84905111222`` → ``0905111222``."""
    return f"0{phone[3:]}" if phone and phone.startswith("+84") else phone or ""


def spaced_number(number: str | None) -> str:
    """``062090000123`` → ``0620 9000 0123``."""
    if not number or len(number) != 12:
        return number or ""
    return f"{number[:4]} {number[4:8]} {number[8:]}"


def partial_date(year: int | None, month: int | None, day: int | None) -> str:
    """``15/01/1990``, ``01/1990`` or ``1990``: no more than is known."""
    if not year:
        return ""
    known = [f"{part:02d}" for part in (day, month) if part] if month else []
    return "/".join([*known, f"{year:04d}"])
