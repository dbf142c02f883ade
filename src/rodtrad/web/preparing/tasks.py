"""What is done in the background: pages are made of a paper that was handed in, so that nobody waits for them later."""

from __future__ import annotations

from contextlib import suppress

from django_tasks import task

from rodtrad.web.documents.papers import NoPicture
from rodtrad.web.preparing.models import PaperFile


@task()
def make_pages(pk: int) -> None:
    """Make and keep the pages of a paper's file; what has none says so when the papers are gathered."""
    if file := PaperFile.objects.filter(pk=pk).first():
        with suppress(NoPicture):
            file.pages()
