"""The overview of an area or a unit, worked out from counted figures alone: its cost does not grow with residents."""

import datetime as dt
import functools
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from kontum_portal.accounts.models import Officer
from kontum_portal.areas.models import AdminUnit
from kontum_portal.areas.tile_map import place_on_map
from reports.catalogue import lines
from reports.figures import FIGURES, FUNNEL
from reports.figures.catalogue import WITHOUT_CARD_BY_REASON
from reports.models import Indicator
from reports.queries import snapshots
from reports.queries.projecting import Projection, project
from reports.queries.snapshots import Snapshot, UnitValues

TARGET = 95.0  # per cent of those present who hold a card
WEEKS = 12
HELD, MUST_HOLD = "here_in_hand", "eligible_here"
TOP_UNITS = 3
SHALLOW = 0.4  # a funnel that loses less than this is drawn from further right


@dataclass(frozen=True)
class Number:
    """A number with the page that lists the people behind it."""

    label: str | Promise
    count: int
    url: str


@dataclass(frozen=True)
class UnitRow:
    unit: AdminUnit
    url: str
    percent: float | None
    held: Number
    left: Number
    overdue: Number
    overdue_percent: float | None
    weeks: list[float]


@dataclass(frozen=True)
class Tile:
    name: str
    value: float | None
    url: str
    row: int
    column: int


@dataclass(frozen=True)
class Bottleneck:
    number: Number
    share: float | None
    share_of: str
    units: str


@dataclass(frozen=True)
class IndicatorRow:
    indicator: Indicator
    part: Number
    whole: Number
    percent: float | None
    target: float | None


@dataclass(frozen=True)
class Dashboard:
    """``unit`` None: all units in the officer's scope together."""

    unit: AdminUnit | None
    snapshot: Snapshot
    held: int
    must_hold: int
    percent: float | None
    funnel: list[Number]
    reasons: list[Number]
    units: list[UnitRow]
    tiles: list[Tile]
    bottlenecks: list[Bottleneck]
    indicators: list[IndicatorRow]
    trend: list[tuple[str, float]]
    projection: Projection | None
    target: float = TARGET

    @property
    def funnel_start(self) -> int:
        """Where the axis begins, so that what is lost can be seen: a round number, nought for a steep funnel."""
        first, last = self.must_hold, self.held
        start = last - (first - last)
        if start < first * SHALLOW:
            return 0
        digits = max(len(str(start)) - 2, 0)
        return start // 10**digits * 10**digits


@functools.lru_cache(maxsize=4096)  # a page has some 150 of them, and looking one up costs as much as drawing it
def list_url(figure: str, unit_id: int | None = None) -> str:
    return reverse("reports:people", args=[figure] if unit_id is None else [figure, unit_id])


def dashboard(officer: Officer, unit: AdminUnit | None = None) -> Dashboard:
    snapshot = snapshots.latest(officer)
    if unit is not None:
        mine = {key: values for key, values in snapshot.by_unit.items() if key == unit.pk}
        snapshot = Snapshot(mine, snapshot.day if mine else None, snapshot.counted_at if mine else None)
    names = _units(snapshot)
    history = _history(officer, snapshot)
    scope = unit.pk if unit else None
    trend = [(day, share) for day, share in _total_shares(history) if share is not None]
    return Dashboard(
        unit=unit,
        snapshot=snapshot,
        held=snapshot.total(HELD),
        must_hold=snapshot.total(MUST_HOLD),
        percent=percent(snapshot.total(HELD), snapshot.total(MUST_HOLD)),
        funnel=[_number(snapshot, figure.code, scope) for figure in FUNNEL],
        reasons=[_number(snapshot, figure.code, scope) for figure in WITHOUT_CARD_BY_REASON],
        units=_unit_rows(snapshot, names, history),
        tiles=_tiles(snapshot, names) if len(names) > 1 else [],
        bottlenecks=_bottlenecks(snapshot, names, scope),
        indicators=_indicators(snapshot, scope),
        trend=[(f"{day:%d/%m}", share) for day, share in trend],
        projection=project(trend, TARGET),
    )


def percent(part: int, whole: int) -> float | None:
    return 100 * part / whole if whole else None


def _units(snapshot: Snapshot) -> dict[int, AdminUnit]:
    units = AdminUnit.objects.filter(pk__in=list(snapshot.by_unit)).order_by("code")
    return {unit.pk: unit for unit in units}


def _history(officer: Officer, snapshot: Snapshot) -> dict[dt.date, UnitValues]:
    if snapshot.day is None:
        return {}
    found = snapshots.weekly(officer, (HELD, MUST_HOLD), last=snapshot.day, weeks=WEEKS)
    return {day: {key: row for key, row in units.items() if key in snapshot.by_unit} for day, units in found.items()}


