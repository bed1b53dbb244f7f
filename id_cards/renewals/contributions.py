"""The filter of the resident list; its print-outs and letters come with the list."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from id_cards.renewals.rules import WINDOWS, renewing
from kontum_portal.clock import today
from residents.extension_points import ResidentFilter


def renewal_condition(value: str) -> Q:
    """Nothing for a value nobody knows."""
    return renewing(today(), int(value)) if value in {str(days) for days in WINDOWS} else Q(pk__in=[])


RENEWAL_FILTER = ResidentFilter(
    code="renewal",
    label=_("Turns 14, 25, 40 or 60"),
    choices=(("30", _("within 30 days")), ("90", _("within 90 days")), ("365", _("within a year"))),
    condition=renewal_condition,
)
