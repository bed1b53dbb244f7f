"""The pages of imports: upload, look, merge; and who may."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from kontum_portal.accounts.models import AccessLog, Officer
from kontum_portal.jobs.models import Job
from kontum_portal.jobs.services import run_job, run_now
from residents.models import ImportBatch, Resident
from tests.conftest import make_officer
from tests.residents.imports.conftest import DATA, Import
from tests.residents.imports.sheets import text_file

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(client: Client, administrator: Officer) -> Client:
    client.force_login(administrator)
    return client


def upload(client: Client, name: str, content: bytes | None = None):
    data = (DATA / name).read_bytes() if content is None else content
    return client.post(
        reverse("imports:upload"), {"file": SimpleUploadedFile(name, data), "kind": "residents", "unit": ""}
    )


def test_the_whole_way_from_upload_to_register(signed_in: Client) -> None:
    answer = upload(signed_in, "residents_ward_messy.xlsx")
    batch = ImportBatch.objects.get()
    assert answer.url == reverse("imports:batch", args=[batch.pk])
    run_now(Job.objects.get(kind="stage_batch").pk)
    page = signed_in.get(answer.url).content.decode()
    assert "Đắk Rơ Wa" in page
    assert "Tôn giáo" in page
    check = signed_in.get(reverse("imports:merge", args=[batch.pk])).content.decode()
    assert 'name="confirmed"' in check
    signed_in.post(reverse("imports:merge", args=[batch.pk]), {"confirmed": "1"})
    run_now(Job.objects.get(kind="merge_batch").pk)
    batch.refresh_from_db()
    assert batch.status == "merged"
    assert Resident.objects.count() == batch.counts["new"]
    assert signed_in.get(answer.url).status_code == 200


def test_a_merge_is_not_started_by_looking(signed_in: Client, import_file: Import) -> None:
    batch = import_file("residents_ward_messy_2.xlsx")
    signed_in.post(reverse("imports:merge", args=[batch.pk]))
    batch.refresh_from_db()
    assert batch.status == "review"


@pytest.mark.parametrize("status", ["uploaded", "staging", "failed", "review", "merging", "merged", "closed"])
def test_a_batch_has_a_page_in_every_state(signed_in: Client, import_file: Import, status: str) -> None:
    batch = import_file("residents_ward_messy_2.xlsx")
    ImportBatch.objects.filter(pk=batch.pk).update(status=status)
    assert signed_in.get(reverse("imports:batch", args=[batch.pk])).status_code == 200
    assert signed_in.get(reverse("imports:batches")).status_code == 200


@pytest.mark.parametrize(
    "query",
    ["?outcome=doubtful", "?reason=birth_date_partial", "?page=3", "?outcome=nonsense&page=x", "?reason=nobody_knows"],
)
def test_rows_are_filtered(signed_in: Client, import_file: Import, query: str) -> None:
    batch = import_file("residents_ward_messy.xlsx")
    assert signed_in.get(reverse("imports:batch", args=[batch.pk]) + query).status_code == 200


def test_before_and_after_of_a_matched_row(signed_in: Client, import_people: Import) -> None:
    person = [
        "Nguyễn Văn An",
        "15/01/1990",
        "Nam",
        "062090600001",
        "Chủ hộ",
        "Phường Quyết Thắng",
        "TDP 1",
        "0905123456",
    ]
    import_people(person, merge=True)
    batch = import_people([*person[:-1], "0905999999"])
    page = signed_in.get(reverse("imports:batch", args=[batch.pk])).content.decode()
    assert "<del>0905123456</del>" in page
    assert "<ins>0905999999</ins>" in page


def test_reading_staged_rows_is_written_down(signed_in: Client, import_file: Import, administrator: Officer) -> None:
    batch = import_file("residents_ward_messy_2.xlsx")
    signed_in.get(reverse("imports:batch", args=[batch.pk]))
    entry = AccessLog.objects.get(surface="imports.batch")
    assert (entry.actor_id, entry.purpose, entry.subject_id, entry.people) == (administrator.pk, "import", batch.pk, 50)


def test_an_empty_upload_says_so_at_the_field(signed_in: Client) -> None:
    answer = upload(signed_in, "list.csv", b"")
    assert answer.status_code == 200
    assert not ImportBatch.objects.exists()


def test_a_file_that_cannot_be_read_shows_its_sentence(signed_in: Client) -> None:
    answer = upload(signed_in, "list.csv", text_file([["Tên hàng", "Giá"], ["Gạo", "12000"]]))
    run_job(Job.objects.get().pk)
    batch = ImportBatch.objects.get()
    assert escape(batch.error) in signed_in.get(answer.url).content.decode()


def test_the_bad_rows_come_back_as_a_workbook(signed_in: Client, import_file: Import) -> None:
    batch = import_file("residents_vni.xlsx")
    answer = signed_in.get(reverse("imports:give_back", args=[batch.pk]))
    assert answer["Content-Disposition"].endswith('.xlsx"')
    assert b"".join(answer.streaming_content)[:2] == b"PK"


@pytest.mark.parametrize("role", ["officer_quyet_thang", "ward_chief", "city_commander", "data_steward", "auditor"])
def test_only_an_administrator_imports(client: Client, request: pytest.FixtureRequest, role: str) -> None:
    client.force_login(request.getfixturevalue(role))
    for name in ("batches", "upload"):
        assert client.get(reverse(f"imports:{name}")).status_code == 403


def test_another_administrators_batch_is_not_there(client: Client, import_file: Import, area: object) -> None:
    batch = import_file("residents_ward_messy_2.xlsx")
    client.force_login(make_officer("administrator_2", "administrator", area=area))
    for name in ("batch", "merge", "close", "give_back"):
        assert client.get(reverse(f"imports:{name}", args=[batch.pk])).status_code == 404
