"""One rule, three places to ask it: a form's values, the register and staged rows say the same."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kontum_portal.accounts.models import Officer
from kontum_portal.areas.models import AdminUnit
from residents.imports.copying import COLUMNS
from residents.models import ImportBatch, Resident, StagedRow
from residents.name_keys import name_keys
from residents.quality.evaluate import (
    STAGED_RULES,
    TABLE,
    codes_sql,
    evaluate,
    staged_failures_sql,
    staged_with_rules_sql,
)
from residents.quality.next_checks import next_check_sql
from residents.quality.rules import ROW_RULES
from tests.residents.quality.people import DAY
from tests.residents.quality.people import facts as complete
from tests.residents.quality.test_rules import TABLE as CASES

pytestmark = pytest.mark.django_db
MANY = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)

maybe = lambda strategy: st.none() | strategy  # noqa: E731 - a word for the table below
DATES = st.dates(dt.date(1900, 1, 1), dt.date(2030, 12, 31))
PEOPLE = st.fixed_dictionaries(
    {
        "full_name": st.sampled_from(["A Thút", "nguyễn an", "Y Hlim", "Lê Văn 2", "A", "Trần (mất)"]),
        "birth_year": maybe(st.integers(1900, 2026)),
        "birth_month": maybe(st.integers(1, 12)),
        "birth_day": maybe(st.integers(1, 31)),
        "sex": maybe(st.sampled_from("MF")),
        "personal_id": maybe(st.from_regex(r"0[0-9]{11}", fullmatch=True)),
        "old_id": maybe(st.from_regex(r"[0-9]{9}", fullmatch=True)),
        "relation_to_head": maybe(st.sampled_from(["head", "wife", "husband", "child"])),
        "residence_kind": maybe(st.sampled_from(["permanent", "temporary", "short_stay", "absent_declared"])),
        "residence_until": maybe(DATES),
        "presence": maybe(st.sampled_from(["present", "working_away"])),
        "deceased_on": maybe(DATES),
        "phone": maybe(st.just("+84905111222")),
        "card_claim": maybe(st.sampled_from(["issued", "none"])),
        "card_issued_on": maybe(DATES),
    }
).map(lambda person: person | ({"birth_day": None} if person["birth_month"] is None else {}))

# What only the register knows; a staged row has no such column.
REGISTERED = st.builds(lambda person, day: person | {"last_verified_on": day}, PEOPLE, maybe(DATES))


def _of_register(unit: AdminUnit, facts: dict[str, Any], day: dt.date = DAY) -> set[str]:
    resident = Resident.objects.create(unit=unit, **name_keys(facts["full_name"]).as_columns(), **facts)
    codes, params = codes_sql(ROW_RULES, day)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {codes} FROM {TABLE} WHERE id = %s", [*params, resident.pk])
        return set(cursor.fetchone()[0])


def _of_form(facts: dict[str, Any], day: dt.date = DAY, **register: Any) -> set[str]:
    return {failure.code for failure in evaluate(facts | register, day)}


@pytest.mark.parametrize("changed", [changed for changed, _ in CASES])
def test_form_and_register_agree_on_the_table(units: dict[str, AdminUnit], changed: dict[str, Any]) -> None:
    person = {name: value for name, value in complete(**changed).items() if name not in ("sub_unit_id", "card_state")}
    assert _of_register(units["Vinh Quang"], person) == _of_form(person, card_state="none")


@MANY
@given(facts=REGISTERED)
def test_form_and_register_agree_on_anybody(units: dict[str, AdminUnit], facts: dict[str, Any]) -> None:
    assert _of_register(units["Vinh Quang"], facts) == _of_form(facts, card_state="none")


@MANY
@given(facts=PEOPLE)
def test_staged_rows_agree_too(administrator: Officer, facts: dict[str, Any]) -> None:
    batch = ImportBatch.objects.create(
        kind="residents", opened_by=administrator, file_name="x", file_sha256="", file_size=1
    )
    row = StagedRow.objects.create(batch=batch, opened_by_id=administrator.pk, row=2, **facts)
    with connection.cursor() as cursor:
        cursor.execute(*staged_failures_sql(batch.pk, DAY))
        found = {pk: set(codes) for pk, codes in cursor.fetchall()}
    staged = {rule.code for rule in STAGED_RULES}
    expected = _of_form(facts) & staged
    assert found == ({row.pk: expected} if expected else {})


@MANY
@given(facts=PEOPLE, said=st.sets(st.sampled_from(["unit_unknown", "phone_second", "sex_missing"])))
def test_rules_asked_on_the_way_into_staging_agree_too(
    administrator: Officer, facts: dict[str, Any], said: set[str]
) -> None:
    batch = ImportBatch.objects.create(
        kind="residents", opened_by=administrator, file_name="x", file_sha256="", file_size=1
    )
    StagedRow.objects.create(
        batch=batch, opened_by_id=administrator.pk, row=2, outcome="new", reasons=sorted(said), **facts
    )
    again = ", ".join("3 AS row" if column == "row" else column for column in COLUMNS)
    source = f"(SELECT {again} FROM residents_stagedrow WHERE batch_id = {batch.pk}) AS landed"
    with connection.cursor() as cursor:
        cursor.execute(*staged_with_rules_sql(source, COLUMNS, DAY))
    found = StagedRow.objects.get(batch=batch, row=3).reasons
    assert set(found) == said | (_of_form(facts) & {rule.code for rule in STAGED_RULES})
    assert len(found) == len(set(found))


@MANY
@given(facts=REGISTERED, later=st.integers(1, 20_000))
def test_nothing_changes_before_the_day_of_the_next_check(
    units: dict[str, AdminUnit], facts: dict[str, Any], later: int
) -> None:
    resident = Resident.objects.create(unit=units["Vinh Quang"], **name_keys(facts["full_name"]).as_columns(), **facts)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {next_check_sql(TABLE, DAY)} FROM {TABLE} WHERE id = %s", [resident.pk])
        due = cursor.fetchone()[0] or dt.date.max
    between = min(DAY + dt.timedelta(later), due - dt.timedelta(1))
    assert due > DAY
    for day in (between, min(due - dt.timedelta(1), dt.date(2200, 1, 1))):
        assert _of_form(facts, max(day, DAY)) == _of_form(facts)
