"""The index of tokens in the database: SQLite's FTS5 or PostgreSQL's tsvector with GIN.

Triggers keep it in step with the entries, whoever writes them. Both databases answer the same: the ids of the entries
whose bag of tokens fulfils a formula, the highest first, at most so many.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

# Tokens are ASCII signs of these kinds and letters beyond ASCII, which the tokenizer leaves as they are.
SQLITE = (
    """CREATE VIRTUAL TABLE search_index USING fts5(
        tokens, content='search_entry', content_rowid='id', detail=none, columnsize=0,
        tokenize="ascii tokenchars '+_@=~-.:/,'")""",
    # Its pieces are joined half as often as by default: an import of many documents waits less, a search a little more.
    "INSERT INTO search_index(search_index, rank) VALUES ('automerge', 8)",
    "INSERT INTO search_index(search_index) VALUES ('rebuild')",
    """CREATE TRIGGER search_entry_added AFTER INSERT ON search_entry BEGIN
        INSERT INTO search_index(rowid, tokens) VALUES (new.id, new.tokens);
    END""",
    """CREATE TRIGGER search_entry_gone AFTER DELETE ON search_entry BEGIN
        INSERT INTO search_index(search_index, rowid, tokens) VALUES ('delete', old.id, old.tokens);
    END""",
    """CREATE TRIGGER search_entry_changed AFTER UPDATE ON search_entry BEGIN
        INSERT INTO search_index(search_index, rowid, tokens) VALUES ('delete', old.id, old.tokens);
        INSERT INTO search_index(rowid, tokens) VALUES (new.id, new.tokens);
    END""",
)
SQLITE_GONE = (
    *(f"DROP TRIGGER IF EXISTS search_entry_{change}" for change in ("added", "gone", "changed")),
    "DROP TABLE IF EXISTS search_index",
)
SQLITE_HITS = "SELECT rowid FROM search_index WHERE search_index MATCH %s ORDER BY rowid DESC LIMIT %s"

# How many entries are looked at to tell how common a query's words are.
SAMPLE = 1_000
POSTGRESQL = (
    "CREATE TABLE search_index (id bigint NOT NULL, vector tsvector NOT NULL)",
    """INSERT INTO search_index
        SELECT id, array_to_tsvector(string_to_array(tokens, ' ')) FROM search_entry ORDER BY id""",
    "ALTER TABLE search_index ADD PRIMARY KEY (id)",
    "CREATE INDEX search_index_vector ON search_index USING gin (vector)",
    """CREATE OR REPLACE FUNCTION search_entry_follow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF TG_OP <> 'INSERT' THEN DELETE FROM search_index WHERE id = OLD.id; END IF;
        IF TG_OP <> 'DELETE' THEN
            INSERT INTO search_index VALUES (NEW.id, array_to_tsvector(string_to_array(NEW.tokens, ' ')));
        END IF;
        RETURN NULL;
    END $$""",
    """CREATE TRIGGER search_entry_follow AFTER INSERT OR UPDATE OR DELETE ON search_entry
        FOR EACH ROW EXECUTE FUNCTION search_entry_follow()""",
    # The planner cannot know how common the words are that it is given here; without SET it would guess. Hits are all
    # fetched and sorted, or entries looked at from the newest on until there are enough: a sample, the same for the
    # same query, tells what takes less. Where there are as many hits as entries to look at, either takes as long. Two
    # statements alike, since each keeps the plan that it was first given.
    f"""CREATE OR REPLACE FUNCTION search_hits(wanted tsquery, most integer) RETURNS SETOF bigint LANGUAGE plpgsql
    SET jit = off SET work_mem = '32MB' SET enable_seqscan = off SET enable_indexscan = off SET enable_bitmapscan = on
    AS $$ DECLARE entries real; sampled real := 0; BEGIN
        SELECT greatest(reltuples, 0) INTO entries FROM pg_class WHERE oid = 'search_index'::regclass;
        IF entries > {10 * SAMPLE} THEN
            SELECT count(*) INTO sampled FROM search_index
                TABLESAMPLE SYSTEM (100.0 * {SAMPLE} / entries) REPEATABLE (1) WHERE vector @@ wanted;
        END IF;
        IF sampled / {SAMPLE} * entries > sqrt(most * entries) THEN
            PERFORM set_config('enable_indexscan', 'on', true), set_config('enable_bitmapscan', 'off', true);
            RETURN QUERY SELECT id FROM search_index WHERE vector @@ wanted ORDER BY id DESC LIMIT most;
        ELSE
            RETURN QUERY SELECT id FROM search_index WHERE vector @@ wanted ORDER BY id DESC LIMIT most;
        END IF;
    END $$""",  # noqa: S608 - the number is our own
)
POSTGRESQL_GONE = (
    "DROP TRIGGER IF EXISTS search_entry_follow ON search_entry",
    "DROP TABLE IF EXISTS search_index",
)
POSTGRESQL_HITS = "SELECT * FROM search_hits(%s::tsquery, %s)"


@dataclass(frozen=True, slots=True)
class Formula:
    """What a bag of tokens must be like: one token of each of `all`, and none of `none`."""

    all: tuple[frozenset[str], ...]
    none: frozenset[str] = frozenset()

    def and_all(self, tokens: Iterable[str]) -> Formula:
        """The same, and every one of these tokens."""
        return Formula((*self.all, *(frozenset({token}) for token in tokens)), self.none)


def hits(formula: Formula, most: int) -> list[int]:
    """The ids of the entries that fulfil a formula, the highest first, at most so many. One query."""
    if connection.vendor == "postgresql":
        sql, text = POSTGRESQL_HITS, _written(formula, " & ", " | ", " & !", _lexeme)
    else:
        sql, text = SQLITE_HITS, _written(formula, " AND ", " OR ", " NOT ", _string)
    with connection.cursor() as cursor:
        cursor.execute(sql, [text, most])
        return [row[0] for row in cursor.fetchall()]


def _written(formula: Formula, and_: str, or_: str, but_not: str, quoted: Callable[[str], str]) -> str:
    def any_of(tokens: Iterable[str]) -> str:
        return f"({or_.join(quoted(token) for token in sorted(tokens))})"

    wanted = and_.join(any_of(tokens) for tokens in formula.all)
    return f"({wanted}){but_not}{any_of(formula.none)}" if formula.none else wanted


def _lexeme(token: str) -> str:
    return "'" + token.replace("\\", "\\\\").replace("'", "''") + "'"


def _string(token: str) -> str:
    return '"' + token.replace('"', '""') + '"'


def make_index(database: BaseDatabaseWrapper = connection) -> None:
    """Make the index of all entries anew, in the transaction at hand."""
    drop_index(database)
    _run(database, POSTGRESQL if database.vendor == "postgresql" else SQLITE)


def drop_index(database: BaseDatabaseWrapper = connection) -> None:
    """Take the index away, so that all entries can be replaced in one go."""
    _run(database, POSTGRESQL_GONE if database.vendor == "postgresql" else SQLITE_GONE)


def _run(database: BaseDatabaseWrapper, statements: Iterable[str]) -> None:
    with database.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
