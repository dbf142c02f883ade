"""What closes the minutes: next meetings, signatures, and to whom they are sent."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from rodtrad.reading.dates import Span, find_dates
from rodtrad.reading.deciding import looks_like_body
from rodtrad.reading.entries import Entry, read_entry
from rodtrad.reading.facts.context import Context
from rodtrad.reading.labels import label_of
from rodtrad.reading.record import Duty, NextMeeting, Recipient, Signature
from rodtrad.reading.sources.source import Line, Stretch

NEXT_HEADING: Final = re.compile(
    r"^(?:datum för )?(?:nästa|kommande|nästkommande)\s+(?:möten?|sammanträden?|mötes(?:datum"
    r"|tillfälle\w*|tider))\b|^mötes(?:datum|tider)\b|^kommande mötes",
    re.I,
)
NEXT_SENTENCE: Final = re.compile(
    r"\b[Nn]ästa (?:ordinarie )?(?:möte|sammanträde)\b.{0,60}?\b(?:är|äger rum|hålls|blir|sker|planeras|infaller)?\b"
)
BODY_TRIM: Final = re.compile(
    r"^(?:nästa|kommande|möte|med|för|i|ordinarie|den|[\s:,–-])+|(?:\s|[:,–-]|\b(?:den|möte[tn]?|har"
    r"|är|håller|hålls)\b)+$",
    re.I,
)
# Signing services write labelled lines: "NAMN: Anna Ek", "DATUM & TID: 2024-02-01 10:00:00 +01:00".
SIGNER: Final = re.compile(r"^(?:namn|name|signerat av|undertecknare|underskrivet av)\s*:\s*(?P<name>.+)$", re.I)
SIGNER_TITLE: Final = re.compile(r"^(?:titel|roll|befattning|title)\b[^:]*:\s*(?P<title>.+)$", re.I)
SIGNED_AT: Final = re.compile(
    r"(?P<date>\d{4}-\d{2}-\d{2})[ T](?P<time>\d{2}:\d{2}(?::\d{2})?)\s*(?:UTC|GMT|CET"
    r"|CEST)?\s*(?P<offset>[+-]\d{2}:?\d{2}|Z)?"
)
DOTS: Final = re.compile(r"^[._…\s-]+$")
ROLE: Final[tuple[tuple[Duty, re.Pattern[str]], ...]] = (
    ("chair", re.compile(r"ordf(?:\b|örande)", re.I)),
    ("secretary", re.compile(r"sekr(?:\b|eterare)|\bvid (?:protokollet|pennan)|\bprotokollför", re.I)),
    ("adjuster", re.compile(r"juster", re.I)),
)
LIST_END = 120  # characters; a longer line is no recipient


def find_next_meetings(context: Context) -> tuple[NextMeeting, ...]:
    """Dates under "Nästa möte" or "Kommande möten 2025"; the heading's year is the year of dates without one."""
    found: dict[tuple[str, str | None], NextMeeting] = {}
    for title, lines in _next_parts(context):
        year = re.search(r"\b(20\d{2})\b", title.text)
        for line in lines:
            for meeting in _dates(context, line.content, int(year.group(1)) if year else None):
                found.setdefault((meeting.date, meeting.body), meeting)
    return tuple(found.values())


def _next_parts(context: Context) -> Iterator[tuple[Stretch, Sequence[Line]]]:
    for item in context.outline.items:
        if NEXT_HEADING.match(item.title.text):
            yield item.title, item.lines[:12]
            if find_dates(item.title.text, anchor=context.meeting_date):
                yield item.title, [Line(0, item.title)]
            continue
        for i, line in enumerate(item.lines):
            yield from _labelled_next(item.lines, i, line)
    tail = [*context.outline.tail, *context.outline.head]
    for i, line in enumerate(tail):
        yield from _labelled_next(tail, i, line)


def _labelled_next(lines: Sequence[Line], i: int, line: Line) -> Iterator[tuple[Stretch, Sequence[Line]]]:
    label = label_of(line, "next-meeting")
    if label and label.value:
        yield line.content, [Line(line.number, label.value)]
    elif label:
        yield line.content, lines[i + 1 : i + 8]
    elif match := NEXT_SENTENCE.search(line.text):
        yield line.content, [Line(line.number, line.content[match.start() :])]


def _dates(context: Context, content: Stretch, year: int | None) -> Iterator[NextMeeting]:
    previous_end = 0
    for span in find_dates(content.text, anchor=context.meeting_date, year=year):
        day = span.start or span.end
        if day is None or span.precision not in {"day", "range"} or span.confidence < 0.4:
            continue
        if context.meeting_date and day <= context.meeting_date:
            continue
        body = _body_before(content[previous_end : span.at[0]])
        previous_end = span.at[1]
        stretch = content[span.at[0] : span.at[1]].strip()
        yield NextMeeting(
            evidence=context.evidence(stretch, "next-meeting", 0.92, also=(body,), inferred=_inferred(span)),
            date=day.isoformat(),
            body=body.text if body else None,
        )


def _inferred(span: Span) -> tuple[str, ...]:
    return ("date",) if span.year_inferred else ()


