"""Long work as rows that a person can watch; the row is also the outbox and holds the lease."""
