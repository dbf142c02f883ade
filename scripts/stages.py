"""The stages of the tests: runs those that are named, or all, and tells what passed, what failed and what was left out.

Exit 0: nothing failed. 1: something failed, or was left out although everything was wanted (--all, or CI=true in the
environment). 2: wrong call. Needs the development environment that ./test sets up.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from shutil import which

from evaluation.check_copied import SEEDS
from rodtrad.reading.confinement.trial import shortcomings
from rodtrad.reading.ocr import tesseract
from scripts.cluster import binaries, throwaway_cluster
from scripts.making.pdf import office

ROOT = Path(__file__).resolve().parent.parent
HOUSE = ("tests/test_repository.py", "tests/test_stages.py", "tests/test_start.py", "tests/test_scratch.py")
READING = ("tests/reading",)
HOSTILE = (
    "tests/reading/test_contained.py",
    "tests/reading/test_heavy_text.py",
    "tests/reading/sources/test_docx_hostile.py",
)
HOSTILE_FILES = ("tests/hostile",)
CONFINEMENT = ("tests/reading/test_confinement.py",)
COMMAND = ("tests/cli",)
BACKUP = ("tests/backup",)
WORKERS = ("tests/workers",)
EVALUATION = ("tests/evaluation",)
FORMATS = ("tests/formats",)
BROWSER = ("tests/journeys",)
OUTSIDE_WEB = (
    *HOUSE,
    *READING,
    *HOSTILE_FILES,
    *COMMAND,
    *BACKUP,
    *WORKERS,
    *EVALUATION,
    *FORMATS,
    *BROWSER,
)
# What PDF and Word files become before the rules read it, and what of them is drawn: real files, so seconds.
OF_FILES = (
    "sources/test_pdf_*.py",
    "sources/test_docx_*.py",
    "sources/test_places.py",
    "sources/test_zipped.py",
    "test_alignment.py",
    "test_papers.py",
    "test_pictures.py",
    "test_ruling.py",
    "test_slant.py",
)
FILES = tuple(
    path
    for pattern in OF_FILES
    for path in sorted(str(found.relative_to(ROOT)) for found in (ROOT / READING[0]).glob(pattern))
    if path not in HOSTILE
)
CORE = (*READING, *(f"--ignore={path}" for path in (*HOSTILE, *CONFINEMENT, *FILES)))
WEB = ("tests", *(f"--ignore={path}" for path in OUTSIDE_WEB))
# On two cores it takes two thirds of the time that one takes.
SIDE_BY_SIDE = ("-n", "auto", "--maxprocesses", "4")
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


class LeftOutError(Exception):
    """A stage cannot run on this machine; the message tells why and what would help.

    `excused`: it is not to be had everywhere, and so no failure where everything is wanted.
    """

    def __init__(self, reason: str, *, excused: bool = False) -> None:
        super().__init__(reason)
        self.excused = excused


@dataclass(frozen=True)
class Stage:
    """One thing to check. `run` returns whether it passed, and raises LeftOutError where it cannot be tried."""

    name: str
    tells: str
    run: Callable[[], bool]


@dataclass(frozen=True)
class Result:
    """What became of a stage: passed, failed, or left out for a reason."""

    name: str
    seconds: float
    passed: bool = False
    left_out: str = ""
    excused: bool = False

    @property
    def outcome(self) -> str:
        if self.left_out:
            return f"UTELÄMNAD: {self.left_out}"
        return "godkänd" if self.passed else "UNDERKÄND"


def command(program: Path, *arguments: str, environment: Mapping[str, str] | None = None) -> bool:
    """Run a program in the project's folder; True where it exits with 0."""
    return subprocess.run([program, *arguments], cwd=ROOT, env={**os.environ, **(environment or {})}).returncode == 0


def tool(name: str, *arguments: str, environment: Mapping[str, str] | None = None) -> bool:
    """Run a program of the environment that ./test set up."""
    return command(Path(sys.executable).with_name(name), *arguments, environment=environment)


def pytest(*arguments: str, environment: Mapping[str, str] | None = None) -> bool:
    """A run without a single test exits with 5, so it fails."""
    return tool("python", "-m", "pytest", "-q", *arguments, environment=environment)


