"""Whether a PDF is ours, whole, and by whom: for anyone who has it.

A file that is kept here is known by its hash, and any other is not the one that we gave out, however little differs.
Of what it was, its mark and its signatures tell. They are held against the roots that were kept when we signed, so that
the answer is the same when certificates have run out and nobody can be asked.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Final

from asn1crypto import x509
from django.db.models import Q

from rodtrad.web.backup.backing_up import file_fields
from rodtrad.web.documents.originals import Original
from rodtrad.web.documents.seals import Signed, Unreadable, look_at
from rodtrad.web.minutes.models import MinutesVersion
from rodtrad.web.verifying.certificates import CannotSign, from_pem, trusted_roots
from rodtrad.web.verifying.models import Seal, SigningCopy
from rodtrad.web.verifying.signing import MARK

MARKED: Final = re.compile(rb"%s[0-9a-f]{32}" % MARK.encode())
MOST_MARKS: Final = 10  # a file of ours bears one


class Kind(StrEnum):
    OURS = "ours"  # the very file that was signed here, or came back signed
    UNSIGNED = "unsigned"  # a file of ours that nobody signed
    CHANGED = "changed"  # was ours, or was signed, and is not as it was
    FOREIGN = "foreign"  # whole, and signed by others
    UNKNOWN = "unknown"  # no file of ours, and not signed
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Signer:
    """As a signature says; `trusted`: on the word of an issuer that is known here."""

    name: str
    issuer: str
    at: datetime | None
    is_stamped: bool
    trusted: bool
    is_whole: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """`version`: of which minutes it is, or was; `copy`: what of them, where not the whole. `later`: the number of a
    later signed version of them. `why`: what hindered the reading, in Swedish."""

    kind: Kind
    version: MinutesVersion | None = None
    copy: str = ""
    later: int | None = None
    signers: tuple[Signer, ...] = ()
    why: str = ""


def verdict_on(data: bytes) -> Verdict:
    """What can be said of a file."""
    name = Original.of(Path("protokoll.pdf"), data).stored_name
    seals = Seal.objects.select_related("version__meeting")
    seal = seals.filter(file=name).first()
    was = seal.version if seal else _was(data)
    signers, why = _signers(data)
    if seal:
        return Verdict(Kind.OURS, was, later=_later(seal.version), signers=signers)
    if made := _made_here(name):
        version, copy = made
        return Verdict(Kind.UNSIGNED, version, copy, _later(version))
    if was or not all(one.is_whole for one in signers):
        return Verdict(Kind.CHANGED, was, signers=signers, why=why)
    if why:
        return Verdict(Kind.UNREADABLE, why=why)
    return Verdict(Kind.FOREIGN if signers else Kind.UNKNOWN, signers=signers)


def _signers(data: bytes) -> tuple[tuple[Signer, ...], str]:
    """Who signed a file, and what hindered the reading."""
    try:
        found = look_at(data, _roots())
    except Unreadable as error:
        return (), error.message
    return tuple(map(_signer, found.signatures)), ""


def _signer(one: Signed) -> Signer:
    at = datetime.fromisoformat(one.at) if one.at else None
    return Signer(one.signer, one.issuer, at, one.is_stamped, one.trusted, one.is_whole)


def _roots() -> list[x509.Certificate]:
    """What signatures may stand on: what those that are kept stood on, and what the installation trusts today."""
    kept = Seal.objects.exclude(roots="").values_list("roots", flat=True).distinct()
    found = {one.dump(): one for text in kept for one in from_pem(text)}
    with suppress(CannotSign):  # what was kept still holds; whoever signs is told
        found |= {one.dump(): one for one in trusted_roots()}
    return list(found.values())


def _was(data: bytes) -> MinutesVersion | None:
    """Of which minutes a file was, by its mark; also where nothing else of it can be read."""
    marks = {match.decode() for match in MARKED.findall(data)[:MOST_MARKS]}
    copy = SigningCopy.objects.filter(mark__in=marks).select_related("version__meeting").first()
    return copy.version if copy else None


def _made_here(name: str) -> tuple[MinutesVersion, str] | None:
    """The version of which a file was made that nobody signed, and what of it: empty where it is whole, as it was kept
    or is to be signed; else as another app made a copy of it: "extract", or "masked"."""
    if whole := MinutesVersion.objects.filter(Q(file=name) | Q(signing_copy__file=name)).first():
        return whole, ""
    for model, column in file_fields():
        row = model._base_manager.filter(**{column: name}).first()
        version = getattr(row, "version", None)
        if isinstance(version, MinutesVersion):
            return version, "extract" if getattr(row, "item_id", None) else "masked"
    return None


def _later(version: MinutesVersion) -> int | None:
    """The last signed version of the same minutes, where it is a later one."""
    newer = Seal.objects.filter(version__meeting=version.meeting_id, version__number__gt=version.number)
    last = newer.order_by("version__number").last()
    return last.version.number if last else None
