"""Which reason codes refuse a row, and which put it before a person."""

from collections.abc import Iterable

REFUSING = frozenset({"name_missing", "name_unreadable", "cell_too_long"})
DOUBTING = frozenset({"unit_unknown", "unit_of_another"})


def first_outcome(reasons: Iterable[str]) -> str:
    """What the file alone says: refused, doubtful, or new until the register knows better."""
    if not reasons:
        return "new"
    said = set(reasons)
    if said & REFUSING:
        return "refused"
    return "doubtful" if said & DOUBTING else "new"
