"""Which words find which: the share of each kind in a table of three columns, tab between, with a heading.

    kind        query   must find a text that holds only
    inflection  beslut  besluten

A kind that is called "apart" is of pairs that must not meet. Prints the shares, and the pairs that are wrong; exits
with 1 where any is.
"""

import argparse
import sys
from collections import Counter
from pathlib import Path

from rodtrad.web.search.analyser import analyse
from rodtrad.web.search.words import words_of

APART = "apart"


def finds(query: str, text: str) -> bool:
    """Whether a query finds a text: each of its words, as a word of the text or within one."""
    there = [analyse(word.form) for word in words_of(text)]
    wanted = [analyse(word.form).whole for word in words_of(query)]
    return bool(wanted) and all(any(one & (found.whole | found.part) for found in there) for one in wanted)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, metavar="FILE.tsv")
    lines = parser.parse_args(arguments).file.read_text(encoding="utf-8").splitlines()[1:]
    every, right = Counter[str](), Counter[str]()
    for line in filter(None, lines):
        kind, query, text = line.split("\t")
        is_right = finds(query, text) != (kind == APART)
        every[kind] += 1
        right[kind] += is_right
        if not is_right:
            print(f"{kind}: {query} {'finds' if kind == APART else 'does not find'} {text}")
    for kind, number in every.items():
        print(f"{kind}: {right[kind]} of {number} right ({right[kind] / number:.0%})")
    return int(right != every)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
