"""One head a household, nobody in two: by the services first, by the database in any case."""

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from kontum_portal.accounts.models import Deed, Officer
from kontum_portal.areas.models import AdminUnit
from kontum_portal.errors import DomainError, NotAllowedError
from residents.models import Household, Resident
from residents.services import household_changes
from residents.services.correcting import correct_resident
from residents.services.household_changes import merge_households, move_household, split_household
from residents.services.household_members import add_member, set_relations, take_out_member
from residents.services.registering import register_resident
from tests.factories import make_household, make_resident, make_sub_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(units: dict[str, AdminUnit]) -> Household:
    """A man, his wife, their grown son and the son's wife."""
    unit = units["Vinh Quang"]
    household = make_household(unit, number="HK-1", address="Tổ 3, đường Hùng Vương", sub_unit=make_sub_unit(unit))
    head = make_resident(unit, full_name="A Plun", household=household, relation_to_head="head")
    for name, relation in (("Y Hlim", "wife"), ("A Thút", "child"), ("Y Blên", "child_in_law")):
        make_resident(unit, full_name=name, household=household, relation_to_head=relation)
    Household.objects.filter(pk=household.pk).update(head=head)
    return Household.objects.get(pk=household.pk)


def of(household: Household) -> dict[str, str | None]:
    return dict(household.members.values_list("full_name", "relation_to_head"))


def person(name: str) -> Resident:
    return Resident.objects.get(full_name=name)


def deeds(household: Household) -> list[str]:
    done = Deed.objects.filter(subject_kind="household", subject_id=household.pk).order_by("pk")
    return list(done.values_list("verb", flat=True))


