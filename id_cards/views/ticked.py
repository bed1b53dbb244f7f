"""The rows that were ticked in a list."""

from django.http import HttpRequest

from kontum_portal.text import whole_number


def ticked_pairs(request: HttpRequest) -> list[tuple[int, int]]:
    """(id, version as the officer saw it) of each row, from ``chosen=17-3``; what is no such pair is passed over."""
    halves = [text.partition("-") for text in request.POST.getlist("chosen")]
    numbers = [(whole_number(pk), whole_number(version, digits=9)) for pk, _dash, version in halves]
    return [(pk, version) for pk, version in numbers if pk is not None and version is not None]
