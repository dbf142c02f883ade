"""The settings an installation gives in its environment, read and checked.

Every function raises ImproperlyConfigured with a Swedish sentence that names the variable and says what it takes:
a wrong value stops the start, it is never replaced by a guess.
"""

import os
import re
import secrets
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from email.headerregistry import Address
from email.utils import parseaddr
from pathlib import Path
from typing import Any, Never
from urllib.parse import unquote, urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured
from django.utils.text import slugify

TRUE, FALSE = {"1", "true", "ja", "på"}, {"0", "false", "nej", "av"}
HOST = re.compile(r"\.?[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*|\[[0-9A-Fa-f:]+\]")
SERVICE = re.compile(r"https?://[^\s/]+\S*")
MIN_SECRET_KEY = 50  # what `check --deploy` asks for (security.W009)

# Measured: 60 kills at save lost no acknowledged row with these; IMMEDIATE makes a second writer wait for its
# turn instead of failing at commit.
SQLITE_OPTIONS = {
    "timeout": 10,
    "transaction_mode": "IMMEDIATE",
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
}


def flag(name: str, *, default: bool) -> bool:
    """Yes or no."""
    value = os.environ.get(name, "").strip().lower()
    if not value:
        return default
    if value in TRUE:
        return True
    if value in FALSE:
        return False
    raise ImproperlyConfigured(f"{name} är ”{value}”. Skriv 1 för ja eller 0 för nej.")


def text(name: str, *, default: str) -> str:
    """What is written there, or the default where nothing is."""
    return os.environ.get(name, "").strip() or default


def words(name: str) -> list[str]:
    """A list with commas between; empty where the variable is."""
    return [word.strip() for word in os.environ.get(name, "").split(",") if word.strip()]


def hosts(name: str) -> list[str]:
    """Host names without scheme, port or path; `*` is refused, as it would let anyone's name in."""
    found = words(name)
    for host in found:
        if not HOST.fullmatch(host):
            raise ImproperlyConfigured(
                f"{name} innehåller ”{host}”. Skriv bara värdnamn med komma emellan, till exempel rodtrad.example.se."
            )
    return found


def address(name: str, *, default: str) -> str:
    """The public address of the installation, without a path: what links in letters begin with."""
    value = os.environ.get(name, "").strip().rstrip("/") or default
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path or parts.query:
        raise ImproperlyConfigured(f"{name} är ”{value}”. Skriv en adress som https://rodtrad.example.se.")
    return value


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where letters are handed over. `encrypted`: from the first byte; else as soon as the server offers it."""

    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)
    encrypted: bool = False


def mail_server(name: str) -> MailServer | None:
    """What smtp://name:password@host:port names (smtps: encrypted from the start), or None where nothing is set."""
    value = os.environ.get(name, "").strip()
    if not value:
        return None
    parts = urlsplit(value)
    encrypted = parts.scheme == "smtps"
    try:
        port = parts.port or (465 if encrypted else 25)
    except ValueError:
        port = 0
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname or not port or parts.path.strip("/"):
        # What is set may hold a passphrase, so it is not repeated.
        raise ImproperlyConfigured(
            f"{name} kan inte tolkas. Skriv smtp://namn:lösen@värd:port, eller smtps:// där allt är krypterat."
        )
    return MailServer(parts.hostname, port, unquote(parts.username or ""), unquote(parts.password or ""), encrypted)


@dataclass(frozen=True, slots=True)
class IdentityProvider:
    """An organisation's own log-in by OpenID Connect. `key`: stands in addresses."""

    key: str
    name: str
    issuer: str
    client: str
    secret: str = field(repr=False)


def identity_providers(name: str) -> list[IdentityProvider]:
    """Those that `Name=https://client:secret@host/path` names, with commas between; empty where nothing is set."""
    found = [_identity_provider(name, one) for one in words(name)]
    if len({one.key for one in found}) < len(found):
        raise ImproperlyConfigured(f"{name} har två med samma namn. Ge dem olika namn.")
    return found


def _identity_provider(variable: str, value: str) -> IdentityProvider:
    name, _, address = value.partition("=")
    parts = urlsplit(address.strip())
    is_here = parts.hostname in {"localhost", "127.0.0.1"}
    key = slugify(name)
    if not key or not parts.username or not parts.password or not (parts.scheme == "https" or is_here):
        # What is set holds a secret, so it is not repeated.
        raise ImproperlyConfigured(
            f"{variable} kan inte tolkas. Skriv Namn=https://klient:hemlighet@värd/sökväg, med komma mellan flera."
        )
    issuer = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"
    return IdentityProvider(key, name.strip(), issuer, unquote(parts.username), unquote(parts.password))


