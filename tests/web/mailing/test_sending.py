"""Letters reach a real server once, whatever happens on the way."""

from __future__ import annotations

import socket
from datetime import timedelta
from time import sleep

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from pytest_django import Settings

from rodtrad.web.accounts.models import Change, User
from rodtrad.web.environment import MailServer
from rodtrad.web.mailing.actions import Attachment, queue_letter, send_again
from rodtrad.web.mailing.composing import LINK
from rodtrad.web.mailing.models import Letter
from rodtrad.web.mailing.sending import MOST_ATTEMPTS, PAUSES, send_due
from tests.web.mailing.conftest import Kept

pytestmark = pytest.mark.django_db
State = Letter.State


def queue(key: str = "notice-1", *, to: str = "rut@example.se", text: str = "Välkommen.", link: str = "") -> Letter:
    return queue_letter(key=key, to=to, subject="Kallelse till\nmöte", text=text, link=link, by=None)


def send(owner: str) -> None:
    """As the worker does, a moment later: SQLite's clock counts milliseconds, and a letter is due when it is queued."""
    sleep(0.002)
    send_due(owner)


def test_a_letter_arrives_as_it_was_written(post: Kept) -> None:
    queue(text="Hej Åsa!\n\nKom i tid.", to="asa@example.se")
    send("a")
    (came,) = post.letters
    assert (came["From"], came["To"]) == ("Rödtråd <rodtrad@example.se>", "asa@example.se")
    assert (came["Subject"], came["Auto-Submitted"]) == ("Kallelse till möte", "auto-generated")
    assert came.get_content().splitlines() == ["Hej Åsa!", "", "Kom i tid."]
    letter = Letter.objects.get()
    assert (letter.state, letter.attempts, letter.owner) == (State.SENT, 1, "") and letter.sent_at


def test_an_answer_goes_to_whoever_sent_it(post: Kept) -> None:
    sara = User.objects.create(email="sara@åkerby.example", name="Sara")
    queue_letter(key="k", to="rut@example.se", subject="Kallelse", text="Välkommen.", by=sara)
    queue()  # from the installation itself
    send("a")
    assert [came["Reply-To"] for came in post.letters] == ["sara@xn--kerby-lra.example", None]


def test_attachments_go_with_it(post: Kept) -> None:
    stored = default_storage.save("kallelse.ics", ContentFile(b"BEGIN:VCALENDAR\r\n"))
    calendar = Attachment("möte.ics", stored, 'text/calendar; method=REQUEST; charset="utf-8"')
    queue_letter(key="k", to="rut@example.se", subject="Kallelse", text="Se bilagan.", attachments=[calendar], by=None)
    send("a")
    (attached,) = post.letters[0].iter_attachments()
    assert (attached.get_filename(), attached.get_content_type()) == ("möte.ics", "text/calendar")
    assert attached.get_param("method") == "REQUEST" and "BEGIN:VCALENDAR" in str(attached.get_content())


def test_an_attachment_that_is_gone_is_told_and_the_next_letter_goes(post: Kept) -> None:
    gone = Attachment("beslut.pdf", "finns-inte.pdf", "application/pdf")
    queue_letter(key="k", to="rut@example.se", subject="Beslut", text="", attachments=[gone], by=None)
    queue("next")
    send("a")
    failed = Letter.objects.get(key="k")
    assert (failed.state, failed.error) == (State.FAILED, "Bilagan beslut.pdf finns inte kvar.")
    assert len(post.letters) == 1


def test_nothing_is_queued_twice_under_one_key(post: Kept) -> None:
    assert queue() == queue(text="En annan text.")
    send("a")
    queue()
    send("a")
    assert len(post.letters) == 1


def test_a_wrong_address_is_refused() -> None:
    with pytest.raises(ValidationError, match="giltig e-post"):
        queue(to="rut@")


def test_a_swedish_domain_is_written_as_every_server_takes_it(post: Kept) -> None:
    queue(to="rut@ekebyå.se")
    send("a")
    assert post.letters[0]["To"] == "rut@xn--ekeby-qra.se"


def test_a_secret_link_is_in_the_letter_and_nowhere_else(post: Kept) -> None:
    queue(text=f"Öppna {LINK}.", link="https://rodtrad.example.se/hemlig/")
    assert "hemlig" not in str(Letter.objects.values())
    send("a")
    assert "Öppna https://rodtrad.example.se/hemlig/." in post.letters[0].get_content()
    assert Letter.objects.get().sealed == ""


def test_a_link_sealed_by_another_key_is_told(post: Kept, settings: Settings) -> None:
    queue(text=LINK, link="https://rodtrad.example.se/hemlig/")
    settings.SECRET_KEY = "en annan" * 10
    send("a")
    assert "ny hemlig nyckel" in Letter.objects.get().error and not post.letters


