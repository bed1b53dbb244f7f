"""The list by given name: filters, pages, a bounded number of queries, the right order."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kontum_portal.accounts.models import AccessLog, Officer
from kontum_portal.areas.models import AdminUnit
from kontum_portal.database.scope import acting_as
from residents.models import Resident
from residents.name_keys import name_keys
from residents.quality.checking import run_quality
from residents.queries import ResidentFilters, counts_by_rule, list_residents, lists
from tests.factories import make_resident, make_sub_unit

pytestmark = pytest.mark.django_db


def listed(officer: Officer, query: str = "") -> list[str]:
    with acting_as(officer):
        return [
            person.full_name for person in list_residents(officer, ResidentFilters.from_query(QueryDict(query))).people
        ]


def test_names_stand_in_vietnamese_order_of_the_given_name(
    officer_vinh_quang: Officer, units: dict[str, AdminUnit]
) -> None:
    ordered = ["Lê An", "Lê Ăn", "Lê Ân", "Lê Bình", "Lê Dung", "Lê Đào", "Nguyễn Đào", "Lê Hà", "Lê Hả", "Y Hlim"]
    for name in reversed(ordered):
        make_resident(units["Vinh Quang"], full_name=name)
    assert listed(officer_vinh_quang) == ordered


def test_filters_are_codes_and_unknown_ones_are_passed_over(
    officer_vinh_quang: Officer, units: dict[str, AdminUnit], settings
) -> None:
    settings.PORTAL_TODAY = dt.date(2024, 9, 30)
    unit = units["Vinh Quang"]
    hamlet = make_sub_unit(unit)
    make_resident(
        unit, full_name="A Một", sub_unit=hamlet, sex=None, card_claim="issued", last_verified_on=dt.date(2024, 5, 1)
    )
    make_resident(unit, full_name="A Hai", presence="working_away", card_state="arrived")
    make_resident(unit, full_name="A Ba", birth_year=2015)
    make_resident(unit, full_name="A Bốn", deceased_on=dt.date(2024, 1, 1))
    run_quality()
    for query, expected in {
        f"sub_unit={hamlet.pk}": ["A Một"],
        "presence=working_away": ["A Hai"],
        "card_state=arrived": ["A Hai"],
        "presence=absent": ["A Hai"],
        "residence_kind=temporary": [],
        "eid_state=none": ["A Ba", "A Hai", "A Một"],
        "verified=never": ["A Ba", "A Hai"],
        "verified=within_a_year": ["A Một"],
        "verified=over_a_year": [],
        "rule=sex_missing": ["A Một"],
        "rule=blocking": ["A Một"],
        "age=6_13": ["A Ba"],
        "age=14_up": ["A Hai", "A Một"],
        "deceased=1": ["A Bốn"],
        "unit=x&age=old&presence=%27": ["A Ba", "A Hai", "A Một"],
        f"unit={units['Quyết Thắng'].pk}": [],
    }.items():
        assert listed(officer_vinh_quang, query) == expected, query


def test_the_people_of_a_rule_stand_in_the_order_of_the_list_also_after_a_change_of_name(
    officer_vinh_quang: Officer, units: dict[str, AdminUnit]
) -> None:
    people = [make_resident(units["Vinh Quang"], full_name=name, sex=None) for name in ("A Thút", "A Ba", "A Plun")]
    make_resident(units["Vinh Quang"], full_name="A Đủ")
    run_quality()
    assert listed(officer_vinh_quang, "rule=sex_missing") == ["A Ba", "A Plun", "A Thút"]
    Resident.objects.filter(pk=people[1].pk).update(full_name="A Ya", **name_keys("A Ya").as_columns())
    for query in ("rule=sex_missing", "rule=blocking", "rule=sex_missing&presence=", "rule=blocking&card_state=none"):
        assert listed(officer_vinh_quang, query) == ["A Plun", "A Thút", "A Ya"], query


def test_the_people_of_a_rule_follow_each_other_over_pages_each_once(
    officer_vinh_quang: Officer, units: dict[str, AdminUnit]
) -> None:
    for _ in range(7):  # two findings each that block
        make_resident(units["Vinh Quang"], sex=None, birth_day=None)
    run_quality()
    blocked, seen, cursor = ResidentFilters(rule="blocking"), [], None
    with acting_as(officer_vinh_quang):
        assert list_residents(officer_vinh_quang, blocked, limit=3).total == 7
        while seen == [] or cursor:
            page = list_residents(officer_vinh_quang, blocked, cursor, limit=3)
            seen, cursor = [*seen, *(person.pk for person in page.people)], page.cursor
    assert (len(seen), len(set(seen))) == (7, 7)


def plan_of(people: QuerySet) -> str:
    """As the web login is given it, were there many rows: scans cost too much to be chosen."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off; SET LOCAL enable_bitmapscan = off")
        cursor.execute("SET LOCAL ROLE portal_web")
        plan = people.explain()
        cursor.execute("RESET ROLE")
    return plan


