"""Loading an invented city into an empty register, by COPY, in one transaction."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.db import connection, transaction

from kontum_portal.accounts.choices import Role
from kontum_portal.accounts.models import Deed, Officer
from kontum_portal.accounts.services import record_deed
from kontum_portal.areas.models import AdminUnit, ExpectedPopulation, SubUnit
from kontum_portal.clock import today
from kontum_portal.errors import NotAllowedError
from kontum_portal.text import search_key, sort_key
from reports.demo.cards import Stories
from reports.demo.city import DemoUnit, plan_unit, share_out
from reports.demo.copying import Copier
from reports.demo.defects import Defects
from reports.demo.errors import NoUnitsError, OtherDemoLoadedError, RegisterNotEmptyError, TooFewPeopleError
from reports.demo.people import DemoHousehold, Town
from reports.demo.rows import TABLES
from reports.services.writing_demo import DemoWriter
from residents.models import Resident

FEWEST = 300
SILENT = 24  # which of the hamlets the statistics office passes over
SOURCE = "Dữ liệu giả lập"
DEED = "load_demo"


@dataclass(frozen=True)
class DemoLoaded:
    """What the demo holds; ``already`` when it was there before."""

    residents: int
    seed: int
    already: bool = False
    rows: dict[str, int] = field(default_factory=dict)
    planted: dict[str, int] = field(default_factory=dict)


def demo_in_register() -> DemoLoaded | None:
    """The demo that the register holds, if it was loaded as one."""
    deed = Deed.objects.filter(verb=DEED).order_by("-id").first()
    if deed is None:
        return None
    return DemoLoaded(already=True, **deed.details)


@transaction.atomic
def load_demo(*, actor: Officer, residents: int, seed: int, tell: Callable[[int], None]) -> DemoLoaded:
    """Fill the register with ``residents`` invented people; ``tell`` hears how many are made.

    Nothing happens when the very same demo is there already. Every trace says that the people are
    invented: the deed, the source of the expected population, the numbers of the households.
    """
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE residents_resident IN SHARE ROW EXCLUSIVE MODE")
    if actor.role != Role.SYSTEM:
        raise NotAllowedError
    if residents < FEWEST:
        raise TooFewPeopleError(least=FEWEST)
    if Resident.objects.exists():
        return _the_same_or_refuse(residents, seed)
    units = _units_in_force()
    if not units:
        raise NoUnitsError
    loaded = _write(units, actor=actor, residents=residents, seed=seed, tell=tell)
    record_deed(
        actor=actor, verb=DEED, subject_kind="register", subject_id=None,
        residents=residents, seed=seed, rows=loaded.rows, planted=loaded.planted,
    )  # fmt: skip
    return loaded


def _the_same_or_refuse(residents: int, seed: int) -> DemoLoaded:
    found = demo_in_register()
    if found is None:
        raise RegisterNotEmptyError
    if (found.residents, found.seed) != (residents, seed):
        raise OtherDemoLoadedError(residents=found.residents, seed=found.seed)
    return found


def _units_in_force() -> dict[str, AdminUnit]:
    return {unit.search_key: unit for unit in AdminUnit.objects.order_by("code") if unit.is_valid_on(today())}


def _write(
    units: dict[str, AdminUnit], *, actor: Officer, residents: int, seed: int, tell: Callable[[int], None]
) -> DemoLoaded:
    plans = [plan_unit(key, unit.name, unit.kind, place=place) for place, (key, unit) in enumerate(units.items())]
    town, stories = Town(seed=seed, today=today()), Stories(seed=seed, today=today())
    defects, lived_in = Defects(town.rng), Counter[int]()
    with Copier(connection.connection, TABLES) as copier:
        writer = DemoWriter(copier, units=units, sub_units=_sub_units(plans, units), actor=actor, people=residents)
        for made, household in enumerate(_homes(town, plans, residents), start=1):
            defects.plant(household)
            writer.write(household, [stories.tell(person, household.unit) for person in household.members])
            lived_in[writer.sub_unit_id(household)] += len(household.members)
            if made % 5000 == 0:
                tell(lived_in.total())
    writer.close_slips()
    _expect_people(lived_in, town.today)
    return DemoLoaded(residents, seed, rows=copier.copied, planted=dict(defects.planted))


def _homes(town: Town, plans: list[DemoUnit], residents: int) -> Iterator[DemoHousehold]:
    shares = share_out(plans, residents)
    for plan in plans:
        yield from town.households(plan, shares[plan.key])


def _sub_units(plans: list[DemoUnit], units: dict[str, AdminUnit]) -> dict[tuple[str, str], SubUnit]:
    """The sub-units by (unit key, name); those a unit has already are used as they are."""
    SubUnit.objects.bulk_create(
        [
            SubUnit(
                unit=units[plan.key], name=part.name, kind=part.kind,
                search_key=search_key(part.name), sort_key=sort_key(part.name),
            )
            for plan in plans for part in plan.sub_units
        ],
        ignore_conflicts=True,
    )  # fmt: skip
    unit_key = {unit.pk: key for key, unit in units.items()}
    found = {(unit_key[part.unit_id], part.search_key): part for part in SubUnit.objects.filter(unit_id__in=unit_key)}
    return {(plan.key, part.name): found[plan.key, search_key(part.name)] for plan in plans for part in plan.sub_units}


def _expect_people(lived_in: Counter[int], day: dt.date) -> None:
    """What the statistics office would say: a little more than the register, in some hamlets much more (white zones).

    Of one hamlet it says nothing: a place without a denominator.
    """
    parts = list(SubUnit.objects.filter(pk__in=lived_in).order_by("pk"))
    expected = [
        ExpectedPopulation(
            unit_id=part.unit_id, sub_unit=part, source=SOURCE, as_of=day.replace(month=1, day=1),
            people=round(lived_in[part.pk] * (1.31 if place % 17 == 5 else 1.01 + place % 4 / 100)) + 1,
        )
        for place, part in enumerate(parts)
    ]  # fmt: skip
    silent = expected.pop(SILENT % len(expected))
    by_unit = Counter({silent.unit_id: silent.people})
    for part in expected:
        by_unit[part.unit_id] += part.people
    expected += [
        ExpectedPopulation(unit_id=unit_id, people=people, source=SOURCE, as_of=day.replace(month=1, day=1))
        for unit_id, people in by_unit.items()
    ]
    ExpectedPopulation.objects.bulk_create(expected)
