"""What an officer looked for: kept a day behind a token, logged once when the search has settled."""

import datetime as dt

from django.db.models.functions import Now

from kontum_portal.accounts.choices import Purpose
from kontum_portal.accounts.models import Officer
from kontum_portal.accounts.services import record_access
from residents.models import Search

SAME_SEARCH = dt.timedelta(minutes=2)
KEPT = dt.timedelta(days=1)


def settle_search(*, officer: Officer, text: str, kind: str, people: int) -> Search:
    """The search row of this text; a row of the access log only when it was not settled a moment ago."""
    recent = Search.objects.visible_to(officer).filter(text=text, kind=kind, created_at__gt=Now() - SAME_SEARCH).first()
    if recent:
        return recent
    search = Search.objects.create(officer=officer, text=text, kind=kind)
    record_access(
        officer=officer,
        purpose=Purpose.SEARCH,
        surface=f"search:{kind}",
        subject_kind="search",
        subject_id=search.pk,
        people=people,
    )
    return search


def purge_searches() -> int:
    """Forget searches older than a day; returns how many."""
    return Search.objects.filter(created_at__lt=Now() - KEPT).delete()[0]


def record_next_page(*, officer: Officer, search: Search, people: int) -> None:
    """More people of a settled search were read."""
    record_access(
        officer=officer,
        purpose=Purpose.SEARCH,
        surface=f"search:{search.kind}",
        subject_kind="search",
        subject_id=search.pk,
        people=people,
    )
