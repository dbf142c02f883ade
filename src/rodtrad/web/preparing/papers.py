"""What people do with the papers of an item: each function one transaction and one row in the log."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from rodtrad.web.accounts.log import log
from rodtrad.web.accounts.models import User
from rodtrad.web.circulating.models import Enclosure
from rodtrad.web.documents.originals import Original
from rodtrad.web.documents.paper_files import LONGEST_TITLE, fields_of, title_of
from rodtrad.web.meetings.models import Item, Paper
from rodtrad.web.meetings.states import hold_to_arrange
from rodtrad.web.preparing.models import PaperFile
from rodtrad.web.preparing.tasks import make_pages


@transaction.atomic
def add_paper(*, item: Item, original: Original, confidential: bool, by: User | None) -> PaperFile:
    """Put a file that was taken in among the papers of an item, last, called as the file is.

    Raises ValidationError where the agenda is closed, or the file is a paper of the item already.
    """
    hold_to_arrange(item.meeting)
    if PaperFile.objects.filter(paper__item=item, sha256=original.sha256).exists():
        raise ValidationError(f"{original.name} är redan en handling vid punkten.")
    file = PaperFile(**fields_of(original), confidential=confidential, added_by=by)
    _put_last(item, title_of(original.name), file)
    log("paper-added", file, by=by, item=item.pk, sha256=file.sha256, confidential=confidential)
    return file


def bring_along(item: Item, enclosures: Iterable[Enclosure]) -> None:
    """Make what was handed in to a question papers of the item that takes it up; in the transaction that does."""
    for one in enclosures:
        of_it = {"name": one.name, "sha256": one.sha256, "size": one.size, "original": one.original.name}
        file = PaperFile(**of_it, confidential=one.confidential, added_at=one.added_at, added_by_id=one.added_by_id)
        _put_last(item, one.title, file)


def _put_last(item: Item, title: str, file: PaperFile) -> None:
    last = Paper.written.filter(item=item).aggregate(n=Max("order"))["n"] or 0
    file.paper = Paper.objects.create(item=item, order=last + 1, text=title, is_draft=True)
    file.save()
    make_pages.enqueue(file.pk)


@transaction.atomic
def change_paper(*, paper: Paper, title: str, confidential: bool, by: User | None) -> None:
    """Change what a paper is called and whether it is for the bodies alone. Raises ValidationError where the agenda is
    closed, or the title is empty or too long."""
    hold_to_arrange(paper.item.meeting)
    title = " ".join(title.split())
    if not 0 < len(title) <= LONGEST_TITLE:
        raise ValidationError(f"Skriv vad handlingen heter, med högst {LONGEST_TITLE} tecken.")
    was = {"title": paper.text, "confidential": paper.file.confidential}
    paper.text, paper.file.confidential = title, confidential
    paper.save(update_fields=["text"])
    paper.file.save(update_fields=["confidential"])
    log("paper-changed", paper, by=by, was=was, confidential=confidential)


@transaction.atomic
def move_paper(*, paper: Paper, steps: int, by: User | None) -> None:
    """Move a paper up (negative) or down among those of its item. Raises ValidationError where the agenda is closed."""
    hold_to_arrange(paper.item.meeting)
    papers = list(Paper.written.filter(item=paper.item).order_by("order", "pk"))
    at = papers.index(paper)
    papers.insert(min(max(at + steps, 0), len(papers) - 1), papers.pop(at))
    for order, one in enumerate(papers, 1):
        one.order = order
    Paper.written.bulk_update(papers, ["order"])
    log("paper-moved", paper, by=by, order=[one.pk for one in papers])


@transaction.atomic
def remove_paper(*, paper: Paper, by: User | None) -> None:
    """Take a paper off. Raises ValidationError where the agenda is closed."""
    hold_to_arrange(paper.item.meeting)
    log("paper-removed", paper, by=by, item=paper.item_id, sha256=paper.file.sha256)
    paper.delete()
