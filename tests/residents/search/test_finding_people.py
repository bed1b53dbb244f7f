"""Finding people by name and by number, in one's own scope only."""

import pytest

from kontum_portal.accounts.models import Officer
from kontum_portal.areas.models import AdminUnit
from kontum_portal.database.scope import acting_as
from residents.models import Resident
from residents.queries import find_people, searching
from residents.search_terms import recognise
from tests.factories import make_resident

pytestmark = pytest.mark.django_db

NAMES = [
    "Nguyễn Văn An", "Nguyễn Thị Hồng Nhung", "Nguyễn Thị Hà", "Hà Văn Bình", "Hạ Thị Lan", "Trần Thu Hà",
    "A Thút", "Y Hlim", "Y H'Lan", "Nông Văn Hồng", "Lê Hồng Nhung", "An Văn Nguyên",
]  # fmt: skip


@pytest.fixture
def town(units: dict[str, AdminUnit]) -> dict[str, Resident]:
    make_resident(units["Quyết Thắng"], full_name="Nguyễn Văn An")
    return {name: make_resident(units["Vinh Quang"], full_name=name) for name in NAMES}


def found(officer: Officer, typed: str, limit: int = 30) -> list[str]:
    with acting_as(officer):
        return [person.full_name for person in find_people(officer, recognise(typed), limit=limit).people]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("nguyen van an", ["Nguyễn Văn An", "An Văn Nguyên"]),
        ("an nguyen", ["Nguyễn Văn An", "An Văn Nguyên"]),
        ("van an nguyen", ["An Văn Nguyên", "Nguyễn Văn An"]),
        ("nhung", ["Lê Hồng Nhung", "Nguyễn Thị Hồng Nhung"]),
        ("nhung hong", ["Lê Hồng Nhung", "Nguyễn Thị Hồng Nhung"]),
        ("hong", ["Nông Văn Hồng", "Lê Hồng Nhung", "Nguyễn Thị Hồng Nhung"]),
        ("Hà", ["Hà Văn Bình", "Nguyễn Thị Hà", "Trần Thu Hà", "Hạ Thị Lan"]),
        ("thut", ["A Thút"]),
        ("y hlan", ["Y H'Lan"]),
        ("Y H' Lan", ["Y H'Lan"]),
        ("hlim y", ["Y Hlim"]),
        ("zzz", []),
        ("%", []),
        ("thi nh", ["Nguyễn Thị Hồng Nhung"]),
    ],
)
def test_names_are_found_in_any_order_exact_accents_first(
    officer_vinh_quang: Officer, town: dict[str, Resident], typed: str, expected: list[str]
) -> None:
    assert found(officer_vinh_quang, typed) == expected


def test_nobody_is_listed_twice_and_pages_follow_each_other(
    officer_vinh_quang: Officer, units: dict[str, AdminUnit]
) -> None:
    people = [make_resident(units["Vinh Quang"], full_name=f"Hà Văn Hà {word}") for word in "ABCDEFGHIJ"]
    people += [make_resident(units["Vinh Quang"], full_name=name) for name in ("Lê Hà", "Hạ Lan", "Lê Hà My")]
    for typed in ("ha", "Hà"):
        seen: list[int] = []
        cursor = ""
        with acting_as(officer_vinh_quang):
            while True:
                page = find_people(officer_vinh_quang, recognise(typed), cursor, limit=3)
                seen += [person.pk for person in page.people]
                cursor = page.cursor
                if not cursor:
                    break
        assert sorted(seen) == sorted(person.pk for person in people)


def test_a_number_or_phone_finds_its_holder(officer_vinh_quang: Officer, units: dict[str, AdminUnit]) -> None:
    make_resident(
        units["Vinh Quang"], full_name="Y Hlim", personal_id="062190600456", old_id="233123456", phone="+84905111222"
    )
    for typed in ("062190600456", "62190600456", "233123456", "0905.111.222", "062190600456|x|Y|x|Nữ|x|x"):
        assert found(officer_vinh_quang, typed) == ["Y Hlim"]


