"""The invented city: the same for the same seed, plausible, and told apart from real people at a glance."""

import csv
import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

import pytest

from id_cards.choices import State
from id_cards.rules import ALLOWED_NEXT
from kontum_portal.areas.choices import UnitKind
from kontum_portal.areas.services.loading import KINDS, LISTS
from kontum_portal.text import search_key
from reports.demo.cards import DemoStory, Stories, way_into
from reports.demo.city import DemoUnit, plan_unit, share_out
from reports.demo.defects import Defects
from reports.demo.history import past_figures
from reports.demo.people import DemoHousehold, DemoPerson, Town

TODAY = dt.date(2026, 10, 15)
Found = tuple[DemoPerson, DemoHousehold, DemoStory]


def units() -> list[DemoUnit]:
    with (LISTS / "units_2024.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return [plan_unit(search_key(row["name"]), row["name"], KINDS[row["kind"]], place=i) for i, row in enumerate(rows)]


def people(count: int, *, seed: int = 7) -> Iterator[Found]:
    town, stories = Town(seed=seed, today=TODAY), Stories(seed=seed, today=TODAY)
    shares = share_out(units(), count)
    for unit in units():
        for household in town.households(unit, shares[unit.key]):
            yield from ((person, household, stories.tell(person, unit)) for person in household.members)


@pytest.fixture(scope="module")
def city() -> list[Found]:
    return list(people(6000))


def test_the_same_seed_makes_the_same_city() -> None:
    assert list(people(700, seed=3)) == list(people(700, seed=3))
    assert list(people(700, seed=3)) != list(people(700, seed=4))


def test_as_many_people_as_asked_in_all_21_units(city: list[Found]) -> None:
    assert len(city) == 6000
    assert len({household.unit.key for _, household, _ in city}) == 21


def test_numbers_are_shaped_right_end_in_the_invented_range_and_are_held_once(city: list[Found]) -> None:
    numbers = [person.personal_id for person, _, _ in city if person.personal_id]
    assert all(re.fullmatch(r"0\d\d[0-3]\d\d[6-9]\d{5}", number) for number in numbers)
    assert len(set(numbers)) == len(numbers)
    for person, _, _ in city:
        if person.personal_id:
            century = 2 * (person.born.year // 100 - 19) + (person.sex == "F")
            assert person.personal_id[3:6] == f"{century}{person.born.year % 100:02d}"


def test_phones_carry_the_mark_of_invented_ones(city: list[Found]) -> None:
    phones = [person.phone for person, _, _ in city if person.phone]
    assert all(re.fullmatch(r"\+84[35789]\d00\d{5}", phone) for phone in phones)


def test_every_home_has_one_head_and_children_younger_than_it(city: list[Found]) -> None:
    heads = {household.number: person for person, household, _ in city if person.relation_to_head == "head"}
    homes = Counter(household.number for _, household, _ in city)
    assert set(heads) == set(homes)
    children = [(person, household) for person, household, _ in city if person.relation_to_head == "child"]
    assert all(child.born.year - heads[household.number].born.year >= 18 for child, household in children)


def test_applications_stand_in_many_states_and_their_steps_follow_each_other(city: list[Found]) -> None:
    applications = [story.application for _, _, story in city if story.application]
    for application in applications:
        moments = [moment for _, moment in application.steps]
        assert moments == sorted(moments)
        assert moments[-1].date() <= TODAY
    assert {application.state for application in applications} >= {
        State.SENT, State.RETURNED_WITH_ERROR, State.CARD_ARRIVED, State.HANDED_OVER, State.AWAITING_DATA_FIX,
    }  # fmt: skip


@pytest.mark.parametrize("state", list(State))
def test_the_way_into_every_state_is_one_that_the_rules_allow(state: State) -> None:
    way = [*way_into(state), state]
    assert all(later in ALLOWED_NEXT[State(earlier)].values() for earlier, later in pairwise(way))


def test_nobody_holds_two_valid_cards(city: list[Found]) -> None:
    for _, _, story in city:
        assert sum(card.status == "valid" and card.place == "with_citizen" for card in story.cards) <= 1


def test_defects_and_duplicates_are_planted_and_counted() -> None:
    town = Town(seed=7, today=TODAY)
    defects = Defects(town.rng)
    shares = share_out(units(), 6000)
    for unit in units():
        for household in town.households(unit, shares[unit.key]):
            defects.plant(household)
    assert set(defects.planted) >= {
        "personal_id_sex", "personal_id_birth_year", "personal_id_held_twice", "duplicates", "sex_missing",
    }  # fmt: skip
    assert defects.planted["duplicates"] > 30


def test_units_of_another_generation_have_a_plan_too() -> None:
    assert plan_unit("no such unit", "Mới", UnitKind.WARD, place=0).sub_units


@pytest.mark.parametrize("weeks", [1, 6, 12])
def test_past_figures_keep_parts_within_wholes(weeks: int) -> None:
    now = {
        "living": 900, "eligible": 700, "eligible_here": 600, "here_applied": 570, "here_in_hand": 540,
        "eligible_in_hand": 560, "no_card": 140, "no_card_here": 60, "no_card_other": 50, "no_card_birth_date": 10,
        "no_card_working_away": 70, "no_card_detained": 2, "no_card_left_area": 5, "no_card_unknown": 3,
    }  # fmt: skip
    then = past_figures(now, weeks=weeks, pace=0.04)
    assert then["here_in_hand"] <= then["here_applied"] <= then["eligible_here"] <= then["eligible"]
    assert then["eligible_in_hand"] < now["eligible_in_hand"]
    reasons = ("working_away", "detained", "left_area", "unknown", "birth_date", "other")
    assert sum(then[f"no_card_{reason}"] for reason in reasons) == then["no_card"]
