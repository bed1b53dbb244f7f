"""The pictures of README and of the guide, made from a portal that is started for them (``make pictures``).

The day, the seed and the window are fixed, so that a picture changes only when the portal does.
"""

import io
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "images"
DAY = "2026-11-23"
PASSWORD = "kontum-demo-2026"
WINDOW = {"width": 1366, "height": 820}
START_SECONDS = 240
# name → who is signed in, which page; ``{first}`` is the first link of that list
PICTURES = {
    "today": ("officer_quyet_thang", "/hom-nay/", ""),
    "record": ("officer_quyet_thang", "/cong-dan/?age=14_24", "main table a.name"),
    "dossiers": ("officer_quyet_thang", "/ho-so-can-cuoc/", ""),
    "dashboard": ("city_commander", "/toan-canh/", ""),
    "findings": ("data_steward", "/cong-dan/can-sua/", ""),
    "import": ("administrator", "/nhap-bang-tinh/moi/", ""),
}
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--force-color-profile=srgb"]


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, running_portal(Path(folder)) as address, sync_playwright() as player:
        browser = player.chromium.launch(
            executable_path=os.environ.get("PORTAL_CHROMIUM") or "/usr/bin/chromium", args=ARGUMENTS
        )
        for name, (username, page, follow) in PICTURES.items():
            size = take(browser, address, name, username, page, follow)
            print(f"docs/images/{name}.png\t{size // 1024} KB")
        browser.close()


def take(browser: Browser, address: str, name: str, username: str, path: str, follow: str) -> int:
    """One picture; its size in bytes."""
    context = browser.new_context(
        base_url=address, viewport=WINDOW, color_scheme="light", locale="vi-VN", reduced_motion="reduce"
    )
    page = context.new_page()
    sign_in(page, username)
    page.goto(path)
    if follow:
        page.locator(follow).first.click()
    page.wait_for_load_state("networkidle")
    shot = Image.open(io.BytesIO(page.screenshot()))
    context.close()
    file = FOLDER / f"{name}.png"
    shot.convert("RGB").quantize(colors=128, dither=Image.Dither.NONE).save(file, optimize=True)
    return file.stat().st_size


def sign_in(page: Page, username: str) -> None:
    page.goto("/tai-khoan/login/")
    page.fill("input[name=login]", username)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda url: "login" not in url)


@contextmanager
def running_portal(folder: Path) -> Iterator[str]:
    """The portal with the demo city, on a day of its own; its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    own = {"PORTAL_VAR": str(folder / "var"), "PORT": str(port), "PORTAL_MFA": "demo", "PORTAL_TODAY": DAY}
    kept = {name: value for name, value in os.environ.items() if not name.endswith("_URL")}
    log = folder / "portal.log"
    with log.open("w") as file:
        process = subprocess.Popen(
            [sys.executable, str(ROOT / "manage.py"), "run"],
            env=kept | own,
            stdout=file,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        wait_for_address(process, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=60)


def wait_for_address(process: "subprocess.Popen[bytes]", log: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while "The portal answers on" not in log.read_text():
        if process.poll() is not None or time.monotonic() > until:
            raise SystemExit(f"The portal did not start:\n{log.read_text()[-2000:]}")
        time.sleep(0.2)


if __name__ == "__main__":
    main()