def test_the_last_digits_find_those_whose_number_ends_so(
    officer_vinh_quang: Officer, units: dict[str, AdminUnit]
) -> None:
    make_resident(units["Vinh Quang"], full_name="Y Hlim", personal_id="062190600456")
    make_resident(units["Vinh Quang"], full_name="A Thút", personal_id="062090610456")
    make_resident(units["Quyết Thắng"], full_name="A Plun", personal_id="062090620456")
    assert found(officer_vinh_quang, "0456") == ["Y Hlim", "A Thút"]
    assert found(officer_vinh_quang, "600 456") == ["Y Hlim"]
    assert found(officer_vinh_quang, "9999") == []
    with acting_as(officer_vinh_quang):
        first = find_people(officer_vinh_quang, recognise("0456"), limit=1)
        second = find_people(officer_vinh_quang, recognise("0456"), first.cursor, limit=1)
    assert [person.full_name for page in (first, second) for person in page.people] == ["Y Hlim", "A Thút"]
    assert second.cursor == ""


def test_people_of_one_name_are_told_apart_by_birth_year(
    officer_vinh_quang: Officer, city_commander: Officer, units: dict[str, AdminUnit]
) -> None:
    for unit, name, year in (
        ("Vinh Quang", "Y Hlim", 1990), ("Vinh Quang", "Y Hlim", 1991), ("Vinh Quang", "Y Hlìm", 1990),
        ("Vinh Quang", "Y Hlim Ya", 1990), ("Quyết Thắng", "Y Hlim", 1990), ("Vinh Quang", "Y Hlim", None),
    ):  # fmt: skip
        make_resident(units[unit], full_name=name, birth_year=year, personal_id=None)
    assert found(officer_vinh_quang, "y hlim 1990") == ["Y Hlim", "Y Hlìm", "Y Hlim Ya"]
    assert found(officer_vinh_quang, "1990 hlim y") == ["Y Hlim", "Y Hlìm", "Y Hlim Ya"]
    assert found(officer_vinh_quang, "Y Hlìm 1990") == ["Y Hlìm", "Y Hlim", "Y Hlim Ya"]
    assert found(officer_vinh_quang, "% 1990") == []
    assert len(found(city_commander, "y hlim 1990")) == 4
    assert len(found(city_commander, "y hlim")) == 6


def test_common_words_in_odd_order_are_found_past_the_first_candidates(
    officer_vinh_quang: Officer, units: dict[str, AdminUnit], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "WORD_CANDIDATES", 3)
    for number in range(12):
        make_resident(units["Vinh Quang"], full_name=f"Nguyễn Văn {'BCDĐGHKLMNPQ'[number]}ình An")
    make_resident(units["Vinh Quang"], full_name="Nguyễn Văn Zung")
    assert found(officer_vinh_quang, "zung van nguyen") == ["Nguyễn Văn Zung"]
    with acting_as(officer_vinh_quang):
        assert find_people(officer_vinh_quang, recognise("van nguyen")).too_many


def test_other_wards_are_not_found(officer_quyet_thang: Officer, town: dict[str, Resident]) -> None:
    assert found(officer_quyet_thang, "nhung") == []
    assert found(officer_quyet_thang, "hong nhung") == []
    assert found(officer_quyet_thang, "thi hong") == []
    assert found(officer_quyet_thang, town["A Thút"].personal_id) == []


def test_the_commander_finds_people_of_every_ward(city_commander: Officer, town: dict[str, Resident]) -> None:
    assert found(city_commander, "nguyen van an") == ["Nguyễn Văn An", "Nguyễn Văn An", "An Văn Nguyên"]


def test_words_follow_a_changed_name_and_a_deleted_person(
    officer_vinh_quang: Officer, town: dict[str, Resident]
) -> None:
    Resident.objects.filter(pk=town["Lê Hồng Nhung"].pk).update(name_key="le thu nhung", given_key="nhung le thu")
    assert found(officer_vinh_quang, "hong nhung") == ["Nguyễn Thị Hồng Nhung"]
    Resident.objects.filter(pk=town["Nguyễn Thị Hồng Nhung"].pk).delete()
    assert found(officer_vinh_quang, "hong nhung") == []
    assert found(officer_vinh_quang, "thu nhung") == ["Lê Hồng Nhung"]
