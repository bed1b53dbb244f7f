"""A deed of a command names the operating-system user who typed it."""

import pytest

from kontum_portal.origin import is_command


@pytest.mark.parametrize(
    ("argv", "answer"),
    [
        (["manage.py", "load_demo"], True),
        (["/srv/portal/manage.py", "import_spreadsheet", "a.xlsx"], True),
        (["manage.py", "runserver"], False),
        (["manage.py", "run"], False),
        (["manage.py"], False),
        (["gunicorn", "kontum_portal.wsgi"], False),
        (["/srv/.venv/bin/celery", "-A", "kontum_portal", "worker"], False),
    ],
)
def test_commands_are_told_from_servers(argv: list[str], answer: bool) -> None:
    assert is_command(argv) is answer
