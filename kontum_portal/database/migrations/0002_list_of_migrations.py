"""Which migrations were run is the owner's to say; the others only read it."""

from django.db import migrations

NARROW = "REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM portal_web, portal_worker"
WIDEN = "GRANT INSERT, UPDATE, DELETE ON django_migrations TO portal_web, portal_worker"


class Migration(migrations.Migration):
    dependencies = [("database", "0001_walls")]

    operations = [migrations.RunSQL(NARROW, WIDEN)]
