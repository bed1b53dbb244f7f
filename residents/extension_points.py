"""Where higher apps join in; filled in ``AppConfig.ready()``, called by services inside their transaction, in app order."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from django.db.models import Q

if TYPE_CHECKING:
    import datetime as dt

    from django.db.models import Model
    from django.utils.functional import Promise

    from kontum_portal.accounts.models import Officer
    from residents.models import ImportBatch, Resident


@dataclass(frozen=True)
class RecordPanel:
    """A part of the record page: ``context(officer, resident)`` fills ``template``."""

    code: str
    template: str
    context: Callable[["Officer", "Resident"], Mapping[str, Any]]
    order: int = 50


@dataclass(frozen=True)
class TimelineEntry:
    """One line of a person's timeline: what happened, who did it (an officer's id), what changed, what may be done.

    ``day_only``: the hour of ``at`` says nothing. ``rows`` are (label, before, after).
    """

    at: "dt.datetime"
    title: "str | Promise"
    detail: "str | Promise" = ""
    who_id: int | None = None
    rows: "list[tuple[Any, Any, Any]]" = field(default_factory=list)
    url: str = ""
    action: "str | Promise" = ""
    day_only: bool = False
    is_undone: bool = False


# (officer, resident, limit) → the newest entries of one kind.
TimelineSource = Callable[["Officer", "Resident", int], Iterable[TimelineEntry]]


@dataclass(frozen=True)
class TodayTask:
    """A row of the first lane: who, what is to be done next, by when, and the page where it is done."""

    full_name: str
    url: str
    next_step: "str | Promise"
    sub: "str | Promise" = ""
    due: "str | Promise" = ""
    tone: str = ""
    action: "str | Promise" = ""
    action_url: str = ""


@dataclass(frozen=True)
class TodayCard:
    """A lane of the Today page: how many wait, the page that lists them, and the first of them.

    ``query`` is the coded query string of that page. ``tasks(officer, limit)`` is asked only of the
    lane that is shown open: the first one with work in it.
    """

    code: str
    label: "str | Promise"
    count: Callable[["Officer"], int]
    url_name: str
    tone: str = ""
    order: int = 50
    query: str = ""
    tasks: Callable[["Officer", int], Iterable[TodayTask]] | None = None
    visible: Callable[["Officer"], bool] | None = None


@dataclass(frozen=True)
class ResidentFilter:
    """A coded filter of the resident list: a query parameter and the condition of each of its values."""

    code: str
    label: "str | Promise"
    choices: Iterable[tuple[str, "str | Promise"]]
    condition: Callable[[str], Q]


@dataclass(frozen=True)
class CodeHit:
    """What a code of the portal's own papers opens: a page, and how it is called in the list of hits."""

    url: str
    title: str
    sub: "str | Promise" = ""


@dataclass(frozen=True)
class SearchShape:
    """A code that the portal prints itself (a slip's number, a record's QR): told by ``matches``, opened by ``find``.

    ``matches`` sees the cleaned text and knows nothing of rows; ``find(officer, text)`` keeps to the officer's scope.
    """

    code: str
    matches: Callable[[str], bool]
    find: Callable[["Officer", str], "Iterable[CodeHit]"]


class ImportKind(Protocol):
    """A kind of spreadsheet that the one import understands.

    ``adds_people``: rows of unknown people become residents; else the list is compared with the register, and its
    rows are remembered beside the people they mean. ``check(cursor, batch)`` says, in sets, what else the kind knows
    of the judged rows; it may run again.
    """

    code: str
    label: "str | Promise"
    adds_people: bool

    def check(self, cursor: Any, batch: "ImportBatch") -> None: ...


@dataclass(frozen=True)
class SetRule:
    """A quality rule that needs another row: ``sql`` selects (resident_id, unit_id) of those it finds.

    ``narrowed_sql`` finds the same, but only around people whose ids are its one parameter (%s, an array) and
    those with an open finding of the rule: it is asked when only a few have changed. A rule ``about_numbers`` is
    asked of people whose personal number is new, changed or shared with one that was, and of nobody else.
    """

    code: str
    dimension: str
    severity: str
    sentence: "str | Promise"
    hint: "str | Promise"
    sql: str
    narrowed_sql: str = ""
    about_numbers: bool = False


