"""A staged row corrected in place, and what a person says of it: judged again by the same rules."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kontum_portal.accounts.models import AccessLog, Deed, Officer
from kontum_portal.errors import NotAllowedError
from kontum_portal.jobs.models import Job
from kontum_portal.jobs.services import run_now
from residents.imports import errors
from residents.imports.services import choose_policies, correct_row, decide_reason, decide_row, start_merge
from residents.models import ImportBatch, Resident, StagedRow
from tests.conftest import make_officer
from tests.residents.imports.conftest import Import

pytestmark = pytest.mark.django_db

AN = ["Nguyễn Văn An", "15/01/1990", "Nam", "062090600001", "Chủ hộ", "Phường Quyết Thắng", "TDP 1", "0905123456"]
BE = ["Trần Thị Bé", "02/03/1985", "Nữ", "062185600002", "Vợ", "Phường Quyết Thắng", "TDP 1", "0905123457"]
DAY = dt.date(2024, 9, 30)
NAME, BIRTH, NUMBER, UNIT, PHONE = 1, 2, 4, 6, 8


def changed(person: list[Any], **cells: Any) -> list[Any]:
    places = {"name": 0, "birth": 1, "sex": 2, "number": 3, "unit": 5, "phone": 7}
    copy = list(person)
    for name, value in cells.items():
        copy[places[name]] = value
    return copy


def checked(batch: ImportBatch) -> dict[str, Any]:
    """What the worker does after a word was said; the batch's counts."""
    for job in Job.objects.filter(kind="recheck_rows", status="waiting"):
        run_now(job.pk)
    batch.refresh_from_db()
    return batch.counts


def merged(officer: Officer, batch: ImportBatch) -> None:
    run_now(start_merge(officer=officer, batch=batch).pk)


def row_of(batch: ImportBatch, number: int = 2) -> StagedRow:
    return StagedRow.objects.get(batch=batch, row=number)


def test_a_bad_cell_is_corrected_and_the_row_is_good(import_people: Import, administrator: Officer) -> None:
    batch = import_people(changed(AN, name="12345 67"), BE)
    assert row_of(batch).outcome == "refused"
    correct_row(officer=administrator, row=row_of(batch), cells={NAME: "Nguyễn Văn An"})
    counts = checked(batch)
    row = row_of(batch)
    assert (row.outcome, row.full_name, row.raw[NAME]) == ("new", "Nguyễn Văn An", "12345 67")
    assert (counts["new"], counts["refused"], counts["rows"]) == (2, 0, 2)
    deed = Deed.objects.get(verb="import_row_corrected")
    assert (deed.subject_id, deed.details["columns"]) == (batch.pk, [NAME])
    merged(administrator, batch)
    assert Resident.objects.filter(full_name="Nguyễn Văn An", personal_id="062090600001").count() == 1


def test_an_unknown_unit_is_corrected(import_people: Import, administrator: Officer) -> None:
    batch = import_people(changed(AN, unit="Xã Không Có"))
    assert row_of(batch).reasons == ["unit_unknown"] or "unit_unknown" in row_of(batch).reasons
    correct_row(officer=administrator, row=row_of(batch), cells={UNIT: "Phường Quyết Thắng"})
    checked(batch)
    assert (row_of(batch).outcome, row_of(batch).unit.name) == ("new", "Quyết Thắng")


def test_what_is_typed_back_is_no_edit(import_people: Import, administrator: Officer) -> None:
    batch = import_people(AN)
    assert correct_row(officer=administrator, row=row_of(batch), cells={PHONE: "0905123456"}) is None
    correct_row(officer=administrator, row=row_of(batch), cells={PHONE: "0905999999"})
    checked(batch)
    assert row_of(batch).edits == {str(PHONE): "0905999999"}
    correct_row(officer=administrator, row=row_of(batch), cells={PHONE: "0905123456"})
    checked(batch)
    assert (row_of(batch).edits, row_of(batch).phone) == (None, "+84905123456")


def test_a_number_typed_right_finds_its_resident(import_people: Import, administrator: Officer) -> None:
    import_people(AN, merge=True)
    batch = import_people(changed(BE, number="062085999999"))
    assert row_of(batch).outcome == "new"
    correct_row(officer=administrator, row=row_of(batch), cells={NUMBER: "062090600001", NAME: "Nguyễn Văn An"})
    checked(batch)
    assert row_of(batch).resident_id == Resident.objects.get().pk
    assert "differs_birth_date" in row_of(batch).reasons


