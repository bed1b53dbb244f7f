"""Figures of a row as text, to be put back when a step is taken back."""

from collections.abc import Iterable
from typing import Any

from django.db import models


def text_of(row: models.Model, names: Iterable[str]) -> dict[str, str | None]:
    """The named columns as text that ``put_back`` reads; None stays None."""
    fields = [row._meta.get_field(name) for name in names]
    return {
        field.name: None if getattr(row, field.attname) is None else field.value_to_string(row)  # type: ignore[union-attr]
        for field in fields
    }


def put_back(row: models.Model, before: dict[str, Any]) -> None:
    for field in row._meta.concrete_fields:
        if field.name in before:
            setattr(row, field.attname, field.to_python(before[field.name]))
