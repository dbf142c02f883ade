"""The log is written once."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from rodtrad.web.accounts.access import Right, may
from rodtrad.web.accounts.log import log
from rodtrad.web.accounts.models import Change, HistoryIsWrittenOnce, Role, User


def test_row_tells_who_did_what_to_what(rut: User) -> None:
    row = log("minutes-approved", rut, by=rut, place="Ekeby")
    assert (row.by, row.object_text, row.details) == (rut, "Rut", {"place": "Ekeby"})
    assert list(Change.objects.about(rut)) == [row]


def test_rows_are_not_changed_or_deleted(rut: User) -> None:
    row = log("minutes-approved", rut, by=None)
    row.action = "minutes-refused"
    for forbidden in (
        row.save,
        row.delete,
        Change.objects.all().delete,
        lambda: Change.objects.update(action="x"),
        lambda: Change.objects.bulk_update([row], ["action"]),
    ):
        with pytest.raises(HistoryIsWrittenOnce), transaction.atomic():
            forbidden()
    assert Change.objects.get().action == "minutes-approved"


def test_a_new_row_is_not_written_over_an_old_one(rut: User) -> None:
    row = log("minutes-approved", rut, by=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Change(pk=row.pk, action="minutes-refused", object_text="").save()
    assert Change.objects.get().action == "minutes-approved"


def test_row_needs_the_transaction_of_what_it_tells() -> None:
    """No database here, so no transaction either; it is refused before anything is written."""
    with pytest.raises(RuntimeError, match="outside a transaction"):
        log("minutes-approved", User(name="Siv"), by=None)


@pytest.mark.parametrize(
    "role, rights",
    [
        (Role.READER, {Right.READ}),
        (Role.EDITOR, {Right.READ, Right.REVIEW}),
        (Role.ADMINISTRATOR, set(Right)),
    ],
)
def test_rights_of_the_roles(role: str, rights: set[Right]) -> None:
    assert {right for right in Right if may(User(role=role), right)} == rights
    assert not any(may(User(role=role, is_active=False), right) for right in Right)
    assert not any(may(AnonymousUser(), right) for right in Right)
