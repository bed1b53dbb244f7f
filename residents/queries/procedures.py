"""Residence files as officers work through them: overdue first, by service and channel."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.http import Http404, QueryDict

from kontum_portal import clock
from kontum_portal.accounts.models import Officer
from residents.choices import ProcedureChannel, ProcedureKind
from residents.models import ResidenceProcedure, Resident

PAGE = 50
LANES = ("open", "overdue", "closed")


@dataclass(frozen=True)
class ProcedureFilters:
    """Coded, so that they may stand in a URL; unknown codes are passed over."""

    lane: str = "open"
    kind: str = ""
    channel: str = ""

    @classmethod
    def from_query(cls, query: QueryDict) -> "ProcedureFilters":
        lane, kind, channel = (query.get(name, "") for name in ("lane", "kind", "channel"))
        return cls(
            lane if lane in LANES else "open",
            kind if kind in ProcedureKind.values else "",
            channel if channel in ProcedureChannel.values else "",
        )


@dataclass(frozen=True)
class ProcedurePage:
    rows: list[ResidenceProcedure]
    cursor: int | None


def get_procedure(officer: Officer, pk: int) -> ResidenceProcedure:
    known = ResidenceProcedure.objects.visible_to(officer).select_related("resident", "unit", "event", "created_by")
    found = known.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def procedures_in(officer: Officer, filters: ProcedureFilters) -> QuerySet[ResidenceProcedure]:
    rows = ResidenceProcedure.objects.visible_to(officer)
    lanes = {
        "open": rows.open(),
        "overdue": rows.overdue(clock.today()),
        "closed": rows.exclude(state="open"),
    }
    chosen = {name: value for name, value in (("kind", filters.kind), ("channel", filters.channel)) if value}
    return lanes[filters.lane].filter(**chosen)


def list_procedures(officer: Officer, filters: ProcedureFilters, after: int | None = None) -> ProcedurePage:
    """One page by the day due, so that what is overdue comes first; closed ones newest first."""
    rows = procedures_in(officer, filters).select_related("resident", "unit")
    last = rows.filter(pk=after).first() if after else None
    if filters.lane == "closed":
        rows = rows.order_by("-pk").filter(pk__lt=last.pk) if last else rows.order_by("-pk")
    else:
        rows = rows.order_by("due_on", "pk")
        if last:
            rows = rows.filter(Q(due_on__gt=last.due_on) | Q(due_on=last.due_on, pk__gt=last.pk))
    found = list(rows[: PAGE + 1])
    return ProcedurePage(found[:PAGE], found[PAGE - 1].pk if len(found) > PAGE else None)


def lane_counts(officer: Officer) -> dict[str, int]:
    """How many are open and how many of them overdue; the closed are not counted: they only grow."""
    return {lane: procedures_in(officer, ProcedureFilters(lane)).count() for lane in ("open", "overdue")}


def procedures_of(officer: Officer, resident: Resident) -> list[ResidenceProcedure]:
    if not getattr(resident, "has_procedures", True):
        return []
    rows = ResidenceProcedure.objects.visible_to(officer).filter(resident=resident)
    return list(rows.order_by("-id")[:10])
