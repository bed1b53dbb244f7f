"""A report from the first click to the signature; honest about what is not known."""

import datetime as dt
import io
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import call_command
from django.urls import reverse
from docx import Document

from kontum_portal.accounts.models import Deed, Officer
from kontum_portal.errors import NotAllowedError
from kontum_portal.jobs.services import run_now
from reports.choices import Group, ReportStatus
from reports.content.measures import Measure, Value
from reports.content.numbers import letter_date, rate, vietnamese
from reports.content.shape import ReportContent
from reports.errors import (
    FolderMissingError,
    PeriodAboveCumulativeError,
    PeriodNotBegunError,
    PeriodUnreadableError,
    RateAbove100Error,
    RemarksMissingError,
    ReportApprovedError,
    ReportNotBuiltError,
    UnitNotFoundError,
)
from reports.models import Indicator, Report
from reports.periods import parse_period
from reports.rules import can_view_report
from reports.services.approving import approve_report
from reports.services.building import build_content, start_report
from reports.services.keying import Numbers, key_value
from reports.services.remarking import write_remarks

REMARKS = {"tasks": "Trả hết thẻ tồn.", "proposals": "Bổ sung thiết bị."}


def started(officer: Officer, period: str = "2026-11", unit_id: int | None = None) -> Report:
    return start_report(officer=officer, period=parse_period(period), unit_id=unit_id, groups=Group.values)


@pytest.fixture
def report(people: None, city_commander: Officer) -> Report:
    """Of the whole area for November 2026, built by its job."""
    made = started(city_commander)
    run_now(made.job_id)
    return Report.objects.get(pk=made.pk)


def said(report: Report) -> str:
    return "\n".join(block.text for block in ReportContent.from_json(report.content).body)


def test_the_job_builds_content_and_files(report: Report) -> None:
    assert report.status == ReportStatus.DRAFT
    assert {path.suffix for path in report.folder.iterdir()} == {".docx", ".pdf", ".xlsx"}


def test_building_twice_does_no_harm(report: Report, city_commander: Officer) -> None:
    again = build_content(officer=city_commander, report_id=report.pk)
    assert again.content == report.content


def test_numbers_and_the_definition_of_the_whole_are_printed(report: Report) -> None:
    assert (
        "trên số có mặt: 66,7\u00a0% (4/6). Mẫu số: công dân từ đủ 14 tuổi còn sống, không ghi nhận vắng mặt."
        in said(report)
    )


def test_what_is_not_known_is_said_and_never_nought(report: Report) -> None:
    text = said(report)
    for name in (
        "Thuê bao di động được chuẩn hóa",
        "Tỷ lệ kích hoạt trên dân số từ 14 tuổi",
        "Hồ sơ căn cước thu nhận",
    ):
        assert f"- {name}: chưa có số liệu." in text
    assert "- Giấy tờ tích hợp trên VNeID: phần mềm không có nguồn số liệu và chưa được nhập tay." in text


def test_a_keyed_value_is_printed_with_its_source(report: Report, city_commander: Officer) -> None:
    indicator, numbers = Indicator.objects.get(code="2.06"), Numbers(Decimal("1234"), None, Decimal("12345"))
    period = parse_period("2026-11")
    key_value(
        officer=city_commander,
        indicator=indicator,
        unit_id=None,
        period=period,
        numbers=numbers,
        source_named="Viettel",
    )
    again = build_content(officer=city_commander, report_id=report.pk)
    assert "chuẩn hóa: 1.234 thuê bao; lũy kế 12.345. (Nguồn: Viettel)" in said(again)


def test_a_past_period_uses_the_figures_of_its_day(people: None, city_commander: Officer, settings) -> None:
    run_now(started(city_commander).job_id)
    settings.PORTAL_TODAY = dt.date(2026, 12, 24)
    past, unknown = started(city_commander, "2026-11"), started(city_commander, "2026-10")
    for made in (past, unknown):
        run_now(made.job_id)
    assert "66,7\u00a0% (4/6)" in said(Report.objects.get(pk=past.pk))
    assert "trên số có mặt: chưa có số liệu." in said(Report.objects.get(pk=unknown.pk))


