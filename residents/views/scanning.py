"""A card by photo or paste; a USB scanner sends to the search box from any page (``static/scan.js``)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from kontum_portal.errors import DomainError
from residents.photos import memory_handlers, text_in_photo
from residents.views.gates import register_page
from residents.views.searching import open_found


@csrf_exempt  # the handlers are set before anything reads the body; ``_scan`` checks the token
@require_http_methods(["GET", "HEAD", "POST"])
def scan(request: HttpRequest) -> HttpResponse:
    request.upload_handlers = memory_handlers()
    return _scan(request)


@csrf_protect
@register_page
def _scan(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return render(request, "residents/scan_page.html", {"refusal": ""})
    try:
        return open_found(request, text_in_photo(request.FILES))
    except DomainError as refusal:
        return render(request, "residents/scan_page.html", {"refusal": str(refusal)}, status=422)
