"""What a worker does for figures and reports; every one may run twice."""

from concurrent.futures import ThreadPoolExecutor, as_completed
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns.queries import open_campaign_ids
from campaigns.services.listing import bring_list_up_to_date
from id_cards.services.proving import run_proofs
from kontum_portal.accounts.services import record_deed
from kontum_portal.clock import today
from kontum_portal.database.scope import acting_as
from kontum_portal.jobs.registry import job
from reports.choices import FileFormat
from reports.models import Report
from reports.services.building import BUILD_JOB, build_content, file_of
from reports.services.counting import count_unit
from reports.services.night import NIGHT_JOB
from reports.services.refreshing import REFRESH_JOB
from residents.quality.checking import run_quality
from residents.queries.hand_overs import in_nobodys_list

if TYPE_CHECKING:
    from kontum_portal.jobs.running import JobRun


@job(REFRESH_JOB, gettext_lazy("Counting the figures"))
def refresh_figures(run: "JobRun") -> dict[str, Any]:
    """``unit_id``, or all units of the owner's scope → how many units and figures were counted."""
    asked = run.arguments.get("unit_id")
    units = run.owner.register_unit_ids
    return _count(run, sorted(units if asked is None else units & {asked}))


def _count(run: "JobRun", unit_ids: list[int]) -> dict[str, int]:
    figures = 0
    for done, unit_id in enumerate(unit_ids):
        run.progress(done, len(unit_ids), _("Counting the figures"))
        with acting_as(run.owner):
            run.fence()
            figures = len(count_unit(unit_id=unit_id))
    run.progress(len(unit_ids), len(unit_ids))
    return {"units": len(unit_ids), "figures": figures}


@job(BUILD_JOB, gettext_lazy("Building a report"))
def build_report(run: "JobRun") -> dict[str, Any]:
    """``report_id`` and ``formats`` → its content and its files of these formats."""
    with acting_as(run.owner):
        run.fence()
        report = build_content(
            officer=run.owner,
            report_id=run.arguments["report_id"],
            told=lambda done, total: run.progress(done, total, _("Counting the figures")),
        )
    _write_files(run, report, [FileFormat(one) for one in run.arguments.get("formats", FileFormat)])
    return {"report_id": report.pk}


def _write_files(run: "JobRun", report: Report, formats: list[FileFormat]) -> None:
    """All at once: while typst sets the PDF in its own process, the others are drawn in this one."""
    run.progress(0, len(formats), _("Writing the files"))
    with ThreadPoolExecutor(max_workers=len(formats)) as pool:
        writing = [pool.submit(file_of, report=report, file_format=one) for one in formats]
        for done, written in enumerate(as_completed(writing), start=1):
            written.result()
            run.progress(done, len(formats), _("Writing the files"))


@job(NIGHT_JOB, gettext_lazy("The night's work"))
def work_the_night(run: "JobRun") -> dict[str, Any]:
    """Rules first: lists and figures count what they find."""
    result: dict[str, Any] = {"partitions": _add_partitions(run)}
    quality = run_quality(
        before_chunk=run.fence, on_progress=lambda done, total: run.progress(done, total, _("Asking the rules"))
    )
    result |= {"checked": quality.checked, "opened": quality.opened, "closed": quality.closed}
    result |= {"campaigns": _list_campaigns(run)}
    result |= {"hand_overs_astray": len(in_nobodys_list(today()))}
    run.fence()
    result |= {"card_findings": run_proofs(officer=run.owner)["open"]}
    result |= _count(run, sorted(run.owner.register_unit_ids))
    record_deed(actor=run.owner, verb="work_the_night", subject_kind="register", subject_id=None, **result)
    return result


def _add_partitions(run: "JobRun") -> int:
    run.progress(0, 1, _("Making room for the history"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT portal_add_history_partitions()")
        return cursor.fetchone()[0]


def _list_campaigns(run: "JobRun") -> int:
    campaign_ids = open_campaign_ids()
    for done, campaign_id in enumerate(campaign_ids):
        run.progress(done, len(campaign_ids), _("Lists of the open campaigns"))
        with acting_as(run.owner):
            run.fence()
            bring_list_up_to_date(officer=run.owner, campaign_id=campaign_id)
    return len(campaign_ids)