Renamed = dict[int, dict[str, str | None]]  # row id → column → what stood there


@dataclass(frozen=True)
class UnitFollower:
    """How the rows behind one key to a unit go into its successor.

    ``only``: the rows that go along (by default all); the others stay with the unit of their time. ``make_room``
    changes what would collide in the successor and returns what it was, for undoing.
    ``derived`` rows are written by the portal itself: they never stand in the way of undoing a reform.
    """

    model: "type[Model]"
    field: str
    only: Q = field(default_factory=Q)
    make_room: Callable[..., Renamed] | None = None
    derived: bool = False


@dataclass(frozen=True)
class UnitHeir:
    """What a successor begins with because its predecessors had it: sums of their figures, for example.

    ``inherit(old_unit_ids, new_unit_id)`` returns how many rows it wrote; ``disinherit(new_unit_ids)`` takes them back.
    """

    inherit: Callable[..., int]
    disinherit: Callable[..., None]


@dataclass
class Registries:
    """Each registry is filled once at start-up and only read afterwards."""

    import_kinds: dict[str, ImportKind] = field(default_factory=dict)
    quality_rules: list[SetRule] = field(default_factory=list)
    record_panels: list[RecordPanel] = field(default_factory=list)
    # What a panel wants to come along with the one query of the record: name → an expression over ``Resident``.
    record_columns: dict[str, Callable[[], Any]] = field(default_factory=dict)
    timeline_sources: list[TimelineSource] = field(default_factory=list)
    resident_filters: list[ResidentFilter] = field(default_factory=list)
    today_cards: list[TodayCard] = field(default_factory=list)
    search_shapes: list[SearchShape] = field(default_factory=list)
    on_death: list[Callable[..., None]] = field(default_factory=list)
    on_death_undone: list[Callable[..., None]] = field(default_factory=list)  # opens again what ``on_death`` closed
    on_move: list[Callable[..., None]] = field(default_factory=list)
    on_move_rows: dict[str, Callable[..., Any]] = field(default_factory=dict)
    on_merge: dict[str, Callable[..., Any]] = field(default_factory=dict)
    on_unmerge: dict[str, Callable[..., Any]] = field(default_factory=dict)
    on_unit_change: dict[str, UnitFollower] = field(default_factory=dict)
    unit_keepers: dict[str, str] = field(default_factory=dict)  # key → why its rows keep the unit of their time
    unit_heirs: dict[str, UnitHeir] = field(default_factory=dict)
    on_purge: dict[str, Callable[..., Any]] = field(default_factory=dict)
    made_by_portal: dict[str, Q] = field(default_factory=dict)  # key → which of its rows the portal derives itself
    on_card_state: list[Callable[..., None]] = field(default_factory=list)
    on_eid_state: list[Callable[..., None]] = field(default_factory=list)
    on_people_changed: list[Callable[..., None]] = field(default_factory=list)  # many at once: (unit_ids)


registries = Registries()
import_kinds = registries.import_kinds
quality_rules = registries.quality_rules
record_panels = registries.record_panels
record_columns = registries.record_columns
timeline_sources = registries.timeline_sources
resident_filters = registries.resident_filters
today_cards = registries.today_cards
search_shapes = registries.search_shapes
on_death = registries.on_death
on_death_undone = registries.on_death_undone
on_move = registries.on_move
on_move_rows = registries.on_move_rows
on_merge = registries.on_merge
on_unmerge = registries.on_unmerge
on_unit_change = registries.on_unit_change
unit_keepers = registries.unit_keepers
unit_heirs = registries.unit_heirs
on_purge = registries.on_purge
made_by_portal = registries.made_by_portal
on_card_state = registries.on_card_state
on_eid_state = registries.on_eid_state
on_people_changed = registries.on_people_changed
