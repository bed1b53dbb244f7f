"""All that the record page shows of one person."""

from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Subquery
from django.http import Http404
from django.utils.functional import Promise

from kontum_portal.accounts.models import Officer
from residents.choices import Dimension, Severity
from residents.extension_points import SetRule, record_columns
from residents.models import (
    CorrectionRequest,
    Finding,
    HandOver,
    ResidenceProcedure,
    Resident,
    SourceRow,
    VisitGrant,
    Whereabouts,
)
from residents.quality.catalogue import QualityRule
from residents.quality.evaluate import evaluate
from residents.quality.rules import RULES
from residents.quality.set_rules import rule_named
from residents.querysets import ResidentQuerySet


@dataclass(frozen=True)
class OpenFinding:
    """What is wrong or missing, what to do, and which fact to mend."""

    code: str
    sentence: str | Promise
    hint: str | Promise
    severity: str
    is_missing: bool
    fact: str

    @property
    def blocks(self) -> bool:
        return self.severity == Severity.BLOCKS


@dataclass(frozen=True)
class Record:
    resident: Resident
    members: list[Resident]
    findings: list[OpenFinding]

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
    """With what most pages ask next: whether there is anything to be asked for at all."""
    known = people.select_related("unit", "sub_unit", "household", "household__head")
    pending = CorrectionRequest.objects.pending().filter(resident=OuterRef("pk"))
    found = Finding.objects.open().filter(resident=OuterRef("pk"))
    known = known.annotate(
        pending_correction_id=Subquery(pending.values("pk")[:1]),
        open_rules=ArraySubquery(found.values("rule")),
        has_whereabouts=Exists(Whereabouts.objects.filter(resident=OuterRef("pk"))),
        has_hand_over=Exists(HandOver.objects.open().filter(resident=OuterRef("pk"))),
        has_procedures=Exists(ResidenceProcedure.objects.filter(resident=OuterRef("pk"))),
        has_visits=Exists(VisitGrant.objects.filter(resident=OuterRef("pk"))),
        **{name: expression() for name, expression in record_columns.items()},
    )
    resident = known.filter(pk=pk).first()
    if resident is None:
        raise Http404
    return resident


def sources_of(officer: Officer, resident: Resident) -> list[SourceRow]:
    """The rows of spreadsheets that the record came from."""
    return list(SourceRow.objects.visible_to(officer).filter(resident=resident).order_by("pk")[:20])


def read_record(officer: Officer, resident: Resident) -> Record:
    return Record(
        resident=resident,
        members=_household_members(officer, resident),
        findings=open_findings(officer, resident),
    )


def open_findings(officer: Officer, resident: Resident) -> list[OpenFinding]:
    """Row rules are asked anew, so that the page is right before the nightly check; set rules are read."""
    known = _open_rules(officer, resident)
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
        )
        for rule in rules
    ]
    order = [Severity.BLOCKS, Severity.WARNS, Severity.HINTS]
    return sorted(found, key=lambda finding: order.index(Severity(finding.severity)))


def _open_rules(officer: Officer, resident: Resident) -> list[str]:
    """Codes of open findings; ``get_resident`` brings them along."""
    if hasattr(resident, "open_rules"):
        return sorted(resident.open_rules)
    findings = Finding.objects.visible_to(officer).open().filter(resident=resident)
    return list(findings.order_by("rule").values_list("rule", flat=True))


def _household_members(officer: Officer, resident: Resident) -> list[Resident]:
    """The others of the household, the head first."""
    if resident.household_id is None:
        return []
    others = Resident.objects.visible_to(officer).filter(household=resident.household_id).exclude(pk=resident.pk)
    return sorted(others.order_by("birth_year", "id")[:30], key=lambda one: one.relation_to_head != "head")
