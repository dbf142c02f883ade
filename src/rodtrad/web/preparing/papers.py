"""What people do with the papers of an item: each function one transaction and one row in the log."""

from __future__ import annotations

from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from rodtrad.web.accounts.log import log
from rodtrad.web.accounts.models import User
from rodtrad.web.documents.originals import NotStored, Original, store
from rodtrad.web.documents.papers import Unreadable, check_paper
from rodtrad.web.meetings.models import Item, Paper
from rodtrad.web.meetings.states import hold_to_arrange
from rodtrad.web.preparing.models import PaperFile
from rodtrad.web.preparing.tasks import make_pages

LONGEST_TITLE = 300


def add_paper(*, item: Item, original: Original, data: bytes, confidential: bool, by: User | None) -> PaperFile:
    """Put a file among the papers of an item, last, called as the file is.

    Raises ValidationError where the agenda is closed, or the file is none that a paper may be or cannot be kept.
    """
    try:
        check_paper(original.name, data)
        store(original, data)
    except Unreadable as error:
        raise ValidationError(f"{original.name} togs inte emot. {error.message}") from error
    except NotStored as error:
        raise ValidationError(f"{original.name} togs inte emot. {error}") from error
    with transaction.atomic():
        hold_to_arrange(item.meeting)
        if PaperFile.objects.filter(paper__item=item, sha256=original.sha256).exists():
            raise ValidationError(f"{original.name} är redan en handling vid punkten.")
        last = Paper.written.filter(item=item).aggregate(n=Max("order"))["n"] or 0
        paper = Paper.objects.create(item=item, order=last + 1, text=_title_of(original.name), is_draft=True)
        file = PaperFile(
            paper=paper,
            name=original.name[-255:],
            sha256=original.sha256,
            size=original.size,
            original=original.stored_name,
            confidential=confidential,
            added_by=by,
        )
        file.save()
        log("paper-added", file, by=by, item=item.pk, sha256=file.sha256, confidential=confidential)
        if file.is_bundled:
            make_pages.enqueue(file.pk)
    return file


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


def _title_of(name: str) -> str:
    """A file's name as a title: "bilaga_2-budget.pdf" is "bilaga 2-budget"."""
    return " ".join(PurePath(name).stem.replace("_", " ").split())[:LONGEST_TITLE] or "Handling"
