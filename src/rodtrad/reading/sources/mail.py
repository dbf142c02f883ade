"""E-mail as a `Source`: saved messages (.eml), web archives (.mht), and what of a text was pasted from a mail.

The head of a mail says who sent it, when and to whom: nothing about a meeting. An earlier mail that is quoted was
written at another time. Both stay in the text, where people see them, but are no lines for the rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart
from typing import Final

from rodtrad.reading.record import Issue
from rodtrad.reading.sources.decode import decode_as
from rodtrad.reading.sources.errors import Unreadable, empty
from rodtrad.reading.sources.html import read_page
from rodtrad.reading.sources.source import Line, Source
from rodtrad.reading.sources.text import read_text

# What a program writes above a mail that it forwards or answers; the first of them opens the head.
OPENS: Final = re.compile(r"\*?(?:Från|From)\s*:", re.I)
HEAD: Final = re.compile(
    r"\*?(?:Från|From|Skickat|Sent|Datum|Date|Till|To|Kopia|Cc|Ämne|Subject|Svara till|Reply-To|Prioritet|Importance"
    r"|Bifogade filer|Bilagor|Attachments)\s*:",
    re.I,
)
# Minutes may have lines that begin with "Från:", "Till:" and "Datum:"; these only a mail has.
ONLY_IN_MAIL: Final = re.compile(r"\*?(?:Skickat|Sent|Ämne|Subject)\s*:", re.I)
SHORTEST_HEAD: Final = 3  # lines with a label
LONGEST_HEAD: Final = 15  # lines: those to whom it went may take several
# "-----Ursprungligt meddelande-----", "---------- Forwarded message ---------", "Vidarebefordrat brev:"
FORWARDS: Final = re.compile(
    r"[-_\s]*(?:ursprungligt|vidarebefordrat|original|forwarded)\s+(?:meddelande|brev|message)[-_:\s]*$", re.I
)
# "Den 14 mars 2024 kl. 10:12 skrev Rut Ek <rut@example.se>:"
ANSWERS: Final = re.compile(r".{0,200}\b(?:skrev|wrote)\b.{0,120}:\s*$", re.I)
QUOTED: Final = re.compile(r"[ \t]*>(?:[ \t]?>)*[ \t]?")
SIGNATURE: Final = re.compile(r"--\s*$")
SHOWN: Final = (("From", "Från"), ("To", "Till"), ("Cc", "Kopia"), ("Date", "Skickat"), ("Subject", "Ämne"))
LONGEST_SHOWN: Final = 500
MOST_NAMED: Final = 10
WEB_ARCHIVES: Final = (".mht", ".mhtml")
NO_TEXT: Final = "Mejlet innehåller ingen text. Om texten ligger i en bilaga: spara bilagan och läs in den för sig."


def read_mail(name: str, data: bytes) -> Source:
    """A saved message: its plain text, else its web page. What is attached is told in an issue, and not read.

    Raises Unreadable for one that holds no text, or parts within parts in more steps than any mail has.
    """
    try:
        message = message_from_bytes(data, policy=policy.default)
        is_archive = name.lower().endswith(WEB_ARCHIVES)
        body = message.get_body(("html", "plain") if is_archive else ("plain", "html"))
        if body is None and not message.is_multipart() and message.get_content_maintype() == "multipart":
            body = message  # which should have parts, and does not say what divides them
        shown = [] if is_archive else list(_shown(message))
        attached = [] if is_archive else list(_attached(message, body))
    except RecursionError as error:
        raise Unreadable("too-heavy", "Mejlet har bilagor i varandra i fler led än som kan läsas.") from error
    except (LookupError, TypeError, ValueError, AttributeError, AssertionError) as error:
        # The library raises what a mangled head leads it to.
        raise Unreadable("broken", f"Mejlet är skadat: dess huvud går inte att tyda. {NO_TEXT}") from error
    text = _text_of(body) if body is not None else ""
    if not text.strip():
        raise Unreadable("empty", NO_TEXT)
    source = _as_source(name, text, shown, is_page=body is not None and body.get_content_subtype() == "html")
    return replace(source, shortcomings=(*source.shortcomings, *_not_read(attached)))


def _as_source(name: str, text: str, shown: Sequence[str], *, is_page: bool) -> Source:
    if is_page:
        return without_mail(read_page(name, text, beside=shown), is_mail=True)
    head = "".join(f"{line}\n" for line in [*shown, ""]) if shown else ""
    return _text_source(name, head + text, is_mail=True, after=len(shown))


def read_plain(name: str, text: str) -> Source:
    """A text, which may have been pasted from a mail. Raises Unreadable for an empty one."""
    if not text.strip():
        raise empty()
    return _text_source(name, text, is_mail=False)


def _text_source(name: str, text: str, *, is_mail: bool, after: int = 0) -> Source:
    """The text below its line `after`.

    Where more is quoted than written, what is quoted is the document: somebody sent it on with a word above it.
    """
    source = read_text(name, text)
    source = replace(source, lines=source.lines[after:])
    quoted = [line for line in source.lines if QUOTED.match(_raw(source, line))] if ">" in source.text else []
    if not quoted or not (is_mail or _tells_of_mail(source)):
        return without_mail(source, is_mail=is_mail)
    numbers = {line.number for line in quoted}
    if _length(quoted) > _length([line for line in source.lines if line.number not in numbers]):
        inner = read_text(name, text, lead=QUOTED)
        lines = tuple(line for line in inner.lines if line.number in numbers)
        return without_mail(replace(inner, lines=lines), is_mail=True)
    told = f"Rad {quoted[0].number}–{quoted[-1].number} i mejlet citerar ett tidigare mejl, som inte lästes."
    kept = tuple(line for line in source.lines if line.number not in numbers)
    issue = Issue(code="not-read", text=told, lines=(quoted[0].number, quoted[-1].number))
    return without_mail(replace(source, lines=kept, shortcomings=(issue,)), is_mail=is_mail)


def without_mail(source: Source, *, is_mail: bool) -> Source:
    """The source without the lines that a mail program wrote: heads, what leads in a quotation, a signature.

    Of several messages the longest is the document: the others are the word above it, or what was said before.
    """
    heads = _heads(source.lines)
    if not heads and not is_mail:
        return source
    messages, signed = [list[Line]()], False
    for line in source.lines:
        if line.number in heads or (is_mail and ANSWERS.fullmatch(line.text)):
            signed = False
            messages.append([])
        elif is_mail and not line.cells and SIGNATURE.fullmatch(_raw(source, line)):
            signed = True
        elif not signed:
            messages[-1].append(line)
    longest = max(messages, key=_length)
    missing = source.shortcomings
    if sum(map(bool, map(_length, messages))) > 1:
        first, last = longest[0].number, longest[-1].number
        told = f"Mejlet innehåller flera meddelanden. Bara det längsta lästes, rad {first}–{last}."
        missing = (*missing, Issue(code="not-read", text=told, lines=(first, last)))
    return replace(source, lines=tuple(longest), shortcomings=missing)


def _length(lines: Sequence[Line]) -> int:
    return sum(len(line.text) for line in lines)


def _tells_of_mail(source: Source) -> bool:
    """Whether a text has what only mail has: ">" alone may lead a line of any text ("> 65 år")."""
    return bool(_heads(source.lines)) or any(ANSWERS.fullmatch(line.text) for line in source.lines)


def _heads(lines: Sequence[Line]) -> set[int]:
    """The numbers of the lines that are the head of a mail."""
    found = set[int]()
    for i, line in enumerate(lines):
        if not line.text:
            continue
        if FORWARDS.fullmatch(line.text):
            found.add(line.number)
        elif OPENS.match(line.text) and line.number not in found:
            block = list(_filled(lines[i : i + LONGEST_HEAD]))
            labelled = [at for at, one in enumerate(block) if HEAD.match(one.text)]
            if len(labelled) >= SHORTEST_HEAD and any(ONLY_IN_MAIL.match(one.text) for one in block):
                found.update(one.number for one in block[: labelled[-1] + 1])
    return found


def _filled(lines: Sequence[Line]) -> Iterator[Line]:
    for line in lines:
        if line.blank:
            return
        yield line


def _raw(source: Source, line: Line) -> str:
    """A line as it stands in the text."""
    start = source.line_starts[line.number - 1]
    end = source.line_starts[line.number] - 1 if line.number < len(source.line_starts) else len(source.text)
    return source.text[start:end]


def _shown(message: EmailMessage) -> Iterator[str]:
    for name, swedish in SHOWN:
        told = " ".join(str(message.get(name, "")).split())[:LONGEST_SHOWN]
        if told:
            yield f"{swedish}: {told}"


def _text_of(body: MIMEPart) -> str:
    """The text of a part. Raises Unreadable for one in no encoding that is known."""
    data = body.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    if not data.strip():
        return ""
    text = decode_as(body.get_content_charset("") or "", data).replace("\r\n", "\n")
    if body.get_content_subtype() == "plain" and str(body.get_param("format", "")).lower() == "flowed":
        text = re.sub(r"(?m)(?<!^--) \n(?!\n)", " ", text)  # a line that ends with a blank goes on (RFC 3676)
    return text


def _attached(message: EmailMessage, body: MIMEPart | None) -> Iterator[str]:
    for part in message.walk():
        name = part.get_filename()
        if name and part is not body and not (part.get_content_maintype() == "image" and part["Content-ID"]):
            yield " ".join(str(name).split())[:100]


def _not_read(attached: Sequence[str]) -> Iterator[Issue]:
    if attached:
        named = ", ".join(attached[:MOST_NAMED]) + (" med flera" if len(attached) > MOST_NAMED else "")
        text = f"Mejlet har bilagor som inte har lästs: {named}. Spara dem och läs in dem var för sig."
        yield Issue(code="not-read", text=text)
