"""``manage.py apply_unit_change``: a reform of the units as data, tried, applied or undone."""

import datetime as dt
import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from kontum_portal.accounts.models import Officer
from kontum_portal.accounts.queries import officer_named, system_officer
from kontum_portal.areas.choices import ReformStatus
from kontum_portal.areas.models import Reform
from kontum_portal.errors import NotAllowedError
from kontum_portal.jobs.services import run_now
from residents.errors import UnknownOfficerError
from residents.reform import rules
from residents.reform.errors import DateUnreadableError, FileNeededError, NoSuchTableError, NothingToUndoError
from residents.reform.forecast import forecast
from residents.reform.planning import Plan, plan_of
from residents.reform.services import propose_reform, start_apply, start_undo
from residents.reform.table import read_table


class Command(BaseCommand):
    help = "Applies a table of unit changes (old and new codes and names): people, dossiers and scopes go along."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path, nargs="?", help="the table, CSV in UTF-8")
        parser.add_argument("--effective", type=_day, metavar="DATE", help="the day it takes effect")
        parser.add_argument("--dry-run", action="store_true", help="count what would move, change nothing")
        parser.add_argument("--undo", action="store_true", help="give everything back, until somebody writes")
        parser.add_argument("--json", action="store_true", help="one object on the last line")
        parser.add_argument("--as", dest="username", default="", metavar="USERNAME", help="who acts (default: system)")

    def handle(self, *, file: Path | None, **options: Any) -> None:
        officer = _officer(options["username"])
        if options["undo"]:
            result = _undo(officer)
        elif file is None or options["effective"] is None:
            raise FileNeededError
        elif not file.is_file():
            raise NoSuchTableError(name=file.name)
        else:
            result = self._apply(officer, file, options)
        self.stdout.write(json.dumps(result, ensure_ascii=False) if options["json"] else _as_text(result))

    def _apply(self, officer: Officer, file: Path, options: dict[str, Any]) -> dict[str, Any]:
        lines, effective_on = read_table(file), options["effective"]
        plan = plan_of(lines, effective_on)
        result = {"units": len(plan.old_units), "successors": len(plan.successions), "already": plan.applied}
        if options["dry_run"]:
            return result | {"dry_run": True} | _counted(plan)
        if plan.applied:
            return result | {"dry_run": False, "rows": {}}
        reform, _job = propose_reform(officer=officer, lines=lines, effective_on=effective_on)
        self.stderr.write(f"Reform {reform.pk}: {len(plan.old_units)} units become {len(plan.successions)} …")
        job = run_now(start_apply(officer=officer, reform_id=reform.pk).pk)
        return result | {"dry_run": False, "reform": reform.pk} | job.result


def _day(text: str | dt.date) -> dt.date:
    try:
        return text if isinstance(text, dt.date) else dt.date.fromisoformat(text)
    except ValueError as error:
        raise DateUnreadableError(value=text) from error


def _officer(username: str) -> Officer:
    officer = officer_named(username) if username else system_officer()
    if officer is None:
        raise UnknownOfficerError(username=username)
    if not rules.can_reform(officer):
        raise NotAllowedError
    return officer


def _undo(officer: Officer) -> dict[str, Any]:
    reform = Reform.objects.filter(status=ReformStatus.APPLIED).order_by("-applied_at", "-pk").first()
    if reform is None:
        raise NothingToUndoError
    return {"undone": reform.pk} | run_now(start_undo(officer=officer, reform_id=reform.pk).pk).result


def _counted(plan: Plan) -> dict[str, Any]:
    """Rows by table, and the same by unit."""
    counts = forecast(plan) if not plan.applied else {}
    codes = {unit.pk: unit.code for unit in plan.old_units}
    by_unit: dict[str, dict[str, int]] = {code: {} for code in codes.values()}
    for key, found in counts.items():
        for unit_id, count in found.items():
            by_unit[codes[unit_id]][key] = count
    return {"rows": {key: sum(found.values()) for key, found in counts.items()}, "by_unit": by_unit}


def _as_text(result: dict[str, Any]) -> str:
    if "undone" in result:
        head = f"Reform {result['undone']} undone."
    elif result["already"]:
        head = "This reform is already in force; nothing was changed."
    else:
        verb = "would become" if result["dry_run"] else "became"
        head = f"{result['units']} units {verb} {result['successors']}."
    lines = [f"{count:>12}  {key}" for key, count in result.get("rows", {}).items()]
    for code, found in result.get("by_unit", {}).items():
        lines.append(f"{code}: " + ", ".join(f"{key} {count}" for key, count in found.items()))
    return "\n".join([head, *lines])
