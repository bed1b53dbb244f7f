"""What today's figures of a unit would have been some weeks ago, so that an invented city has a past.

Parts stay within their wholes: a chain of figures shares one factor, and what is a difference today
is reckoned as one then.
"""

from collections.abc import Mapping

WEEKS = 12
_PEOPLE = ("living", "eligible", "eligible_here")
_CARDS = ("here_applied", "here_sent", "here_printed", "here_arrived", "here_in_hand", "eligible_in_hand")
_ACCOUNTS = ("accounts", "accounts_approved", "accounts_activated", "eligible_activated")
_AWAY = ("no_card_detained", "no_card_left_area", "no_card_unknown")
_WORK = ("applications_overdue", "applications_returned", "undelivered_30", "undelivered_90", "undelivered_longer")
_ERRORS = ("findings_open", "held_twice", "no_personal_id", "no_birth_date", "not_verified")


def past_figures(now: Mapping[str, int], *, weeks: int, pace: float) -> dict[str, int]:
    """The figures ``weeks`` ago; ``pace`` is how much of the cards in hand came in the last twelve weeks (0.03).

    Small numbers of waiting work go up and down by one or two, as they do.
    """
    part = weeks / WEEKS
    then = dict(now)
    _scale(then, _PEOPLE, 1 - 0.003 * part)
    _scale(then, _CARDS, 1 - pace * part)
    _scale(then, _ACCOUNTS, 1 - 1.8 * pace * part)
    _scale(then, ("applications",), 1 - 0.24 * part)
    _scale(then, ("findings_ever",), 1 - 0.1 * part)
    _scale(then, _WORK, 1 + (12 * pace - 0.3) * part)
    for place, code in enumerate(_WORK):
        if then.get(code):
            then[code] = max(0, then[code] + (weeks * 5 + place + int(pace * 1000)) % 4 - 1)
    _scale(then, _ERRORS, 1 + 5 * pace * part)
    then["findings_ever"] = max(then.get("findings_ever", 0), then.get("findings_open", 0))
    _reckon_differences(then)
    return {code: max(0, value) for code, value in then.items() if code in now}


def _scale(then: dict[str, int], codes: tuple[str, ...], factor: float) -> None:
    for code in codes:
        if code in then:
            then[code] = round(then[code] * factor)


def _reckon_differences(then: dict[str, int]) -> None:
    def value(code: str) -> int:
        return then.get(code, 0)

    then["no_card"] = value("eligible") - value("eligible_in_hand")
    then["no_card_here"] = value("eligible_here") - value("here_in_hand")
    then["no_card_birth_date"] = min(value("no_card_birth_date"), value("no_card_here"))
    then["no_card_other"] = value("no_card_here") - value("no_card_birth_date")
    away = value("no_card") - value("no_card_here")
    for code in _AWAY:
        then[code] = min(value(code), max(0, away))
        away -= then[code]
    then["no_card_working_away"] = away
    then["accounts_not_activated"] = value("accounts_approved") - value("accounts_activated")
    then["undelivered"] = sum(value(f"undelivered_{age}") for age in ("30", "90", "longer"))
