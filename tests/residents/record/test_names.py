"""Nothing the law allows is refused: names of one letter, of the peoples of the highlands, partial dates."""

import html

import pytest
from django.test import Client
from django.urls import reverse

from kontum_portal.accounts.models import Officer
from kontum_portal.areas.models import AdminUnit
from residents.models import Resident

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "kept", "sought"),
    [
        ("A", "A", "a"),
        ("Ý", "Ý", "y"),
        ("A Thút", "A Thút", "thut a"),
        ("Y Hlim", "Y Hlim", "y hlim"),
        ("H'Ƀlan", "H'Ƀlan", "hblan"),
        ("Y H'Ƀlan Niê", "Y H'Ƀlan Niê", "nie"),
        ("Ksor", "Ksor", "ksor"),
        ("Ksor H’Nhem", "Ksor H'Nhem", "hnhem"),
        ("Rơ Châm Blŏi", "Rơ Châm Blŏi", "ro cham bloi"),
        ("Đinh Y-Lưng", "Đinh Y-Lưng", "dinh y lung"),
        ("K'Brôi", "K'Brôi", "kbroi"),
        ("A Čuñ", "A Čuñ", "a cun"),
        ("Siu Hơ̆ Rai", "Siu Hơ̆ Rai", "siu ho rai"),
        ("Nguyễn Thị Hoà", "Nguyễn Thị Hoà", "nguyen thi hoa"),
        ("NGUYỄN VĂN AN", "NGUYỄN VĂN AN", "nguyen van an"),
        ("  A   Đeng ", "A Đeng", "a deng"),
        ("Công Tằng Tôn Nữ Thị Thanh Huyền Trang", "Công Tằng Tôn Nữ Thị Thanh Huyền Trang", "cong tang ton nu"),
    ],
)
def test_every_lawful_name_is_taken_as_it_is_and_found(
    client: Client, officer_vinh_quang: Officer, units: dict[str, AdminUnit], typed: str, kept: str, sought: str
) -> None:
    client.force_login(officer_vinh_quang)
    answer = client.post(reverse("residents:register"), {"full_name": typed, "unit": str(units["Vinh Quang"].pk)})
    assert answer.status_code == 302, answer.context["form"].errors
    assert Resident.objects.get().full_name == kept
    if len(sought) > 1:
        hits = client.post(reverse("residents:search"), {"q": sought}, headers={"HX-Request": "true"})
        assert kept in html.unescape(hits.content.decode())


@pytest.mark.parametrize("birth", ["", "1950", "051950", "29022000", "năm 1950"])
@pytest.mark.parametrize("sex", ["", "M", "F"])
def test_what_is_not_known_is_left_out(
    client: Client, officer_vinh_quang: Officer, units: dict[str, AdminUnit], birth: str, sex: str
) -> None:
    client.force_login(officer_vinh_quang)
    typed = {"full_name": "A", "birth": birth, "sex": sex, "unit": str(units["Vinh Quang"].pk)}
    assert client.post(reverse("residents:register"), typed).status_code == 302


@pytest.mark.parametrize(
    ("number", "why"),
    [
        ("062190600456", "usual"),
        ("999190600456", "a country's code, or one that nobody knows yet"),
        ("062590600456", "digit 4 of another century"),
        ("062 190 600 456", "typed in groups"),
        ("062.190.600.456", "typed with dots"),
    ],
)
def test_a_number_is_twelve_digits_and_no_more_is_asked(
    client: Client, officer_vinh_quang: Officer, units: dict[str, AdminUnit], number: str, why: str
) -> None:
    client.force_login(officer_vinh_quang)
    typed = {"full_name": "Y Hlim", "personal_id": number, "sex": "F", "unit": str(units["Vinh Quang"].pk)}
    assert client.post(reverse("residents:register"), typed).status_code == 302, why