def formatted() -> bool:
    templates = [str(path) for path in sorted(ROOT.glob("src/rodtrad/web/**/templates/**/*.html"))]
    code = tool("ruff", "format", "--check", "--quiet", ".")
    if not code:
        print("Koden är inte formaterad: kör ruff format.")
    return tool("djade", "--check", "--target-version", "5.2", *templates) and code


def linted() -> bool:
    code = tool("ruff", "check", "--quiet", ".")
    # Without network: a lock that follows pyproject.toml needs none to be found right.
    uv = Path(os.environ.get("UV", "uv"))
    lock = command(uv, "lock", "--check", "--offline", "--quiet", "--python", sys.executable)
    if not lock:
        print("uv.lock följer inte pyproject.toml: kör uv lock.")
    return code and lock


def migrated() -> bool:
    settings = {"DJANGO_SETTINGS_MODULE": "tests.settings", "DATABASE_URL": ""}
    return tool("python", "-m", "django", "makemigrations", "--check", "--dry-run", environment=settings)


def web_on_sqlite() -> bool:
    return pytest(*WEB, *SIDE_BY_SIDE, environment={"DATABASE_URL": ""})


def postgres() -> Path:
    """Where PostgreSQL's programs lie."""
    if programs := binaries():
        return programs
    raise LeftOutError("PostgreSQL 15 eller nyare finns inte här (sudo apt install postgresql)")


def web_on_postgres() -> bool:
    given = os.environ.get("DATABASE_URL", "")
    cluster: AbstractContextManager[str]
    cluster = nullcontext(given) if given.startswith("postgres") else throwaway_cluster(postgres())
    with cluster as url:
        return pytest(*WEB, *SIDE_BY_SIDE, environment={"DATABASE_URL": url})


def on_both(*tests: str) -> bool:
    """Tests that make installations of their own, some on a server that is there for them."""
    with throwaway_cluster(postgres()) as url:
        return pytest(*tests, *SIDE_BY_SIDE, environment={"DATABASE_URL": url})


def confined() -> bool:
    """Whatever this machine can't hold back fails where everything is wanted; elsewhere it is told."""
    if missing := shortcomings():
        raise LeftOutError(" ".join(missing))
    return pytest(*CONFINEMENT)


def fuzzed() -> bool:
    return tool("python", "-m", "evaluation.fuzz", "--seconds", "60")


def evaluated() -> bool:
    right = pytest(*EVALUATION)
    return tool("rodtrad", "evaluate") and right


def rebuilt() -> bool:
    if office() is None:
        raise LeftOutError("LibreOffice finns inte här (sudo apt install libreoffice-writer-nogui fonts-liberation)")
    if tesseract() is None:
        raise LeftOutError("Tesseract med svenska finns inte här (sudo apt install tesseract-ocr tesseract-ocr-swe)")
    if not pytest(*FORMATS):
        return False
    _need_seeds("vad läsaren finner i dem som Word och PDF är inte prövat")
    return tool("python", "-m", "evaluation.rebuild", "--bars")


def browsed() -> bool:
    if not any(map(which, CHROMIUM)):
        raise LeftOutError("Chromium finns inte här (sudo apt install chromium libatomic1)")
    # A file's tests share an installation, and each process has a browser of its own.
    return pytest(*BROWSER, "-n", "2", "--dist", "loadfile", environment={"DATABASE_URL": ""})


def not_copied() -> bool:
    _need_seeds("om något är kopierat är inte prövat")
    return tool("python", "evaluation/check_copied.py")


def _need_seeds(untried: str) -> None:
    if not any(SEEDS.glob("*.txt")):
        raise LeftOutError(f"källdokumenten finns inte i {SEEDS}; {untried}", excused=True)


