"""All that the record page shows of one person."""

import datetime as dt
from dataclasses import dataclass

from django.http import Http404
from django.utils.functional import Promise

from kontum_portal.accounts.models import Officer
from residents.choices import Dimension, Severity
from residents.extension_points import SetRule
from residents.models import Finding, Resident, SourceRow
from residents.quality.catalogue import QualityRule
from residents.quality.evaluate import evaluate
from residents.quality.rules import RULES
from residents.quality.set_rules import rule_named
from residents.queries.history import Change, history_of
from residents.querysets import ResidentQuerySet


@dataclass(frozen=True)
class OpenFinding:
    """What is wrong or missing, what to do, which fact to mend, and since when it is known."""

    code: str
    sentence: str | Promise
    hint: str | Promise
    severity: str
    is_missing: bool
    fact: str
    since: dt.datetime | None

    @property
    def blocks(self) -> bool:
        return self.severity == Severity.BLOCKS


@dataclass(frozen=True)
class Record:
    resident: Resident
    members: list[Resident]
    findings: list[OpenFinding]
    sources: list[SourceRow]
    history: list[Change]

    @property
    def missing(self) -> list[OpenFinding]:
        return [finding for finding in self.findings if finding.is_missing]

    @property
    def to_mend(self) -> list[OpenFinding]:
        return [finding for finding in self.findings if not finding.is_missing]


def get_resident(officer: Officer, pk: int) -> Resident:
    """The person if in the officer's scope; otherwise there is no such page."""
    return _first(Resident.objects.visible_to(officer), pk)


def get_open_resident(officer: Officer, pk: int) -> Resident:
    """The same, and whoever stands at the officer's counter under a visit of today."""
    return _first(Resident.objects.open_to(officer), pk)


def _first(people: ResidentQuerySet, pk: int) -> Resident:
    known = people.select_related("unit", "sub_unit", "household", "household__head")
    resident = known.filter(pk=pk).first()
    if resident is None:
        raise Http404
    return resident


def read_record(officer: Officer, resident: Resident) -> Record:
    return Record(
        resident=resident,
        members=_household_members(officer, resident),
        findings=open_findings(officer, resident),
        sources=list(SourceRow.objects.visible_to(officer).filter(resident=resident).order_by("pk")[:20]),
        history=history_of(officer, resident),
    )


def open_findings(officer: Officer, resident: Resident) -> list[OpenFinding]:
    """Row rules are asked anew, so that the page is right before the nightly check; set rules are read."""
    known = dict(Finding.objects.visible_to(officer).open().filter(resident=resident).values_list("rule", "opened_at"))
    rules: list[QualityRule | SetRule] = [RULES[failure.code] for failure in evaluate(resident)]
    rules += [rule for code in known if code not in RULES and (rule := rule_named(code))]
    found = [
        OpenFinding(
            rule.code,
            rule.sentence,
            rule.hint,
            str(rule.severity),
            rule.dimension == Dimension.COMPLETE,
            getattr(rule, "fields", ("personal_id",))[0],
            known.get(rule.code),
        )
        for rule in rules
    ]
    order = [Severity.BLOCKS, Severity.WARNS, Severity.HINTS]
    return sorted(found, key=lambda finding: order.index(Severity(finding.severity)))


def _household_members(officer: Officer, resident: Resident) -> list[Resident]:
    """The others of the household, the head first."""
    if resident.household_id is None:
        return []
    others = Resident.objects.visible_to(officer).filter(household=resident.household_id).exclude(pk=resident.pk)
    return sorted(others.order_by("birth_year", "id")[:30], key=lambda one: one.relation_to_head != "head")
