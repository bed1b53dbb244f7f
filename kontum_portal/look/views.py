"""The samples page and the guide."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from kontum_portal.look import samples
from kontum_portal.look.guide import read_guide


@require_GET
@login_required
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in every state, with invented people."""
    return render(request, "look/gallery.html", samples.everything())


@require_GET
@login_required
def guide(request: HttpRequest) -> HttpResponse:
    """The guide for officers, the section that a page's help leads to in its address."""
    return render(request, "look/guide.html", {"guide": read_guide()})
