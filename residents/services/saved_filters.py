"""An officer's own filters of the list: kept by name, forgotten, one of them shown when the list is opened."""

from django.db import transaction
from django.http import QueryDict

from kontum_portal.accounts.models import Officer
from residents.errors import NoFilterChosenError, TooManySavedFiltersError
from residents.models import SavedFilter
from residents.queries.lists import ResidentFilters

MOST_SAVED = 20


@transaction.atomic
def save_filter(*, officer: Officer, name: str, query: str, is_default: bool = False) -> SavedFilter:
    """Keep the codes of ``query``, whatever else it holds; the same name again is written over."""
    known = ResidentFilters.from_query(QueryDict(query)).as_query()
    if not known:
        raise NoFilterChosenError
    own = SavedFilter.objects.visible_to(officer)
    if own.exclude(name=name).count() >= MOST_SAVED:
        raise TooManySavedFiltersError(most=MOST_SAVED)
    if is_default:
        own.update(is_default=False)
    saved, _is_new = SavedFilter.objects.update_or_create(
        officer=officer, name=name, defaults={"query": known, "is_default": is_default}
    )
    return saved


def forget_filter(*, officer: Officer, filter_id: int) -> None:
    SavedFilter.objects.visible_to(officer).get(pk=filter_id).delete()


@transaction.atomic
def choose_default_filter(*, officer: Officer, filter_id: int) -> None:
    """Show this one when the list is opened; asked of the one that is shown already, none is."""
    chosen = SavedFilter.objects.visible_to(officer).select_for_update().get(pk=filter_id)
    was_default = chosen.is_default
    SavedFilter.objects.visible_to(officer).update(is_default=False)
    SavedFilter.objects.filter(pk=chosen.pk).update(is_default=not was_default)