def test_a_period_to_come_is_refused(city_commander: Officer, today: dt.date) -> None:
    with pytest.raises(PeriodNotBegunError):
        started(city_commander, "2026-12")


@pytest.mark.parametrize(("who", "place", "allowed"), [
    ("city_commander", None, True), ("data_steward", None, True), ("ward_chief", "Quyết Thắng", True),
    ("ward_chief", "Kroong", False), ("ward_chief", None, False), ("officer_quyet_thang", "Quyết Thắng", False),
    ("administrator", None, False), ("auditor", None, False),
])  # fmt: skip
def test_who_may_build(who: str, place: str | None, allowed: bool, units, today, request) -> None:
    officer, unit_id = request.getfixturevalue(who), units[place].pk if place else None
    if allowed:
        assert started(officer, unit_id=unit_id).job.owner == officer
        return
    with pytest.raises(NotAllowedError):
        started(officer, unit_id=unit_id)


def test_only_a_command_signs_and_only_a_whole_report(
    report: Report, city_commander: Officer, data_steward: Officer
) -> None:
    with pytest.raises(NotAllowedError):
        approve_report(officer=data_steward, report_id=report.pk)
    with pytest.raises(RemarksMissingError):
        approve_report(officer=city_commander, report_id=report.pk)
    write_remarks(officer=city_commander, report_id=report.pk, remarks=REMARKS)
    approved = approve_report(officer=city_commander, report_id=report.pk)
    assert (approved.status, approved.approved_by) == (ReportStatus.APPROVED, city_commander)
    assert Deed.objects.filter(verb="approve_report", subject_id=report.pk).exists()
    assert "Trả hết thẻ tồn." in said(approved)


def test_an_approved_report_no_longer_changes(report: Report, city_commander: Officer) -> None:
    write_remarks(officer=city_commander, report_id=report.pk, remarks=REMARKS)
    approve_report(officer=city_commander, report_id=report.pk)
    for deed in (approve_report, build_content):
        with pytest.raises(ReportApprovedError):
            deed(officer=city_commander, report_id=report.pk)
    with pytest.raises(ReportApprovedError):
        write_remarks(officer=city_commander, report_id=report.pk, remarks=REMARKS)


def test_an_unbuilt_report_is_not_signed(people: None, city_commander: Officer) -> None:
    with pytest.raises(ReportNotBuiltError):
        approve_report(officer=city_commander, report_id=started(city_commander).pk)


@pytest.mark.parametrize("who", ["city_commander", "data_steward", "ward_chief", "officer_vinh_quang", "administrator"])
def test_what_is_listed_is_what_may_be_seen(who: str, units, today, city_commander: Officer, request) -> None:
    for unit_id in (None, units["Quyết Thắng"].pk, units["Kroong"].pk):
        started(city_commander, unit_id=unit_id)
    officer = request.getfixturevalue(who)
    allowed = {report.pk for report in Report.objects.all() if can_view_report(officer, report)}
    assert set(Report.objects.visible_to(officer).values_list("pk", flat=True)) == allowed


def test_from_the_page_to_the_word_file(people: None, signed_in, city_commander: Officer) -> None:
    browser = signed_in(city_commander)
    page = browser.get(reverse("reports:list"))
    assert page.context["form"]["period"].value() == "2026-11"
    answer = browser.post(reverse("reports:start"), {"period": "2026-11", "unit": "", "groups": [3]})
    assert "job-progress" in browser.get(answer.url).content.decode() or browser.get(answer.url).status_code == 200
    made = Report.objects.get()
    run_now(made.job_id)
    assert "66,7" in browser.get(answer.url).content.decode()
    file = browser.get(reverse("reports:file", args=[made.pk, "docx"]))
    assert f"bao-cao-{made.pk}.docx" in file["Content-Disposition"]
    document = Document(io.BytesIO(b"".join(file.streaming_content)))
    cells = [cell.text for row in document.tables[0].rows for cell in row.cells]
    assert any("DỰ THẢO" in text for text in cells)
    assert Deed.objects.get(verb="export").details == {"format": "docx", "status": "draft"}


