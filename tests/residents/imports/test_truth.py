"""The samples against their truth: what is repaired, flagged and recognised, and that no good row is refused."""

import csv
import io

import pytest

from residents.imports.results import write_rows
from tests.residents.imports.conftest import Import
from tests.residents.imports.truth_table import FILES, REGISTER, TRUTH, measure, print_table, rates, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def outputs(import_file: Import) -> dict[str, list[dict[str, str]]]:
    """The ``--rows`` of each sample, beside the register that the first one filled."""
    found = {}
    for name in FILES:
        out = io.StringIO()
        write_rows(import_file(name, merge=name == REGISTER), out)
        found[name] = list(csv.DictReader(io.StringIO(out.getvalue())))
    return found


def test_samples_are_read_as_their_truth_says(outputs: dict[str, list[dict[str, str]]]) -> None:
    """One test for all three: reading the samples takes longer than asking about them."""
    scores = {name: measure(name, rows, compared=name != REGISTER) for name, rows in outputs.items()}
    print_table(scores)
    reached = rates(scores)
    assert reached["repair"] >= 0.99
    assert reached["flag"] >= 0.99
    assert reached["compare"] >= 0.97
    assert reached["structure"] == 1.0
    assert _people_of(outputs) == {(row["file"], int(row["row"])) for row in read(TRUTH / "rows_truth.csv")}
    assert _refused_of(outputs) == []


def _people_of(outputs: dict[str, list[dict[str, str]]]) -> set[tuple[str, int]]:
    return {
        (name, int(row["row"])) for name, rows in outputs.items() for row in rows if row["outcome"] != "not_a_person"
    }


def _refused_of(outputs: dict[str, list[dict[str, str]]]) -> list[tuple[str, str]]:
    return [(name, row["row"]) for name, rows in outputs.items() for row in rows if row["outcome"] == "refused"]
