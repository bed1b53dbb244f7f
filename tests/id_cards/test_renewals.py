"""Who needs a new card soon: the law's ages, its grace of two years, and lists as long as their numbers."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from campaigns.services.creating import create_campaign
from campaigns.services.listing import bring_list_up_to_date
from id_cards.ages import valid_until
from id_cards.models import Card
from id_cards.renewals.queries import renewal_rows
from id_cards.renewals.rules import WINDOWS, renewing
from kontum_portal.accounts.models import Officer
from kontum_portal.areas.models import AdminUnit
from residents.models import Resident
from residents.services.card_states import set_card_state
from tests.factories import make_resident, make_sub_unit

TODAY = dt.date(2026, 3, 1)


def _born(text: str) -> dict[str, Any]:
    day, month, year = (int(part) or None for part in text.split("/"))
    return {"birth_year": year, "birth_month": month, "birth_day": day}


CASES = [
    # born, card issued (by a list), days → needed within so many days; None: not within a year
    ("01/03/2012", None, 30),  # turns 14 today
    ("28/02/2012", None, None),  # turned 14 yesterday: overdue, not coming
    ("31/03/2001", "2016-05-01", 30),  # 25 in 30 days
    ("01/04/2001", "2016-05-01", 90),  # 25 in 31 days
    ("31/03/2001", "2024-04-01", None),  # issued within the two years before 25: valid to 40
    ("31/03/2001", "2024-03-30", 30),  # a day before those two years
    ("15/02/1987", "2014-01-01", 365),  # 40 in less than a year
    ("02/03/1987", "2014-01-01", None),  # 40 in a year and a day
    ("20/03/1966", "2014-01-01", 30),  # 60
    ("20/03/1966", "2024-06-01", None),  # issued at 58: does not expire
    ("00/00/2001", None, None),  # the day is unknown
    ("00/00/2012", None, None),
    ("29/02/2012", None, 30),  # 29 February counts on 1 March
]


@pytest.fixture(autouse=True)
def _on_the_day(settings: Any) -> None:
    settings.PORTAL_TODAY = TODAY


@pytest.mark.parametrize("known_by", ["list", "card"])
@pytest.mark.parametrize(("born", "issued", "within"), CASES)
def test_who_needs_a_card_within_which_window(
    born: str, issued: str | None, within: int | None, known_by: str, units: dict[str, AdminUnit]
) -> None:
    issued_on = dt.date.fromisoformat(issued) if issued else None
    by_list = {"card_issued_on": issued_on} if known_by == "list" else {}
    person = make_resident(units["Quyết Thắng"], **_born(born), **by_list, personal_id="062099000001")
    if known_by == "card" and issued_on:
        whole = dt.date(person.birth_year, person.birth_month, person.birth_day)
        Card.objects.create(
            resident=person, unit=person.unit, number="062099000001", place="with_citizen", issued_on=issued_on,
            valid_until=valid_until(whole, issued_on),
        )  # fmt: skip
    found = [days for days in WINDOWS if Resident.objects.filter(renewing(TODAY, days)).exists()]
    assert found == ([days for days in WINDOWS if days >= within] if within else [])


def test_the_dead_need_none(units: dict[str, AdminUnit]) -> None:
    make_resident(units["Quyết Thắng"], **_born("10/03/2012"), deceased_on=dt.date(2025, 1, 1))
    assert not Resident.objects.filter(renewing(TODAY, 365)).exists()


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("officer_quyet_thang", [("Tổ dân phố 1", (1, 2, 3)), ("", (0, 0, 1))]),
        ("city_commander", [("Vinh Quang", (1, 1, 1)), ("Quyết Thắng", (1, 2, 4))]),
        ("auditor", []),
    ],
)
def test_numbers_are_as_long_as_their_lists(
    name: str, rows: list, units: dict[str, AdminUnit], request: pytest.FixtureRequest, client: Client, settings: Any
) -> None:
    settings.PORTAL_MFA = "demo"
    hamlet = make_sub_unit(units["Quyết Thắng"])
    for born, sub_unit in (
        ("10/03/2012", hamlet),
        ("10/05/2012", hamlet),
        ("10/12/2012", hamlet),
        ("11/12/2012", None),
    ):
        make_resident(units["Quyết Thắng"], **_born(born), sub_unit=sub_unit)
    make_resident(units["Vinh Quang"], **_born("11/03/2012"))
    officer: Officer = request.getfixturevalue(name)
    found = renewal_rows(officer)
    assert [(row.name, tuple(number for _days, number in row.counts)) for row in found] == rows
    client.force_login(officer)
    for row in found:
        for days, number in row.counts:
            if row.query:
                shown = client.get(f"{reverse('residents:list')}?renewal={days}{row.query}")
                assert len(shown.context["page"].people) == number


def test_a_campaign_lists_who_is_due_and_who_is_late_and_a_new_card_reaches_its_goal(
    units: dict[str, AdminUnit], ward_chief: Officer
) -> None:
    unit = units["Quyết Thắng"]
    due, late = make_resident(unit, **_born("20/03/2001")), make_resident(unit, **_born("20/09/2000"))
    make_resident(unit, **_born("20/09/1999"))  # turned 25 a year and a half ago: no longer of this campaign
    campaign = create_campaign(
        officer=ward_chief, name="Đổi thẻ", goal="renewal", unit_id=unit.pk, starts_on=TODAY, ends_on=TODAY
    )
    bring_list_up_to_date(officer=ward_chief, campaign_id=campaign.pk)
    assert set(campaign.targets.values_list("resident_id", flat=True)) == {due.pk, late.pk}
    Card.objects.create(
        resident=late, unit=unit, number="062200000001", place="with_citizen", issued_on=TODAY,
        valid_until=dt.date(2040, 9, 20),
    )  # fmt: skip
    bring_list_up_to_date(officer=ward_chief, campaign_id=campaign.pk)
    assert dict(campaign.targets.values_list("resident_id", "status")) == {due.pk: "open", late.pk: "reached"}
    set_card_state(resident_id=due.pk, state="in_hand", actor=ward_chief)
    assert campaign.targets.get(resident=due).status == "reached"
