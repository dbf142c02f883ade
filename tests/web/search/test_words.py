"""Any text at all: words stand where they are said to stand, every letter is in some word, nothing breaks."""

import re
import string
import time

from hypothesis import example, given
from hypothesis import strategies as st

from rodtrad.web.search.analyser import analyse
from rodtrad.web.search.passages import LONGEST, passages_in
from rodtrad.web.search.query import MOST_CHARACTERS, NoQuestionError, parse
from rodtrad.web.search.tokens import bag
from rodtrad.web.search.words import words_of

SWEDISH = st.text(
    alphabet=string.ascii_letters + "åäöÅÄÖé0123456789 -–:.,/§\n\"”'&|!()*^\u00ad\u0301\0🙂", max_size=200
)
TOKEN = re.compile(r"[a-z0-9+_@=~.:/,\u0080-\U0010ffff-]+")  # what SQLite's tokenizer is told to leave whole
TEXTS = st.one_of(SWEDISH, st.text(max_size=100))


@given(TEXTS)
@example("hälso-\noch sjukvård")
@example("İSTANBUL ﬁn ½ ² ⑴ ﷺ ㎏")
def test_words_stand_where_they_say(text: str) -> None:
    end = 0
    for word in words_of(text):
        assert end <= word.start < word.end <= len(text)
        assert word.form and word.form == word.form.lower() and " " not in word.form and "\0" not in word.form
        end = word.end


@given(TEXTS)
def test_every_letter_and_digit_is_in_a_word(text: str) -> None:
    covered = {at for word in words_of(text) for at in range(word.start, word.end)}
    missing = [sign for at, sign in enumerate(text) if at not in covered and (sign.isalpha() or sign.isdecimal())]
    assert missing == []


@given(TEXTS)
def test_any_word_has_an_analysis_that_finds_it(text: str) -> None:
    for word in words_of(text):
        found = analyse(word.form)
        assert found.whole and not found.whole & found.part


@given(st.lists(TEXTS, max_size=3))
@example(["⑴ ﷺ ℀ ½", "a_b it's"])
def test_a_bag_is_a_list_of_tokens_that_an_index_takes(texts: list[str]) -> None:
    tokens, words = bag(texts, ["@kind=decision"])
    listed = tokens.split(" ")
    assert listed == sorted(set(listed)) and all(listed) and "\0" not in tokens
    assert words <= set(listed)
    assert all(TOKEN.fullmatch(token) for token in listed)


@given(TEXTS)
def test_any_query_has_an_answer(text: str) -> None:
    try:
        query = parse(text)
    except NoQuestionError as error:
        assert str(error).endswith(".")
    else:
        assert len(text) <= MOST_CHARACTERS and query.wanted
        assert all(tokens for tokens in query.formula(parts=True).all)
        assert all(text[word.start : word.end] for term in query.wanted for word in term.words)


@given(TEXTS)
@example("ord " * 3000)
@example("x" * 10_000)
@example("att\nhålla\n\nNästa")
def test_passages_hold_all_words_and_stand_where_they_say(text: str) -> None:
    passages = list(passages_in(text))
    for passage in passages:
        assert text[passage.start :].startswith(passage.text) and len(passage.text) <= LONGEST
        assert 1 <= passage.first_line <= passage.last_line <= text.count("\n") + 1
        assert text.count("\n", 0, passage.start) + 1 <= passage.first_line
    there = "".join(passage.text for passage in passages)
    assert sum(map(str.isalnum, there)) == sum(map(str.isalnum, text))


def test_one_word_as_long_as_a_file_takes_no_longer_than_as_many_lines() -> None:
    start = time.process_time()
    assert len(list(passages_in("a" * 20_000_000))) == 20_000_000 / LONGEST
    assert time.process_time() - start < 5  # 15 seconds where line ends were counted from the beginning each time