STAGES = (
    Stage("format", "kod och mallar är formaterade (ruff, djade)", formatted),
    Stage("lint", "kodens vanor (ruff), låsfilen (uv)", linted),
    Stage("types", "typerna (mypy --strict)", lambda: tool("mypy")),
    Stage("imports", "husets våningar (import-linter)", lambda: tool("lint-imports", "--no-logo")),
    Stage("migrations", "varje modelländring har sin migrering", migrated),
    Stage("house", "förrådets ordning och skripten själva", lambda: pytest(*HOUSE)),
    Stage("core", "läsarens regler, utan databas", lambda: pytest(*CORE)),
    Stage("files", "PDF och Word som text på rätt plats, och sidornas bilder", lambda: pytest(*FILES, *SIDE_BY_SIDE)),
    Stage(
        "hostile",
        "fientliga filer: barnprocesser som dör, tiger och glufsar, text som är gjord för att vara tung",
        lambda: pytest(*HOSTILE, *HOSTILE_FILES, *SIDE_BY_SIDE),
    ),
    Stage("fuzz", "dokument som förvanskats på måfå, en minut i alla format", fuzzed),
    Stage("confinement", "det som läser filer är instängt: inget nätverk, inga andra filer", confined),
    Stage("command", "kommandoraden, som en användare kör den", lambda: pytest(*COMMAND, *SIDE_BY_SIDE)),
    Stage("web-sqlite", "registret och webben på SQLite", web_on_sqlite),
    Stage("web-postgres", "samma prov på PostgreSQL", web_on_postgres),
    Stage("backup", "säkerhetskopia och återställning, övade på båda databaserna", lambda: on_both(*BACKUP)),
    Stage("workers", "inläsning i bakgrunden: dödade, omstartade och samtidiga läsare", lambda: on_both(*WORKERS)),
    Stage("evaluation", "läsarens träffsäkerhet mot facit", evaluated),
    Stage("formats", "alla format: gjorda, lästa, och källdokumenten ombyggda som Word och PDF", rebuilt),
    Stage("copied", "inga namn eller meningar ur källdokumenten", not_copied),
    Stage("browser", "sidorna i en riktig webbläsare", browsed),
)


def run(stage: Stage) -> Result:
    """Run one stage under its heading and time it."""
    print(f"\n── {stage.name}: {stage.tells}", flush=True)
    start = time.monotonic()
    try:
        passed, reason, excused = stage.run(), "", False
    except LeftOutError as error:
        passed, reason, excused = False, str(error), error.excused
    except (OSError, subprocess.CalledProcessError) as error:
        print(error)
        passed, reason, excused = False, "", False
    return Result(stage.name, time.monotonic() - start, passed, reason, excused)


def summary(results: Sequence[Result]) -> str:
    """A line a stage, with its time and what became of it."""
    rows = [f"  {result.name:<13}{result.seconds:6.1f} s  {result.outcome}" for result in results]
    return "\n".join(["", "── Sammanfattning", *rows])


def exit_code(results: Sequence[Result], *, everything: bool) -> int:
    """0 where all passed; a stage left out is a failure only where everything was wanted that can be had."""
    return int(any(not (one.passed or one.excused) and (everything or not one.left_out) for one in results))


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="./test", description="Kör proven, alla eller de etapper som namnges.")
    parser.add_argument("stage", nargs="*", metavar="ETAPP", help="vad som ska köras (alla)")
    parser.add_argument("--all", action="store_true", help="det som utelämnas räknas som fel (också med CI=true)")
    parser.add_argument("--list", action="store_true", help="visa etapperna")
    wanted = parser.parse_args(arguments)
    if wanted.list:
        print("\n".join(f"{stage.name:<13}{stage.tells}" for stage in STAGES))
        return 0
    if unknown := set(wanted.stage) - {stage.name for stage in STAGES}:
        parser.error(f"okänd etapp: {', '.join(sorted(unknown))} (./test --list visar dem som finns)")

    with tempfile.TemporaryDirectory(prefix="rodtrad-") as scratch:
        Path(scratch).chmod(0o1777)  # as /tmp: some tests step down from root
        os.environ["TMPDIR"] = scratch  # what tests leave behind goes with it
        # Hundreds of processes are started, and each would compile the program for itself.
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        results = [run(stage) for stage in STAGES if not wanted.stage or stage.name in wanted.stage]
    print(summary(results))
    return exit_code(results, everything=wanted.all or os.environ.get("CI") == "true")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
