"""What answers come to by each rule, and in which words."""

import pytest

from rodtrad.web.circulating.counting import Count, verdict

YES, NO, ABSTAINS, MEETING, SILENT = "yes", "no", "abstains", "meeting", ""
DECIDED, NOT, MEETS = "decided", "not-decided", "to-meeting"


@pytest.mark.parametrize(
    "rule, kinds, early, at_the_end",
    [
        ("all", [YES, YES, YES], [DECIDED], [DECIDED]),
        ("all", [YES, YES, SILENT], [], [NOT, MEETS]),
        ("all", [YES, NO, SILENT], [NOT, MEETS], [NOT, MEETS]),
        ("all", [YES, ABSTAINS, SILENT], [NOT, MEETS], [NOT, MEETS]),
        ("majority", [YES, YES, SILENT], [DECIDED], [DECIDED]),
        ("majority", [YES, SILENT, SILENT], [], [DECIDED]),
        ("majority", [YES, NO, SILENT], [], [NOT, MEETS]),
        ("majority", [YES, NO, ABSTAINS], [NOT, MEETS], [NOT, MEETS]),
        ("majority", [SILENT, SILENT], [], [NOT, MEETS]),
        ("chair", [YES, SILENT], [], [DECIDED, NOT, MEETS]),
        ("chair", [NO, NO], [DECIDED, NOT, MEETS], [DECIDED, NOT, MEETS]),
        # Who wants a meeting stops it, whatever the others say.
        ("all", [YES, MEETING, SILENT], [MEETS], [MEETS]),
        ("majority", [YES, YES, YES, MEETING], [MEETS], [MEETS]),
        ("chair", [YES, MEETING], [MEETS], [MEETS]),
    ],
)
def test_as_what_it_may_be_closed(rule: str, kinds: list[str], early: list[str], at_the_end: list[str]) -> None:
    count = Count.of(kinds)
    for is_over, expected in ((False, early), (True, at_the_end)):
        assert list(verdict(rule, count, demand_stops=True, is_over=is_over).outcomes) == expected


def test_a_demand_that_does_not_stop_is_no_vote() -> None:
    count = Count.of([YES, YES, MEETING])
    assert list(verdict("majority", count, demand_stops=False, is_over=False).outcomes) == [DECIDED]
    assert list(verdict("all", count, demand_stops=False, is_over=False).outcomes) == [NOT, MEETS]


@pytest.mark.parametrize(
    "kinds, words",
    [
        ([YES] * 8, "Alla åtta har svarat ja"),
        ([YES] * 2, "Båda har svarat ja"),
        ([YES], "Den tillfrågade har svarat ja"),
        ([SILENT] * 3, "Ingen har svarat"),
        ([YES] * 5 + [NO] + [SILENT] * 2, "Fem har svarat ja, en nej, två har inte svarat"),
        ([NO, ABSTAINS, MEETING], "En har svarat nej, en avstår, en vill ta det på ett möte"),
        ([YES] * 13 + [NO], "13 har svarat ja, en nej"),
    ],
)
def test_in_words(kinds: list[str], words: str) -> None:
    assert Count.of(kinds).in_words == words
