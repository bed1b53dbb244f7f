"""The page and the command that take an import back."""

import json
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from kontum_portal.accounts.models import Officer
from kontum_portal.jobs.models import Job
from kontum_portal.jobs.services import run_now
from residents.imports.errors import NoSuchBatchError
from residents.imports.results import give_back_file
from residents.models import Resident
from tests.residents.imports.conftest import Import
from tests.residents.imports.test_undoing import AN, BINH, correct

pytestmark = pytest.mark.django_db


def test_from_the_button_to_the_list_of_what_was_left(
    client: Client, import_people: Import, administrator: Officer
) -> None:
    client.force_login(administrator)
    batch = import_people(AN, BINH, merge=True)
    correct(Resident.objects.get(personal_id=AN[3]))
    page, undo = reverse("imports:batch", args=[batch.pk]), reverse("imports:undo", args=[batch.pk])
    assert undo in client.get(page).content.decode()
    assert 'name="confirmed"' in client.get(undo).content.decode()
    client.post(undo)
    assert not Job.objects.filter(kind="undo_batch").exists()
    assert client.post(undo, {"confirmed": "1"}).url == page
    assert client.get(page).status_code == 200
    run_now(Job.objects.get(kind="undo_batch").pk)
    shown = client.get(page).content.decode()
    assert 'id="undone"' in shown
    assert "?reason=undo_changed_since" in shown
    assert undo not in shown
    assert reverse("imports:give_back", args=[batch.pk]) in shown
    batch.refresh_from_db()
    with give_back_file(batch) as file:
        assert file.read(2) == b"PK"


def test_the_command_undoes_what_its_officer_opened(import_people: Import, administrator: Officer, capsys: Any) -> None:
    batch = import_people(AN, merge=True)
    with pytest.raises(NoSuchBatchError):
        call_command("undo_import", batch.pk)
    call_command("undo_import", batch.pk, "--json", "--as", administrator.username)
    told = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (told["removed"], told["left"], Resident.objects.count()) == (1, {}, 0)
