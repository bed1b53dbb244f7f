"""Starting a report and building its content; the files are rendered from the content and can be made again."""

from collections.abc import Callable, Iterable
from pathlib import Path

from django.db import transaction

from kontum_portal.accounts.models import Officer
from kontum_portal.accounts.services import record_deed
from kontum_portal.areas.models import AdminUnit, SupervisionArea
from kontum_portal.areas.queries import successors_of, with_predecessors
from kontum_portal.clock import now, today
from kontum_portal.errors import NotAllowedError
from kontum_portal.jobs.services import enqueue
from reports import rules
from reports.choices import FileFormat, PeriodKind, ReportStatus
from reports.content.shape import ReportContent
from reports.content.writing import Subject, write
from reports.errors import NothingCountedError, PeriodNotBegunError, ReportApprovedError, ReportNotBuiltError
from reports.models import Report
from reports.periods import Period
from reports.queries.measuring import Scope, measure
from reports.rendering import RENDERERS
from reports.services.counting import count_unit

BUILD_JOB = "reports.build_report"
Told = Callable[[int, int], None]


@transaction.atomic
def start_report(
    *,
    officer: Officer,
    period: Period,
    unit_id: int | None,
    groups: Iterable[int],
    formats: Iterable[FileFormat] = tuple(FileFormat),
) -> Report:
    """The report's row and the job that builds it and writes its files of these ``formats``."""
    if not rules.can_report_on(officer, unit_id):
        raise NotAllowedError
    if period.start > today():
        raise PeriodNotBegunError(start=f"{period.start:%d/%m/%Y}")
    report = Report.objects.create(
        period_kind=period.kind,
        period_start=period.start,
        period_end=period.end,
        area=_area_of(officer, unit_id),
        unit_id=unit_id,
        groups=sorted(set(groups)),
        created_by=officer,
    )
    record_deed(actor=officer, verb="start_report", subject_kind="report", subject_id=report.pk, unit_id=unit_id)
    queue_building(officer=officer, report=report, formats=formats)
    return report


def _area_of(officer: Officer, unit_id: int | None) -> SupervisionArea:
    """The officer's own, that of the unit, or the first one: the system and ward officers belong to none."""
    areas = SupervisionArea.objects.order_by("pk")
    area = officer.area or (areas.filter(units=unit_id) if unit_id else areas).first()
    if area is None:
        raise NothingCountedError
    return area


def queue_building(*, officer: Officer, report: Report, formats: Iterable[FileFormat]) -> None:
    arguments = {"report_id": report.pk, "formats": [str(one) for one in formats]}
    job = enqueue(kind=BUILD_JOB, owner=officer, arguments=arguments, key=f"report:{report.pk}")
    Report.objects.filter(pk=report.pk).update(job=job)
    report.job = job


@transaction.atomic
def build_content(*, officer: Officer, report_id: int, told: Told = lambda done, total: None) -> Report:
    """Count the units afresh when the period still runs, find all values and write the content."""
    report = Report.objects.visible_to(officer).select_for_update(of=["self"]).get(pk=report_id)
    if not rules.can_report_on(officer, report.unit_id):
        raise NotAllowedError
    if rules.is_approved(report):
        raise ReportApprovedError
    unit_ids = _unit_ids(officer, report)
    if not unit_ids:
        raise NothingCountedError
    if report.period_end >= today():
        _count(unit_ids, told)
    Report.objects.filter(pk=report.pk).update(
        content=_content(officer, report, unit_ids).to_json(), status=ReportStatus.DRAFT, built_at=now()
    )
    report.refresh_from_db()
    return report


def _unit_ids(officer: Officer, report: Report) -> frozenset[int]:
    """The unit, or the units of the area that lived at the end of the period and are in the officer's scope."""
    if report.unit_id is not None:
        return frozenset({report.unit_id})
    units = AdminUnit.objects.filter(areas=report.area_id, pk__in=with_predecessors(officer.register_unit_ids))
    return frozenset(unit.pk for unit in units if unit.is_valid_on(min(report.period_end, today())))


def _count(unit_ids: Iterable[int], told: Told) -> None:
    ordered = sorted(unit_ids)
    for done, unit_id in enumerate(ordered):
        told(done, len(ordered) + len(FileFormat))
        count_unit(unit_id=unit_id)


def _content(officer: Officer, report: Report, unit_ids: frozenset[int]) -> ReportContent:
    period = Period(PeriodKind(report.period_kind), report.period_start, report.period_end)
    scope = Scope(officer, report.unit_id, unit_ids, successors_of(unit_ids))
    found = measure(scope, period, report.groups)
    units = list(AdminUnit.objects.filter(pk__in=unit_ids).order_by("code"))
    return write(Subject(report.area, report.unit, units, period, list(report.groups), report.remarks), found)


def file_of(*, report: Report, file_format: FileFormat) -> Path:
    """The file of a built report, rendered if it is not there; draft and approved report have files of their own."""
    if not rules.is_built(report):
        raise ReportNotBuiltError
    approved = rules.is_approved(report)
    built = f"{report.built_at:%Y%m%d%H%M%S}"
    path = report.folder / f"{report.pk}-{'approved' if approved else 'draft'}-{built}.{file_format}"
    if not path.exists():
        render(
            content=ReportContent.from_json(report.content).marked(approved=approved),
            file_format=file_format,
            path=path,
        )
    return path


def render(*, content: ReportContent, file_format: FileFormat, path: Path) -> None:
    """Whole or not at all: the file gets its name when it is finished."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}")
    RENDERERS[file_format](content, unfinished)
    unfinished.replace(path)