def _body_before(before: Stretch) -> Stretch | None:
    """The body whose meeting it is: "Länssamverkansgruppen 21 april"."""
    text = before
    while match := BODY_TRIM.search(text.text):
        text = text[match.end() :] if match.start() == 0 and match.end() else text[: match.start()]
    text = text.strip(" :,.–-")
    short = 0 < len(text.text.split()) <= 10 and "." not in text.text
    return text if short and looks_like_body(text.text) else None


def find_signatures(context: Context) -> tuple[Signature, ...]:
    """Who signed: the pages of signing services, and typed names under "Underskrifter" or beside a role."""
    lines = [*context.outline.head, *context.outline.tail]
    if context.outline.items:
        lines += context.outline.items[-1].lines
    electronic = tuple(_electronic(context, lines))
    return electronic or tuple(_typed(context))


def _electronic(context: Context, lines: Sequence[Line]) -> Iterator[Signature]:
    for i, line in enumerate(lines):
        match = SIGNER.match(line.text)
        if not match:
            continue
        name = line.content.group(match, "name")
        duty: Duty = "other"
        signed_at = None
        for follower in lines[i + 1 : i + 8]:
            if SIGNER.match(follower.text):
                break
            if title := SIGNER_TITLE.match(follower.text):
                duty = _duty(title["title"]) or "other"
            if (stamp := SIGNED_AT.search(follower.text)) and signed_at is None:
                signed_at = _instant(stamp)
        evidence = context.evidence(name, "signature-electronic", 0.97)
        yield Signature(evidence=evidence, name=name.text, duty=duty, signed_at=signed_at)


def _instant(stamp: re.Match[str]) -> str:
    time = stamp["time"] if len(stamp["time"]) == 8 else stamp["time"] + ":00"
    offset = stamp["offset"] or ""
    if offset and offset != "Z" and ":" not in offset:
        offset = offset[:3] + ":" + offset[3:]
    return f"{stamp['date']}T{time}{offset.replace('Z', '+00:00')}"


def _duty(text: str) -> Duty | None:
    return next((duty for duty, pattern in ROLE if pattern.search(text)), None)


def _typed(context: Context) -> Iterator[Signature]:
    """Names between dotted lines and roles, after the label; the role stands above the name, below it, or beside."""
    for lines in (context.outline.head, context.outline.tail):
        start = next((i for i, line in enumerate(lines) if label_of(line, "signatures")), None)
        if start is None:
            continue
        names = [(i, e) for i, e in _names(context, lines, start)]
        for entry_index, (i, entry) in enumerate(names):
            following = names[entry_index + 1][0] if entry_index + 1 < len(names) else len(lines)
            role = entry.duty or _role_near(lines, i, start, following)
            if role and role in {"chair", "secretary", "adjuster"}:
                evidence = context.evidence(entry.name, "signature-typed", 0.9)
                yield Signature(evidence=evidence, name=entry.name.text, duty=role)
        if names:
            return


def _names(context: Context, lines: Sequence[Line], start: int) -> Iterator[tuple[int, Entry]]:
    for i in range(start + 1, len(lines)):
        label = label_of(lines[i])
        if label and label.kind in {"present", "absent", "others", "notices", "distribution", "agenda"}:
            return
        content = label.value if label and label.value else lines[i].content
        if entry := read_entry(lines[i], context.parties, content if label else None):
            yield i, entry


def _role_near(lines: Sequence[Line], i: int, start: int, following: int) -> Duty | None:
    if label := label_of(lines[i], "chair", "secretary", "adjuster"):
        return _duty(label.words)
    below = [lines[j] for j in range(i + 1, min(following, i + 3))]
    above = [lines[j] for j in range(i - 1, max(start, i - 3), -1)]
    # A form reads one way throughout: where a role follows its heading, roles stand above their names.
    opening = next((x for x in lines[start + 1 :] if not DOTS.match(x.text)), lines[i])
    for near in above if _duty(opening.text) else below:
        if len(near.text) < 40 and (duty := _duty(near.text)):
            return duty
    return None


def find_distribution(context: Context) -> tuple[Recipient, ...]:
    """To whom the minutes are sent, a recipient a line, or a list behind the label."""
    for lines in (context.outline.tail, context.outline.head):
        for i, line in enumerate(lines):
            label = label_of(line, "distribution")
            if label and label.value:
                return tuple(_recipient(context, part) for part in _parts(label.value))
            if label:
                return tuple(_recipient(context, follower.content) for follower in _listed(lines[i + 1 :]))
    return ()


def _listed(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines of a list up to the first that can't be one of its entries."""
    for line in lines:
        if len(line.text) > LIST_END or line.text.endswith(":") or DOTS.match(line.text):
            return
        yield line


def _parts(content: Stretch) -> Iterator[Stretch]:
    start = 0
    for match in re.finditer(r"\s*[,;]\s*", content.text):
        yield content[start : match.start()]
        start = match.end()
    if rest := content[start:].strip(" ."):
        yield rest


def _recipient(context: Context, content: Stretch) -> Recipient:
    return Recipient(evidence=context.evidence(content, "distribution", 0.92), text=content.text)
