"""What happened to a record, whom it was tried to reach with what result, and who read it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kontum_portal.errors import DomainError
from residents import rules
from residents.forms import ContactForm
from residents.queries import get_resident
from residents.queries.life_story import contacts_of, life_story, readers_of
from residents.queries.records import sources_of
from residents.services.contacts import record_contact as write_contact
from residents.views.gates import register_page
from residents.views.readings import log_person, show_person


@require_safe
@register_page
def story(request: HttpRequest, pk: int) -> HttpResponse:
    """A partial of the record page, or a page of its own without JavaScript."""
    resident = get_resident(request.user, pk)
    log_person(request, resident, "timeline")
    context = {
        "resident": resident,
        "contacts": contacts_of(request.user, resident),
        "lines": life_story(request.user, resident),
        "sources": sources_of(request.user, resident),
    }
    return render(request, "residents/story.html" if request.htmx else "residents/story_page.html", context)


@require_safe
@register_page
def readers(request: HttpRequest, pk: int) -> HttpResponse:
    resident = get_resident(request.user, pk)
    if not rules.can_see_readers(request.user, resident):
        raise PermissionDenied
    context = {"readers": readers_of(resident)}
    return show_person(request, resident, "residents/readers.html", context, surface="readers")


@require_http_methods(["GET", "HEAD", "POST"])
@register_page
def record_contact(request: HttpRequest, pk: int) -> HttpResponse:
    resident = get_resident(request.user, pk)
    if not rules.can_record_contact(request.user, resident):
        raise PermissionDenied
    form = ContactForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            write_contact(officer=request.user, resident_id=resident.pk, **form.cleaned_data)
        except DomainError as refusal:
            form.add_error("next_action", str(refusal))
        else:
            messages.success(request, _("The contact is recorded."))
            return redirect(resident)
    return show_person(request, resident, "residents/contact.html", {"form": form}, surface="contact")
