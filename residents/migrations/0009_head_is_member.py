"""The head of a household lives in it: checked when the transaction ends, so that both may move in either order."""

from django.db import migrations

ADD = """
ALTER TABLE residents_household ADD CONSTRAINT household_head_is_member
    FOREIGN KEY (head_id, id) REFERENCES residents_resident (id, household_id) DEFERRABLE INITIALLY DEFERRED;
SELECT portal_steady_history_triggers();
"""


class Migration(migrations.Migration):
    dependencies = [("residents", "0008_one_head")]

    operations = [migrations.RunSQL(ADD, "ALTER TABLE residents_household DROP CONSTRAINT household_head_is_member")]
