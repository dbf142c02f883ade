"""What keeps the index in step with the register. It is derived: nothing is logged, all of it can be made anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date

from django.db import connection, transaction
from django.db.models import QuerySet

from rodtrad.web.bodies.models import Body, Party, Person
from rodtrad.web.documents.mentions import PartyFinder
from rodtrad.web.documents.models import Document
from rodtrad.web.meetings.models import Meeting
from rodtrad.web.search.analyser import VERSION
from rodtrad.web.search.engine import drop_index, make_index
from rodtrad.web.search.facts import Rows, fact_entries, setting_of
from rodtrad.web.search.held import entries_at, held_entries, held_meetings
from rodtrad.web.search.making import COLUMNS, Made, words_in
from rodtrad.web.search.models import Entry, IndexedWord, IndexState, Kind
from rodtrad.web.search.names import body_entries, met_anew, party_entries, person_entries, persons_in
from rodtrad.web.search.passages import passage_entries
from rodtrad.web.turns import wait_for_turn

BATCH = 500
TITLE, TEXT = COLUMNS.index("title"), COLUMNS.index("text")
INSERT = f"INSERT INTO search_entry ({', '.join(COLUMNS)}) VALUES ({', '.join(['%s'] * len(COLUMNS))})"  # noqa: S608 - our own names
# The same on both databases, as far as Django's own bulk_create, which can't add, would need two statements a word.
COUNT_WORD = """INSERT INTO search_indexedword (form, count) VALUES (%s, %s)
    ON CONFLICT (form) DO UPDATE SET count = search_indexedword.count + excluded.count"""


@transaction.atomic
def index_document(
    *, document: Document, finder: PartyFinder | None = None, rows: Rows | None = None, with_persons: bool = True
) -> None:
    """Bring what is found of a document in step with it, and with it the persons who stand there.

    To be called in the transaction that changed the document or its rows, which waited for its turn. `rows`: all that
    it became, where they are at hand. `with_persons`: not where nothing that concerns them has changed.
    """
    wait_for_turn()
    _replace(Entry.objects.filter(document=document), _entries_of(document, finder or PartyFinder(), rows))
    if with_persons:
        index_persons(persons=Person.objects.filter(persons_in([document.pk])))


@transaction.atomic
def index_new_document(*, document: Document, rows: Rows, finder: PartyFinder, persons: Iterable[int]) -> None:
    """The same for a document that was just entered for the first time, of which much is known already.

    `rows`: all that it became. `persons`: those of whom something changed besides where they were met, which is looked
    up here: nearly all who stand in minutes have stood there before, for the same party.
    """
    wait_for_turn()
    insert_and_count(_entries_of(document, finder, rows))
    changed = {*persons, *met_anew(rows)}
    if changed:
        index_persons(persons=Person.objects.filter(pk__in=changed))


@transaction.atomic
def index_meeting(*, meeting: Meeting) -> None:
    """Bring what is found of a meeting held here in step with its rows in the register."""
    wait_for_turn()
    _replace(entries_at(meeting), held_entries(meeting))


@transaction.atomic
def index_persons(*, persons: QuerySet[Person]) -> None:
    """Bring what is found of some persons in step with the register."""
    wait_for_turn()
    found = list(persons.prefetch_related("names"))
    old = Entry.objects.filter(kind=Kind.PERSON, row_id__in=[person.pk for person in found])
    _replace(old, person_entries(found))


@transaction.atomic
def forget_person(*, key: int) -> None:
    """Take a person who is no more out of the index."""
    _forget(Kind.PERSON, key)


@transaction.atomic
def forget_body(*, key: int) -> None:
    """Take a body that is no more out of the index."""
    _forget(Kind.BODY, key)


def _forget(kind: Kind, key: int) -> None:
    wait_for_turn()
    _replace(Entry.objects.filter(kind=kind, row_id=key), [])


@transaction.atomic
def index_bodies(*, bodies: QuerySet[Body]) -> None:
    """Bring what is found of some bodies in step with the register."""
    wait_for_turn()
    old = Entry.objects.filter(kind=Kind.BODY, row_id__in=bodies.values("pk"))
    _replace(old, body_entries(bodies.select_related("county", "parent").prefetch_related("names")))


@transaction.atomic
def index_parties(*, parties: QuerySet[Party]) -> None:
    """Bring what is found of some parties in step with the register."""
    wait_for_turn()
    old = Entry.objects.filter(kind=Kind.PARTY, row_id__in=parties.values("pk"))
    _replace(old, party_entries(parties.select_related("county")))


@transaction.atomic
def bring_up_to_date() -> None:
    """Before an import: take in parties and bodies from files, or make the index anew where another version of the
    analyser made it."""
    wait_for_turn()
    if is_current():
        index_parties(parties=Party.objects.all())
        index_bodies(bodies=Body.objects.all())
    else:
        rebuild()


@transaction.atomic
def renew(progress: Callable[[str], None] | None = None) -> None:
    """Make the index anew where another version of the analyser made it, unless somebody else has done so meanwhile."""
    wait_for_turn()
    if not is_current():
        rebuild(progress)


@transaction.atomic
def rebuild(progress: Callable[[str], None] | None = None) -> None:
    """Make the whole index anew. `progress`: called with the name of each document that is done."""
    wait_for_turn()
    drop_index()
    Entry.objects.all().delete()
    IndexedWord.objects.all().delete()
    finder, words = PartyFinder(), Counter[str]()

    def add(entries: Iterable[Made]) -> None:
        entries = list(entries)
        words.update(_words(entries))
        insert(entries)

    documents = Document.objects.select_related("current").defer("current__record")
    for document in documents.order_by("pk").iterator(chunk_size=20):
        add(_entries_of(document, finder))
        if progress:
            progress(document.name)
    for meeting in held_meetings():
        add(held_entries(meeting))
    add(party_entries(Party.objects.select_related("county")))
    add(body_entries(Body.objects.select_related("county", "parent").prefetch_related("names")))
    keys = list(Person.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        add(person_entries(Person.objects.filter(pk__in=keys[start : start + BATCH]).prefetch_related("names")))
    IndexedWord.objects.bulk_create((IndexedWord(form=form, count=count) for form, count in words.items()), BATCH)
    make_index()
    IndexState.objects.update_or_create(pk=1, defaults={"version": VERSION})


def is_current() -> bool:
    """Whether the index was made by this version of the analyser; false for a register from before there was one."""
    return IndexState.objects.filter(version=VERSION).exists()


def _entries_of(document: Document, finder: PartyFinder, rows: Rows | None = None) -> list[Made]:
    if document.current is None:
        return []
    setting = setting_of(document)
    passages = passage_entries(document, document.current, setting, finder)
    return [*fact_entries(document, setting, rows), *passages]


def _replace(old: QuerySet[Entry], fresh: Iterable[Made]) -> None:
    """Put the fresh entries in the place of the old ones; those that are alike are left alone."""
    before = {row[0]: row for row in old.values_list(*COLUMNS)}
    after = {entry.values[0]: entry for entry in fresh}
    gone = [row for key, row in before.items() if key not in after or after[key].values != row]
    new = [entry for key, entry in after.items() if before.get(key) != entry.values]
    for start in range(0, len(gone), BATCH):
        Entry.objects.filter(pk__in=[row[0] for row in gone[start : start + BATCH]]).delete()
    insert_and_count(new, gone=(words_in(row[TITLE], row[TEXT]) for row in gone))


def insert_and_count(entries: list[Made], gone: Iterable[set[str]] = ()) -> None:
    """Save new entries and count their words. `gone`: the words of each that was taken away."""
    insert(entries)
    counts = _words(entries)
    for words in gone:
        counts.subtract(words)
    _count(counts)


def insert(entries: list[Made]) -> None:
    """Save new entries, in one statement."""
    if entries:
        adapted = connection.ops.adapt_datefield_value
        rows = [[adapted(value) if isinstance(value, date) else value for value in entry.values] for entry in entries]
        with connection.cursor() as cursor:
            cursor.executemany(INSERT, rows)


def _words(entries: Iterable[Made]) -> Counter[str]:
    """In how many of some entries each word stands."""
    counts = Counter[str]()
    for entry in entries:
        counts.update(entry.words)
    return counts


def _count(counts: Counter[str]) -> None:
    # In one order everywhere, or two imports at once could wait for each other's words for ever.
    changed = sorted((form, count) for form, count in counts.items() if count)
    if changed:
        with connection.cursor() as cursor:
            cursor.executemany(COUNT_WORD, changed)
