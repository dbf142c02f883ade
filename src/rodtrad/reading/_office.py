"""LibreOffice, confined: `python -m rodtrad.reading._office FOLDER PROGRAM FORM TO SECONDS` makes FOLDER/document.TO of
FOLDER/document.FORM.

It gives up what it does not need before it becomes LibreOffice: root's rights, the network, and more time, memory and
disk than a document may take. Until then it takes no more than a reader of documents may, for it unpacks what anybody
sent and takes out what would be fetched from elsewhere.
"""

import os
import resource
import sys
from io import BytesIO
from pathlib import Path
from typing import Final, NoReturn
from zipfile import ZIP_DEFLATED, ZipFile

from lxml import etree

from rodtrad.reading.confinement import shut_in_program, start_nothing
from rodtrad.reading.confinement.process import die_with_parent, limit
from rodtrad.reading.limits import Limits
from rodtrad.reading.sources.docx.package import Package
from rodtrad.reading.sources.zipped import SavedAs, Zipped

MEMORY: Final = 1_500_000_000  # of address space: what it maps is far more than the 200 MB that it uses
DATA: Final = 350_000_000  # of it what it writes; with its libraries it then stays below what a document may take
LARGEST_FILE: Final = 100_000_000
NAMES_IN_ZIP: Final = "cp437"
BUILD: Final = "buildid="
SET_UP: Final = ("/etc/libreoffice", "/var/lib/libreoffice", "/var/spool/libreoffice")
# Tagged: the text then comes in the order of the document.
TO_PDF: Final = 'pdf:%s_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}'
TO_WORD: Final = "docx:MS Word 2007 XML"
# Which part of it opens a form, and by which filter: without it it guesses, and takes a damaged file for a text.
READS: Final = {
    "docx": ("writer", "MS Word 2007 XML"),
    "odt": ("writer", "writer8"),
    "rtf": ("writer", "Rich Text Format"),
    "doc": ("writer", "MS Word 97"),
    "xlsx": ("calc", "Calc MS Excel 2007 XML"),
    "ods": ("calc", "calc8"),
    "pptx": ("impress", "Impress MS PowerPoint 2007 XML"),
    "odp": ("impress", "impress8"),
}
OF_PACKAGES: Final = ("docx", "xlsx", "pptx")


def main(folder: Path, program: str, form: str, to: str, seconds: int) -> NoReturn:
    "".encode(NAMES_IN_ZIP)  # Python loads it when it is first used, and nobody may not be let to
    own = shut_in_program(program, folder, parts=(str(Path(program).parent.parent), *SET_UP))
    start_nothing()
    limit(resource.RLIMIT_CORE, 0)
    limit(resource.RLIMIT_FSIZE, LARGEST_FILE)
    reader = Limits()
    limit(resource.RLIMIT_CPU, min(reader.cpu, seconds), seconds)
    limit(resource.RLIMIT_AS, reader.memory, MEMORY)
    die_with_parent()
    os.chdir(own)
    document = Path(f"document.{form}")
    if form in OF_PACKAGES:
        document.write_bytes(without_links(document.read_bytes(), form))
    limit(resource.RLIMIT_CPU, seconds)
    limit(resource.RLIMIT_AS, MEMORY)
    limit(resource.RLIMIT_DATA, DATA)
    environment = {"HOME": str(own), "TMPDIR": str(own), "PATH": os.defpath, "LANG": "C.UTF-8"}
    _be_no_first_start(Path(program), own / "profile")
    profile = f"-env:UserInstallation=file://{own}/profile"
    options = ("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo")
    part, read_by = READS[form]
    written_by = TO_PDF % part if to == "pdf" else TO_WORD
    wanted = (f"--infilter={read_by}", "--convert-to", written_by, "--outdir", str(own), document.name)
    os.execve(program, [program, profile, *options, *wanted], environment | {"SAL_USE_VCLPLUGIN": "svp"})  # noqa: S606  # no shell, and nothing in it comes from outside


def _be_no_first_start(program: Path, profile: Path) -> None:
    """Let LibreOffice find its build in the profile: else it first sets that up, and ends to be started anew."""
    told = (program.parent / "versionrc").read_text(encoding="utf-8").splitlines()
    build = next(line.removeprefix(BUILD) for line in told if line.startswith(BUILD))
    (profile / "user/extensions").mkdir(parents=True)
    (profile / "user/extensions/buildid").write_text(build, encoding="utf-8")


def without_links(data: bytes, form: str = "docx") -> bytes:
    """An Office file without what it fetches from elsewhere, pictures and templates; links that are only text stay.

    Raises Unreadable for what is no such file, or has parts that the reader would not parse.
    """
    package = Package(data) if form == "docx" else Zipped(data, SavedAs("Filen", "Office", f".{form}"))
    written = BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as out:
        for name in package.names:
            relations = package.xml(name) if name.lower().endswith(".rels") else None
            out.writestr(name, package.unpacked(name) if relations is None else _within(relations))
    return written.getvalue()


def _within(relations: etree._Element) -> bytes:
    # Links too: a page on paper needs none, and LibreOffice looks relations up by their id, whatever type they claim.
    for relation in list(relations):
        leads_out = relation.get("TargetMode", "").casefold() == "external"
        if leads_out or ":" in relation.get("Target", ""):
            relations.remove(relation)
    return etree.tostring(relations)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4], int(sys.argv[5]))
