"""Signed files: what the standards ask of them, what hinders a signature, and files signed elsewhere that come back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import BytesIO
from itertools import count
from pathlib import Path

import page
import pdfplumber
import pikepdf
import pytest
from django.core.exceptions import ValidationError
from pyhanko.pdf_utils.generic import StreamObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from rodtrad.reading.sources import open_source
from rodtrad.web.accounts.models import Change, User
from rodtrad.web.backup.backing_up import file_columns
from rodtrad.web.intake.actions import take_back
from rodtrad.web.meetings.models import Item, Meeting
from rodtrad.web.minutes.models import MinutesVersion
from rodtrad.web.verifying.certificates import CannotSign, from_pem
from rodtrad.web.verifying.correcting import add
from rodtrad.web.verifying.models import Seal, SigningCopy
from rodtrad.web.verifying.signing import file_of, sign, signing_copy, take_back_signed
from rodtrad.web.verifying.verdict import Kind, verdict_on
from tests import factories as make
from tests.web.verifying.authority import Authority
from tests.web.verifying.conftest import approve_all, install, send
from tests.web.verifying.service import signed_elsewhere

pytestmark = pytest.mark.django_db
UA, A = page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A
# A file that is to last is stamped after it was signed, so that the first signature cannot reach over all of it; that
# is how ETSI EN 319 142-1, 5.5, makes files last.
STAMPED_AFTERWARDS = "PDFA2A-SIGNATURE-BYTERANGE-001"


def trust(authority: Authority, settings: Settings, folder: Path) -> None:
    (folder / "rötter.pem").write_text(authority.root.pem)
    settings.SIGNING_TRUST = folder / "rötter.pem"


def lines_to_sign_on(data: bytes) -> list[int]:
    """How many lines of nine centimetres each page has that has any."""
    with pdfplumber.open(BytesIO(data)) as document:
        found = [sum(abs(line["width"] - 255) < 1 for line in one.lines) for one in document.pages]
    return [number for number in found if number]


def failures(data: bytes, profile: page.ValidationProfile) -> list[str]:
    return [failure.rule_id for failure in page.validate_pdf_bytes(data, profile=profile).failures]


def nothing_changed(meeting: Meeting) -> bool:
    return Meeting.objects.get(pk=meeting.pk).state == "verified" and not Seal.objects.exists()


class TestSignedHere:
    def test_follows_the_standards(self, approved: Meeting, authority: Authority, sara: User) -> None:
        data = file_of(sign(meeting=approved, by=sara).file)
        assert (failures(data, UA), failures(data, A)) == ([], [])
        with pikepdf.open(BytesIO(data)) as document:
            assert str(document.Root["/Lang"]) == "sv-SE"

    def test_has_lines_to_sign_on_until_it_is(self, approved: Meeting, authority: Authority, sara: User) -> None:
        assert lines_to_sign_on(approved.minutes_versions.get().file.read()) == [3]
        assert lines_to_sign_on(file_of(sign(meeting=approved, by=sara).file)) == []

    def test_opens_with_pyhanko(self, approved: Meeting, authority: Authority, sara: User) -> None:
        seal = sign(meeting=approved, by=sara)
        [signature] = PdfFileReader(BytesIO(file_of(seal.file))).embedded_signatures
        roots = list(from_pem(authority.root.pem))
        status = validate_pdf_signature(signature, ValidationContext(trust_roots=roots))
        assert status.bottom_line
        assert status.timestamp_validity
        assert signature.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"
        assert (seal.level, seal.signers[0]["name"], seal.signers[0]["stamped"]) == (
            "B-T",
            "Region Älvmark, protokoll",
            True,
        )

    def test_to_last(
        self, approved: Meeting, authority: Authority, sara: User, settings: Settings, tmp_path: Path
    ) -> None:
        trust(authority, settings, tmp_path)
        seal = sign(meeting=approved, by=sara)
        data = file_of(seal.file)
        assert (failures(data, UA), failures(data, A)) == ([], [STAMPED_AFTERWARDS])
        document = PdfFileReader(BytesIO(data))
        assert [one.sig_object["/Type"] for one in document.embedded_signatures] == ["/Sig", "/DocTimeStamp"]
        assert {"/CRLs", "/Certs"} <= set(document.root["/DSS"])
        assert seal.level == "B-LTA"
        # Each signature reaches to the end of its own revision, which alone has no finding.
        first, last = ([int(n) for n in one.sig_object["/ByteRange"]] for one in document.embedded_signatures)
        signed = data[: first[2] + first[3]]
        assert (failures(signed, UA), failures(signed, A)) == ([], [])
        assert last[2] + last[3] == len(data)

    def test_to_last_whatever_byte_a_list_ends_in(
        self,
        approved: Meeting,
        authority: Authority,
        sara: User,
        settings: Settings,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        trust(authority, settings, tmp_path)
        ending = next(made for made in map(authority.taken_back, count()) if made.endswith(b"\r"))
        monkeypatch.setattr(authority, "taken_back", lambda: ending)
        data = file_of(sign(meeting=approved, by=sara).file)
        assert (failures(data, UA), failures(data, A)) == ([], [STAMPED_AFTERWARDS])
        kept = PdfFileReader(BytesIO(data)).root["/DSS"]["/CRLs"]
        assert [one.get_object().data for one in kept] == [ending]
        assert verdict_on(data).kind == Kind.OURS

    def test_says_who_approved_what_and_when(self, approved: Meeting, authority: Authority, sara: User) -> None:
        text = " ".join(open_source("p.pdf", file_of(sign(meeting=approved, by=sara).file)).text.split())
        assert "Version 1 av protokollet är godkänd av dem som står här." in text
        for told in ("Tove Alnfors", "Ordförande", "Bo Ekmark", "Justerare", "bo.ekmark@example.se"):
            assert told in text
        assert "(UTC+01:00)" in text or "(UTC+02:00)" in text

    def test_the_meeting_is_signed_and_the_log_says_how(
        self, approved: Meeting, authority: Authority, sara: User
    ) -> None:
        seal = sign(meeting=approved, by=sara)
        assert Meeting.objects.get().state == "signed"
        assert Change.objects.filter(action="minutes-signed").get().details["file"] == str(seal.file).partition("/")[2]
        with pytest.raises(ValidationError, match="redan undertecknat"):
            sign(meeting=approved, by=sara)

    def test_a_correction_is_signed_by_itself(self, approved: Meeting, authority: Authority, sara: User) -> None:
        first = sign(meeting=approved, by=sara)
        add(meeting=approved, on=1, item=Item.written.get(), text="Avtalet gäller två år.", why="Fel år", by=sara)
        with pytest.raises(ValidationError, match="redan undertecknat"):
            sign(meeting=approved, by=sara)
        approve_all(send(approved, sara))
        second = sign(meeting=approved, by=sara)
        assert (first.version.number, second.version.number) == (1, 2)
        assert "Avtalet gäller två år." not in open_source("p.pdf", file_of(first.file)).text
        assert "Rättelser efter justeringen" in open_source("p.pdf", file_of(second.file)).text


class TestNothingHalfSigned:
    def test_before_approval(self, meeting: Meeting, authority: Authority, sara: User) -> None:
        with pytest.raises(ValidationError, match="justeras innan"):
            sign(meeting=meeting, by=sara)
        assert Meeting.objects.get().state == "closed"

    def test_without_a_certificate(self, approved: Meeting, sara: User, settings: Settings) -> None:
        with pytest.raises(CannotSign, match="RODTRAD_SIGNING_CERT"):
            sign(meeting=approved, by=sara)
        assert nothing_changed(approved)

    def test_without_a_time_service(
        self, approved: Meeting, authority: Authority, sara: User, settings: Settings
    ) -> None:
        settings.TIMESTAMP = ""
        with pytest.raises(CannotSign, match="RODTRAD_TIMESTAMP"):
            sign(meeting=approved, by=sara)
        settings.TIMESTAMP = "http://127.0.0.1:9"
        with pytest.raises(CannotSign, match=r"idsstämplingstjänsten|kunde inte undertecknas"):
            sign(meeting=approved, by=sara)
        assert nothing_changed(approved)

    def test_with_a_certificate_that_has_run_out(
        self, approved: Meeting, authority: Authority, sara: User, settings: Settings, tmp_path: Path
    ) -> None:
        ended = authority.issue("Region Älvmark, gammalt", ends=datetime.now(UTC) - timedelta(days=2))
        install(authority.file_of(ended), settings, tmp_path)
        with pytest.raises(CannotSign, match=r"gick ut den \d{4}-\d\d-\d\d\. Beställ ett nytt"):
            sign(meeting=approved, by=sara)
        assert nothing_changed(approved)

    @pytest.mark.parametrize("what", ["passphrase", "file"])
    def test_with_what_cannot_be_opened(
        self, approved: Meeting, authority: Authority, sara: User, settings: Settings, tmp_path: Path, what: str
    ) -> None:
        file = authority.file_of(authority.issue("Region Älvmark"))
        install(file if what == "passphrase" else b"inget certifikat", settings, tmp_path, "fel lösenfras")
        with pytest.raises(CannotSign, match="RODTRAD_SIGNING_PASSPHRASE"):
            sign(meeting=approved, by=sara)
        assert nothing_changed(approved)

    def test_by_an_issuer_that_is_not_trusted(
        self, approved: Meeting, authority: Authority, sara: User, settings: Settings, tmp_path: Path
    ) -> None:
        trust(Authority(), settings, tmp_path)
        with pytest.raises(CannotSign, match="RODTRAD_SIGNING_TRUST"):
            sign(meeting=approved, by=sara)
        assert nothing_changed(approved)

    def test_to_last_without_word_of_what_was_taken_back(
        self, approved: Meeting, authority: Authority, sara: User, settings: Settings, tmp_path: Path
    ) -> None:
        silent = Authority()  # nothing answers where its list should be
        install(silent.file_of(silent.issue("Region Älvmark")), settings, tmp_path)
        trust(authority, settings, tmp_path)
        with (tmp_path / "rötter.pem").open("a") as roots:
            roots.write(silent.root.pem)
        with pytest.raises(CannotSign, match="RODTRAD_SIGNING_TRUST"):
            sign(meeting=approved, by=sara)
        assert nothing_changed(approved)


class TestSignedElsewhere:
    def test_the_same_file_comes_back(self, approved: Meeting, authority: Authority, sara: User) -> None:
        sent = file_of(signing_copy(approved.minutes_versions.get()).file)
        came = signed_elsewhere(sent, authority, "Tove Alnfors")
        seal = take_back_signed(meeting=approved, data=came, by=sara)
        assert seal.proof == "Samma fil, byte för byte, under underskriften."
        assert [one["name"] for one in seal.signers] == ["Tove Alnfors"]
        assert (file_of(seal.file), Meeting.objects.get().state) == (came, "signed")

    def test_the_same_text_in_another_file(self, approved: Meeting, authority: Authority, sara: User) -> None:
        sent = file_of(signing_copy(approved.minutes_versions.get()).file)
        with pikepdf.open(BytesIO(sent)) as document:
            document.add_blank_page()
            document.save(file := BytesIO())
        came = signed_elsewhere(file.getvalue(), authority, "Tove Alnfors")
        seal = take_back_signed(meeting=approved, data=came, by=sara)
        assert seal.proof == "Samma text, sida för sida. Tjänsten har lagt till 1 sidor."

    def test_another_text_is_refused(self, approved: Meeting, authority: Authority, sara: User) -> None:
        sent = file_of(approved.minutes_versions.get().file)  # without the page that says who approved
        came = signed_elsewhere(sent, authority, "Tove Alnfors")
        with pytest.raises(ValidationError, match="sidan 1 skiljer sig"):
            take_back_signed(meeting=approved, data=came, by=sara)
        assert nothing_changed(approved)

    def test_another_text_laid_behind_the_same_file_is_refused(
        self, approved: Meeting, authority: Authority, sara: User
    ) -> None:
        file = IncrementalPdfFileWriter(BytesIO(file_of(signing_copy(approved.minutes_versions.get()).file)))
        first = file.find_page_for_modification(0)[0].get_object()
        first["/Contents"] = file.add_object(StreamObject(stream_data=b" "))
        file.update_container(first)
        file.write(changed := BytesIO())
        came = signed_elsewhere(changed.getvalue(), authority, "Tove Alnfors")
        with pytest.raises(ValidationError, match="sidan 1 skiljer sig"):
            take_back_signed(meeting=approved, data=came, by=sara)
        assert nothing_changed(approved)

    def test_a_file_that_nobody_signed_is_refused(self, approved: Meeting, sara: User) -> None:
        sent = file_of(signing_copy(approved.minutes_versions.get()).file)
        with pytest.raises(ValidationError, match="inte undertecknad"):
            take_back_signed(meeting=approved, data=sent, by=sara)
        with pytest.raises(ValidationError, match="togs inte emot"):
            take_back_signed(meeting=approved, data=b"ingen pdf", by=sara)

    def test_a_file_that_was_changed_afterwards_is_refused(
        self, approved: Meeting, authority: Authority, sara: User
    ) -> None:
        sent = file_of(signing_copy(approved.minutes_versions.get()).file)
        came = bytearray(signed_elsewhere(sent, authority, "Tove Alnfors"))
        came[came.index(b"/Title") + 9] ^= 1
        with pytest.raises(ValidationError, match="ändrad efter underskriften"):
            take_back_signed(meeting=approved, data=bytes(came), by=sara)
        assert nothing_changed(approved)


def test_files_stand_in_backups(approved: Meeting, authority: Authority, sara: User) -> None:
    sign(meeting=approved, by=sara)
    named = {(model, column) for model, column in file_columns()}
    assert {(MinutesVersion, "file"), (SigningCopy, "file"), (Seal, "file")} <= named


def test_stay_when_they_were_read_in_too_and_that_document_is_removed(
    approved: Meeting,
    authority: Authority,
    sara: User,
    ada: User,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    seal = sign(meeting=approved, by=sara)
    data = file_of(seal.file)
    version = make.enter(make.minutes(), name="protokoll.pdf", data=data)
    assert version.original.name == seal.file.name
    with django_capture_on_commit_callbacks(execute=True):
        take_back(document=version.document, by=ada)
    assert file_of(seal.file) == data
