"""What changes documents: a version is added, read or not; a finding is confirmed or refused in `review`."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from rodtrad.web.accounts.log import log
from rodtrad.web.accounts.models import User
from rodtrad.web.bodies.models import key_of
from rodtrad.web.clock import now
from rodtrad.web.documents.carrying import carry_over
from rodtrad.web.documents.findings import Json, findings_of
from rodtrad.web.documents.mentions import PartyFinder, county_of, mentions_of
from rodtrad.web.documents.models import Document, Finding, Issue, Mention, Unplaced, Version
from rodtrad.web.documents.originals import Original
from rodtrad.web.documents.reading import READER_VERSION, Reading, Refusal
from rodtrad.web.turns import wait_for_turn

NOT_OURS = "Dokumentet är varken protokoll, handlingsplan, kallelse eller överenskommelse på svenska. Är det rätt fil?"
NOTHING_FOUND = "Dokumentet lästes, men inga uppgifter hittades i det. Är det rätt fil?"
BATCH = 500


@dataclass(frozen=True, slots=True)
class Added:
    """A new version and its saved findings, wholes before parts."""

    version: Version
    findings: list[Finding]


@transaction.atomic
def add_version(
    *, original: Original, reading: Reading, finder: PartyFinder, by: User | None, document: Document | None = None
) -> Added:
    """Store what was read in a file: a new document, or a new version of one that is about the same. `document`: the
    one that was read again.

    What people said of the facts of the version before holds in the new one too.
    """
    key = _key(reading.record)
    document = document or _same_document(original.name, key) or Document.objects.create(name=original.name)
    before = document.current
    version = _new_version(document, original, by)
    version.state, version.error_code, version.error = _state(reading.record)
    version.text = reading.text
    version.page_starts, version.page_sizes = reading.page_starts, reading.page_sizes
    version.record = reading.record
    version.save()
    levels = findings_of(reading.record, version)
    if before is not None:
        carry_over(levels, before, version)
    findings = [finding for level in levels for finding in level]
    for level in levels:
        Finding.objects.bulk_create(level, batch_size=BATCH)
    mentions = mentions_of(findings, version.text, finder)
    Mention.objects.bulk_create(mentions, batch_size=BATCH)
    _add_notes(reading.record, version, before)
    document.kind, document.key, document.current = reading.record["kind"], key, version
    document.county_id = county_of(mentions) or document.county_id
    document.save(update_fields=["kind", "key", "current", "county"])
    log("version-added", document, by=by, version=version.number, sha256=version.sha256, findings=len(findings))
    return Added(version, findings)


@transaction.atomic
def keep_unread(
    *, original: Original, refusal: Refusal, by: User | None, state: str = Version.State.UNREADABLE
) -> Version:
    """Keep a file that could not be read or entered, with the reason, so that it is neither lost nor forgotten."""
    document = _same_document(original.name, None) or Document.objects.create(name=original.name)
    version = _new_version(document, original, by)
    version.state, version.error_code, version.error = state, refusal.code, refusal.message
    version.save()
    document.current = version
    document.save(update_fields=["current"])
    log("document-not-read", document, by=by, version=version.number, sha256=version.sha256, code=refusal.code)
    return version


@transaction.atomic
def settle_unread(*, version: Version, is_seen: bool, by: User | None) -> None:
    """Somebody has seen that nothing of a version stands in the register, and it may stay so; or asks for it anew."""
    wait_for_turn()
    version.settled_at = now() if is_seen else None
    version.save(update_fields=["settled_at"])
    log("unread-seen" if is_seen else "unread-reopened", version.document, by=by, version=version.number)


def _key(record: Json) -> str:
    """What a document is about, empty where it does not tell: then no other file is taken for a version of it."""
    if plan := record.get("plan"):
        about = [key_of(record.get("body") or plan.get("title") or ""), "-".join(map(str, plan.get("period") or ()))]
    else:
        about = [key_of(record.get("body") or ""), (record.get("meeting") or {}).get("date") or ""]
    return "|".join([record["kind"], *about]) if all(about) else ""


def _same_document(name: str, key: str | None) -> Document | None:
    """The document of that name and about the same, or one of that name of which nothing was ever read.

    To the latter the file at hand is the next attempt. `key`: None where the file could not be read either.
    """
    called = Document.objects.filter(name=name).select_related("current").order_by("pk")
    documents = list(called.defer("current__text", "current__record"))
    same = [document for document in documents if key and document.key == key]
    unread = [d for d in documents if d.current and d.current.state in (Version.State.UNREADABLE, Version.State.FAILED)]
    return next(iter([*same, *unread]), None)


def _new_version(document: Document, original: Original, by: User | None) -> Version:
    number = document.current.number + 1 if document.current else 1
    return Version(
        document=document,
        number=number,
        sha256=original.sha256,
        size=original.size,
        original=original.stored_name,
        reader_version=READER_VERSION,
        added_by=by,
    )


def _state(record: Json) -> tuple[str, str, str]:
    """State, code and sentence of what was read: finding nothing is no success."""
    if record["kind"] == "other":
        return Version.State.NOTHING, "not-ours", NOT_OURS
    if any(issue["code"] == "nothing-found" for issue in record["issues"]):
        return Version.State.NOTHING, "nothing-found", NOTHING_FOUND
    return Version.State.READ, "", ""


def _add_notes(record: Json, version: Version, before: Version | None) -> None:
    """What does not add up and what could not be placed; what somebody saw to in the version before is seen to here."""

    def lines(note: Json) -> Json:
        first, last = note.get("lines") or (None, None)
        return {"version": version, "text": note["text"], "first_line": first, "last_line": last}

    issues = [Issue(code=note["code"], **lines(note)) for note in record.get("issues") or ()]
    unplaced = [Unplaced(kind=note["kind"], **lines(note)) for note in record.get("unplaced") or ()]
    if before is not None:
        seen = {(one.code, one.text): one.settled_at for one in before.issues.exclude(settled_at=None)}
        dropped = {(one.kind, one.text): one.settled_at for one in before.unplaced.exclude(settled_at=None)}
        for issue in issues:
            issue.settled_at = seen.get((issue.code, issue.text))
        for one in unplaced:
            one.settled_at = dropped.get((one.kind, one.text))
    Issue.objects.bulk_create(issues, batch_size=BATCH)
    Unplaced.objects.bulk_create(unplaced, batch_size=BATCH)
