"""The words and figures of printed papers."""

import datetime as dt

import segno
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from id_cards import presenting, queries, rules
from id_cards.choices import CASE_TYPE_OF, CaseType, Reason
from id_cards.eligibility import born_on
from id_cards.models import CardApplication
from kontum_portal import clock
from kontum_portal.accounts.choices import Purpose
from kontum_portal.accounts.models import Officer
from kontum_portal.clock import today
from residents.errors import TooManyToPrintError
from residents.queries import LINES, unit_of_paper


def slip_parts(application: CardApplication) -> dict:
    """The appointment slip; the whole personal number stands on it because the citizen takes it home."""
    return {
        "application": application,
        "resident": application.resident,
        "birth": presenting.birth_text(application.resident),
        "fee": presenting.fee_text(application.fee),
        "due_words": day_in_words(application.due_on),
        "bring": what_to_bring(application),
        "qr": qr_code(application.slip_number or ""),
    }


def day_in_words(day: dt.date | None) -> str:
    """``Tuesday, day 3 month 3 year 2026``: no reader has to guess which number is the month."""
    if day is None:
        return ""
    parts = {"weekday": date_format(day, "l"), "day": day.day, "month": day.month, "year": day.year}
    return _("%(weekday)s, day %(day)d month %(month)d year %(year)d") % parts


def what_to_bring(application: CardApplication) -> list[str]:
    """What the citizen needs on the day, one plain line each."""
    lines = [_("This slip.")]
    if application.case_type == CaseType.EXCHANGE:
        lines.append(_("Your old card: it is taken back when you get the new one."))
    if rules.needs_representative(born_on(application.resident), today()):
        lines.append(_("The child's parent or guardian comes, with their own card."))
    else:
        lines.append(_("Come yourself. If you cannot, a relative brings a written authorisation and their own card."))
    if application.fee:
        lines.append(_("The receipt of the fee."))
    return lines


def qr_code(text: str) -> SafeString:
    """The text as an SVG with classes only: the page's policy allows no inline style."""
    drawing = segno.make(text, error="m", micro=False).svg_inline(scale=4, border=2, svgclass="qr", lineclass=None)
    return mark_safe(drawing)  # noqa: S308 - drawn by the library from a slip number


def check_sheet_parts(application: CardApplication) -> dict:
    """What the citizen reads and corrects before CC01 is printed from the ministry's system."""
    resident = application.resident
    rows = [
        (_("Full name"), resident.full_name),
        (_("Date of birth"), presenting.birth_text(resident)),
        (_("Sex"), resident.get_sex_display()),
        (_("Personal number"), resident.personal_id),
        (_("Old identity number"), resident.old_id),
        (_("Native place"), resident.native_place),
        (_("Place of birth registration"), resident.birth_registration_place),
        (_("Permanent address"), resident.permanent_address),
        (_("Current address"), resident.current_address),
        (_("Phone"), resident.phone),
        (
            _("Type and reason"),
            f"{CASE_TYPE_OF[Reason(application.reason)].label} – {application.get_reason_display()}",
        ),
        (_("Representative"), application.representative_name),
    ]
    return {"application": application, "rows": rows, "day": today()}


def lane_rows(officer: Officer, lane: queries.Lane) -> list[tuple[CardApplication, str]]:
    """(dossier, birth date) of a lane, the longest waiting first; a list that nobody can read is refused."""
    page = queries.page_of(officer, lane, size=LINES)
    if page.after:
        raise TooManyToPrintError(limit=LINES)
    return [(application, presenting.birth_text(application.resident)) for application in page.rows]


def list_parts(officer: Officer) -> dict:
    """Whose list it is, and what stands at the foot of each page."""
    unit = unit_of_paper(officer)
    foot = {"purpose": Purpose.CARD.label, "printed_at": clock.now(), "day": clock.today()}
    return {"unit": unit, "shows_unit": unit is None} | foot
