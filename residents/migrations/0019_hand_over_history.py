"""The history of a hand-over is written by whichever ward answers, and so lets both wards through."""

from django.db import migrations

UNITS = "(SELECT string_to_array(current_setting(''portal.units'', true), '','')::int[])::int[]"
BOTH = f"""
DROP POLICY in_scope ON residents_handoverhistory;
SELECT portal_protect('residents_handoverhistory', 'from_unit_id', 'to_unit_id = ANY (({UNITS}))');
"""
ONE = """
DROP POLICY in_scope ON residents_handoverhistory;
SELECT portal_protect('residents_handoverhistory');
"""


class Migration(migrations.Migration):
    dependencies = [("residents", "0018_verification_walls")]

    operations = [migrations.RunSQL(BOTH, ONE)]
