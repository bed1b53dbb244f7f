"""Invented homes and the people in them, one home after the other so that a million fit in little memory.

Ages, relations, residence and absence are drawn to look like a hill town: young families, elders with
a birth year only, many away at work. Facts carry the names of ``PersonFacts``.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from reports.demo.city import CUSTOMS, STREETS, DemoSubUnit, DemoUnit
from reports.demo.names import Custom, Home, make_home, make_name
from reports.demo.numbers import Numbers

HOME_PREFIX = "062"
LOCAL_PLACES = ("Kon Tum, Kon Tum", "Đăk Hà, Kon Tum", "Sa Thầy, Kon Tum", "Kon Rẫy, Kon Tum", "Đăk Tô, Kon Tum")
FAR_PLACES = (
    ("052", "Tuy Phước, Bình Định"), ("052", "Phù Cát, Bình Định"), ("052", "An Nhơn, Bình Định"),
    ("051", "Tư Nghĩa, Quảng Ngãi"), ("051", "Mộ Đức, Quảng Ngãi"), ("049", "Đại Lộc, Quảng Nam"),
    ("064", "Pleiku, Gia Lai"), ("040", "Nghi Lộc, Nghệ An"), ("038", "Quảng Xương, Thanh Hóa"),
    ("034", "Thái Thụy, Thái Bình"), ("036", "Hải Hậu, Nam Định"), ("042", "Thạch Hà, Hà Tĩnh"),
    ("046", "Phú Vang, Thừa Thiên Huế"), ("001", "Ứng Hòa, Hà Nội"), ("066", "Buôn Hồ, Đắk Lắk"),
)  # fmt: skip
CARD_AGE = 14
_PACES = (1.0, 0.45, 1.0, 1.7, 0.8)  # how old verifications are, hamlet by hamlet


@dataclass(slots=True)
class DemoPerson:
    """``born`` is the true birth date; the birth fields are what the papers say."""

    full_name: str
    sex: str | None
    born: dt.date
    relation_to_head: str
    birth_year: int | None = None
    birth_month: int | None = None
    birth_day: int | None = None
    personal_id: str | None = None
    old_id: str | None = None
    residence_kind: str = "permanent"
    residence_until: dt.date | None = None
    presence: str | None = "present"
    deceased_on: dt.date | None = None
    phone: str | None = None
    permanent_address: str | None = None
    current_address: str | None = None
    native_place: str | None = None
    birth_registration_place: str | None = None
    language: str | None = None
    card_claim: str | None = None
    card_issued_on: dt.date | None = None
    last_verified_on: dt.date | None = None

    def age_on(self, day: dt.date) -> int:
        return day.year - self.born.year - ((day.month, day.day) < (self.born.month, self.born.day))


@dataclass(slots=True)
class DemoHousehold:
    unit: DemoUnit
    sub_unit: DemoSubUnit
    number: str
    address: str
    members: list[DemoPerson] = field(default_factory=list)


class Town:
    """Draws homes of one unit after the other; owns the random stream and the numbers already given."""

    def __init__(self, *, seed: int, today: dt.date) -> None:
        self.rng = Random(seed)  # noqa: S311 - an invented city, not a secret
        self.numbers = Numbers(self.rng)
        self.today = today

    def households(self, unit: DemoUnit, people: int) -> Iterator[DemoHousehold]:
        """Homes of a unit until exactly ``people`` live in them."""
        made = 0
        while made < people:
            household = self._household(unit, number=made + 1)
            del household.members[people - made :]
            made += len(household.members)
            yield household

    def _household(self, unit: DemoUnit, *, number: int) -> DemoHousehold:
        rng = self.rng
        custom = rng.choices(CUSTOMS, unit.customs)[0]
        villages = [part for part in unit.sub_units if (part.kind == "lang") is (custom is not Custom.KINH)]
        sub_unit = rng.choice(villages or unit.sub_units)
        place = f"{sub_unit.name}, {unit.label}, TP Kon Tum, Kon Tum"
        if sub_unit.kind == "to":
            place = f"{rng.randrange(1, 400)} {rng.choice(STREETS)}, {place}"
        household = DemoHousehold(unit, sub_unit, f"GIA-LAP-{unit.key.replace(' ', '')}-{number:06d}", place)
        home = make_home(rng, custom)
        local = custom is not Custom.KINH or rng.random() < 0.45
        for person in self._family(home):
            self._fill(person, household, custom, local=local)
            household.members.append(person)
        return household

    # --- who lives in a home

    def _family(self, home: Home) -> Iterator[DemoPerson]:
        rng = self.rng
        age = int(rng.triangular(21, 84, 41))
        head = self._person(home, "M" if rng.random() < 0.68 else "F", age, "head")
        yield head
        child_home, youngest = home, age
        if rng.random() < (0.84 if age < 70 else 0.55):
            sex = "F" if head.sex == "M" else "M"
            spouse_home, spouse_age = make_home(rng, home.custom), max(19, age + rng.randrange(-6, 5))
            yield self._person(spouse_home, sex, spouse_age, "wife" if sex == "F" else "husband")
            youngest = min(age, spouse_age)
            if sex == ("F" if home.custom is Custom.GIARAI else "M"):  # the clan comes from the mother there
                child_home = spouse_home
        yield from self._children(child_home, youngest)
        yield from self._others(home, age)

    def _others(self, home: Home, head_age: int) -> Iterator[DemoPerson]:
        rng = self.rng
        if head_age < 60 and rng.random() < 0.16:
            sex = "F" if rng.random() < 0.65 else "M"
            own = sex == ("F" if home.custom is Custom.GIARAI else "M")
            parent_home = home if own else make_home(rng, home.custom)
            yield self._person(parent_home, sex, head_age + rng.randrange(21, 34), "mother" if sex == "F" else "father")
        if rng.random() < 0.035:
            yield self._person(make_home(rng, Custom.KINH), rng.choice("MF"), rng.randrange(18, 45), "lodger")

    def _children(self, home: Home, parent_age: int) -> Iterator[DemoPerson]:
        rng = self.rng
        most = 3 if home.custom is Custom.KINH else 5
        age = parent_age - rng.randrange(19, 29)
        for _ in range(rng.randrange(0, most + 1)):
            if age < 0:
                return
            leaves_home = age >= 24 and rng.random() < 0.72
            if not leaves_home:
                child = self._person(home, rng.choice("MF"), age, "child")
                yield child
                if rng.random() < 0.006:
                    yield self._twin(home, child)
                if age >= 25 and rng.random() < 0.35:
                    yield self._person(home, rng.choice("MF"), rng.randrange(0, age - 19), "grandchild")
            age -= rng.randrange(2, 6)

    def _person(self, home: Home, sex: str, age: int, relation: str) -> DemoPerson:
        born = self.today - dt.timedelta(days=int(age * 365.25) + self.rng.randrange(1, 365))
        return DemoPerson(make_name(self.rng, home, sex, born), sex, born, relation)

    def _twin(self, home: Home, child: DemoPerson) -> DemoPerson:
        """Born the same day: looks like a duplicate and is none."""
        name = make_name(self.rng, home, child.sex, child.born)
        return DemoPerson(name, child.sex, child.born, "child")

    # --- what is known of them

    def _fill(self, person: DemoPerson, household: DemoHousehold, custom: Custom, *, local: bool) -> None:
        rng, age = self.rng, person.age_on(self.today)
        prefix, origin = (HOME_PREFIX, rng.choice(LOCAL_PLACES)) if local else rng.choice(FAR_PLACES)
        registered_here = local or (person.relation_to_head == "child" and rng.random() < 0.8)
        person.native_place = origin
        person.birth_registration_place = LOCAL_PLACES[0] if registered_here else origin
        person.current_address = person.permanent_address = household.address
        person.language = self._language(custom, age)
        self._fill_birth(person, age)
        self._fill_numbers(person, HOME_PREFIX if registered_here else prefix, age)
        self._fill_residence(person, age, origin)
        if rng.random() < 0.93:
            pace = _PACES[household.unit.sub_units.index(household.sub_unit) % len(_PACES)]
            person.last_verified_on = self.today - dt.timedelta(days=int(pace * rng.triangular(3, 620, 90)))

    def _language(self, custom: Custom, age: int) -> str:
        speaks_own = custom is not Custom.KINH and self.rng.random() < (0.2 if age < 30 else 0.45)
        return custom.value if speaks_own else Custom.KINH.value

    def _fill_birth(self, person: DemoPerson, age: int) -> None:
        person.birth_year = person.born.year
        if age > 58 and self.rng.random() < 0.11:
            return
        person.birth_month = person.born.month
        if self.rng.random() > 0.004:
            person.birth_day = person.born.day

    def _fill_numbers(self, person: DemoPerson, prefix: str, age: int) -> None:
        rng = self.rng
        if rng.random() > (0.06 if age < 2 else 0.012):
            person.personal_id = self.numbers.personal_id(prefix, person.sex, person.born.year)
        if person.born.year < 2005 and rng.random() < 0.6:
            person.old_id = self.numbers.old_id()
        if age > 15 and rng.random() < (0.92 if age < 60 else 0.6):
            person.phone = self.numbers.phone(rng)

    def _fill_residence(self, person: DemoPerson, age: int, origin: str) -> None:
        rng, today = self.rng, self.today
        if person.relation_to_head == "lodger":
            person.residence_kind, person.permanent_address = "temporary", origin
            person.residence_until = today + dt.timedelta(days=rng.randrange(-60, 640))
        draw = rng.random()
        if 17 < age < 48 and draw < 0.115:
            person.presence = "working_away"
            person.residence_kind = "absent_declared" if draw < 0.04 else person.residence_kind
        elif age > 74 and draw < 0.2:
            person.presence = "elderly_or_sick_at_home"
        elif age > 17 and draw > 0.985:
            person.presence = rng.choices(("left_area", "whereabouts_unknown", "detained"), (6, 3, 1))[0]
        if age > 50 and rng.random() < 0.008:
            person.deceased_on, person.presence = today - dt.timedelta(days=rng.randrange(2, 400)), None
