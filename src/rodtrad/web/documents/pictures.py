"""Pictures of pages: made when somebody looks at a page, kept, and made again when lost."""

from rodtrad.reading.pictures import PictureMaker, is_picture, size_of
from rodtrad.web.documents.kept import kept_or_made, of_this_process
from rodtrad.web.documents.models import Version
from rodtrad.web.documents.paper import Paper

__all__ = ["picture", "size_of"]


def picture(version: Version, paper: Paper, page: int) -> bytes:
    """The page of a version, from 1, as a PNG. Raises NoPicture where it cannot be drawn."""

    def draw() -> bytes:
        return of_this_process(PictureMaker).draw(version.document.name, paper.pdf(), page)

    return kept_or_made(paper.sha256, f"{page}.png", make=draw, is_whole=is_picture)
