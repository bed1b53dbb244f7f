"""What comes out of the printer: whole Vietnamese words, the right paper, no menu, codes that a scanner reads."""

import pytest
from django.test import Client
from django.urls import reverse

from campaigns.services.creating import create_campaign
from campaigns.services.listing import bring_list_up_to_date
from id_cards.choices import State
from kontum_portal.accounts.models import AccessLog, Deed, Officer
from kontum_portal.clock import today
from residents.models import Finding, Resident
from tests.factories import make_resident, make_sub_unit
from tests.id_cards.journeys import application_at
from tests.papers.conftest import Printer

pytestmark = [pytest.mark.browser, pytest.mark.django_db, pytest.mark.xdist_group("browser")]
A4, WIDE, A5 = (210, 297), (297, 210), (148, 210)
MENU_WORDS = ("Đăng xuất", "Menu chính", "Bỏ lọc", "In giấy hẹn")
LONGEST = "Nguyễn Hoàng Thiện Ưu Quỳnh Hương Ngọc Bích"


@pytest.fixture
def person(units) -> Resident:
    return make_resident(
        units["Quyết Thắng"], full_name="Y Hlim", sex="F", birth_year=1958, birth_month=None, birth_day=None,
        phone="+84905111222", language="Ba Na", current_address="Thôn Kon Rờ Bàng, đường Đặng Trần Côn",
    )  # fmt: skip


def assert_clean(text: str) -> None:
    assert [word for word in MENU_WORDS if word in text] == []
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text
    assert "CÔNG AN PHƯỜNG QUYẾT THẮNG" in text


def test_the_sheet_of_a_person_is_one_a4_page_and_masked(office: Client, person: Resident, printed: Printer) -> None:
    paper = printed(office.get(reverse("residents:print_sheet", args=[person.pk])))
    assert paper.sizes == [A4]
    assert_clean(paper.text)
    for words in (
        "PHIẾU THÔNG TIN CÔNG DÂN",
        "Y Hlim",
        "Thôn Kon Rờ Bàng, đường Đặng Trần Côn",
        "1958",
        "LƯU HÀNH NỘI BỘ",
    ):
        assert words in paper.text
    assert person.personal_id not in paper.text.replace(" ", "")
    whole = printed(office.post(reverse("residents:print_sheet", args=[person.pk])))
    assert person.personal_id in whole.text.replace(" ", "")
    assert "0905111222" in whole.text


def test_a_list_of_sixty_carries_head_foot_and_page_numbers(office: Client, units, printed: Printer) -> None:
    for number in range(60):
        make_resident(units["Quyết Thắng"], full_name=LONGEST if number % 2 else "A Thút")
    paper = printed(office.get(reverse("residents:print_list")))
    assert set(paper.sizes) == {WIDE}
    assert_clean(paper.texts[0])
    assert f"1 / {len(paper.texts)}" in paper.texts[0]
    assert all("Mục đích: Phục vụ công dân" in text for text in paper.texts)
    assert paper.text.count(LONGEST) == 30
    assert "STT" in paper.texts[-1]


def test_the_check_list_says_what_to_ask(office: Client, person: Resident, printed: Printer) -> None:
    Finding.objects.create(resident=person, unit=person.unit, rule="birth_date_partial", dimension="complete")
    paper = printed(office.get(reverse("residents:print_check_list")))
    assert paper.sizes == [WIDE]
    assert_clean(paper.text)
    assert "Thiếu ngày, tháng sinh" in paper.text


def test_each_letter_is_one_large_page(office: Client, units, person: Resident, printed: Printer) -> None:
    make_resident(units["Quyết Thắng"], full_name=LONGEST, sub_unit=make_sub_unit(units["Quyết Thắng"]))
    paper = printed(office.get(reverse("residents:print_letters"), {"on": "30112026", "at": "8:00"}))
    assert paper.sizes == [A4, A4]
    assert {LONGEST in text for text in paper.texts} == {True, False}
    for text in paper.texts:
        assert_clean(text)
        assert "Thứ Hai" in text
        assert "30/11/2026" in text
        assert "không hỏi mật khẩu" in text


