"""How long pages take for signed-in officers, under row-level security: the process is signed in as ``portal_web``."""

import functools
import itertools
import time
from collections.abc import Callable, Iterator
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from kontum_portal.accounts.choices import Role
from kontum_portal.accounts.models import Officer
from kontum_portal.areas.models import AdminUnit
from kontum_portal.clock import today
from kontum_portal.database import scope
from residents.models import Resident
from tests.bench.lines import percentile

COMMON = ("nguyen", "nguyen van", "tran thi", "le thi thanh", "pham van", "vo thi", "nguyen minh")
TWO_LETTERS = ("ng", "tr", "th", "ph", "hu", "le", "kh")
ODD_ORDER = ("anh nguyen", "hung van nguyen", "lan thi tran", "minh le", "hoa thi", "tuan nguyen anh", "thao phuong")
FULL_NAMES = ("nguyen thi lan", "tran van minh", "a blot", "y hlim", "le minh anh", "ksor h'nhi", "pham thi hoa")
THREE_COMMON = ("thi van nguyen", "anh van nguyen", "van thi tran", "hoa thi le", "thanh minh nguyen", "an van le")
WITH_YEAR = ("nguyen 1990", "thi 1985", "hung van nguyen 1979", "y hlim 1990", "a 2001", "anh 1968", "zz 1990")
LAST_DIGITS = ("6001", "7123", "600123", "99887", "812345", "6543")
MINORITY = ("y h'", "a thut", "ksor", "h'blan", "y hlim", "ro cham", "siu", "y nga")
TERMS = {
    "common_name": COMMON, "two_letters": TWO_LETTERS, "odd_order": ODD_ORDER, "full_name": FULL_NAMES,
    "three_common": THREE_COMMON, "with_year": WITH_YEAR, "last_digits": LAST_DIGITS, "minority": MINORITY,
}  # fmt: skip
FILTERS = {
    "all": "", "presence": "presence=working_away", "rule": "rule=sex_missing", "rule_common": "rule=card_missing",
    "residence": "residence_kind=temporary", "card": "card_state=arrived", "age": "age=60_up", "verified": "verified=never",
    "absent": "presence=absent", "blocking": "rule=blocking", "rule_few": "rule=personal_id_sex", "deceased": "deceased=1",
    "eid": "eid_state=approved_not_activated", "absent_old": "presence=absent&age=60_up",
}  # fmt: skip
WARM_UP = 5
TAKERS = 3000


def make_officers() -> dict[str, Any]:
    """An officer for every unit besides the demo's own; returns their ids."""
    made = []
    for unit in AdminUnit.objects.order_by("code"):
        officer = Officer(username=f"bench_{unit.code}", full_name=f"Bench {unit.code}", role=Role.OFFICER)
        officer.set_unusable_password()
        officer.save()
        officer.units.set([unit])
        made.append(officer.pk)
    return {"officers": made}


def search_pages(repetitions: str) -> dict[str, Any]:
    """p95 of the search box by kind of words and scope; ``nothing`` is the same request with nothing to look for."""
    found = {}
    for place, username in {"ward": "bench_23287", "area": "city_commander"}.items():
        client = signed_in(username)
        found[f"nothing_{place}"] = p95(client, ["n"], int(repetitions))
        for kind, terms in TERMS.items():
            found[f"{kind}_{place}"] = p95(client, terms, int(repetitions))
    return {"milliseconds": found}


def list_pages(repetitions: str) -> dict[str, Any]:
    """p95 of the list by filter and scope."""
    found = {}
    for place, username in {"ward": "bench_23287", "area": "city_commander"}.items():
        client = signed_in(username)
        for kind, query in FILTERS.items():
            address = f"{reverse('residents:list')}?{query}"
            found[f"{kind}_{place}"] = p95_of(functools.partial(client.get, address), int(repetitions))
    return {"milliseconds": found}


def figure_and_record_pages(repetitions: str) -> dict[str, Any]:
    """p95 of the dashboard, the Today page, the list and a record; ``nothing`` is a search for one letter."""
    number = int(repetitions)
    commander, officer = signed_in("city_commander"), signed_in("bench_23287")
    records = [reverse("residents:record", args=[pk]) for pk in _people_of("bench_23287", number + WARM_UP)]
    return {
        "milliseconds": {
            "nothing": p95(officer, ["n"], number),
            "dashboard": p95_of(lambda: commander.get(reverse("reports:dashboard")), number),
            "today": p95_of(lambda: officer.get(reverse("residents:today")), number),
            "list": p95_of(lambda: officer.get(reverse("residents:list")), number),
            "record": p95_of(_each(officer, records), number),
        }
    }


def sign_in_for_load(sessions: str) -> dict[str, Any]:
    """Sessions of ward officers, and for each of them people to look at and people whose dossier may be taken."""
    found = []
    for number, username in zip(range(int(sessions)), itertools.cycle(_ward_officers()), strict=False):
        client = signed_in(username)
        records, takers = _people_of(username, 40), _without_dossier(username)[number // len(_ward_officers()) :: 3]
        found.append({"cookie": client.cookies["sessionid"].value, "records": records, "takers": takers})
    return {"sessions": found}


@functools.cache
def _ward_officers() -> list[str]:
    return list(Officer.objects.filter(username__startswith="bench_").order_by("pk").values_list("username", flat=True))


@functools.cache
def _without_dossier(username: str) -> list[int]:
    """Adults with a number and a full birth date and no card on its way."""
    officer = Officer.objects.get(username=username)
    with scope.request_transaction():
        scope.enter(officer)
        people = Resident.objects.visible_to(officer).filter(
            card_state__in=["none", "in_hand"], deceased_on=None, personal_id__isnull=False,
            birth_day__isnull=False, birth_year__lt=today().year - 15,
        )  # fmt: skip
        return list(people.order_by("pk").values_list("pk", flat=True)[:TAKERS])


def signed_in(username: str) -> Client:
    client = Client()
    client.force_login(
        Officer.objects.get(username=username), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    return client


def p95(client: Client, terms: list[str] | tuple[str, ...], repetitions: int) -> float:
    typed = itertools.cycle(terms)
    address, headers = reverse("residents:search"), {"HX-Request": "true"}
    return p95_of(lambda: client.post(address, {"q": next(typed)}, headers=headers), repetitions)


def p95_of(ask: Callable[[], HttpResponse], repetitions: int) -> float:
    """Milliseconds, all middleware included; every answer must be a good one."""
    taken = []
    for number in range(repetitions + WARM_UP):
        started = time.perf_counter()
        response = ask()
        seconds = time.perf_counter() - started
        if response.status_code != 200:
            raise RuntimeError(f"{response.request['PATH_INFO']} answered {response.status_code}")
        if number >= WARM_UP:
            taken.append(seconds * 1000)
    return percentile(taken, 0.95)


def _each(client: Client, addresses: list[str]) -> Callable[[], HttpResponse]:
    following: Iterator[str] = itertools.cycle(addresses)
    return lambda: client.get(next(following))


def _people_of(username: str, count: int) -> list[int]:
    officer = Officer.objects.get(username=username)
    with scope.request_transaction():
        scope.enter(officer)
        return list(Resident.objects.visible_to(officer).order_by("pk").values_list("pk", flat=True)[:count])
