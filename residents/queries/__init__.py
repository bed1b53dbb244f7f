"""Reads for pages, exports and other apps; the officer who asks comes first."""

from residents.queries.findings import (
    RuleCount,
    count_with_rules,
    counts_by_rule,
    counts_by_sub_unit,
    people_with_rules,
)
from residents.queries.history import Change, history_of, what_changed_since
from residents.queries.lists import (
    ResidentFilters,
    ResidentPage,
    count_residents,
    list_residents,
    matching_residents,
)
from residents.queries.records import Record, get_resident, read_record
from residents.queries.searching import SearchPage, codes_found, find_people

__all__ = [
    "Change",
    "Record",
    "ResidentFilters",
    "ResidentPage",
    "RuleCount",
    "SearchPage",
    "codes_found",
    "count_residents",
    "count_with_rules",
    "counts_by_rule",
    "counts_by_sub_unit",
    "find_people",
    "get_resident",
    "history_of",
    "list_residents",
    "matching_residents",
    "people_with_rules",
    "read_record",
    "what_changed_since",
]
