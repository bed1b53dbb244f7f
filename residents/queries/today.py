"""The lanes of the Today page and the first of what waits in one of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise

from kontum_portal.accounts.models import Officer
from residents.extension_points import TodayCard, TodayTask, today_cards

SHOWN = 12


@dataclass(frozen=True)
class Lane:
    """A number and a link; ``current`` is the one whose tasks stand below."""

    count: int
    label: str | Promise
    url: str
    tone: str
    current: bool


@dataclass(frozen=True)
class Today:
    """``lanes`` have work, ``quiet`` ones have none today; an officer at five o'clock looks at the first only."""

    lanes: list[Lane]
    quiet: list[Lane]
    open_label: str | Promise
    open_url: str
    tasks: list[TodayTask]
    total: int


def read_today(officer: Officer, lane: str = "") -> Today:
    """Counts of all lanes; tasks of the lane asked for, else of the first that has work and can list it."""
    shown = [card for card in today_cards if card.visible is None or card.visible(officer)]
    counted = [(card, card.count(officer)) for card in sorted(shown, key=lambda card: card.order)]
    opened = _opened(counted, lane)
    every = [Lane(count, card.label, _url(card), card.tone, card is opened) for card, count in counted]
    lanes = [lane for lane in every if lane.count or lane.current]
    quiet = [lane for lane in every if lane not in lanes]
    if opened is None or opened.tasks is None:
        return Today(lanes, quiet, "", "", [], 0)
    total = next(count for card, count in counted if card is opened)
    return Today(lanes, quiet, opened.label, _url(opened), list(opened.tasks(officer, SHOWN)), total)


def _opened(counted: Iterable[tuple[TodayCard, int]], lane: str) -> TodayCard | None:
    listable = [(card, count) for card, count in counted if card.tasks]
    asked = next((card for card, _ in listable if card.code == lane), None)
    return asked or next((card for card, count in listable if count), None)


def _url(card: TodayCard) -> str:
    return reverse(card.url_name) + (f"?{card.query}" if card.query else "")