def sender(name: str, *, needed: bool) -> str:
    """Who letters are from: an e-mail address, or a name with one in angle brackets."""
    value = os.environ.get(name, "").strip()
    if not value and not needed:
        return ""
    called, at = parseaddr(value)
    try:
        return str(Address(called, addr_spec=at)) if "@" in at else _no_sender(name, value)
    except (ValueError, LookupError):
        return _no_sender(name, value)


def _no_sender(name: str, value: str) -> Never:
    raise ImproperlyConfigured(
        f"{name} är ”{value}”. Skriv adressen som brev skickas från, till exempel Rödtråd <rodtrad@example.se>."
    )


def day(name: str) -> date | None:
    """A date, or None where the variable is empty."""
    value = os.environ.get(name, "").strip()
    try:
        return date.fromisoformat(value) if value else None
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} är ”{value}”. Skriv ett datum som 2026-11-23.") from error


def folder(name: str, *, default: Path) -> Path:
    """A folder that exists when this returns and that others on the machine may not look into."""
    path = Path(os.environ.get(name, "").strip() or default).expanduser().resolve()
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(
            f"Mappen {path} kan inte skapas ({error.strerror}). Ange en annan mapp i {name}."
        ) from error
    return path


def file(name: str) -> Path | None:
    """A file that is there, or None where the variable is empty."""
    value = os.environ.get(name, "").strip()
    if not value:
        return None
    path = Path(value).expanduser().resolve()
    if not path.is_file():
        raise ImproperlyConfigured(f"{name} är ”{value}”. Det finns ingen sådan fil; ange hela sökvägen till en.")
    return path


def service(name: str) -> str:
    """Where a service is asked, or an empty text where the variable is."""
    value = os.environ.get(name, "").strip()
    if value and not SERVICE.fullmatch(value):
        raise ImproperlyConfigured(f"{name} är ”{value}”. Skriv en adress som http://tid.example.se/tsa.")
    return value


def secret_key(name: str, *, kept_in: Path) -> str:
    """The key that signs sessions: given, or made once and kept where only we may read it.

    Several hosts must share a given one. Two processes that start at once agree: the file is linked into place
    whole, and the one that comes second reads what the first wrote.
    """
    given = os.environ.get(name, "").strip()
    if given:
        if len(given) < MIN_SECRET_KEY:
            raise ImproperlyConfigured(f"{name} är för kort. Använd minst {MIN_SECRET_KEY} slumpade tecken.")
        return given
    try:
        if not kept_in.exists():
            _write_once(kept_in, secrets.token_urlsafe(64))
        return kept_in.read_text(encoding="ascii")
    except OSError as error:
        raise ImproperlyConfigured(
            f"Den hemliga nyckeln {kept_in} kan inte läsas eller skrivas ({error.strerror}). Ändra rättigheterna."
        ) from error


def _write_once(path: Path, text: str) -> None:
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(text)
    try:
        os.link(draft, path)
    except FileExistsError:
        return
    finally:
        draft.unlink()


# A row with its source and those concerned joins nine tables; of more than eight PostgreSQL would not ask which to look
# at first, and so look through all of them. How to answer such a question takes it longer to find out than to answer:
# once it has been asked three times, its connection keeps what it found out.
POSTGRESQL_OPTIONS: dict[str, Any] = {
    "options": "-c join_collapse_limit=10 -c from_collapse_limit=10",
    "server_side_binding": True,
    "prepare_threshold": 3,
}


def database(name: str, *, default: Path) -> dict[str, Any]:
    """SQLite in `default`, or what a URL names: sqlite:///file or postgres://user:password@host/name."""
    url = os.environ.get(name, "").strip() or f"sqlite:///{default}"
    scheme = url.partition(":")[0]
    if scheme == "sqlite":
        parsed = dj_database_url.parse(url)
        _keep_private(parsed["NAME"])
        return {**parsed, "OPTIONS": SQLITE_OPTIONS}
    if scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(f"{name} börjar med ”{scheme}”. Rödtråd använder sqlite:///… eller postgres://….")
    try:
        parsed = dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True)
        own = parsed.get("OPTIONS", {})
        options = " ".join(filter(None, [POSTGRESQL_OPTIONS["options"], own.get("options")]))
        return {**parsed, "OPTIONS": {**POSTGRESQL_OPTIONS, **own, "options": options}}
    except ValueError as error:
        raise ImproperlyConfigured(
            f"{name} kan inte tolkas: {error}. Skriv postgres://namn:lösen@värd/databas."
        ) from error


def _keep_private(file: str) -> None:
    """Make a new database one that others on the machine may not read, whatever folder it is in.

    SQLite would make it as readable as any file, and gives the files beside it the mode of the database.
    """
    with suppress(OSError):  # what is wrong with the place is told when the database is opened
        if file != ":memory:":
            os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
