"""Papers as pages, as the web asks for them: each made once and kept, where it may be deleted at any time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from hashlib import sha256

from rodtrad.reading.papers import KINDS, TAKES, Joined, Pages, PaperMaker, check_paper
from rodtrad.reading.pictures import NoPicture
from rodtrad.reading.sources import Unreadable
from rodtrad.reading.version import READER_VERSION
from rodtrad.web.documents.kept import forget_all, forget_older, kept_or_made, of_this_process

__all__ = ["ENDINGS", "TAKES", "Joined", "NoPicture", "Pages", "Unreadable"]
__all__ += ["check_paper", "joined", "pages_of"]

ENDINGS = tuple(KINDS)
# What an older version made is made anew: it may have left in what is left out now, or not known what is known now.
PAGES = f"pages-{READER_VERSION}.pdf"
ENDS = b"%%EOF\n"


def pages_of(sha: str, name: str, read: Callable[[], bytes]) -> Pages:
    """The pages of the file with that hash. Raises NoPicture, whose message ends a Swedish sentence."""

    def make() -> bytes:
        made = of_this_process(PaperMaker).pages_of(name, read())
        forget_older(sha, "pages", PAGES)
        return b"%d\n%b" % (made.number, made.pdf)

    number, _, pdf = kept_or_made(sha, PAGES, make=make, is_whole=_is_whole).partition(b"\n")
    return Pages(pdf, int(number))


def joined(
    of: str, cover: bytes, papers: Sequence[tuple[Joined, bytes]], *, title: str, outline: Sequence[str]
) -> bytes:
    """A cover and papers as one PDF, kept as long as it is the same. `of`: what it is the papers of; what was kept of
    it before is deleted. Raises NoPicture where it can't be made."""
    folder, digest = sha256(of.encode()).hexdigest(), sha256(repr((READER_VERSION, title, list(outline))).encode())
    for part in (cover, *(part for paper, pdf in papers for part in (repr(paper).encode(), pdf))):
        digest.update(sha256(part).digest())

    def make() -> bytes:
        made = of_this_process(PaperMaker).joined(cover, papers, title=title, outline=outline)
        forget_all(folder)
        return made

    return kept_or_made(folder, f"{digest.hexdigest()}.pdf", make=make, is_whole=_is_whole)


def _is_whole(data: bytes) -> bool:
    return data.endswith(ENDS)
