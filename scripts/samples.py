"""Makes the samples of the invented county from their sources.

    python -m scripts.samples [NAME …]   evaluation/sources/NAME.md → samples/NAME.txt, .docx or .pdf (all that changed)
    python -m scripts.samples --check    tells which files do not follow their sources; exit 1 where any does not

How a source is written stands in scripts/making/source.py, the house styles in scripts/making/styles.py. A PDF is made
of the Word file by LibreOffice, which stamps it with the time; so it bears the fingerprint of the Word file it was made
of, and is made anew only where that differs.
"""

from __future__ import annotations

import argparse
import sys
import zipfile
from collections.abc import Iterable, Sequence
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Final

import pypdfium2

from scripts.making.errors import NoOfficeError, SourceError
from scripts.making.pdf import make_pdfs
from scripts.making.source import FORMATS, SampleSource, read_source
from scripts.making.text import write_text
from scripts.making.word import write_word

ROOT: Final = Path(__file__).resolve().parent.parent
SAMPLES: Final = ROOT / "samples"
# Not among the samples: whoever reads those would take the sources for documents of the county.
SOURCES: Final = ROOT / "evaluation" / "sources"


def read_sources(folder: Path, names: Iterable[str] = ()) -> list[SampleSource]:
    """The sources of these names, or all. Raises SourceError for one that cannot be followed or is not there."""
    paths = [folder / f"{name}.md" for name in names] or sorted(folder.glob("*.md"))
    if lost := [path.name for path in paths if not path.exists()]:
        raise SourceError(str(folder), f"{', '.join(lost)} finns inte")
    return [read_source(path) for path in paths]


def make(samples: Path, sources: Iterable[SampleSource]) -> list[Path]:
    """Write the files that do not follow their sources, and return them. Raises SourceError and NoOfficeError."""
    made, for_pdf = list[Path](), dict[bool, dict[str, bytes]]({True: {}, False: {}})
    for source in sources:
        path = file_of(samples, source)
        if follows(path, source):
            continue
        made.append(path)
        if source.format == "pdf":
            for_pdf[source.tagged][source.name] = _word(source, _fingerprint(source))
        else:
            path.write_bytes(_content(source))
    for tagged, words in for_pdf.items():
        for name, data in make_pdfs(words, tagged=tagged).items():
            (samples / f"{name}.pdf").write_bytes(data)
    return made


def check(samples: Path, sources: Sequence[SampleSource]) -> list[str]:
    """What does not follow its source, in words; a Word file or PDF without a source neither."""
    wrong = [
        f"{file_of(samples, source).name} följer inte {source.name}.md: kör python -m scripts.samples"
        for source in sources
        if not follows(file_of(samples, source), source)
    ]
    formats = {source.name: source.format for source in sources}
    for ending in FORMATS:
        for path in sorted(samples.glob(f"*.{ending}")):
            # A text without a source is its own.
            if formats.get(path.stem, "txt") != ending:
                wrong.append(f"{path.name} har ingen källa i den formen: ta bort filen eller skriv dess källa")
    return wrong


def file_of(samples: Path, source: SampleSource) -> Path:
    return samples / f"{source.name}.{source.format}"


def follows(path: Path, source: SampleSource) -> bool:
    """Whether a file is what its source makes: byte for byte, of a Word file part by part, of a PDF by fingerprint."""
    if not path.exists():
        return False
    if source.format == "pdf":
        pdf = pypdfium2.PdfDocument(path)
        return bool(pdf.get_metadata_value("Keywords") == _fingerprint(source))
    content, data = _content(source), path.read_bytes()
    return content == data if source.format == "txt" else _parts(content) == _parts(data)


def _content(source: SampleSource) -> bytes:
    if source.format == "docx":
        return _word(source)
    text = write_text(source.document, source.house)
    try:
        return text.encode(source.encoding)
    except UnicodeEncodeError as error:
        words = text[error.start : error.end]
        raise SourceError(f"{source.name}.md", f"”{words}” finns inte i kodningen {source.encoding}") from error


def _word(source: SampleSource, keywords: str = "") -> bytes:
    return write_word(source.document, source.house, keywords)


def _fingerprint(source: SampleSource) -> str:
    """Of the Word file that a PDF is made of, and of how it is made."""
    digest = sha256(f"tagged={source.tagged}".encode())
    for name, data in _parts(_word(source)).items():
        digest.update(name.encode() + data)
    return digest.hexdigest()


def _parts(data: bytes) -> dict[str, bytes]:
    """The unpacked parts of a Word file; how tightly they are packed differs between machines."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        return {name: package.read(name) for name in sorted(package.namelist())}


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name", nargs="*", help="källans namn utan ändelse (alla)")
    parser.add_argument("--check", action="store_true", help="säg vilka filer som inte följer sina källor")
    call = parser.parse_args(arguments)
    try:
        if call.check:
            wrong = check(SAMPLES, read_sources(SOURCES))
            print(*wrong, sep="\n")
            return int(bool(wrong))
        for path in make(SAMPLES, read_sources(SOURCES, call.name)):
            print(f"{path.relative_to(ROOT)} är gjord")
    except (SourceError, NoOfficeError) as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
