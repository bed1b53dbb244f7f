"""Pages of figures and reports: thin."""
