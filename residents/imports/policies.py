"""Policies: for each fact whose word counts, the register's or the list's. Chosen before the merge, kept with the batch."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from residents.choices import Policy

AS_OF = "as_of"
"""The key of the list's own day: what was verified later is newer than the list."""

FACTS_OF: dict[str, tuple[str, ...]] = {
    "birth_date": ("birth_date",),
    "sex": ("sex",),
    "personal_id": ("personal_id",),
    "old_id": ("old_id",),
    "relation_to_head": ("relation_to_head",),
    "deceased_on": ("deceased_on",),
    "phone": ("phone",),
    "permanent_address": ("permanent_address",),
    "current_address": ("current_address",),
    "native_place": ("native_place",),
    "birth_registration_place": ("birth_registration_place",),
    "language": ("language",),
    "residence": ("residence_kind", "residence_until"),
    "presence": ("presence",),
    "card": ("card_claim", "card_issued_on"),
}
"""What a policy is chosen for, and the columns that go together under it; the first one leads."""

NEVER_REPLACED = frozenset({"birth_date", "sex", "personal_id", "old_id", "relation_to_head", "deceased_on"})
"""Who somebody is, heads and deaths: a list fills them or leaves them; a person corrects them on the record."""


def allowed(fact: str) -> tuple[Policy, ...]:
    """The policies that may be chosen for a fact."""
    return (Policy.FILL, Policy.KEEP) if fact in NEVER_REPLACED else tuple(Policy)


def settled(chosen: Mapping[str, Any], as_of_day: dt.date) -> dict[str, str]:
    """Only what is allowed and differs from filling; the list's day beside it. Empty when nothing was chosen."""
    found = {
        fact: str(policy)
        for fact, policy in chosen.items()
        if fact in FACTS_OF and policy != Policy.FILL and policy in allowed(fact)
    }
    return found | {AS_OF: as_of_day.isoformat()} if found else {}


def as_of(policies: Mapping[str, str]) -> str:
    """The list's day as ``YYYY-MM-DD``, parsed so that nothing else gets into SQL."""
    return dt.date.fromisoformat(policies.get(AS_OF) or "1900-01-01").isoformat()
