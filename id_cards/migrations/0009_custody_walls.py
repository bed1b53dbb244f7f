"""Row-level security on batches, arrivals, custody, stock-taking and findings; their history in monthly partitions."""

from django.db import migrations

IN_SCOPE = [
    "id_cards_sliprange",
    "id_cards_papercounter",
    "id_cards_dossierbatch",
    "id_cards_dossierbatchline",
    "id_cards_cardarrival",
    "id_cards_arrivalscan",
    "id_cards_cardtransfer",
    "id_cards_custodymovement",
    "id_cards_stocktake",
    "id_cards_stocktakeline",
    "id_cards_cardfinding",
]
HISTORY = [
    "id_cards_cardarrivalhistory",
    "id_cards_arrivalscanhistory",
    "id_cards_cardtransferhistory",
    "id_cards_custodymovementhistory",
    "id_cards_stocktakehistory",
    "id_cards_cardfindinghistory",
]


class Migration(migrations.Migration):
    dependencies = [("id_cards", "0008_custody"), ("database", "0001_walls")]

    operations = [
        *(
            migrations.RunSQL(
                f"SELECT portal_protect('{table}')",
                f"DROP POLICY in_scope ON {table}; ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;",
            )
            for table in IN_SCOPE
        ),
        *(migrations.RunSQL(f"SELECT portal_make_history('{table}')", migrations.RunSQL.noop) for table in HISTORY),
    ]
