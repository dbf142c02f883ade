"""Makes the README's pictures from the samples: `.venv/bin/python -m scripts.screenshots`.

The register is made anew in a temporary folder and the day is fixed: the pictures change only when the pages do.
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from shutil import which

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
TODAY = "2025-03-20"
PORT = 8077
LINK = re.compile(r"http://\S+/konto/lank/\S+")
MEETING = "2024-12-06"
# What keeps Chromium from the network, and lets root run it.
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def picture(page: Page, name: str, *, width: int, height: int, dark: bool = False) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme="dark" if dark else "light")
    page.screenshot(path=IMAGES / f"{name}.png")
    print(IMAGES / f"{name}.png")


def take(link: str) -> None:
    """Log in by the link and take the pictures of the December meeting."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=which("chromium"), args=QUIET)
        page = browser.new_page()
        page.goto(link)
        with page.expect_navigation():
            page.locator("main button").first.click()
        page.goto(f"http://127.0.0.1:{PORT}/moten/")
        page.locator("main tr").filter(has_text=MEETING).get_by_role("link").first.click()
        picture(page, "meeting", width=1280, height=960)
        picture(page, "meeting-dark", width=1280, height=960, dark=True)
        browser.close()


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "RODTRAD_DATA": folder, "RODTRAD_TODAY": TODAY}
        command = [str(Path(sys.executable).with_name("rodtrad")), "up", "--port", str(PORT)]
        with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as server:
            told = ""
            for line in server.stdout or ():
                told += line
                if "Ctrl+C" in line:
                    break
            try:
                if not (link := LINK.search(told)):
                    sys.exit(f"No link to log in with:\n{told}")
                take(link.group())
            finally:
                server.terminate()


if __name__ == "__main__":
    main()
