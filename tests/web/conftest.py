"""The cast: one user a role, and a browser each of them is logged in with."""

from collections.abc import Callable, Iterator
from typing import Any
from unittest.mock import patch

import pytest
from django.test import Client

from rodtrad.reading.contained import ContainedReader
from rodtrad.reading.limits import Limits
from rodtrad.reading.logotypes import Logotypes
from rodtrad.reading.papers import PaperMaker
from rodtrad.reading.pictures import PictureMaker
from rodtrad.reading.seals import SealReader
from rodtrad.reading.word_files import WordFiles
from rodtrad.web.accounts.models import Role, User
from rodtrad.web.documents import reading
from rodtrad.web.documents.kept import of_this_process

PASSPHRASE = "fyra gröna hästar badar"  # noqa: S105 - a test's own


@pytest.fixture(scope="session", autouse=True)
def no_process_is_left() -> Iterator[None]:
    """What opens files in processes of their own ends with the tests, not with a module that others come after."""
    yield
    makers: tuple[Callable[[], Any], ...] = (Logotypes, PaperMaker, PictureMaker, SealReader, WordFiles)
    for make in makers:
        of_this_process(make).close()


class LastingReader(ContainedReader):
    """One that is there for the next test too, as starting what forks its children takes half a second."""

    def __exit__(self, *_: object) -> None:
        """It ends with the tests."""


@pytest.fixture(scope="session", autouse=True)
def readers_last() -> Iterator[None]:
    """Who reads several files with the same limits and the same knowledge reads by the same servers."""
    kept = dict[str, LastingReader]()

    def lasting(**given: Any) -> ContainedReader:
        if given["jobs"] == 1:  # may be a worker's, which ends it itself
            return ContainedReader(**given)
        key = repr((Limits.from_environment(), given))
        if key not in kept:
            kept[key] = LastingReader(**given)
        return kept[key]

    with patch.object(reading, "ContainedReader", lasting):
        yield
    for reader in kept.values():
        reader.close()


def make_user(name: str, role: str) -> User:
    user = User(email=f"{name.lower().replace(' ', '.')}@example.se", name=name, role=role)
    user.set_password(PASSPHRASE)
    user.save()
    return user


@pytest.fixture
def rut(db: None) -> User:
    """Rut reads."""
    return make_user("Rut", Role.READER)


@pytest.fixture
def eva(db: None) -> User:
    """Eva edits."""
    return make_user("Eva", Role.EDITOR)


@pytest.fixture
def ada(db: None) -> User:
    """Ada administers."""
    return make_user("Ada", Role.ADMINISTRATOR)


@pytest.fixture
def client_of() -> Callable[[User], Client]:
    """A browser that somebody is logged in with."""

    def logged_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return logged_in


@pytest.fixture
def reader(client_of: Callable[[User], Client], rut: User) -> Client:
    """Rut's browser."""
    return client_of(rut)
