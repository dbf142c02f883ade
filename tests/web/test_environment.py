"""What an installation sets is read rightly, and a wrong value stops the start with a Swedish sentence."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db.utils import ConnectionHandler

from rodtrad.web import environment
from rodtrad.web.environment import MailServer


@pytest.mark.parametrize("given, meant", [("1", True), ("ja", True), ("0", False), ("NEJ", False), ("", True)])
def test_flag(monkeypatch: pytest.MonkeyPatch, given: str, meant: bool) -> None:
    monkeypatch.setenv("RODTRAD_X", given)
    assert environment.flag("RODTRAD_X", default=True) is meant


def test_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RODTRAD_X", "2026-11-23")
    assert environment.day("RODTRAD_X") == date(2026, 11, 23)
    assert environment.day("RODTRAD_Y") is None


def test_hosts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RODTRAD_X", "rodtrad.example.se, [::1]")
    assert environment.hosts("RODTRAD_X") == ["rodtrad.example.se", "[::1]"]


def test_file_and_service(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "certifikat.p12").touch()
    monkeypatch.setenv("RODTRAD_X", f" {tmp_path}/certifikat.p12")
    assert environment.file("RODTRAD_X") == tmp_path / "certifikat.p12"
    monkeypatch.setenv("RODTRAD_X", "http://tid.example.se/tsa")
    assert environment.service("RODTRAD_X") == "http://tid.example.se/tsa"
    assert (environment.file("RODTRAD_Y"), environment.service("RODTRAD_Y")) == (None, "")


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("", None),
        ("smtp://post.example.se", MailServer("post.example.se", 25)),
        (
            "smtps://siv%40example.se:p%3Ass@post.example.se",
            MailServer("post.example.se", 465, "siv@example.se", "p:ss", True),
        ),
        ("smtp://[::1]:2525/", MailServer("::1", 2525)),
    ],
)
def test_mail_server(monkeypatch: pytest.MonkeyPatch, given: str, meant: MailServer | None) -> None:
    monkeypatch.setenv("RODTRAD_X", given)
    assert environment.mail_server("RODTRAD_X") == meant


@pytest.mark.parametrize(
    "given", ["post.example.se", "http://post.example.se", "smtp://:hemligt@post:många", "smtp://"]
)
def test_wrong_mail_server_is_told_without_its_passphrase(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv("RODTRAD_X", given)
    with pytest.raises(ImproperlyConfigured, match="RODTRAD_X kan inte tolkas") as error:
        environment.mail_server("RODTRAD_X")
    assert "hemligt" not in str(error.value)


@pytest.mark.parametrize("given", ["rodtrad@example.se", "Rödtråd <rodtrad@example.se>"])
def test_sender(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv("RODTRAD_X", given)
    assert environment.sender("RODTRAD_X", needed=True) == given


@pytest.mark.parametrize("given", ["", "rodtrad", "Rödtråd <>", "<@>"])
def test_wrong_sender_is_told(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv("RODTRAD_X", given)
    with pytest.raises(ImproperlyConfigured, match="adressen som brev skickas från"):
        environment.sender("RODTRAD_X", needed=True)


@pytest.mark.parametrize("given", ["rodtrad.example.se", "https://rodtrad.example.se/start", "ftp://a"])
def test_wrong_address_is_told(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv("RODTRAD_X", given)
    with pytest.raises(ImproperlyConfigured, match="RODTRAD_X är"):
        environment.address("RODTRAD_X", default="")
    assert environment.address("RODTRAD_Y", default="https://a.se") == "https://a.se"


@pytest.mark.parametrize(
    "function, value, says",
    [
        ("flag", "kanske", "Skriv 1 för ja eller 0 för nej"),
        ("day", "23/11 2026", "Skriv ett datum som 2026-11-23"),
        ("hosts", "*", "Skriv bara värdnamn"),
        ("hosts", "https://rodtrad.example.se", "Skriv bara värdnamn"),
        ("hosts", "rodtrad.example.se:8000", "Skriv bara värdnamn"),
        ("file", "/finns/inte.p12", "Det finns ingen sådan fil"),
        ("service", "tid.example.se", "Skriv en adress som http://"),
        ("service", "http:// tid", "Skriv en adress som http://"),
    ],
)
def test_wrong_value_is_told(monkeypatch: pytest.MonkeyPatch, function: str, value: str, says: str) -> None:
    monkeypatch.setenv("RODTRAD_X", value)
    arguments = {"default": False} if function == "flag" else {}
    with pytest.raises(ImproperlyConfigured, match=says) as error:
        getattr(environment, function)("RODTRAD_X", **arguments)
    assert "RODTRAD_X" in str(error.value)


@pytest.mark.parametrize("url", ["mysql://a@b/c", "postgres://a@b:port/c", "rodtrad.db"])
def test_wrong_database_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, url: str) -> None:
    monkeypatch.setenv("RODTRAD_X", url)
    with pytest.raises(ImproperlyConfigured, match="RODTRAD_X"):
        environment.database("RODTRAD_X", default=tmp_path / "a")


def test_folder_that_cannot_be_made(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("RODTRAD_X", str(tmp_path / "file" / "data"))
    with pytest.raises(ImproperlyConfigured, match="kan inte skapas"):
        environment.folder("RODTRAD_X", default=tmp_path)


def test_secret_key_is_made_once_and_for_us_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("RODTRAD_X", raising=False)
    kept_in = tmp_path / "secret-key"
    made = environment.secret_key("RODTRAD_X", kept_in=kept_in)
    assert len(made) >= environment.MIN_SECRET_KEY
    assert environment.secret_key("RODTRAD_X", kept_in=kept_in) == made
    assert kept_in.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [kept_in]


def test_short_secret_key_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("RODTRAD_X", "hemligt")
    with pytest.raises(ImproperlyConfigured, match="för kort"):
        environment.secret_key("RODTRAD_X", kept_in=tmp_path / "secret-key")


@pytest.mark.django_db  # opens a database, though not the one under test
def test_sqlite_keeps_what_it_acknowledged(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("RODTRAD_X", raising=False)
    settings = environment.database("RODTRAD_X", default=tmp_path / "rodtrad.sqlite3")
    connection = ConnectionHandler({"default": settings})["default"]
    pragmas = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 10_000}
    try:
        with connection.cursor() as cursor:
            for name, value in pragmas.items():
                assert cursor.execute(f"PRAGMA {name}").fetchone() == (value,)
        assert settings["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    finally:
        connection.close()


def test_deployed_settings_pass_djangos_check(tmp_path: Path) -> None:
    public = {"RODTRAD_HOSTS": "rodtrad.example.se", "RODTRAD_DATA": str(tmp_path)}
    given = {name: value for name, value in os.environ.items() if not name.startswith("RODTRAD_")}
    checked = subprocess.run(
        [sys.executable, "-m", "rodtrad.web", "check", "--deploy", "--fail-level", "WARNING"],
        env={**given, **public, "DJANGO_SETTINGS_MODULE": "rodtrad.web.settings"},
        capture_output=True,
        text=True,
    )
    assert checked.returncode == 0, checked.stderr


def test_a_new_database_is_for_its_owner_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    monkeypatch.delenv("RODTRAD_X", raising=False)
    environment.database("RODTRAD_X", default=tmp_path / "rodtrad.sqlite3")
    assert (tmp_path / "rodtrad.sqlite3").stat().st_mode & 0o777 == 0o600
