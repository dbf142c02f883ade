"""The pages of verification, corrections and signing, as their people use them."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from rodtrad.web.accounts.models import User
from rodtrad.web.bodies.models import Body
from rodtrad.web.holding.models import Paragraph
from rodtrad.web.mailing.models import Letter
from rodtrad.web.meetings.models import Attendance, BodyRules, Decision, Item, Meeting, Proposal
from rodtrad.web.minutes.actions import make_version
from rodtrad.web.minutes.models import MinutesVersion
from rodtrad.web.verifying.changes import Changes
from rodtrad.web.verifying.correcting import correct
from rodtrad.web.verifying.models import Answer, Remark, Round, Seal
from rodtrad.web.verifying.signing import file_of, sign
from tests.web.conftest import make_user
from tests.web.meetings.held import make_member
from tests.web.verifying.authority import Authority
from tests.web.verifying.conftest import send
from tests.web.verifying.service import signed_elsewhere

pytestmark = pytest.mark.django_db
QUERIES = 24


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def say(client: Client, path: str, **sent: object) -> str:
    """Post a form, and the page that one comes back to."""
    answer = client.post(path, sent, follow=True)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def own(user: User) -> str:
    """Where one answers about the version that was sent last."""
    return f"/svar/{Answer.objects.filter(user=user).latest('round__sent_at').pk}/"


class TestJourney:
    def test_comment_send_back_correct_approve_sign(
        self, meeting: Meeting, sara: User, tove: User, bo: User, authority: Authority
    ) -> None:
        at = f"/moten/{meeting.pk}/justering/"
        secretary, chair, adjuster = browser(sara), browser(tove), browser(bo)
        assert page(secretary, at).count(" checked") == 2  # both are named in the minutes
        assert "Protokollet är skickat." in say(secretary, f"{at}skicka/", asked=[tove.pk, bo.pk])

        item = Item.written.get()
        told = {"item": item.pk, "quote": "Tove redogör för avtalet.", "text": "Bo redogjorde också."}
        assert "Bo redogjorde också." in say(adjuster, f"{at}kommentar/", **told)
        assert "är återsänt" in say(adjuster, f"{own(bo)}aterstand/", why="Se kommentaren.")
        assert "1 kommentar att se till" in page(secretary, at)
        old = own(tove)
        assert "Justeringen är avslutad" in say(chair, f"{old}godkann/")

        say(secretary, f"/kommentarer/{Remark.objects.get().pk}/atgardad/")
        field = f"stycke-{Paragraph.objects.get().pk}"
        said = say(secretary, f"/moten/{meeting.pk}/ratta/", on=1, why="Bo nämns", **{field: "Tove och Bo redogör."})
        assert "sparad som en ny version av protokollet, version 2. Skicka den till justering" in said
        assert "ny version; läs den" in say(chair, f"{old}godkann/")  # of a page that stood open
        between = page(adjuster, at)
        assert "Du får ett brev när den skickas till dig." in between and "Har inte svarat" not in between
        assert page(secretary, at).count(" checked") == 2
        say(secretary, f"{at}skicka/", asked=[tove.pk, bo.pk])
        news = page(chair, at)
        assert "Ändrat sedan version 1" in news and "<ins>" in news
        assert "Du har godkänt" in say(chair, f"{own(tove)}godkann/")
        assert "Du har godkänt" in say(adjuster, f"{own(bo)}godkann/")
        assert Meeting.objects.get().state == "verified"
        assert "Återsänd" in page(secretary, at)  # the first round, kept as it ended

        assert "Protokollet är undertecknat." in say(secretary, f"/moten/{meeting.pk}/underskrift/")
        seal = Seal.objects.get()
        assert b"".join(secretary.get(f"/underskrifter/{seal.pk}/protokoll.pdf")) == file_of(seal.file)

    def test_the_opening_the_day_the_hours_and_the_place_are_approved_too(self, meeting: Meeting, sara: User) -> None:
        BodyRules.objects.update(opening="Mötet öppnas av ordföranden.")
        meeting.refresh_from_db()
        make_version(meeting=meeting, why="Inledning", by=sara)
        form = page(browser(sara), f"/moten/{meeting.pk}/justering/")
        for part in ("Mötet öppnas av ordföranden.", "4 december 2026 kl. ", "Rådhuset, Ekeby"):
            assert part in form, part

    def test_a_file_goes_out_and_comes_back(self, approved: Meeting, authority: Authority, sara: User) -> None:
        client = browser(sara)
        sent = b"".join(client.get(f"/moten/{approved.pk}/underskrift/protokoll.pdf"))
        came = SimpleUploadedFile("p.pdf", signed_elsewhere(sent, authority, "Tove Alnfors"))
        told = say(client, f"/moten/{approved.pk}/underskrift/mottagen/", file=came)
        assert "mottagen och jämförd" in told
        assert "Samma fil, byte för byte" in told

    def test_without_a_certificate_the_page_says_what_to_do(self, approved: Meeting, sara: User) -> None:
        told = page(browser(sara), f"/moten/{approved.pk}/justering/")
        assert "RODTRAD_SIGNING_CERT" in told
        assert "Underteckna version" not in told
        assert "RODTRAD_SIGNING_CERT" in say(browser(sara), f"/moten/{approved.pk}/underskrift/")

    def test_what_was_written_is_kept_when_somebody_else_was_faster(self, meeting: Meeting, sara: User) -> None:
        client, at = browser(sara), f"/moten/{meeting.pk}/ratta/"
        field = f"beslut-{Decision.written.get().pk}"
        say(client, at, on=1, why="Fel år", **{field: "förlänga avtalet två år"})
        told = say(client, at, on=1, why="Fel år", **{field: "förlänga avtalet tre år"})
        assert "medan du skrev" in told
        assert "förlänga avtalet tre år" in told
        assert Decision.written.get().text == "förlänga avtalet två år"

    def test_all_of_an_item_is_corrected_at_once(self, meeting: Meeting, sara: User) -> None:
        client, at, item = browser(sara), f"/moten/{meeting.pk}/ratta/", Item.written.get()
        minutes = f"/moten/{meeting.pk}/protokoll/"
        assert at in page(client, minutes)
        told = {
            f"bakgrund-{item.pk}": "Avtalet löper ut.",
            f"forslag-{item.pk}": "att förlänga avtalet\nåterkomma i maj",
        }
        told |= {f"stycke-{Paragraph.objects.get().pk}": "", f"jav-{item.pk}": "Bo Ekmark", "plats": "Norrvik"}
        wrong = say(client, at, on=1, why="Fel", **{**told, f"jav-{item.pk}": "Någon Annan"})
        assert "Någon Annan är inte närvarande" in wrong
        say(client, at, on=1, why="Fel", **told)
        assert MinutesVersion.objects.latest("number").number == 2
        written = page(client, minutes)
        for part in ("Norrvik", "Avtalet löper ut.", "återkomma i maj", "Bo Ekmark deltar inte i handläggningen"):
            assert part in written, part
        form = page(client, at)
        assert "Stycke 1" not in form and "Avtalet löper ut." in form
        say(client, at, on=2, why="Fel igen", **{f"forslag-{item.pk}": "förlänga avtalet", f"jav-{item.pk}": ""})
        assert [row.text for row in Proposal.written.filter(item=item)] == ["förlänga avtalet"]
        assert "på grund av jäv" not in page(client, minutes)

    @pytest.mark.parametrize(("why", "shown"), [("Fel år", "Fel år."), ("Fel år.", "Fel år."), ("Fel?", "Fel?")])
    def test_why_it_was_corrected_is_one_sentence(self, meeting: Meeting, sara: User, why: str, shown: str) -> None:
        item = Item.written.get(meeting=meeting)
        correct(meeting=meeting, on=1, changes=Changes(titles={(item.pk, None): "Avtal"}), why=why, by=sara)
        send(meeting, sara)
        for path in ("protokoll", "justering"):
            assert re.search(rf"\. {re.escape(shown)}(</p>| <a)", page(browser(sara), f"/moten/{meeting.pk}/{path}/"))

    def test_an_addition(self, approved: Meeting, sara: User) -> None:
        client, at = browser(sara), f"/moten/{approved.pk}/ratta/"
        assert "Lägg till en rättelse" in page(client, at)
        told = {"item": Item.written.get().pk, "text": "Avtalet gäller två år.", "why": "Fel år"}
        say(client, at, on=1, **told)
        assert "Rättelser efter justeringen" in page(client, f"/moten/{approved.pk}/protokoll/")

    def test_who_was_elected_at_the_meeting_needs_no_role(self, meeting: Meeting, sara: User, bo: User) -> None:
        bo.memberships.all().delete()
        at, client = f"/moten/{meeting.pk}/justering/", browser(bo)
        assert client.get(at).status_code == 403
        form = page(browser(sara), at)
        assert "utan roll i organet" in form and form.count(" checked") == 1  # a person says that it is he
        say(browser(sara), f"{at}skicka/", asked=[bo.pk])
        assert "Avtal om hjälpmedel" in page(client, at) and f"/moten/{meeting.pk}/protokoll/" not in page(client, at)
        assert at in page(client, "/")
        closed = ("protokoll/", "protokoll/1/protokoll.pdf", "dagordning/", "historik/", "ratta/", "expediering/")
        assert {client.get(f"/moten/{meeting.pk}/{path}").status_code for path in closed} == {403}
        assert "Kommentaren är sparad." in say(client, f"{at}kommentar/", text="Bra.")
        assert "Du har godkänt protokollet." in say(client, f"{own(bo)}godkann/")
        assert Meeting.objects.get().state == "verified"

    def test_a_signer_of_whom_no_account_is_known_is_told(self, meeting: Meeting, sara: User, bo: User) -> None:
        User.objects.filter(pk=bo.pk).update(name="B. Ekmark")
        told = page(browser(sara), f"/moten/{meeting.pk}/justering/")
        assert "Bo Ekmark ska enligt närvaron justera, men inget konto har det namnet." in told
        assert f"/organ/{meeting.held_for_id}/roller/" in told


def test_the_pdf_of_a_version_is_its_own_file(meeting: Meeting, sara: User) -> None:
    version = MinutesVersion.objects.get()
    answer = browser(sara).get(f"/moten/{meeting.pk}/protokoll/1/protokoll.pdf")
    assert b"".join(answer) == file_of(version.file)


def test_queries(
    approved: Meeting, sara: User, authority: Authority, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    sign(meeting=approved, by=sara)
    client = browser(sara)
    with django_assert_max_num_queries(QUERIES):
        page(client, f"/moten/{approved.pk}/justering/")


# Who may open and do what: one of the body with a role, or somebody with a role of the installation alone.
PAGES = ("moten/{m}/justering/", "moten/{m}/ratta/", "underskrifter/{s}/protokoll.pdf")
SEES, WRITES = (200, 403, 200), (200, 200, 200)
ALLOWED = {
    "secretary": WRITES,
    "chair": WRITES,
    "adjuster": SEES,
    "member": SEES,
    "deputy": SEES,
    "reader": SEES,
    "reader of the installation": (403, 403, 403),
    "editor of the installation": (403, 403, 403),
    "administrator of the installation": (403, 403, 403),
    "reader of the roll": SEES,
}
DEEDS = ("skicka", "aterkalla", "kommentar", "aterstand", "godkann", "sign", "mottagen", "settle")
MAY_DO = {
    "secretary": {"skicka", "aterkalla", "kommentar", "sign", "mottagen", "settle"},
    "chair": set(DEEDS),
    "adjuster": {"kommentar", "aterstand", "godkann"},
    "reader of the roll": {"kommentar", "aterstand", "godkann"},
}


def somebody(body: Body, role: str) -> User:
    place = role.partition(" of ")
    return make_user("Siv", place[0]) if place[2] else make_member("Siv", body, role)


@pytest.mark.parametrize("role", ALLOWED)
def test_who_may_open_what(approved: Meeting, body: Body, authority: Authority, sara: User, role: str) -> None:
    seal = sign(meeting=approved, by=sara)
    client = browser(siv := somebody(body, role))
    Answer.objects.create(round=Round.objects.get(), user=siv, duty="adjuster", by_roll=role.endswith("roll"))
    paths = [path.format(m=approved.pk, s=seal.pk) for path in PAGES]
    assert tuple(client.get(f"/{path}").status_code for path in paths) == ALLOWED[role]


@pytest.mark.parametrize("role", ALLOWED)
@pytest.mark.parametrize("deed", DEEDS)
def test_who_may_do_what(meeting: Meeting, body: Body, sara: User, tove: User, role: str, deed: str) -> None:
    siv = somebody(body, role)
    sent = send(meeting, sara)
    answer, _ = Answer.objects.get_or_create(
        round=sent, user=siv, defaults={"duty": "adjuster", "by_roll": role.endswith("roll")}
    )
    row = Remark.objects.create(version=sent.version, text="Fel.", by=tove)
    path = {
        "sign": f"/moten/{meeting.pk}/underskrift/",
        "mottagen": f"/moten/{meeting.pk}/underskrift/mottagen/",
        "settle": f"/kommentarer/{row.pk}/atgardad/",
        "aterkalla": f"/justering/{sent.pk}/aterkalla/",
        "godkann": f"/svar/{answer.pk}/godkann/",
        "aterstand": f"/svar/{answer.pk}/aterstand/",
    }.get(deed, f"/moten/{meeting.pk}/justering/{deed}/")
    status = browser(siv).post(path).status_code
    assert status == (302 if deed in MAY_DO.get(role, set()) else 403)


def test_what_went_to_the_wrong_one_is_called_back(meeting: Meeting, sara: User, tove: User) -> None:
    """Who was asked only as the roll names them reads it no more, and it can be sent anew."""
    Attendance.written.filter(meeting=meeting, duty="adjuster").update(name="Nils")
    nils = make_user("Nils", "reader")
    sent, at = send(meeting, sara), f"/moten/{meeting.pk}/justering/"
    secretary, wrong, call = browser(sara), browser(nils), f"/justering/{sent.pk}/aterkalla/"
    unchosen, again = "Nils ska enligt närvaron justera, men är inte vald.", "De som tillfrågades förra gången är valda"
    assert "Du justerar protokollet" in page(wrong, at)
    assert "skriv varför" in say(secretary, call, why=" ")
    told = say(secretary, call, why="Fel Nils.")
    assert "Utskicket är återkallat." in told and "Återkallad: ”Fel Nils.”" in told
    assert unchosen in told and again not in told
    assert "Fel Nils." in Letter.objects.get(key__startswith="recalled-", to=nils.email).text
    assert wrong.get(at).status_code == 403
    Round.objects.create(
        version=sent.version, outcome="replaced", sent_at=sent.sent_at - timedelta(days=1)
    ).answers.create(user=nils, duty="adjuster", by_roll=True)
    assert wrong.get(at).status_code == 403  # nor by what came before
    wrong.post(f"{own(nils)}godkann/")
    assert not sent.answers.exclude(kind="").exists()
    assert "inget att återkalla" in say(secretary, call, why="Igen.")
    assert "Protokollet är skickat." in say(secretary, f"{at}skicka/", asked=[tove.pk])
    assert wrong.get(at).status_code == 403


def test_nobody_answers_for_another(meeting: Meeting, sent: Round, tove: User, bo: User) -> None:
    assert browser(bo).post(f"{own(tove)}godkann/").status_code == 403
    assert not Answer.objects.exclude(kind="").exists()


@pytest.mark.parametrize("path", ["moten/{m}/justering/", "moten/{m}/ratta/", "moten/{m}/underskrift/protokoll.pdf"])
def test_nobody_without_logging_in(meeting: Meeting, path: str) -> None:
    answer = Client().get("/" + path.format(m=meeting.pk))
    assert (answer.status_code, answer.headers["Location"].partition("?")[0]) == (302, "/konto/logga-in/")


def test_not_of_a_meeting_that_was_read(sara: User) -> None:
    read = Meeting.objects.create()
    assert browser(sara).get(f"/moten/{read.pk}/justering/").status_code == 404
    assert not Round.objects.exists()
