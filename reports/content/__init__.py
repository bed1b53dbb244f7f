"""The one content of a report, which Word, PDF and Excel render."""
