"""Half an hour of minutes typed in a real browser: `python -m evaluation.bench_live [--minutes N]`.

A paragraph after another is typed at the pace of a quick typist; the network is cut twice, for two minutes of thirty,
and the session is ended once. Prints how many characters were typed and how many of them the register lacks.
CHROMIUM names the browser's program.
"""

from __future__ import annotations

import argparse
import os
import random
import tempfile
import time
from collections.abc import Mapping
from difflib import SequenceMatcher
from typing import Any
from urllib.parse import urlsplit
from urllib.request import urlopen

from playwright.sync_api import BrowserContext, Page, sync_playwright

from evaluation.bench_saves import Server, in_register

WORDS = [
    "avtalet",
    "beredningen",
    "kostnaden",
    "föredrar",
    "kommunen",
    "läget",
    "återkommer",
    "mötet",
    "å",
    "ä",
    "ö",
    "tolk",
    "**fet**",
    "<b>",
    "&",
    "100",
    "%",
    "år",
]
PACE = 120  # ms between keys: eight characters a second
LINE = 12  # words of a paragraph
SAVED = '[data-saving][data-state="saved"]'


def type_for(page: Page, seconds: float, told: Mapping[str, Any], environment: Mapping[str, str]) -> list[str]:
    """Type until the time is out, with the cuts; the paragraphs that were typed."""
    begun, typed, chance = time.monotonic(), list[str](), random.Random(4)  # noqa: S311 - not for secrets
    cuts = [(0.2, 0.2 + 2 / 30), (0.6, 0.6 + 2 / 30)]
    ended = False
    while (done := (time.monotonic() - begun) / seconds) < 1:
        field = page.locator(".paragraph textarea").last
        text = " ".join(chance.choice(WORDS) for _ in range(LINE))
        field.focus()
        for word in text.split(" "):
            done = (time.monotonic() - begun) / seconds
            page.context.set_offline(any(start <= done < end for start, end in cuts))
            page.keyboard.type(word + " ", delay=PACE)
        if done > 0.45 and not ended:
            page.context.set_offline(False)  # a login that has run out is told by a server that answers
            ended = in_register(environment, "expire", told["sessions"][:1]) == 1
            page.keyboard.type("och mer ", delay=PACE)
            text += " och mer"
            page.get_by_text("inloggningen har gått ut").wait_for()
            log_in(page.context, page.url, told["sessions"][1])
        typed.append(text)
        # As somebody who types on: the next paragraph is there when this one is saved, or the network is back.
        while page.locator(SAVED).count() == 0:
            now = (time.monotonic() - begun) / seconds
            page.context.set_offline(any(start <= now < end for start, end in cuts))
            time.sleep(0.1)
    return typed


def log_in(context: BrowserContext, url: str, session: str) -> None:
    context.add_cookies([{"name": "sessionid", "value": session, "domain": str(urlsplit(url).hostname), "path": "/"}])


def until_up(url: str) -> None:
    for _ in range(300):
        try:
            urlopen(url, timeout=10).close()  # noqa: S310 - our own server
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the server did not start")


def lacking(typed: list[str], kept: list[str]) -> int:
    """How many of the characters that were typed are not kept, in their order."""
    whole, found = "\n".join(typed), "\n".join(text.strip() for text in kept)
    if whole == found:
        return 0
    same = SequenceMatcher(None, whole, found, autojunk=False).get_matching_blocks()
    return len(whole) - sum(block.size for block in same)


def measure(minutes: float, environment: Mapping[str, str]) -> str:
    told = in_register(environment, "prepare", 2)
    server = Server(environment)
    server.start()
    address = f"http://127.0.0.1:{server.port}"
    program = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    try:
        until_up(f"{address}/robots.txt")
        with sync_playwright() as playwright:
            chromium = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
            context = chromium.new_context(locale="sv-SE")
            log_in(context, address, told["sessions"][0])
            page = context.new_page()
            page.goto(f"{address}/moten/{told['meeting']}/rum/?punkt={told['item']}")
            typed = type_for(page, minutes * 60, told, environment)
            chromium.close()
    finally:
        server.kill()
    kept = in_register(environment, "texts", told["item"])
    return f"{sum(map(len, typed))} characters in {len(typed)} paragraphs, {lacking(typed, kept)} lost"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=30)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        print(measure(wanted.minutes, {**os.environ, "RODTRAD_DATA": folder}))


if __name__ == "__main__":
    main()
