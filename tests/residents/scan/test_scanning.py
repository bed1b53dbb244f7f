"""A scanned card opens the record with what differs, or a new record filled from the card; a photo is read and forgotten."""

import io
from pathlib import Path

import pytest
import segno
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from kontum_portal.accounts.models import AccessLog, Officer
from kontum_portal.areas.models import AdminUnit
from residents import photos
from residents.models import Resident, Search
from tests.factories import make_resident

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sentences_in_english")]
CARD = "062090600123|233123456|Nguyễn Văn An|15011990|Nam|Tổ 3, Quyết Thắng, Kon Tum, Kon Tum|22062021"
SEARCH, SCAN = reverse("residents:search"), reverse("residents:scan")


@pytest.fixture
def at_work(signed_in, officer_quyet_thang: Officer) -> Client:
    officer_quyet_thang.language = "en"
    officer_quyet_thang.save()
    return signed_in(officer_quyet_thang)


@pytest.fixture
def known(units: dict[str, AdminUnit]) -> Resident:
    return make_resident(
        units["Quyết Thắng"], full_name="Nguyễn Văn Ân", personal_id="062090600123", birth_day=16, old_id="233123456",
        permanent_address="tổ 3, Quyết Thắng,  Kon Tum, Kon Tum",
    )  # fmt: skip


def photo_of(text: str, *, turned: int = 0, **saved: object) -> SimpleUploadedFile:
    drawn = io.BytesIO()
    segno.make(text, error="m").save(drawn, kind="png", scale=6, border=6)
    image = Image.open(drawn).convert("RGB").rotate(turned, expand=True, fillcolor="white")
    content = io.BytesIO()
    image.save(content, **({"format": "JPEG"} | saved))
    return SimpleUploadedFile("card.jpg", content.getvalue())


def test_a_known_card_opens_the_record_and_marks_what_differs(at_work: Client, known: Resident) -> None:
    opened = at_work.post(SEARCH, {"q": CARD})
    assert opened.url.startswith(f"{known.get_absolute_url()}?scan=")
    assert "Văn" not in opened.url
    scan = at_work.get(opened.url).context["scan"]
    assert [(one.box, one.on_record, one.on_card) for one in scan.differing] == [
        ("full_name", "Nguyễn Văn Ân", "Nguyễn Văn An"),
        ("birth", "16/01/1990", "15/01/1990"),
        ("card_issued_on", "", "22/06/2021"),
    ]


def test_taking_over_fills_the_one_box_and_nothing_else(at_work: Client, known: Resident) -> None:
    token = at_work.post(SEARCH, {"q": CARD}).url.rpartition("=")[2]
    form = at_work.get(f"{reverse('residents:correct', args=[known.pk])}?scan={token}&take=full_name").context["form"]
    assert (form["full_name"].value(), form["birth"].value()) == ("Nguyễn Văn An", "16/01/1990")


def test_an_unknown_card_opens_a_new_record_filled_from_it(at_work: Client) -> None:
    opened = at_work.post(SEARCH, {"q": CARD + "||||"})
    assert opened.url.startswith(f"{reverse('residents:register')}?scan=")
    form = at_work.get(opened.url).context["form"]
    assert [form[box].value() for box in ("full_name", "birth", "sex", "personal_id", "old_id", "current_address")] == [
        "Nguyễn Văn An", "15/01/1990", "M", "062090600123", "233123456", "Tổ 3, Quyết Thắng, Kon Tum, Kon Tum",
    ]  # fmt: skip


def test_a_scan_is_of_its_officer_and_of_its_person_only(
    at_work: Client, known: Resident, signed_in, officer_vinh_quang: Officer, units: dict[str, AdminUnit]
) -> None:
    other = make_resident(units["Quyết Thắng"], full_name="Trần Thị Bé", sex="F")
    token = at_work.post(SEARCH, {"q": CARD}).url.rpartition("=")[2]
    assert at_work.get(f"{other.get_absolute_url()}?scan={token}").context["scan"] is None
    theirs = signed_in(officer_vinh_quang).get(f"{reverse('residents:register')}?scan={token}").context["form"]
    assert not theirs["full_name"].value()


