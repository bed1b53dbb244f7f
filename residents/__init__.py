"""The register: residents, households, their quality, the spreadsheets they come from, and who is who."""