def test_a_report_of_another_unit_is_not_found(report: Report, signed_in, ward_chief: Officer) -> None:
    browser = signed_in(ward_chief)
    assert browser.get(report.get_absolute_url()).status_code == 404
    assert browser.get(reverse("reports:file", args=[report.pk, "docx"])).status_code == 404


def test_signing_on_the_page(report: Report, signed_in, city_commander: Officer) -> None:
    browser = signed_in(city_commander)
    browser.post(reverse("reports:remarks", args=[report.pk]), REMARKS)
    approve = reverse("reports:approve", args=[report.pk])
    assert browser.get(approve).status_code == 200
    browser.post(approve, {"confirmed": "1"})
    assert Report.objects.get().status == ReportStatus.APPROVED


@pytest.mark.parametrize("arguments", [["--unit", "23287"], ["--group", "3"], []])
def test_the_command_writes_a_file(arguments: list[str], people: None, tmp_path: Path) -> None:
    out = tmp_path / "report.docx"
    call_command("build_report", "--period", "2026-11", "--format", "docx", "--out", str(out), *arguments)
    assert Document(out).paragraphs
    report = Report.objects.get()
    assert report.groups == ([3] if "--group" in arguments else Group.values)
    assert [path.suffix for path in report.folder.iterdir()] == [".docx"]  # the others are made when asked for


@pytest.mark.parametrize(("arguments", "refusal"), [
    (["--period", "soon", "--out", "x.docx"], PeriodUnreadableError),
    (["--period", "2026-11", "--unit", "99999", "--out", "x.docx"], UnitNotFoundError),
    (["--period", "2026-11", "--out", "/no/such/folder/x.docx"], FolderMissingError),
])  # fmt: skip
def test_the_command_refuses_with_a_sentence(arguments: list[str], refusal: type, people: None) -> None:
    with pytest.raises(refusal):
        call_command("build_report", "--format", "docx", *arguments)


IMPOSSIBLE = [(Value(Decimal(3), Decimal(3)), Value(Decimal(2))), (Value(Decimal(3)), Value(Decimal(2)))]


@pytest.mark.parametrize(("period", "cumulative"), IMPOSSIBLE)
def test_a_period_above_its_cumulative_cannot_be_said(period: Value, cumulative: Value) -> None:
    with pytest.raises(PeriodAboveCumulativeError):
        Measure("1.01", "", period, cumulative)


def test_a_rate_above_100_cannot_be_said() -> None:
    with pytest.raises(RateAbove100Error):
        Value(Decimal(4), Decimal(3))


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [(4063, 4303, "94.4"), (1, 3, "33.3"), (99999, 100000, "99.9"), (3, 3, "100.0"), (1, 0, "None")],
)
def test_rates(part: int, whole: int, shown: str) -> None:
    assert str(rate(part, whole)) == shown


@pytest.mark.parametrize(
    ("value", "places", "shown"),
    [(1234, 0, "1.234"), (Decimal("1234.5"), 1, "1.234,5"), (0, 0, "0"), (1234567, 0, "1.234.567")],
)
def test_vietnamese_numbers(value: int, places: int, shown: str) -> None:
    assert vietnamese(value, places) == shown


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        ((2026, 1, 5), "ngày 05 tháng 01 năm 2026"),
        ((2026, 10, 19), "ngày 19 tháng 10 năm 2026"),
        ((2026, 3, 9), "ngày 09 tháng 3 năm 2026"),
    ],
)
def test_dates_of_letters(day: tuple[int, int, int], shown: str) -> None:
    assert letter_date(dt.date(*day)) == shown
