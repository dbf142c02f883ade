"""Documents read again by a better reader: what people said stands, and what else became otherwise is a list.

What nobody had reviewed follows the new reading at once, so that the register is what its current reader says; each
change can be taken back on its own, and the list stands until somebody accepts it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Exists, F, OuterRef

from rodtrad.web.accounts.log import log
from rodtrad.web.accounts.models import Change as Logged
from rodtrad.web.accounts.models import User
from rodtrad.web.bodies.additions import last_addition
from rodtrad.web.clock import now
from rodtrad.web.documents.actions import add_version
from rodtrad.web.documents.carrying import moved_to
from rodtrad.web.documents.findings import identity, load_findings, standing
from rodtrad.web.documents.kinds import HEAD, kind_of
from rodtrad.web.documents.mentions import PartyFinder
from rodtrad.web.documents.models import Document, Finding, Version
from rodtrad.web.documents.originals import Original
from rodtrad.web.documents.reading import READER_VERSION, Reading, Refusal, read_contents
from rodtrad.web.review.actions import enter_version
from rodtrad.web.review.checking.actions import add_finding, confirm_findings, correct_finding, refuse_finding
from rodtrad.web.review.house_styles import styles_in_use
from rodtrad.web.search.actions import bring_up_to_date, index_document
from rodtrad.web.turns import wait_for_turn

# Not facts of their own: they follow their whole, or only lead elsewhere.
UNTOLD = frozenset({"reference", "meeting", "plan"})


@dataclass(frozen=True, slots=True)
class Change:
    """One fact that a new reading has otherwise: `old` is gone, `new` is new, or the one became the other."""

    old: Finding | None
    new: Finding | None

    @property
    def key(self) -> str:
        """What the change is called in a form."""
        return f"{self.old.pk if self.old else ''}-{self.new.pk if self.new else ''}"


@dataclass(slots=True)
class Reread:
    """What became of documents that were read again. `failed`: those that could not be, with the reason."""

    documents: int = 0
    changed: int = 0
    changes: int = 0
    failed: list[tuple[Document, str]] = field(default_factory=list)


def to_read_again() -> list[Document]:
    """The documents that another reader read, or that were read with fewer parties and bodies; the oldest first."""
    documents = Document.objects.outdated(READER_VERSION, last_addition()).with_current()
    return list(documents.order_by("added_at", "pk"))


def read_again(
    documents: Sequence[Document],
    *,
    by: User | None,
    jobs: int = 2,
    progress: Callable[[Document], None] = lambda document: None,
) -> Reread:
    """Read the originals of documents again, each in a process of its own, and bring the register in step.

    A document that cannot be read now stays as it is. `progress`: called after each.
    """
    bring_up_to_date()
    done, finder = Reread(), PartyFinder()
    there = [document for document in documents if _has_original(document, done)]
    contents = ((document.name, _content(document)) for document in there)
    for document, result in zip(
        there, read_contents(contents, parties=finder.known.all, jobs=jobs, styles=styles_in_use()), strict=True
    ):
        if isinstance(result, Refusal):
            done.failed.append((document, result.message))
        else:
            _enter(document, result, finder, by, done)
        progress(document)
    return done


def _has_original(document: Document, done: Reread) -> bool:
    if document.current and default_storage.exists(document.current.original.name or ""):
        return True
    done.failed.append((document, "Originalet finns inte kvar. Läs in filen igen."))
    return False


def _content(document: Document) -> bytes:
    if document.current is None:
        raise ValueError("a document without a version has no content")
    with document.current.original.open("rb") as file:
        return bytes(file.read())


@transaction.atomic
def _enter(document: Document, reading: Reading, finder: PartyFinder, by: User | None, done: Reread) -> None:
    wait_for_turn()
    before = document.current
    if before is None or not Document.objects.filter(pk=document.pk, current=before).exists():
        done.failed.append((document, "Dokumentet fick en ny version medan det lästes. Läs om det igen."))
        return
    original = Original(Path(document.name), document.name, before.sha256, before.size)
    added = add_version(original=original, reading=reading, finder=finder, by=by, document=document)
    if added.version.state == Version.State.READ:
        enter_version(version=added.version, findings=added.findings, finder=finder, by=by)
    else:
        index_document(document=document, finder=finder)
    found = changes(added.version)
    if not found:
        Version.objects.filter(pk=added.version.pk).update(accepted_at=now())
    done.documents += 1
    done.changed += bool(found)
    done.changes += len(found)


def changes(version: Version) -> list[Change]:
    """What a reading of the same file has otherwise than the one before, in the order of the text; without what a
    person has spoken for."""
    before = version.read_before
    if before is None:
        return []
    old, new = _told(before), _told(version)
    gone, fresh = _without(old, new), _without(new, old)
    pairs = list(_paired(gone, fresh, before.text, version.text))
    became = {one.pk for pair in pairs for one in pair}
    found = [Change(one, other) for one, other in pairs]
    found += [Change(one, None) for one in gone if one.pk not in became and one.review == Finding.Review.UNREVIEWED]
    found += [Change(None, one) for one in fresh if one.pk not in became]
    found = [one for one in found if one.new is None or one.new.review == Finding.Review.UNREVIEWED]
    return sorted(found, key=_where)


def _where(change: Change) -> int:
    finding = change.new or change.old
    return finding.first_char if finding else 0


def _told(version: Version) -> list[Finding]:
    return [finding for finding in standing(load_findings(version)) if finding.kind not in UNTOLD]


def _without(some: Iterable[Finding], others: Iterable[Finding]) -> list[Finding]:
    """Those that say what none of the others says."""
    there: dict[str, int] = defaultdict(int)
    for finding in others:
        there[identity(finding)] += 1
    left = []
    for finding in some:
        key = identity(finding)
        if there[key]:
            there[key] -= 1
        else:
            left.append(finding)
    return left


def _paired(
    gone: Iterable[Finding], fresh: Sequence[Finding], before: str, after: str
) -> Iterator[tuple[Finding, Finding]]:
    """Facts of one kind of which the one stands where the words of the other stand now, each once; of a single value
    in the head there is only one."""
    free = list(fresh)
    for old in gone:
        of_kind = [one for one in free if one.kind == old.kind]
        start, end = moved_to(old, before, after) or (0, 0)
        is_head = kind_of(old.kind, old.value) is HEAD
        near = [one for one in of_kind if is_head or (one.first_char < end and start < one.end_char)]
        if near:
            free.remove(near[0])
            yield old, near[0]


def with_changes() -> list[Document]:
    """The documents whose new reading nobody has accepted, the latest first."""
    same = Version.objects.filter(
        document=OuterRef("document"),
        number=OuterRef("number") - 1,
        sha256=OuterRef("sha256"),
        state=Version.State.READ,
    )
    waiting = Version.objects.filter(Exists(same), accepted_at=None, document__current=F("pk"))
    found = waiting.defer("text", "record").select_related("document").order_by("-added_at", "-pk")
    return [version.document for version in found]


@transaction.atomic
def accept(*, version: Version, by: User | None) -> int:
    """Somebody takes all that became otherwise for good, and with it every fact that did; returns how many."""
    wait_for_turn()
    found = [one.new for one in changes(version) if one.new]
    if found:
        confirm_findings(version=version, findings=found, by=by)
    Version.objects.filter(pk=version.pk).update(accepted_at=now())
    log("reading-accepted", version.document, by=by, version=version.number, facts=len(found))
    return len(found)


@transaction.atomic
def keep_old(*, version: Version, change: Change, by: User | None) -> Logged | Finding:
    """Somebody holds to what the reading before said: of a fact that became otherwise its old value, of a new one that
    it is none, and one that is gone is marked where it stood."""
    old, new = change.old, change.new
    head = new or old
    if head and kind_of(head.kind, head.value) is HEAD:
        return _keep_old_head(version, head.kind, old.value if old else None, by)
    if new and old:
        return correct_finding(finding=new, value=old.value, by=by)
    if new:
        return refuse_finding(finding=new, by=by)
    if old is None:
        raise ValueError("a change of nothing")
    chars = moved_to(old, old.version.text, version.text)
    if chars is None:
        raise LookupError("its words are gone")
    return add_finding(version=version, kind=old.kind, value=old.value, chars=chars, by=by)


def _keep_old_head(version: Version, kind: str, told: object, by: User | None) -> Logged:
    """A single value of the head holds as it was: in its whole, of which the register is made."""
    whole = version.findings.filter(kind__in=("meeting", "plan"), parent=None).first()
    if whole is None:
        raise LookupError("the head has no whole")
    return correct_finding(finding=whole, value={**whole.value, kind.rpartition(".")[2]: told}, by=by)
