"""The table of access: one line per address and method, one column per role.

200 shown, 302 sent on, 400 incomplete form, 403 not allowed, 404 out of reach, 405 wrong method, 409 refused by
the state of things. ``other`` is an officer of another ward. What each role may do is said in ``rules.py``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

ROLES = ("signed_out", "officer", "other", "chief", "commander", "steward", "administrator", "auditor")


def _none(world: SimpleNamespace) -> list[Any]:
    return []


@dataclass(frozen=True)
class Address:
    method: str
    name: str
    answers: tuple[int, ...]
    arguments: Callable[[SimpleNamespace], list[Any]] = _none


# The sign-in library's own pages: tested by the library, and by ``tests/accounts``; the portal opens none of
# its registration pages (``accounts.adapters``).
LIBRARY_ADDRESSES = {
    "account_change_password",
    "account_confirm_email",
    "account_confirm_login_code",
    "account_email",
    "account_email_verification_sent",
    "account_inactive",
    "account_login",
    "account_logout",
    "account_reauthenticate",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_set_password",
    "account_signup",
    "mfa_activate_totp",
    "mfa_authenticate",
    "mfa_deactivate_totp",
    "mfa_download_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_index",
    "mfa_reauthenticate",
    "mfa_view_recovery_codes",
}

# fmt: off
ADDRESSES = [
    Address("POST", "home", (302, 302, 302, 302, 302, 302, 302, 302)),
    Address("GET", "healthz", (200, 200, 200, 200, 200, 200, 200, 200)),
    Address("GET", "readyz", (200, 200, 200, 200, 200, 200, 200, 200)),
    Address("GET", "look:gallery", (302, 200, 200, 200, 200, 200, 200, 200)),
    Address("POST", "look:display", (302, 302, 302, 302, 302, 302, 302, 302)),
    Address("POST", "look:language", (302, 302, 302, 302, 302, 302, 302, 302)),
    Address("GET", "accounts:log", (302, 403, 403, 403, 403, 403, 403, 200)),
    Address("GET", "accounts:own_page", (302, 200, 200, 200, 200, 200, 200, 200)),
    Address("POST", "accounts:own_page", (302, 200, 200, 200, 200, 200, 200, 200)),
    Address("GET", "accounts:officers", (302, 403, 403, 403, 403, 403, 200, 403)),
    Address("GET", "accounts:new_officer", (302, 403, 403, 403, 403, 403, 200, 403)),
    Address("POST", "accounts:new_officer", (302, 403, 403, 403, 403, 403, 200, 403)),
    Address("GET", "accounts:officer", (302, 403, 403, 403, 403, 403, 200, 403), lambda w: [w.officer.pk]),
    Address("POST", "accounts:officer", (302, 403, 403, 403, 403, 403, 200, 403), lambda w: [w.officer.pk]),
    Address("POST", "accounts:password", (302, 403, 403, 403, 403, 403, 200, 403), lambda w: [w.officer.pk]),
    Address("POST", "accounts:second_factor", (302, 403, 403, 403, 403, 403, 302, 403), lambda w: [w.officer.pk]),
    Address("POST", "accounts:account", (302, 403, 403, 403, 403, 403, 302, 403), lambda w: [w.officer.pk]),
    Address("GET", "area_lists:units", (302, 302, 302, 302, 403, 403, 200, 403)),
    Address("GET", "area_lists:unit", (302, 200, 404, 200, 403, 403, 200, 403), lambda w: [w.unit.pk]),
    Address("POST", "area_lists:unit", (302, 200, 404, 200, 403, 403, 200, 403), lambda w: [w.unit.pk]),
    Address("GET", "area_lists:expected_population", (302, 403, 404, 403, 403, 403, 200, 403), lambda w: [w.unit.pk]),
    Address("POST", "area_lists:expected_population", (302, 403, 404, 403, 403, 403, 200, 403), lambda w: [w.unit.pk]),
    Address("GET", "area_lists:sub_unit", (302, 200, 404, 200, 403, 403, 200, 403), lambda w: [w.sub_unit.pk]),
    Address("POST", "area_lists:sub_unit", (302, 200, 404, 200, 403, 403, 200, 403), lambda w: [w.sub_unit.pk]),
    Address("GET", "jobs:list", (302, 200, 200, 200, 200, 200, 200, 200)),
    Address("GET", "jobs:detail", (302, 200, 404, 404, 404, 404, 200, 404), lambda w: [w.job.pk]),
    Address("GET", "jobs:progress", (302, 200, 200, 200, 200, 200, 200, 200), lambda w: [w.job.pk]),
    Address("POST", "jobs:cancel", (302, 409, 404, 404, 404, 404, 409, 404), lambda w: [w.job.pk]),
    Address("GET", "residents:today", (302, 200, 200, 200, 403, 200, 403, 403)),
    Address("GET", "residents:list", (302, 200, 200, 200, 200, 200, 403, 403)),
    Address("POST", "residents:search", (302, 302, 302, 302, 302, 302, 403, 403)),
    Address("GET", "residents:search_results", (302, 200, 404, 404, 404, 404, 403, 403), lambda w: [w.search.token]),
    Address("GET", "residents:register", (302, 200, 200, 200, 403, 403, 403, 403)),
    Address("POST", "residents:register", (302, 200, 200, 200, 403, 403, 403, 403)),
    Address("POST", "residents:warnings", (302, 200, 200, 200, 200, 200, 403, 403)),
    Address("POST", "residents:purpose", (302, 302, 302, 302, 302, 302, 403, 403)),
    Address("GET", "residents:findings", (302, 200, 200, 200, 200, 200, 403, 403)),
    Address("POST", "residents:start_check", (302, 403, 403, 302, 403, 302, 403, 403)),
    Address("GET", "residents:record", (302, 200, 404, 200, 200, 200, 403, 403), lambda w: [w.resident.pk]),
    Address("POST", "residents:reveal", (302, 200, 404, 200, 200, 200, 403, 403), lambda w: [w.resident.pk, "personal_id"]),
    Address("GET", "residents:correct", (302, 200, 404, 200, 403, 200, 403, 403), lambda w: [w.resident.pk]),
    Address("POST", "residents:correct", (302, 200, 404, 200, 403, 200, 403, 403), lambda w: [w.resident.pk]),
    Address("GET", "residents:death", (302, 200, 404, 200, 403, 403, 403, 403), lambda w: [w.resident.pk]),
    Address("POST", "residents:death", (302, 200, 404, 200, 403, 403, 403, 403), lambda w: [w.resident.pk]),
    Address("GET", "residents:print_list", (302, 200, 200, 200, 200, 200, 403, 403)),
    Address("GET", "residents:print_check_list", (302, 200, 200, 200, 200, 200, 403, 403)),
    Address("GET", "residents:print_letters", (302, 200, 200, 200, 200, 200, 403, 403)),
    Address("GET", "residents:print_sheet", (302, 200, 404, 200, 200, 200, 403, 403), lambda w: [w.resident.pk]),
    Address("POST", "residents:print_sheet", (302, 200, 404, 200, 200, 200, 403, 403), lambda w: [w.resident.pk]),
    Address("GET", "residents:print_letter", (302, 200, 404, 200, 200, 200, 403, 403), lambda w: [w.resident.pk]),
    Address("GET", "imports:batches", (302, 403, 403, 403, 403, 403, 200, 403)),
    Address("GET", "imports:upload", (302, 403, 403, 403, 403, 403, 200, 403)),
    Address("POST", "imports:upload", (302, 403, 403, 403, 403, 403, 200, 403)),
    Address("GET", "imports:batch", (302, 403, 403, 403, 403, 403, 200, 403), lambda w: [w.batch.pk]),
    Address("GET", "imports:merge", (302, 403, 403, 403, 403, 403, 200, 403), lambda w: [w.batch.pk]),
    Address("POST", "imports:merge", (302, 403, 403, 403, 403, 403, 200, 403), lambda w: [w.batch.pk]),
    Address("GET", "imports:close", (302, 403, 403, 403, 403, 403, 200, 403), lambda w: [w.batch.pk]),
    Address("POST", "imports:close", (302, 403, 403, 403, 403, 403, 200, 403), lambda w: [w.batch.pk]),
    Address("GET", "imports:give_back", (302, 403, 403, 403, 403, 403, 200, 403), lambda w: [w.batch.pk]),
    Address("GET", "id_cards:list", (302, 200, 200, 200, 200, 200, 403, 403)),
    Address("GET", "id_cards:before_slip", (302, 200, 200, 200, 200, 200, 403, 403)),
    Address("GET", "id_cards:to_send", (302, 200, 200, 200, 200, 200, 403, 403)),
    Address("GET", "id_cards:above", (302, 200, 200, 200, 200, 200, 403, 403)),
    Address("GET", "id_cards:returned", (302, 200, 200, 200, 200, 200, 403, 403)),
    Address("GET", "id_cards:undelivered", (302, 200, 200, 200, 200, 200, 403, 403)),
    Address("GET", "id_cards:due_today", (302, 200, 200, 200, 200, 200, 403, 403)),
    Address("GET", "id_cards:overdue", (302, 200, 200, 200, 200, 200, 403, 403)),
    Address("GET", "id_cards:closed", (302, 200, 200, 200, 200, 200, 403, 403)),
    Address("GET", "id_cards:print_lane", (302, 200, 200, 200, 200, 200, 403, 403), lambda w: ["undelivered"]),
    Address("GET", "id_cards:desk", (302, 200, 200, 200, 200, 200, 403, 403)),
    Address("POST", "id_cards:desk", (302, 200, 200, 200, 200, 200, 403, 403)),
    Address("GET", "id_cards:start", (302, 200, 404, 200, 403, 403, 403, 403), lambda w: [w.resident.pk]),
    Address("POST", "id_cards:start", (302, 200, 404, 200, 403, 403, 403, 403), lambda w: [w.resident.pk]),
    Address("GET", "id_cards:application", (302, 200, 404, 200, 200, 200, 403, 403), lambda w: [w.application.pk]),
    Address("GET", "id_cards:step", (302, 200, 404, 200, 403, 403, 403, 403), lambda w: [w.application.pk, "take_biometrics"]),
    Address("POST", "id_cards:step", (302, 200, 404, 200, 403, 403, 403, 403), lambda w: [w.application.pk, "take_biometrics"]),
    Address("GET", "id_cards:hand_over", (302, 200, 404, 200, 403, 403, 403, 403), lambda w: [w.application.pk]),
    Address("POST", "id_cards:hand_over", (302, 200, 404, 200, 403, 403, 403, 403), lambda w: [w.application.pk]),
    Address("POST", "id_cards:undo", (302, 409, 404, 409, 403, 403, 403, 403), lambda w: [w.application.pk, w.step.pk]),
    Address("GET", "id_cards:slip", (302, 404, 404, 404, 403, 403, 403, 403), lambda w: [w.application.pk]),
    Address("GET", "id_cards:check_sheet", (302, 200, 404, 200, 403, 403, 403, 403), lambda w: [w.application.pk]),
    Address("GET", "campaigns:list", (302, 200, 200, 200, 200, 200, 403, 403)),
    Address("GET", "campaigns:create", (302, 403, 403, 200, 200, 403, 403, 403)),
    Address("POST", "campaigns:create", (302, 403, 403, 200, 200, 403, 403, 403)),
    Address("GET", "campaigns:campaign", (302, 200, 404, 200, 200, 200, 403, 403), lambda w: [w.campaign.pk]),
    Address("GET", "campaigns:print_targets", (302, 200, 404, 200, 200, 200, 403, 403), lambda w: [w.campaign.pk]),
    Address("GET", "campaigns:print_letters", (302, 200, 404, 200, 200, 200, 403, 403), lambda w: [w.campaign.pk]),
    Address("POST", "campaigns:refresh", (302, 403, 404, 302, 302, 403, 403, 403), lambda w: [w.campaign.pk]),
    Address("GET", "campaigns:close", (302, 403, 404, 200, 200, 403, 403, 403), lambda w: [w.campaign.pk]),
    Address("POST", "campaigns:close", (302, 403, 404, 200, 200, 403, 403, 403), lambda w: [w.campaign.pk]),
    Address("GET", "campaigns:drop", (302, 200, 404, 200, 200, 403, 404, 404), lambda w: [w.target.pk]),
    Address("POST", "campaigns:drop", (302, 200, 404, 200, 200, 403, 404, 404), lambda w: [w.target.pk]),
    Address("GET", "reports:dashboard", (302, 403, 403, 200, 200, 200, 403, 403)),
    Address("POST", "reports:refresh", (302, 403, 403, 403, 302, 302, 403, 403)),
    Address("POST", "reports:night", (302, 403, 403, 403, 302, 302, 403, 403)),
    Address("GET", "reports:unit", (302, 403, 403, 200, 200, 200, 403, 403), lambda w: [w.unit.pk]),
    Address("GET", "reports:people", (302, 403, 403, 200, 200, 200, 403, 403), lambda w: ["eligible_here", w.unit.pk]),
    Address("GET", "reports:list", (302, 403, 403, 200, 200, 200, 403, 403)),
    Address("POST", "reports:start", (302, 403, 403, 422, 422, 422, 403, 403)),
    Address("GET", "reports:keyed", (302, 403, 403, 200, 200, 403, 403, 403)),
    Address("POST", "reports:keyed", (302, 403, 403, 200, 200, 403, 403, 403)),
    Address("GET", "reports:report", (302, 403, 403, 200, 200, 200, 403, 403), lambda w: [w.report.pk]),
    Address("POST", "reports:remarks", (302, 403, 403, 409, 409, 409, 403, 403), lambda w: [w.report.pk]),
    Address("GET", "reports:approve", (302, 403, 403, 200, 200, 403, 403, 403), lambda w: [w.report.pk]),
    Address("POST", "reports:approve", (302, 403, 403, 200, 200, 403, 403, 403), lambda w: [w.report.pk]),
    Address("GET", "reports:file", (302, 403, 403, 409, 409, 409, 403, 403), lambda w: [w.report.pk, "docx"]),
]
# fmt: on
