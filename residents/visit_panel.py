"""What the record page says of visits: to the home ward who was served elsewhere, to the visited officer until when."""

from collections.abc import Mapping
from typing import Any

from kontum_portal.accounts.models import Officer
from residents.extension_points import RecordPanel
from residents.models import Resident, VisitGrant
from residents.rules import is_of_register

SHOWN = 10


def panel_context(officer: Officer, resident: Resident) -> Mapping[str, Any]:
    if not getattr(resident, "has_visits", True):
        return {"visits": [], "is_visitor": False}
    of_register = is_of_register(officer, resident)
    known = VisitGrant.objects.visible_to(officer) if of_register else VisitGrant.objects.live_for(officer)
    rows = known.filter(resident=resident).select_related("host_unit", "officer").order_by("-id")
    return {"visits": list(rows[:SHOWN]), "is_visitor": not of_register}


PANEL = RecordPanel(code="visits", template="residents/visit_panel.html", context=panel_context, order=5)