def check_now() -> None:
    """Deferred constraints are looked at when the transaction ends: here, now."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def test_a_split_gives_the_leaving_a_head_and_a_place(officer_vinh_quang: Officer, home: Household) -> None:
    son, wife = person("A Thút"), person("Y Blên")
    new = split_household(
        officer=officer_vinh_quang, household_id=home.pk, head_id=son.pk, relations={son.pk: None, wife.pk: "wife"},
        number="HK-2", address="Tổ 4",
    )  # fmt: skip
    check_now()
    home.refresh_from_db()
    assert of(new) == {"A Thút": "head", "Y Blên": "wife"}
    assert of(home) == {"A Plun": "head", "Y Hlim": "wife"}
    assert (new.number, Household.objects.get(pk=new.pk).head, home.head) == ("HK-2", son, person("A Plun"))
    assert person("Y Blên").current_address == "Tổ 4"
    assert deeds(home) == ["split_household"]
    assert deeds(new) == ["create_household", "set_household_head"]


def test_the_old_rows_of_a_split_are_in_the_history(officer_vinh_quang: Officer, home: Household) -> None:
    son = person("A Thút")
    split_household(officer=officer_vinh_quang, household_id=home.pk, head_id=son.pk, relations={son.pk: None})
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT household_id, relation_to_head FROM residents_residenthistory WHERE pgh_obj_id = %s", [son.pk]
        )
        assert (home.pk, "child") in cursor.fetchall()


def test_a_merge_closes_the_emptied_household(officer_vinh_quang: Officer, home: Household) -> None:
    unit = home.unit
    other = make_household(unit, number="HK-9", address="Tổ 9", sub_unit=make_sub_unit(unit, "Thôn 9", "thon"))
    old = make_resident(unit, full_name="A Jrang", household=other, relation_to_head="head")
    Household.objects.filter(pk=other.pk).update(head=old)
    merge_households(
        officer=officer_vinh_quang, household_id=other.pk, into_id=home.pk, relations={old.pk: "grandparent"}
    )
    check_now()
    other.refresh_from_db()
    assert of(home)["A Jrang"] == "grandparent"
    assert (other.head, other.number, other.merged_into) == (None, None, home)
    assert other.closed_on is not None
    assert person("A Jrang").sub_unit == home.sub_unit
    assert deeds(other) == ["set_household_head", "merge_household"]
    assert Deed.objects.get(verb="merge_household").details["number"] == "HK-9"


def test_a_move_takes_everybody_along_and_tells_the_other_apps(
    officer_vinh_quang: Officer, home: Household, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[int] = []
    monkeypatch.setattr(household_changes, "on_move", [lambda **known: told.append(known["resident_id"])])
    hamlet = make_sub_unit(home.unit, "Thôn Kon Rờ Bàng", "thon")
    move_household(officer=officer_vinh_quang, household_id=home.pk, sub_unit_id=hamlet.pk, address="Nhà rông")
    people = Resident.objects.filter(household=home)
    assert set(people.values_list("sub_unit_id", "current_address")) == {(hamlet.pk, "Nhà rông")}
    assert sorted(told) == sorted(people.values_list("pk", flat=True))
    assert deeds(home) == ["move_household"]


def test_a_new_head_makes_the_old_one_a_member(officer_vinh_quang: Officer, home: Household) -> None:
    wife, man = person("Y Hlim"), person("A Plun")
    set_relations(officer=officer_vinh_quang, household_id=home.pk, head_id=wife.pk, relations={man.pk: "husband"})
    check_now()
    home.refresh_from_db()
    assert (home.head, person("A Plun").relation_to_head) == (wife, "husband")
    assert deeds(home) == ["set_household_head", "set_household_relations"]


def test_a_person_is_added_and_taken_out(officer_vinh_quang: Officer, home: Household) -> None:
    child = make_resident(home.unit, full_name="Y Nga", relation_to_head="child", sex="F")
    add_member(officer=officer_vinh_quang, household_id=home.pk, resident_id=child.pk, relation="grandchild")
    assert of(home)["Y Nga"] == "grandchild"
    take_out_member(officer=officer_vinh_quang, household_id=home.pk, resident_id=person("A Plun").pk)
    check_now()
    home.refresh_from_db()
    assert (home.head, "A Plun" in of(home)) == (None, False)
    assert deeds(home) == ["add_household_member", "set_household_head", "take_out_household_member"]


def test_who_lives_elsewhere_is_moved_only_knowingly(officer_vinh_quang: Officer, home: Household) -> None:
    other = make_household(home.unit)
    add = {"officer": officer_vinh_quang, "household_id": other.pk, "resident_id": person("A Plun").pk}
    with pytest.raises(DomainError, match="HK-1"):
        add_member(**add, relation="head")
    add_member(**add, relation="head", leaves_id=home.pk)
    check_now()
    assert set(Household.objects.values_list("pk", "head__full_name")) == {(home.pk, None), (other.pk, "A Plun")}


def test_a_correction_keeps_both_households_right(officer_vinh_quang: Officer, home: Household) -> None:
    man = person("A Plun")
    correct_resident(
        officer=officer_vinh_quang, resident_id=man.pk, version=man.version, changes={"household_number": "HK-5"}
    )
    check_now()
    assert set(Household.objects.values_list("number", "head__full_name")) == {("HK-1", None), ("HK-5", "A Plun")}


def _register_second_head(officer: Officer, home: Household) -> None:
    facts = {"full_name": "A Brơ", "relation_to_head": "head"}
    register_resident(officer=officer, unit_id=home.unit_id, facts=facts, household_number="HK-1")


def _correct_into_second_head(officer: Officer, home: Household) -> None:
    wife = person("Y Hlim")
    correct_resident(officer=officer, resident_id=wife.pk, version=1, changes={"relation_to_head": "head"})


def _add_second_head(officer: Officer, home: Household) -> None:
    one = make_resident(home.unit, full_name="A Brơ")
    add_member(officer=officer, household_id=home.pk, resident_id=one.pk, relation="head")


def _split(**known: Any) -> Any:
    def act(officer: Officer, home: Household) -> None:
        ids = {name: person(name).pk for name in of(home)}
        relations = {ids[name]: None for name in known["leaving"]}
        number = known.get("number")
        head_id = ids[known["head"]]
        split_household(officer=officer, household_id=home.pk, head_id=head_id, relations=relations, number=number)

    return act


def _split_stranger(officer: Officer, home: Household) -> None:
    one = make_resident(home.unit, full_name="A Brơ")
    split_household(officer=officer, household_id=home.pk, head_id=one.pk, relations={one.pk: None})


def _merge_into_itself(officer: Officer, home: Household) -> None:
    merge_households(officer=officer, household_id=home.pk, into_id=home.pk, relations={})


def _move_nowhere(officer: Officer, home: Household) -> None:
    place = {"sub_unit_id": home.sub_unit_id, "address": home.address}
    move_household(officer=officer, household_id=home.pk, **place)


def _head_from_outside(officer: Officer, home: Household) -> None:
    one = make_resident(home.unit, full_name="A Brơ")
    set_relations(officer=officer, household_id=home.pk, head_id=one.pk, relations={})


def _take_out_stranger(officer: Officer, home: Household) -> None:
    take_out_member(officer=officer, household_id=home.pk, resident_id=make_resident(home.unit).pk)


def _touch_closed(officer: Officer, home: Household) -> None:
    closed = make_household(home.unit, closed_on="2026-11-01")
    add_member(officer=officer, household_id=closed.pk, resident_id=make_resident(home.unit).pk, relation=None)


REFUSALS = {
    "a second head registered": (_register_second_head, "HouseholdHasHead"),
    "a second head by correction": (_correct_into_second_head, "HouseholdHasHead"),
    "a second head added": (_add_second_head, "HouseholdHasHead"),
    "a split that leaves nobody": (
        _split(leaving=["A Plun", "Y Hlim", "A Thút", "Y Blên"], head="A Plun"),
        "NobodyStays",
    ),
    "a split whose head stays": (_split(leaving=["A Thút"], head="A Plun"), "HeadNotChosen"),
    "a split under a number in use": (_split(leaving=["A Thút"], head="A Thút", number="HK-1"), "HouseholdNumberTaken"),
    "a split of a stranger": (_split_stranger, "NotAMember"),
    "a merge into itself": (_merge_into_itself, "SameHousehold"),
    "a move to where it is": (_move_nowhere, "NothingChanged"),
    "a head from outside": (_head_from_outside, "HeadNotChosen"),
    "a stranger taken out": (_take_out_stranger, "NotAMember"),
    "a closed household": (_touch_closed, "HouseholdClosed"),
}


@pytest.mark.parametrize(("act", "code"), REFUSALS.values(), ids=list(REFUSALS))
def test_refusals(officer_vinh_quang: Officer, home: Household, act: Any, code: str) -> None:
    before = of(home)
    with pytest.raises(DomainError) as refusal:
        act(officer_vinh_quang, home)
    assert refusal.value.code == code
    assert (of(home), deeds(home)) == (before, [])


@pytest.mark.parametrize("role", ["city_commander", "data_steward"])
def test_those_who_do_not_register_change_no_household(
    request: pytest.FixtureRequest, home: Household, role: str
) -> None:
    officer = request.getfixturevalue(role)
    son = person("A Thút")
    with pytest.raises(NotAllowedError):
        split_household(officer=officer, household_id=home.pk, head_id=son.pk, relations={son.pk: None})


def test_another_ward_finds_no_such_household(officer_quyet_thang: Officer, home: Household) -> None:
    with pytest.raises(Household.DoesNotExist):
        move_household(officer=officer_quyet_thang, household_id=home.pk, sub_unit_id=None, address="Tổ 9")


def _two_heads(home: Household) -> None:
    Resident.objects.filter(full_name="Y Hlim").update(relation_to_head="head")


def _head_elsewhere(home: Household) -> None:
    Resident.objects.filter(full_name="A Plun").update(household=None)
    check_now()


def _heads_of_two(home: Household) -> None:
    make_household(home.unit, head=home.head)
    check_now()


def _closed_with_number(home: Household) -> None:
    Household.objects.filter(pk=home.pk).update(closed_on="2026-11-01")


DATABASE_SAYS_NO = {
    "household_one_head": _two_heads,
    "household_head_is_member": _head_elsewhere,
    "household_head_is_member ": _heads_of_two,
    "household_closed_is_empty": _closed_with_number,
}


@pytest.mark.parametrize(("name", "act"), DATABASE_SAYS_NO.items())
def test_the_database_says_no_by_name(home: Household, name: str, act: Any) -> None:
    with pytest.raises(IntegrityError, match=name.strip()), transaction.atomic():
        act(home)