@pytest.mark.parametrize("who", ["officer_vinh_quang", "city_commander"])
@pytest.mark.parametrize(("query", "index"), [
    ("", "resident_(unit_)?order"), ("presence=absent&age=60_up", "resident_(unit_)?order"), ("verified=never", "resident_"),
    ("deceased=1", "resident_"), ("rule=sex_missing", "finding_(in_order|open)"), ("rule=blocking", "finding_"),
])  # fmt: skip
def test_a_page_is_found_by_an_index_alone_under_row_level_security(
    who: str, query: str, index: str, officer_vinh_quang: Officer, request: pytest.FixtureRequest
) -> None:
    officer, filters = request.getfixturevalue(who), ResidentFilters.from_query(QueryDict(query))
    with acting_as(officer):
        if filters.rule:
            plan = plan_of(lists._ordered(lists._found_among(officer, filters)))
        else:
            plan = plan_of(lists._without_rule(officer, filters).order_by("sort_key", "id").values_list("pk"))
    assert re.search(f"Index Only Scan using {index}", plan), plan


def test_filters_survive_the_way_through_a_link() -> None:
    query = "unit=3&sub_unit=4&presence=absent&age=60_up&rule=sex_missing&verified=never&deceased=1&dossier=open"
    wanted = ResidentFilters.from_query(QueryDict(query))
    assert ResidentFilters.from_query(QueryDict(wanted.as_query())) == wanted


def test_pages_follow_each_other_without_loss(officer_vinh_quang: Officer, units: dict[str, AdminUnit]) -> None:
    people = [make_resident(units["Vinh Quang"], full_name=f"A {'Thút' if i % 2 else 'Plun'}") for i in range(7)]
    seen, cursor, totals = [], None, []
    while True:
        page = list_residents(officer_vinh_quang, ResidentFilters(), cursor, limit=3)
        seen += [person.pk for person in page.people]
        totals.append(page.total)
        cursor = page.cursor
        if cursor is None:
            break
    assert len(seen) == len(people)
    assert set(seen) == {person.pk for person in people}
    assert totals == [7, None, None]


def test_the_page_is_logged_and_asks_as_much_for_many_as_for_few(
    client: Client, officer_vinh_quang: Officer, units: dict[str, AdminUnit], django_assert_num_queries
) -> None:
    client.force_login(officer_vinh_quang)
    make_resident(units["Vinh Quang"])
    client.get(reverse("residents:list"))
    with CaptureQueriesContext(connection) as few:
        client.get(reverse("residents:list"))
    for _ in range(20):
        make_resident(units["Vinh Quang"], sub_unit=None)
    with django_assert_num_queries(len(few)):
        client.get(reverse("residents:list"))
    assert AccessLog.objects.filter(surface="list").last().people == 21


def test_a_long_list_is_counted_on_demand(
    client: Client, officer_vinh_quang: Officer, units: dict[str, AdminUnit], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "COUNTED", 3)
    for _ in range(60):
        make_resident(units["Vinh Quang"])
    client.force_login(officer_vinh_quang)
    shown = client.get(reverse("residents:list")).context
    assert (shown["page"].total, shown["count_url"]) == (None, "?count=1")
    assert "60" in client.get(reverse("residents:list") + "?count=1", headers={"HX-Request": "true"}).content.decode()


def test_the_list_of_a_rule_is_as_long_as_its_count(officer_vinh_quang: Officer, units: dict[str, AdminUnit]) -> None:
    make_resident(units["Vinh Quang"], full_name="A Bốn", deceased_on=dt.date(2024, 1, 1))
    make_resident(units["Vinh Quang"], full_name="A Năm", sex=None)
    run_quality()
    with acting_as(officer_vinh_quang):
        counts = counts_by_rule(officer_vinh_quang)
    assert {"listed_but_deceased", "sex_missing"} <= {row.code for row in counts}
    for row in counts:
        assert len(listed(officer_vinh_quang, f"rule={row.code}")) == row.count, row.code
