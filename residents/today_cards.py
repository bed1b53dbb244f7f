"""The lanes that the register itself puts on the Today page."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable
from functools import partial

from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kontum_portal.accounts.models import Officer
from residents.choices import Severity
from residents.extension_points import TodayCard, TodayTask
from residents.models import Resident, VisitGrant
from residents.quality.rules import ROW_RULES
from residents.quality.set_rules import PERSONAL_ID_TWICE
from residents.queries import count_with_rules, people_with_rules
from residents.queries.corrections import count_to_decide, to_decide
from residents.rules import can_decide_corrections

BLOCKING = frozenset(rule.code for rule in ROW_RULES if rule.severity == Severity.BLOCKS) | {PERSONAL_ID_TWICE.code}
EXPIRED = frozenset({"temporary_residence_expired", "short_stay_expired", "absence_over"})


def _count(rules: Collection[str]) -> Callable[[Officer], int]:
    return partial(_count_for, rules)


def _count_for(rules: Collection[str], officer: Officer) -> int:
    return count_with_rules(officer, rules)


def _tasks(rules: Collection[str], next_step: str, officer: Officer, limit: int) -> Iterable[TodayTask]:
    for resident in people_with_rules(officer, rules, limit):
        yield TodayTask(
            full_name=resident.full_name or "",
            url=resident.get_absolute_url(),
            next_step=next_step,
            sub=_sub_line(resident),
            action=_("Mend"),
            action_url=reverse("residents:correct", args=[resident.pk]),
        )


def _sub_line(resident: Resident) -> str:
    known = [str(resident.birth_year or ""), resident.sub_unit.name if resident.sub_unit else ""]
    return " · ".join(part for part in known if part)


def _corrections(officer: Officer, limit: int) -> Iterable[TodayTask]:
    for asked in to_decide(officer).select_related("resident", "asked_by").order_by("id")[:limit]:
        yield TodayTask(
            full_name=asked.resident.full_name or "",
            url=asked.resident.get_absolute_url(),
            next_step=_("Compare with the evidence and decide"),
            sub=asked.asked_by.get_full_name(),
            action=_("Decide"),
            action_url=asked.get_absolute_url(),
        )


def _visits(officer: Officer) -> int:
    """Visits of the officer's people at other wards, of the last seven days."""
    known = VisitGrant.objects.filter(unit_id__in=officer.register_unit_ids)
    return known.filter(created_at__gt=Now() - dt.timedelta(days=7)).count()


TODAY_CARDS = (
    TodayCard(
        code="visits",
        label=gettext_lazy("Served at another ward this week"),
        count=_visits,
        url_name="residents:visits",
        order=90,
    ),
    TodayCard(
        code="corrections",
        label=gettext_lazy("Corrections to approve"),
        count=count_to_decide,
        url_name="residents:corrections",
        tone="wait",
        order=50,
        tasks=_corrections,
        visible=can_decide_corrections,
    ),
    TodayCard(
        code="findings_block",
        label=gettext_lazy("Records that block a card"),
        count=_count(BLOCKING),
        url_name="residents:findings",
        tone="wait",
        order=60,
        tasks=partial(_tasks, BLOCKING, gettext_lazy("Complete or mend the record")),
    ),
    TodayCard(
        code="residence_expired",
        label=gettext_lazy("Residence run out"),
        count=_count(EXPIRED),
        url_name="residents:list",
        query="rule=temporary_residence_expired",
        order=70,
        tasks=partial(_tasks, EXPIRED, gettext_lazy("Ask whether they still live here")),
    ),
)
