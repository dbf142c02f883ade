"""A meeting of the invented county that is closed, and those who answer for its minutes."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

import pytest
from pytest_django import Settings

from rodtrad.web.accounts.models import User
from rodtrad.web.bodies.models import Body, Membership
from rodtrad.web.holding.actions import decide, open_meeting, take_roll
from rodtrad.web.holding.roll import Called
from rodtrad.web.holding.saving import Save, save_paragraph
from rodtrad.web.meetings.models import BodyRules, Item, Meeting
from rodtrad.web.minutes.actions import close_and_make
from rodtrad.web.preparing.actions import add_item
from rodtrad.web.verifying.actions import approve, send_round
from rodtrad.web.verifying.models import Round
from rodtrad.web.verifying.verifiers import verifiers_of
from tests.web.meetings.held import make_body, make_meeting, make_member
from tests.web.once import made_once
from tests.web.verifying.authority import PASSPHRASE, Authority, serving

KEYS = ("8f0e6f0e-52f3-4a0c-9c2e-0d7a8d1c0001", "8f0e6f0e-52f3-4a0c-9c2e-0d7a8d1c0002")


@dataclass
class Closed:
    body: Body
    sara: User
    tove: User
    bo: User
    meeting: Meeting


def make_closed() -> Closed:
    """A closed meeting, with a paragraph and a decision at its one item."""
    body = make_body()
    BodyRules.objects.create(body=body, verifies=True, signs=True, is_paragraph=True)
    sara = make_member("Sara", body, Membership.Role.SECRETARY)
    tove = make_member("Tove Alnfors", body, Membership.Role.CHAIR)
    bo = make_member("Bo Ekmark", body, Membership.Role.ADJUSTER)
    meeting = make_meeting(body)
    add_item(meeting=meeting, fields={"title": "Avtal om hjälpmedel", "type": "decision"}, clauses=[], by=sara)
    open_meeting(meeting=meeting, by=sara)
    roll = [Called("Tove Alnfors", "present", duty="chair"), Called("Bo Ekmark", "remote", duty="adjuster")]
    take_roll(meeting=meeting, called=[*roll, Called("Sara", "present", duty="secretary")], by=sara)
    item = Item.written.get(meeting=meeting)
    save_paragraph(item=item, save=Save(*KEYS, 0, "Tove redogör för avtalet."), by=sara)  # type: ignore[arg-type]  # as a form has them
    decide(item=item, clauses=["förlänga avtalet ett år"], by=sara)
    close_and_make(meeting=meeting, by=sara)
    return Closed(body, sara, tove, bo, meeting)


made = made_once(make_closed)


@pytest.fixture
def closed(made: Closed, db: None) -> Closed:
    return deepcopy(made)


@pytest.fixture
def body(closed: Closed) -> Body:
    return closed.body


@pytest.fixture
def sara(closed: Closed) -> User:
    """Sara is the secretary."""
    return closed.sara


@pytest.fixture
def tove(closed: Closed) -> User:
    """Tove is in the chair."""
    return closed.tove


@pytest.fixture
def bo(closed: Closed) -> User:
    """Bo verifies."""
    return closed.bo


@pytest.fixture
def meeting(closed: Closed) -> Meeting:
    return closed.meeting


@pytest.fixture
def sent(meeting: Meeting, sara: User) -> Round:
    """The minutes, sent to Tove and Bo."""
    return send(meeting, sara)


@pytest.fixture
def approved(meeting: Meeting, sent: Round, tove: User, bo: User) -> Meeting:
    """The meeting, its minutes approved by both."""
    approve_all(sent)
    meeting.refresh_from_db()
    return meeting


@pytest.fixture(scope="session")
def served() -> Iterator[Authority]:
    with serving() as authority:
        yield authority


@pytest.fixture
def authority(served: Authority, settings: Settings, tmp_path: Path) -> Authority:
    """The installation has a certificate and a time service of this authority."""
    install(served.file_of(served.issue("Region Älvmark, protokoll")), settings, tmp_path)
    settings.TIMESTAMP = served.address
    return served


def install(file: bytes, settings: Settings, folder: Path, passphrase: str = PASSPHRASE) -> None:
    """Give the installation a certificate."""
    (folder / "certifikat.p12").write_bytes(file)
    settings.SIGNING_CERT, settings.SIGNING_PASSPHRASE = folder / "certifikat.p12", passphrase


def send(meeting: Meeting, by: User) -> Round:
    """Send the latest version to everyone who may be asked."""
    version = meeting.minutes_versions.latest("number")
    return send_round(version=version, asked=[one.user for one in verifiers_of(meeting)[0]], by=by)


def approve_all(sent: Round) -> None:
    for answer in sent.answers.filter(kind=""):
        approve(answer=answer, by=answer.user, identity=f"inloggad som {answer.user.email} med lösenfras")