def _total_shares(history: dict[dt.date, UnitValues]) -> list[tuple[dt.date, float | None]]:
    """The whole scope week by week; only weeks in which as many units were counted as in the last one."""
    widest = max((len(units) for units in history.values()), default=0)
    return [
        (
            day,
            percent(
                sum(row.get(HELD, 0) for row in units.values()), sum(row.get(MUST_HOLD, 0) for row in units.values())
            ),
        )
        for day, units in history.items()
        if len(units) == widest
    ]


def _number(snapshot: Snapshot, code: str, unit_id: int | None) -> Number:
    return Number(FIGURES[code].label, snapshot.total(code), list_url(code, unit_id))


def _unit_rows(snapshot: Snapshot, names: dict[int, AdminUnit], history: dict[dt.date, UnitValues]) -> list[UnitRow]:
    """Lowest coverage last, units without anybody to cover at the very end."""
    rows = [_unit_row(unit, snapshot.by_unit[key], history) for key, unit in names.items()]
    return sorted(rows, key=lambda row: -1.0 if row.percent is None else row.percent, reverse=True)


def _unit_row(unit: AdminUnit, values: dict[str, int], history: dict[dt.date, UnitValues]) -> UnitRow:
    def number(code: str) -> Number:
        return Number(FIGURES[code].label, values.get(code, 0), list_url(code, unit.pk))

    weeks = [
        percent(units[unit.pk].get(HELD, 0), units[unit.pk].get(MUST_HOLD, 0))
        for units in history.values()
        if unit.pk in units
    ]
    return UnitRow(
        unit=unit,
        url=reverse("reports:unit", args=[unit.pk]),
        percent=percent(values.get(HELD, 0), values.get(MUST_HOLD, 0)),
        held=number(HELD),
        left=number("no_card_here"),
        overdue=number("applications_overdue"),
        overdue_percent=percent(values.get("applications_overdue", 0), values.get("applications_open", 0)),
        weeks=[share for share in weeks if share is not None],
    )


def _tiles(snapshot: Snapshot, names: dict[int, AdminUnit]) -> list[Tile]:
    tiles = []
    for key, unit in names.items():
        place = place_on_map(unit)
        if place is not None:
            values = snapshot.by_unit[key]
            share = percent(values.get(HELD, 0), values.get(MUST_HOLD, 0))
            tiles.append(Tile(unit.name, share, reverse("reports:unit", args=[key]), place.row, place.column))
    return tiles


def _bottlenecks(snapshot: Snapshot, names: dict[int, AdminUnit], unit_id: int | None) -> list[Bottleneck]:
    """Where people are stuck: (figure, share of what, the words for that share); those with nobody in them left out."""
    open_ones = _("of the open applications")
    stuck = (
        ("undelivered", ("undelivered_over_30", "undelivered"), _("for more than 30 days")),
        ("applications_overdue", ("applications_overdue", "applications_open"), open_ones),
        ("applications_returned", ("applications_returned", "applications_open"), open_ones),
        ("not_verified", ("not_verified", "living"), _("of the residents")),
        ("no_card_claimed", ("no_card_claimed", "no_card"), _("of those without a card")),
        ("accounts_not_activated", ("accounts_not_activated", "accounts_approved"), _("of the approved accounts")),
    )
    found = []
    for code, (part, whole), words in stuck:
        number = _number(snapshot, code, unit_id)
        if number.count:
            share = percent(snapshot.total(part), snapshot.total(whole))
            found.append(Bottleneck(number, share, words, _worst(snapshot, names, code)))
    return found


def _worst(snapshot: Snapshot, names: dict[int, AdminUnit], code: str) -> str:
    if len(names) < 2:
        return ""
    counts = [(values.get(code, 0), names[key].name) for key, values in snapshot.by_unit.items() if key in names]
    return ", ".join(name for count, name in sorted(counts, reverse=True)[:TOP_UNITS] if count)


def _indicators(snapshot: Snapshot, unit_id: int | None) -> list[IndicatorRow]:
    """Rates of the catalogue that stand on a day's figures; those that count a period belong to the report."""
    standing = {
        line.indicator: line
        for line in lines()
        if line.out_of and not FIGURES[line.figure].is_flow and (not line.evidence or snapshot.total(line.evidence))
    }
    rows = []
    for indicator in Indicator.objects.filter(code__in=standing):
        line = standing[indicator.code]
        part, whole = _number(snapshot, line.figure, unit_id), _number(snapshot, line.out_of, unit_id)
        target = float(indicator.target) if indicator.target is not None else None
        rows.append(IndicatorRow(indicator, part, whole, percent(part.count, whole.count), target))
    return rows
