"""Reforms of the units: a table of old and new units read, judged, counted, applied to every table, and undone."""
