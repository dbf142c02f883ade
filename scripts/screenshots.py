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
TODAY = "2026-09-01"
PORT = 8077
LINK = re.compile(r"http://\S+/konto/lank/\S+")
# A meeting that finds out that an agreement lapsed unseen, and the place in its minutes that says so.
MEETING = "Styrgruppen för hälsa, omsorg och skola 2026-04-17"
AGREEMENT = "korttidsplatser"
WIDTH, HEIGHT = 1280, 960
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


def picture(page: Page, name: str) -> None:
    """What stands in the window, in light and in dark."""
    for scheme, file in (("light", IMAGES / f"{name}.png"), ("dark", IMAGES / f"{name}-dark.png")):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of its two words
        page.screenshot(path=file)
        print(file)


def take(link: str) -> None:
    """Log in by the link and take the pictures of the minutes and of the meeting."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=which("chromium"), args=QUIET)
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        page.goto(link)
        with page.expect_navigation():
            page.locator("main button").first.click()
        page.goto(f"http://127.0.0.1:{PORT}/avtal/")
        row = page.locator("main tr").filter(has_text=AGREEMENT).filter(has_text=MEETING)
        row.get_by_role("link", name="Visa i källan").click()
        page.locator("svg a:target").wait_for()
        picture(page, "document")
        page.go_back()
        row.get_by_role("link", name=MEETING).click()
        page.wait_for_url("**/moten/**")
        page.goto(page.url.partition("#")[0])
        picture(page, "meeting")
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
