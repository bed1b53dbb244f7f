"""Every refusal says what is wrong and what to do about it."""

import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation

from kontum_portal.errors import DomainError

ROOT = Path(__file__).resolve().parents[2]
APPS = ("kontum_portal", "residents", "id_cards", "campaigns", "reports")
# Either a second sentence or clause that tells what to do, or one sentence that is itself the request.
SECOND_CLAUSE = re.compile(r"[.;:] \S")
REQUEST = re.compile(r"(Choose|Give|Say|Tick|Write|Name|Type|Take)\b")


def _refusals() -> Iterator[type[DomainError]]:
    for app in APPS:
        for path in (ROOT / app).rglob("*errors.py"):
            importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    waiting = [DomainError]
    while waiting:
        known = waiting.pop()
        yield known
        waiting += [each for each in known.__subclasses__() if each.__module__.split(".")[0] in APPS]


@pytest.mark.parametrize("refusal", sorted(set(_refusals()), key=lambda each: each.__name__))
def test_a_refusal_says_what_to_do(refusal: type[DomainError]) -> None:
    with translation.override("en"):
        sentence = str(refusal.message)
    assert SECOND_CLAUSE.search(sentence) or REQUEST.match(sentence), sentence
    assert sentence.endswith((".", ")s"))
