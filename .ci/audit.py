"""The dependency audit of ``make check``: a known hole in a pinned package fails it, a closed network does not.

``audit.py requirements.txt``: exit 0 nothing known, or nobody to ask (said in one loud line); 1 holes.
"""

import json
import subprocess
import sys
from typing import Any

ADVISORY_SERVICES = ("pypi", "osv")
SECONDS = 120


def main(requirements: str) -> int:
    """Ask one service after the other until one knows the packages."""
    for service in ADVISORY_SERVICES:
        packages = _ask(service, requirements)
        judged = [package for package in packages if "skip_reason" not in package]
        if judged:
            return _tell(judged, unknown=len(packages) - len(judged))
    print("!!!!!!!! DEPENDENCY AUDIT DID NOT RUN: no advisory service can be reached from here !!!!!!!!")
    return 0


def _tell(judged: list[dict[str, Any]], unknown: int) -> int:
    holes = [
        f"{package['name']} {package['version']}: {hole['id']}, fixed in {', '.join(hole['fix_versions']) or 'no release'}"
        for package in judged
        for hole in package["vulns"]
    ]
    print("\n".join(holes) or f"Dependency audit: nothing known against {len(judged)} packages.")
    if unknown:
        print(f"!!!!!!!! DEPENDENCY AUDIT INCOMPLETE: the advisory service does not know {unknown} packages !!!!!!!!")
    return 1 if holes else 0


def _ask(service: str, requirements: str) -> list[dict[str, Any]]:
    """pip-audit's list of packages; empty when the service does not answer. Other failures end the audit."""
    command = [sys.executable, "-m", "pip_audit", "--requirement", requirements, "--no-deps", "--disable-pip"]
    command += ["--vulnerability-service", service, "--format", "json", "--progress-spinner", "off", "--timeout", "10"]
    try:
        finished = subprocess.run(command, capture_output=True, text=True, check=False, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        return []
    if finished.stdout.startswith("{"):
        packages: list[dict[str, Any]] = json.loads(finished.stdout)["dependencies"]
        return packages
    last_line = (finished.stderr.strip().splitlines() or [""])[-1]
    if last_line.startswith("requests.exceptions.") or "ConnectionError" in last_line or "timed out" in last_line:
        return []
    sys.exit(f"The dependency audit failed:\n{finished.stderr}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
