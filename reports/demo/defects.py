"""Errors and duplicates planted on purpose, counted, so that quality work has something to find."""

import dataclasses
from collections import Counter
from random import Random

from kontum_portal.text import search_key
from reports.demo.people import DemoHousehold, DemoPerson

UNKNOWN_PREFIXES = ("003", "053", "099")
_REMEMBERED = 200


class Defects:
    """Plants errors while homes stream by; ``planted`` counts them by kind."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.planted: Counter[str] = Counter()
        self._holder: dict[tuple[str | None, int], str] = {}
        self._seen: list[DemoPerson] = []

    def plant(self, household: DemoHousehold) -> None:
        """Spoil a few of the home's people; a planted duplicate lives in this home as another entry."""
        for person in household.members:
            self._spoil(person)
        if self._seen and self.rng.random() < 0.08 and len(household.members) > 2:
            victim = household.members[-1]
            if victim.relation_to_head in ("child", "grandchild", "lodger"):
                household.members[-1] = self._variant(self.rng.choice(self._seen), household)
        self._remember(household.members[0])

    def _spoil(self, person: DemoPerson) -> None:
        draw, number = self.rng.random(), person.personal_id
        if number is None:
            return
        if draw > 0.0125:
            self._holder[person.sex, person.born.year] = number
            return
        if draw < 0.004:
            person.personal_id = f"{number[:3]}{int(number[3]) ^ 1}{number[4:]}"
            self.planted["personal_id_sex"] += 1
        elif draw < 0.008:
            year = (int(number[4:6]) + self.rng.choice((1, 2, 9, 10, 90, 98))) % 100
            person.personal_id = f"{number[:4]}{year:02d}{number[6:]}"
            self.planted["personal_id_birth_year"] += 1
        elif draw < 0.009:
            person.personal_id = self.rng.choice(UNKNOWN_PREFIXES) + number[3:]
            self.planted["personal_id_prefix"] += 1
        elif draw < 0.0115:
            self._share_number(person, number)
        else:
            person.sex = None
            self.planted["sex_missing"] += 1

    def _share_number(self, person: DemoPerson, number: str) -> None:
        """Two people of one sex and year hold one number, as real registers have it."""
        held = self._holder.pop((person.sex, person.born.year), None)
        if held is not None and held != number:
            person.personal_id = held
            self.planted["personal_id_held_twice"] += 1

    def _variant(self, person: DemoPerson, household: DemoHousehold) -> DemoPerson:
        """The same person once more, written down by somebody else."""
        twin = dataclasses.replace(person, relation_to_head="other", last_verified_on=None, deceased_on=None)
        twin.current_address = household.address
        for change in self.rng.sample(_CHANGES, k=self.rng.choice((1, 1, 2))):
            change(twin)
        self.planted["duplicates"] += 1
        return twin

    def _remember(self, person: DemoPerson) -> None:
        if len(self._seen) < _REMEMBERED:
            self._seen.append(person)
        else:
            self._seen[self.rng.randrange(_REMEMBERED)] = person


def _drop_number(person: DemoPerson) -> None:
    person.personal_id = None


def _drop_tones(person: DemoPerson) -> None:
    person.full_name = search_key(person.full_name).title()


def _year_only(person: DemoPerson) -> None:
    person.birth_month = person.birth_day = None


def _swap_day_and_month(person: DemoPerson) -> None:
    if person.birth_day is not None and person.birth_day <= 12:
        person.birth_month, person.birth_day = person.birth_day, person.birth_month


def _drop_phone(person: DemoPerson) -> None:
    person.phone = None


_CHANGES = (_drop_number, _drop_tones, _year_only, _swap_day_and_month, _drop_phone)