def test_a_twin_of_the_file_is_one_no_more(import_people: Import, administrator: Officer) -> None:
    batch = import_people(AN, changed(AN, name="Nguyễn Văn Bình", birth="1991"))
    second = row_of(batch, 3)
    assert "duplicate_row" in second.reasons
    correct_row(officer=administrator, row=row_of(batch, 2), cells={NUMBER: "062090600009"})
    checked(batch)
    assert (row_of(batch, 3).outcome, "duplicate_row" in row_of(batch, 3).reasons) == ("new", False)


def probable(import_people: Import) -> tuple[ImportBatch, Resident]:
    """A row that is probably a resident whose number is not known."""
    import_people(changed(AN, number=""), merge=True)
    batch = import_people(changed(AN, phone="0905777777"), unit=None)
    assert row_of(batch).outcome in ("doubtful", "updated", "unchanged")
    return batch, Resident.objects.get()


def test_the_same_person_is_completed(import_people: Import, administrator: Officer) -> None:
    batch, resident = probable(import_people)
    row = row_of(batch)
    assert [person["id"] for person in row.differences["candidates"]] == [resident.pk]
    decide_row(officer=administrator, row=row, decision="same", resident_id=resident.pk)
    counts = checked(batch)
    assert (row_of(batch).outcome, counts["doubtful"], counts["updated"]) == ("updated", 0, 1)
    merged(administrator, batch)
    resident.refresh_from_db()
    assert (Resident.objects.count(), resident.personal_id) == (1, "062090600001")


def test_another_person_is_created(import_people: Import, administrator: Officer) -> None:
    batch, _resident = probable(import_people)
    decide_row(officer=administrator, row=row_of(batch), decision="another")
    checked(batch)
    assert row_of(batch).outcome == "new"
    merged(administrator, batch)
    assert Resident.objects.count() == 2


def test_a_decision_is_taken_back(import_people: Import, administrator: Officer) -> None:
    batch, _resident = probable(import_people)
    decide_row(officer=administrator, row=row_of(batch), decision="another")
    checked(batch)
    decide_row(officer=administrator, row=row_of(batch), decision="")
    checked(batch)
    assert (row_of(batch).outcome, row_of(batch).decision) == ("doubtful", None)
    assert "probable_match" in row_of(batch).reasons


def test_nobody_outside_the_candidates_is_the_same(import_people: Import, administrator: Officer) -> None:
    batch, resident = probable(import_people)
    with pytest.raises(errors.DecisionNotPossibleError):
        decide_row(officer=administrator, row=row_of(batch), decision="same", resident_id=resident.pk + 1)


def test_a_good_row_is_left_out_and_stays_out(import_people: Import, administrator: Officer) -> None:
    batch = import_people(AN, BE)
    decide_row(officer=administrator, row=row_of(batch, 3), decision="leave")
    assert checked(batch)["doubtful"] == 1
    merged(administrator, batch)
    assert list(Resident.objects.values_list("full_name", flat=True)) == ["Nguyễn Văn An"]


def test_all_rows_of_a_reason_are_left_and_taken_back(import_people: Import, administrator: Officer) -> None:
    batch = import_people(changed(AN, birth="1990"), changed(BE, birth="1985"))
    assert decide_reason(officer=administrator, batch=batch, reason="birth_date_partial", decision="leave") == 2
    assert checked(batch)["doubtful"] == 2
    assert decide_reason(officer=administrator, batch=batch, reason="birth_date_partial", decision="") == 2
    assert checked(batch)["new"] == 2


def test_those_to_compare_are_never_accepted_at_once(import_people: Import, administrator: Officer) -> None:
    batch, _resident = probable(import_people)
    with pytest.raises(errors.DecisionNotPossibleError):
        decide_reason(officer=administrator, batch=batch, reason="probable_match", decision="accept")


def test_rows_being_checked_hold_the_merge_back(import_people: Import, administrator: Officer) -> None:
    batch = import_people(AN, BE)
    decide_row(officer=administrator, row=row_of(batch), decision="leave")
    with pytest.raises(errors.RowsBeingCheckedError):
        start_merge(officer=administrator, batch=batch)


