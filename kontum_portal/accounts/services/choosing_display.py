"""How the officer wants the pages: the theme and the density."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from kontum_portal.accounts.models import Officer
from kontum_portal.accounts.services.recording import record_deed
from kontum_portal.look.display import read_display


@transaction.atomic
def choose_display(*, officer: Officer, chosen: Mapping[str, str]) -> None:
    """Keep `theme` and `density`, whichever is given, for the officer's pages on every machine."""
    display: dict[str, Any] = {**read_display(chosen)}
    if not display:
        return
    Officer.objects.filter(pk=officer.pk).update(**display)
    record_deed(actor=officer, verb="display_chosen", subject_kind="officer", subject_id=officer.pk, **display)
