"""The logs only grow: the web adds rows, the worker also writes the number of the seal, nobody else changes them.

``database/roles.py`` applies the same rights again whenever roles are made anew.
"""

from django.db import migrations

NARROW = """
REVOKE ALL ON accounts_deed, accounts_accesslog, accounts_seal FROM portal_web, portal_worker;
GRANT SELECT, INSERT ON accounts_deed, accounts_accesslog TO portal_web, portal_worker;
GRANT UPDATE (seal_number) ON accounts_deed, accounts_accesslog TO portal_worker;
GRANT SELECT ON accounts_seal TO portal_web;
GRANT SELECT, INSERT ON accounts_seal TO portal_worker;
"""

WIDEN = "GRANT SELECT, INSERT, UPDATE, DELETE ON accounts_deed, accounts_accesslog, accounts_seal TO portal_web, portal_worker"


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial"), ("database", "0001_walls")]

    operations = [migrations.RunSQL(NARROW, WIDEN)]
