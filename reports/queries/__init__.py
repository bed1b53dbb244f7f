"""Reads for the pages and the reports; the officer comes first."""