def test_nobody_else_speaks_and_nothing_after_the_merge(
    import_people: Import, administrator: Officer, area: object
) -> None:
    batch = import_people(AN)
    other = make_officer("administrator_2", "administrator", area=area)
    with pytest.raises(NotAllowedError):
        correct_row(officer=other, row=row_of(batch), cells={NAME: "X Y"})
    merged(administrator, batch)
    with pytest.raises(errors.BatchNotReadyError):
        decide_row(officer=administrator, row=row_of(batch), decision="leave")


def test_the_page_of_a_row(client: Client, import_people: Import, administrator: Officer) -> None:
    batch, resident = probable(import_people)
    client.force_login(administrator)
    address = reverse("imports:row", args=[batch.pk, row_of(batch).pk])
    page = client.get(address + "?outcome=doubtful").content.decode()
    assert f'value="same:{resident.pk}"' in page
    assert 'name="cell-4"' in page
    assert AccessLog.objects.get(surface="imports.row").people == 1
    answer = client.post(address, {"cell-1": "Nguyễn Văn Anh"})
    assert answer.status_code == 302
    checked(batch)
    assert row_of(batch).full_name == "Nguyễn Văn Anh"


def test_pages_of_rows_follow_each_other(client: Client, import_file: Import, administrator: Officer) -> None:
    batch = import_file("residents_ward_messy_2.xlsx")
    client.force_login(administrator)
    seen, query = [], ""
    for _page in range(4):
        answer = client.get(reverse("imports:batch", args=[batch.pk]) + query)
        seen += [shape.row.row for shape in answer.context["rows"]]
        query = f"?after={answer.context['page'].after}"
    assert (len(seen), seen) == (196, sorted(set(seen)))
    assert answer.context["page"].after is None


@pytest.mark.parametrize(
    ("policy", "outcome", "phone"),
    [
        ("fill", "unchanged", "+84905123456"),
        ("keep", "unchanged", "+84905123456"),
        ("replace", "updated", "+84905999999"),
        ("newest", "updated", "+84905999999"),
    ],
)
def test_a_policy_says_whose_word_counts(
    import_people: Import, administrator: Officer, policy: str, outcome: str, phone: str
) -> None:
    import_people(AN, merge=True)
    batch = import_people(changed(AN, phone="0905999999"), BE)
    choose_policies(officer=administrator, batch=batch, policies={"phone": policy, "sex": "replace"}, as_of=DAY)
    checked(batch)
    assert row_of(batch).outcome == outcome
    merged(administrator, batch)
    resident = Resident.objects.get(full_name="Nguyễn Văn An")
    assert (resident.phone, resident.sex) == (phone, "M")
    assert ("sex" in batch.policies, batch.policies.get("phone", "fill")) == (False, policy)
    again = import_people(changed(AN, phone="0905999999"), BE)
    assert (again.counts["new"], again.counts["updated"]) == (0, 0)


def test_a_record_verified_after_the_list_keeps_its_word(import_people: Import, administrator: Officer) -> None:
    import_people(AN, merge=True)
    Resident.objects.update(last_verified_on=DAY)
    batch = import_people(changed(AN, phone="0905999999"))
    choose_policies(officer=administrator, batch=batch, policies={"phone": "newest"}, as_of=DAY)
    assert checked(batch)["updated"] == 0
    choose_policies(officer=administrator, batch=batch, policies={"phone": "newest"}, as_of=DAY + dt.timedelta(days=1))
    assert checked(batch)["updated"] == 1


def test_the_page_of_policies(client: Client, import_people: Import, administrator: Officer) -> None:
    batch = import_people(AN)
    client.force_login(administrator)
    address = reverse("imports:policies", args=[batch.pk])
    page = client.get(address)
    sent = {name: field.initial for name, field in page.context["form"].fields.items()}
    assert client.post(address, sent | {"as_of": "30092024", "phone": "replace"}).status_code == 302
    batch.refresh_from_db()
    assert batch.policies == {"phone": "replace", "as_of": "2024-09-30"}
    assert Deed.objects.get(verb="import_policies_chosen").details["phone"] == "replace"