def test_lines_from_the_back_are_compared_without_marks(at_work: Client, units: dict[str, AdminUnit]) -> None:
    person = make_resident(units["Quyết Thắng"], full_name="Nguyễn Văn An", personal_id="062090000123")
    lines = "IDVNM0900001233062090000123<<3\n9001158M3001156VNM<<<<<<<<<<<2\nNGUYEN<<VAN<AN<<<<<<<<<<<<<<<<"
    opened = at_work.post(SEARCH, {"q": lines})
    assert opened.url.startswith(person.get_absolute_url())
    assert at_work.get(opened.url).context["scan"].differing == []


@pytest.mark.parametrize(
    ("scanned", "sentence"),
    [
        ("DN4797912345678|4e677579e1bb856e|15/01/1990|1|x|y|z", "health-insurance card"),
        ("062090600123|233123456", "Only a part"),
        ("ò209à000123|x|Nguyễn|15011990|Nam|x|22062021", "typing tool off"),
        ("a|b|c", "not from a citizen"),
        ("IDVNM09000012330620", "not whole"),
    ],
)
def test_each_code_that_is_none_gets_its_sentence(at_work: Client, scanned: str, sentence: str) -> None:
    assert sentence in at_work.get(at_work.post(SEARCH, {"q": scanned}).url).content.decode()


@pytest.mark.parametrize("turned", [0, 90, 33])
def test_a_photo_is_read_whichever_way_it_was_held(at_work: Client, known: Resident, turned: int) -> None:
    opened = at_work.post(SCAN, {"photo": photo_of(CARD, turned=turned)})
    assert opened.url.startswith(known.get_absolute_url())
    assert AccessLog.objects.filter(surface="search:qr").count() == 1


def test_the_photo_never_touches_the_disk(at_work: Client, known: Resident, settings, tmp_path: Path) -> None:
    settings.FILE_UPLOAD_TEMP_DIR, settings.FILE_UPLOAD_MAX_MEMORY_SIZE = str(tmp_path), 1
    assert at_work.post(SCAN, {"photo": photo_of(CARD)}).status_code == 302
    assert list(tmp_path.iterdir()) == []
    assert Search.objects.get().text == CARD


def test_a_bomb_a_text_and_a_blank_picture_are_refused(at_work: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    blank = io.BytesIO()
    Image.new("L", (400, 400), 255).save(blank, format="PNG")
    for content, sentence in (
        (b"not a picture", "not a photo"),
        (b"", "not a photo"),
        (blank.getvalue()[:60], "not a photo"),
        (blank.getvalue(), "No QR code"),
    ):
        answer = at_work.post(SCAN, {"photo": SimpleUploadedFile("a.png", content)})
        assert (answer.status_code, sentence in answer.content.decode()) == (422, True), sentence
    monkeypatch.setattr(photos, "MOST_PIXELS", 1000)
    monkeypatch.setattr(photos, "MOST_WHOLE", 1000)
    assert "at most 12 MB" in at_work.post(SCAN, {"photo": photo_of(CARD)}).content.decode()


def test_a_picture_that_would_be_unpacked_whole_is_judged_by_its_header(
    at_work: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """59 million pixels are a few kilobytes in the file and 240 MB unpacked; a camera's JPEG is unpacked smaller."""
    packed = io.BytesIO()
    Image.new("1", (8000, 7400)).save(packed, format="PNG")

    def unpack(image: Image.Image) -> None:
        raise AssertionError("unpacked")

    with monkeypatch.context() as watched:
        watched.setattr("PIL.ImageFile.ImageFile.load", unpack)
        answer = at_work.post(SCAN, {"photo": SimpleUploadedFile("a.png", packed.getvalue())})
    assert (answer.status_code, "at most 12 MB" in answer.content.decode()) == (422, True)
    monkeypatch.setattr(photos, "MOST_WHOLE", 1000)
    assert at_work.post(SCAN, {"photo": photo_of(CARD)}).status_code == 302


def test_too_big_a_file_is_not_taken(at_work: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(photos, "LARGEST_PHOTO", 1000)
    assert at_work.post(SCAN, {"photo": photo_of(CARD)}).status_code == 422


def test_a_photo_needs_the_token_of_the_page(officer_quyet_thang: Officer, settings) -> None:
    settings.PORTAL_MFA = "demo"
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(officer_quyet_thang)
    assert strict.post(SCAN, {"photo": photo_of(CARD)}).status_code == 403
