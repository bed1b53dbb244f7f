"""What verification puts elsewhere: a part of the record page, two lanes of Today, the code of a checklist in the search box."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from kontum_portal.accounts.models import Officer
from residents import rules
from residents.extension_points import CodeHit, RecordPanel, SearchShape, TodayCard
from residents.models import Resident
from residents.queries.verifying import count_differing, count_to_verify, verifications_of
from residents.record_codes import looks_like_record_code, resident_id_in


def panel_context(officer: Officer, resident: Resident) -> Mapping[str, Any]:
    return {
        "resident": resident,
        "known": verifications_of(officer, resident),
        "may_verify": rules.can_verify(officer, resident) and not resident.deceased_on,
    }


def record_hits(officer: Officer, text: str) -> Iterable[CodeHit]:
    """The record whose code stands on a checklist."""
    resident_id = resident_id_in(text)
    for one in Resident.objects.visible_to(officer).filter(pk=resident_id) if resident_id else ():
        yield CodeHit(f"{one.get_absolute_url()}?purpose=verify", one.full_name or "", str(one.birth_year or ""))


PANEL = RecordPanel(code="verification", template="residents/verify/known.html", context=panel_context, order=60)
SHAPE = SearchShape(code="record", matches=looks_like_record_code, find=record_hits)
TODAY_CARDS = (
    TodayCard(
        code="found_differing",
        label=_("Checked and found different"),
        count=count_differing,
        url_name="residents:verify",
        tone="wait",
        order=75,
    ),
    TodayCard(code="to_verify", label=_("To verify"), count=count_to_verify, url_name="residents:verify", order=80),
)
