"""White zones: by unit on the tile map, by sub-unit as bars, and the rounds from door to door."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kontum_portal import clock
from kontum_portal.accounts.choices import Purpose
from kontum_portal.areas.models import AdminUnit, SubUnit
from kontum_portal.areas.queries import units_on
from kontum_portal.areas.tile_map import place_on_map
from kontum_portal.errors import DomainError
from kontum_portal.look.pages import paper
from residents import rules
from residents.choices import RoundState
from residents.models import DoorToDoorRound
from residents.queries.white_zones import (
    WHITE_BELOW,
    Zone,
    households_known,
    without_sub_unit,
    zone_of,
    zones_of_area,
    zones_of_unit,
)
from residents.round_forms import RoundForm
from residents.services.printing import record_print_of_list
from residents.services.white_zones import advance_round, plan_round
from residents.views.gates import register_page

BLANK_LINES = 12  # room on the print-out for households nobody knows yet


@dataclass(frozen=True)
class Tile:
    name: str
    value: float | None
    url: str
    row: int
    column: int


@require_safe
@register_page
def overview(request: HttpRequest) -> HttpResponse:
    """All units of the officer; one's own unit at once where there is one."""
    mine = request.user.register_unit_ids
    if len(mine) == 1:
        return redirect("residents:white_zones_unit", next(iter(mine)))
    units = list(units_on().filter(pk__in=mine).order_by("sort_key"))
    zones = zones_of_area(request.user, units)
    context = {"zones": zones, "tiles": _tiles(units, zones), "white_below": WHITE_BELOW}
    return render(request, "residents/white_zones/overview.html", context)


def _tiles(units: list[AdminUnit], zones: list[Zone]) -> list[Tile]:
    placed = [(unit, place_on_map(unit), zone) for unit, zone in zip(units, zones, strict=True)]
    return [
        Tile(unit.name, zone.rate, reverse("residents:white_zones_unit", args=[unit.pk]), place.row, place.column)
        for unit, place, zone in placed
        if place
    ]


@require_safe
@register_page
def unit(request: HttpRequest, unit_id: int) -> HttpResponse:
    place, _part = _place(request, unit_id, 0)
    zones = zones_of_unit(request.user, place)
    context = {
        "unit": place,
        "whole": zone_of(request.user, place, None),
        "zones": zones,
        "nowhere": without_sub_unit(request.user, place),
        "without": sum(zone.expected is None for zone in zones),
        "white_below": WHITE_BELOW,
        "form": RoundForm(initial={"planned_for": clock.today()}),
        "may_go": rules.can_go_from_door_to_door(request.user, place.pk),
    }
    return render(request, "residents/white_zones/unit.html", context)


@require_POST
@register_page
def plan(request: HttpRequest, unit_id: int, sub_unit_id: int) -> HttpResponse:
    place, part = _place(request, unit_id, sub_unit_id)
    form = RoundForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(form.errors["planned_for"]))
        return redirect("residents:white_zones_unit", place.pk)
    known = {"unit_id": place.pk, "sub_unit_id": part.pk if part else None, **form.cleaned_data}
    plan_round(officer=request.user, **known)
    messages.success(request, _("The round is planned. Print its list before going."))
    return redirect("residents:white_zones_unit", place.pk)


@require_POST
@register_page
def advance(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(DoorToDoorRound.objects.visible_to(request.user), pk=pk)
    try:
        done = advance_round(officer=request.user, round_id=found.pk, state=request.POST.get("state", ""))
    except DomainError as refusal:
        if refusal.status != 409:
            raise
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The round: %(state)s.") % {"state": RoundState(done.state).label.lower()})
    return redirect("residents:white_zones_unit", found.unit_id)


@require_safe
@register_page
@paper
def sheet(request: HttpRequest, unit_id: int, sub_unit_id: int) -> HttpResponse:
    """The households that are known, and empty lines for those that are not."""
    place, part = _place(request, unit_id, sub_unit_id)
    homes = households_known(request.user, place, part)
    record_print_of_list(
        officer=request.user, purpose=Purpose.VERIFY, paper="door_to_door", people=len(homes), subject_kind="unit",
        subject_id=place.pk,
    )  # fmt: skip
    context = {
        "unit": place,
        "zone": zone_of(request.user, place, part),
        "homes": homes,
        "blank_lines": range(BLANK_LINES),
        "day": clock.today(),
        "purpose": Purpose.VERIFY.label,
        "printed_at": clock.now(),
    }
    return render(request, "residents/white_zones/sheet.html", context)


def _place(request: HttpRequest, unit_id: int, sub_unit_id: int) -> tuple[AdminUnit, SubUnit | None]:
    if unit_id not in request.user.register_unit_ids:
        raise Http404
    found = get_object_or_404(AdminUnit, pk=unit_id)
    part = get_object_or_404(SubUnit, pk=sub_unit_id, unit_id=unit_id) if sub_unit_id else None
    return found, part
