"""Rules that need another row: SQL over the register, those of higher apps included."""

from django.utils.translation import gettext_lazy as _

from residents.choices import Dimension, Severity
from residents.extension_points import SetRule, quality_rules
from residents.quality.catalogue import QualityRule
from residents.quality.rules import RULES

PERSONAL_ID_TWICE = SetRule(
    code="personal_id_twice",
    dimension=Dimension.CORRECT,
    severity=Severity.BLOCKS,
    sentence=_("Somebody else in the register has the same personal number."),
    hint=_("Compare both people with their papers: one number is wrong, or both are one person."),
    sql=(
        "SELECT id, unit_id FROM residents_resident WHERE personal_id IN (SELECT personal_id FROM residents_resident"
        " WHERE personal_id IS NOT NULL GROUP BY personal_id HAVING count(*) > 1)"
    ),
    about_numbers=True,
    narrowed_sql=(
        "SELECT holder.id, holder.unit_id FROM (SELECT DISTINCT personal_id FROM residents_resident"
        " WHERE id = ANY (%s::bigint[])) AS asked"
        " CROSS JOIN LATERAL (SELECT id, unit_id, count(*) OVER () AS holders FROM residents_resident"
        " WHERE personal_id = asked.personal_id OFFSET 0) AS holder WHERE holder.holders > 1"
    ),
)


def set_rules() -> list[SetRule]:
    return [PERSONAL_ID_TWICE, *quality_rules]


def rule_named(code: str) -> QualityRule | SetRule | None:
    """The rule behind a finding, for its sentence and hint."""
    return RULES.get(code) or next((rule for rule in set_rules() if rule.code == code), None)


def every_rule() -> list[QualityRule | SetRule]:
    return [*RULES.values(), *set_rules()]
