"""The second wall: database roles, row-level security, the scope of a transaction, history partitions."""