def test_a_letter_speaks_a_second_language_where_the_unit_has_written_it(
    office: Client, person: Resident, printed: Printer, settings, tmp_path
) -> None:
    settings.VAR_DIR = tmp_path
    words = "dòng thử bằng tiếng Ba Na"
    (tmp_path / "letters.toml").write_text(f'[facts.languages]\n"ba na" = "{words}"\n', encoding="utf-8")
    paper = printed(office.get(reverse("residents:print_letter", args=[person.pk]), {"kind": "facts"}))
    assert paper.sizes == [A4]
    assert words in paper.text
    assert words not in printed(office.get(reverse("residents:print_letter", args=[person.pk]), {"kind": "card"})).text


def test_the_slip_is_a5_and_its_code_is_its_number(
    office: Client, officer_quyet_thang: Officer, units, printed: Printer
) -> None:
    person = make_resident(units["Quyết Thắng"], full_name="H'Ƀlan Niê", sex="F")
    application = application_at(officer_quyet_thang, person, State.SLIP_ISSUED)
    paper = printed(office.get(reverse("id_cards:slip", args=[application.pk])))
    assert paper.sizes == [A5]
    assert paper.codes == [application.slip_number]
    assert_clean(paper.text)
    assert "H'Ƀlan Niê" in paper.text


def test_a_lane_and_a_campaign_print_their_people(
    office: Client, city_commander: Officer, officer_quyet_thang: Officer, person: Resident, units, printed: Printer
) -> None:
    application_at(officer_quyet_thang, make_resident(units["Quyết Thắng"], full_name="A Thút"), State.RECEIVED)
    lane = printed(office.get(reverse("id_cards:print_lane", args=["list"])))
    assert lane.sizes == [WIDE]
    assert "A Thút" in lane.text
    campaign = create_campaign(
        officer=city_commander, name="Đợt vận động", goal="no_card", unit_id=None, starts_on=today(), ends_on=today()
    )
    bring_list_up_to_date(officer=city_commander, campaign_id=campaign.pk)
    targets = printed(office.get(reverse("campaigns:print_targets", args=[campaign.pk])))
    assert_clean(targets.text)
    assert "Y Hlim" in targets.text
    assert len(printed(office.get(reverse("campaigns:print_letters", args=[campaign.pk]))).sizes) == 2


@pytest.mark.parametrize("page", ["residents:list", "id_cards:list", "residents:today"])
def test_a_page_sent_to_the_printer_leaves_its_menu_behind(
    office: Client, person: Resident, printed: Printer, page: str
) -> None:
    paper = printed(office.get(reverse(page)))
    assert [word for word in MENU_WORDS if word in paper.text] == []


def test_printing_leaves_a_deed_and_says_why(office: Client, officer_quyet_thang: Officer, person: Resident) -> None:
    office.get(reverse("residents:print_sheet", args=[person.pk]), {"purpose": "verify"})
    office.get(reverse("residents:print_list"), {"purpose": "outreach"})
    deeds = list(Deed.objects.filter(verb="print").order_by("id").values_list("subject_kind", "subject_id", "details"))
    assert deeds == [
        ("resident", person.pk, {"paper": "sheet"}),
        ("list", None, {"paper": "list", "people": 1}),
    ]
    reasons = AccessLog.objects.filter(surface__startswith="print:").order_by("id").values_list("purpose", "people")
    assert list(reasons) == [("verify", 1), ("outreach", 1)]


def test_a_list_that_nobody_can_read_is_not_printed(office: Client, units, monkeypatch) -> None:
    monkeypatch.setattr("residents.views.papers.LETTERS", 1)
    make_resident(units["Quyết Thắng"])
    make_resident(units["Quyết Thắng"])
    answer = office.get(reverse("residents:print_letters"))
    assert answer.status_code == 409
    assert "hơn 1 người" in answer.content.decode()
    assert not Deed.objects.filter(verb="print").exists()


def test_a_commander_who_works_in_english_prints_in_vietnamese(
    client: Client, city_commander: Officer, person: Resident, settings
) -> None:
    settings.PORTAL_MFA = "demo"
    Officer.objects.filter(pk=city_commander.pk).update(language="en")
    client.force_login(city_commander)
    assert (
        "PHIẾU THÔNG TIN CÔNG DÂN"
        in client.get(reverse("residents:print_sheet", args=[person.pk])).content.decode().upper()
    )
