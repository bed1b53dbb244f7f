"""Whether two records are one person: duplicates, met at entry and in lists."""
