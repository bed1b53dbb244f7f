"""The back office's own look and menu (``UNFOLD`` in the settings): its tables, the staged import, the way back."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _


def _never(_request: HttpRequest) -> bool:
    """The start page is the beginning of every address, so the library would always mark it."""
    return False


def _item(title: Any, address: str) -> dict[str, Any]:
    return {"title": title, "link": reverse_lazy(address)}


_GREENS = {
    "50": "240 247 243", "100": "227 239 231", "200": "190 219 202", "300": "140 192 163", "400": "88 160 124",
    "500": "36 122 84", "600": "14 90 58", "700": "12 76 49", "800": "10 62 40", "900": "8 50 33", "950": "4 30 20",
}  # fmt: skip

UNFOLD: dict[str, Any] = {
    "SITE_TITLE": _("Kon Tum 06: back office"),
    "SITE_HEADER": _("Back office"),
    "SITE_SUBHEADER": "Kon Tum 06",
    "SHOW_VIEW_ON_SITE": False,
    "COLORS": {"primary": {shade: f"rgb({triple})" for shade, triple in _GREENS.items()}},
    "SIDEBAR": {
        "navigation": [
            {
                "title": _("Portal"),
                "items": [
                    _item(_("To the start page"), "home") | {"active": _never},
                    _item(_("Import a spreadsheet"), "imports:upload"),
                    _item(_("Jobs"), "admin:jobs_job_changelist"),
                ],
            },
            {
                "title": _("Officers"),
                "items": [
                    _item(_("Officers"), "admin:accounts_officer_changelist"),
                    _item(_("Add an officer"), "accounts:new_officer"),
                ],
            },
            {
                "title": _("Calendar and fees"),
                "items": [
                    _item(_("Days off and swap days"), "admin:working_days_calendaroverride_changelist"),
                    _item(_("Fees"), "admin:id_cards_feerule_changelist"),
                ],
            },
            {
                "title": _("Administrative units"),
                "items": [
                    _item(_("Units"), "admin:areas_adminunit_changelist"),
                    _item(_("Sub-units"), "admin:areas_subunit_changelist"),
                    _item(_("Expected population"), "admin:areas_expectedpopulation_changelist"),
                    _item(_("Supervision area"), "admin:areas_supervisionarea_changelist"),
                    _item(_("Unit changes"), "admin:areas_unitchange_changelist"),
                ],
            },
        ]
    },
}
