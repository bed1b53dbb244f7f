"""Reads for pages, exports and other apps; the officer who asks comes first."""

from residents.queries.corrections import pending_correction_id
from residents.queries.findings import (
    RuleCount,
    count_with_rules,
    counts_by_rule,
    counts_by_sub_unit,
    people_with_rules,
)
from residents.queries.history import Change, changes_of
from residents.queries.lists import (
    ResidentFilters,
    ResidentPage,
    count_residents,
    list_residents,
    matching_residents,
)
from residents.queries.papers import LETTERS, LINES, letters, paper_link, people_to_print, print_lines, unit_of_paper
from residents.queries.records import Record, get_open_resident, get_resident, open_findings, read_record
from residents.queries.searching import SearchPage, codes_found, find_people

__all__ = [
    "LETTERS",
    "LINES",
    "Change",
    "Record",
    "ResidentFilters",
    "ResidentPage",
    "RuleCount",
    "SearchPage",
    "changes_of",
    "codes_found",
    "count_residents",
    "count_with_rules",
    "counts_by_rule",
    "counts_by_sub_unit",
    "find_people",
    "get_open_resident",
    "get_resident",
    "letters",
    "list_residents",
    "matching_residents",
    "open_findings",
    "paper_link",
    "pending_correction_id",
    "people_to_print",
    "people_with_rules",
    "print_lines",
    "read_record",
    "unit_of_paper",
]
