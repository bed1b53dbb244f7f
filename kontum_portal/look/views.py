"""The samples page, and the two choices a browser keeps: theme and density."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from kontum_portal.look import samples
from kontum_portal.look.guide import read_guide

THEMES = ("light", "dark")
DENSITIES = ("compact",)
A_YEAR = 365 * 24 * 3600


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


@require_POST
def display(request: HttpRequest) -> HttpResponse:
    """Keep this browser's theme and density; an unknown value means: as the system has it."""
    target = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    response = redirect(target if safe else "/")
    for name, allowed in (("theme", THEMES), ("density", DENSITIES)):
        value = request.POST.get(name)
        if value in allowed:
            response.set_cookie(name, value, max_age=A_YEAR, httponly=True, samesite="Lax", secure=request.is_secure())
        elif value is not None:
            response.delete_cookie(name, samesite="Lax")
    return response