def test_without_a_server_letters_wait() -> None:
    queue()
    send("a")
    assert Letter.objects.get().state == State.QUEUED


def test_a_server_that_is_down_puts_letters_off_longer_and_longer(post: Kept, settings: Settings) -> None:
    up, settings.MAIL = settings.MAIL, MailServer("127.0.0.1", closed_port())
    queue()
    queue("notice-2")
    for attempt in (1, 2):
        send("a")
        send("a")  # at once: nothing is due
        for letter in Letter.objects.all():
            assert (letter.state, letter.attempts) == (State.QUEUED, attempt)
            assert "tar inte emot förbindelser" in letter.error
            assert timedelta(0) <= PAUSES[attempt - 1] - (letter.due_at - timezone.now()) < timedelta(seconds=30)
        Letter.objects.update(due_at=timezone.now())
    settings.MAIL = up
    send("a")
    assert len(post.letters) == 2 and set(Letter.objects.values_list("state", "error")) == {(State.SENT, "")}


def test_a_name_that_is_none_is_told(settings: Settings) -> None:
    settings.MAIL, settings.MAIL_FROM = MailServer("post.invalid", 25), "rodtrad@example.se"
    queue()
    send("a")
    assert "E-postserverns namn finns inte." in Letter.objects.get().error


def test_it_is_given_up_at_last(settings: Settings) -> None:
    settings.MAIL, settings.MAIL_FROM = MailServer("127.0.0.1", closed_port()), "rodtrad@example.se"
    queue()
    Letter.objects.update(attempts=MOST_ATTEMPTS - 1)
    send("a")
    assert Letter.objects.get().state == State.FAILED


@pytest.mark.parametrize(
    ("reply", "state"), [("550 no such mailbox", State.FAILED), ("451 try later", State.QUEUED), (None, State.QUEUED)]
)
@pytest.mark.parametrize("step", ["to_recipient", "to_text"])
def test_what_a_server_answers(post: Kept, step: str, reply: str | None, state: str) -> None:
    setattr(post, step, reply)
    queue()
    send("a")
    letter = Letter.objects.get()
    if step == "to_text" and reply is None:
        state = State.UNSURE  # it had the text, and nobody knows whether it kept it
    assert letter.state == state
    assert (letter.error and (reply or "bröt") in letter.error) or state == State.UNSURE
    setattr(post, step, "250 OK")
    Letter.objects.update(due_at=timezone.now())
    send("a")
    assert Letter.objects.get().state == (State.SENT if state == State.QUEUED else state)


def test_a_letter_that_another_worker_sends_is_left_alone(post: Kept) -> None:
    queue()
    Letter.objects.update(state=State.SENDING, owner="a", leased_until=timezone.now() + timedelta(minutes=1))
    send("b")
    assert not post.letters and Letter.objects.get().owner == "a"


@pytest.mark.parametrize(("handed", "state", "arrives"), [(False, State.SENT, 1), (True, State.UNSURE, 0)])
def test_what_a_killed_worker_held(post: Kept, handed: bool, state: str, arrives: int) -> None:
    """As kill -9 leaves it: before the server had the text it is sent, after that it is told and left."""
    queue()
    now = timezone.now()
    Letter.objects.update(
        state=State.SENDING, owner="killed", leased_until=now - timedelta(1), handed_at=now if handed else None
    )
    send("b")
    assert (Letter.objects.get().state, len(post.letters)) == (state, arrives)


def test_a_person_has_an_unsure_letter_sent_again(post: Kept, ada: User) -> None:
    letter = queue()
    Letter.objects.update(state=State.UNSURE)
    letter.refresh_from_db()
    send_again(letter=letter, by=ada)
    send("a")
    assert len(post.letters) == 1
    assert Change.objects.get().action == "letter-asked-again"
    letter.refresh_from_db()
    with pytest.raises(ValidationError, match="redan skickat"):
        send_again(letter=letter, by=ada)


def test_a_passphrase_is_not_sent_in_the_open(post: Kept, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    assert settings.MAIL
    port = settings.MAIL.port
    settings.MAIL = MailServer("post.example.se", port, "rodtrad", "hemligt")
    found = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, *rest, **more: found("127.0.0.1", *rest, **more))
    queue()
    send("a")
    assert "ingen kryptering" in Letter.objects.get().error and not post.letters


@pytest.mark.django_db(transaction=True)
def test_a_letter_stands_and_falls_with_what_it_tells() -> None:
    with pytest.raises(RuntimeError, match="outside a transaction"):
        queue()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        queue()
        raise ZeroDivisionError
    assert not Letter.objects.exists()


def closed_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port
