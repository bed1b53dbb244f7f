"""An officer's own filters of the list."""

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from residents.list_forms import SavedFilterForm
from residents.services.saved_filters import choose_default_filter, forget_filter, save_filter
from residents.views.gates import register_page


@require_POST
@register_page
def save(request: HttpRequest) -> HttpResponse:
    form = SavedFilterForm(request.POST)
    if not form.is_valid():
        return redirect(f"{reverse('residents:list')}?all=1")
    saved = save_filter(officer=request.user, **form.cleaned_data)
    return redirect(f"{reverse('residents:list')}?{saved.query}")


@require_POST
@register_page
def change(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """``xoa`` forgets a filter, ``mac-dinh`` shows it when the list is opened, or no longer."""
    deeds = {"xoa": forget_filter, "mac-dinh": choose_default_filter}
    try:
        deeds[deed](officer=request.user, filter_id=pk)
    except (ObjectDoesNotExist, KeyError) as error:
        raise Http404 from error
    return redirect(f"{reverse('residents:list')}?all=1")
