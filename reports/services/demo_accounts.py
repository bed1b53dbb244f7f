"""The e-identity accounts behind what the invented register shows, with the steps that led there, set by set."""

from django.db import connection, transaction

from id_cards.models import EIdAccount
from kontum_portal.accounts.models import Officer
from kontum_portal.clock import today

# Days and reasons follow from the ids, so that the same city has the same past. Nobody is told to activate today.
_ACCOUNTS = """
INSERT INTO id_cards_eidaccount (resident_id, unit_id, level, how, state, state_changed_at, registered_on, due_on,
    approved_on, activated_on, phone, phone_is_own, papers, not_activated_reason, follow_up_on, helper_id, created_by_id, version)
SELECT id, unit_id, 2, CASE id %% 4 WHEN 0 THEN 'counter' WHEN 1 THEN 'mobile' ELSE 'with_card' END,
    CASE eid_state WHEN 'approved_not_activated' THEN 'approved' ELSE eid_state END,
    (registered_on + CASE eid_state WHEN 'registered' THEN 0 WHEN 'activated' THEN 9 ELSE 4 END + time '09:30')
        AT TIME ZONE 'Asia/Ho_Chi_Minh',
    registered_on, registered_on + 9,
    CASE WHEN eid_state <> 'registered' THEN registered_on + 4 END,
    CASE WHEN eid_state IN ('activated', 'locked') THEN registered_on + 9 END,
    phone, CASE WHEN phone IS NOT NULL THEN id %% 7 <> 0 END,
    CASE id %% 3 WHEN 0 THEN '{health_insurance}'::varchar[] ELSE '{}'::varchar[] END,
    CASE WHEN eid_state = 'approved_not_activated' AND id %% 2 = 0 THEN CASE
        WHEN phone IS NULL THEN 'no_phone' WHEN birth_year < extract(year FROM %(day)s::date) - 64 THEN 'elderly'
        WHEN presence <> 'present' THEN 'absent' ELSE 'no_smartphone' END END,
    CASE WHEN eid_state = 'approved_not_activated' AND id %% 6 = 0 THEN %(day)s::date + (id %% 21)::int - 4 END,
    %(actor)s, %(actor)s, CASE eid_state WHEN 'registered' THEN 1 WHEN 'activated' THEN 3 ELSE 2 END
FROM (SELECT *, CASE WHEN eid_state = 'registered' THEN %(day)s::date - (id %% 9)::int
    ELSE %(day)s::date - 20 - (id %% 700)::int END AS registered_on FROM residents_resident) AS person
WHERE eid_state <> 'none' AND deceased_on IS NULL
"""
_STEP = """
INSERT INTO id_cards_eidstep (account_id, unit_id, deed, from_state, to_state, from_version, at, actor_id, help_steps, before)
SELECT id, unit_id, '{deed}', {came_from}, '{led_to}', {version}, ({day} + time '09:30') AT TIME ZONE 'Asia/Ho_Chi_Minh',
    created_by_id, '{{}}', '{{}}'
FROM id_cards_eidaccount WHERE {day} IS NOT NULL ORDER BY id
"""
_STEPS = (
    {"deed": "register_account", "came_from": "NULL", "led_to": "registered", "version": 0, "day": "registered_on"},
    {"deed": "approve_account", "came_from": "'registered'", "led_to": "approved", "version": 1, "day": "approved_on"},
    {"deed": "activate_account", "came_from": "'approved'", "led_to": "activated", "version": 2, "day": "activated_on"},
)


@transaction.atomic
def open_accounts(actor: Officer) -> int:
    """Write accounts and steps for everybody whom the register shows with one; a city with accounts is left as it is."""
    if EIdAccount.objects.exists():
        return 0
    with connection.cursor() as cursor:
        cursor.execute(_ACCOUNTS, {"day": today(), "actor": actor.pk})
        opened = cursor.rowcount
        for step in _STEPS:
            cursor.execute(_STEP.format(**step))
    return int(opened)
