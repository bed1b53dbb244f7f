"""The dependency audit: a known hole fails it, a closed network does not and says so."""

import os
import runpy
import subprocess
import sys
from typing import Any

import pytest

from kontum_portal import env

AUDIT = env.BASE_DIR / ".ci" / "audit.py"
HOLE = {"name": "old", "version": "1.0", "vulns": [{"id": "PYSEC-1", "fix_versions": ["1.1"]}]}
SOUND = {"name": "good", "version": "2.0", "vulns": []}
UNKNOWN = {"name": "odd", "skip_reason": "Dependency not found"}


def test_closed_network_is_told_and_does_not_fail(tmp_path):
    (tmp_path / "requirements.txt").write_text("polib==1.2.0\n")
    closed = {"HTTPS_PROXY": "http://127.0.0.1:1", "https_proxy": "http://127.0.0.1:1"}
    command = [sys.executable, str(AUDIT), str(tmp_path / "requirements.txt")]
    finished = subprocess.run(command, env=os.environ | closed, capture_output=True, text=True, check=False)
    assert (finished.returncode, finished.stderr) == (0, "")
    assert "DEPENDENCY AUDIT DID NOT RUN" in finished.stdout


@pytest.mark.parametrize(
    ("packages", "code", "sentence"),
    [
        ([HOLE, SOUND], 1, "old 1.0: PYSEC-1, fixed in 1.1"),
        ([SOUND], 0, "nothing known against 1 packages"),
        ([SOUND, UNKNOWN], 0, "AUDIT INCOMPLETE: the advisory service does not know 1 packages"),
        ([UNKNOWN], 0, "DEPENDENCY AUDIT DID NOT RUN"),
    ],
)
def test_report_decides(capsys, packages: list[dict[str, Any]], code: int, sentence: str):
    audit = runpy.run_path(str(AUDIT))
    audit["main"].__globals__["_ask"] = lambda service, requirements: packages
    assert audit["main"]("requirements.txt") == code
    assert sentence in capsys.readouterr().out
