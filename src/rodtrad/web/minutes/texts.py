"""What stands in a paragraph: **bold** words, and lists of two levels, whose second is indented by two spaces."""

from __future__ import annotations

from collections.abc import Iterable

BOLD = "**"  # before and behind what is bold
# The headings under which some kinds of paragraphs stand: those before a decision, and those that follow it.
BEFORE = {"question": "Frågor och synpunkter", "dialogue": "Dialog"}
AFTER = {
    "dissent": "Reservation",
    "statement": "Särskilt yttrande",
    "note": "Protokollsanteckning",
    "abstention": "Deltar inte i beslutet",
}
HEADED = BEFORE | AFTER


def runs(text: str) -> list[tuple[str, bool]]:
    """The text in turns of plain and bold: "ett **två**" is [("ett ", False), ("två", True)]. A mark without its end
    is two stars and nothing else."""
    parts = text.split(BOLD)
    if len(parts) % 2 == 0:
        return [(text, False)]
    return [(part, place % 2 == 1) for place, part in enumerate(parts) if part]


def list_lines(text: str) -> tuple[str, ...]:
    """The lines of a list without the marks that people write, those of the second level indented."""
    return tuple(
        ("  " if line[0] in " \t" else "") + line.strip().removeprefix("- ").removeprefix("* ").strip()
        for line in text.splitlines()
        if line.strip(" \t-*")
    )


def nested(lines: Iterable[str]) -> list[tuple[str, list[str]]]:
    """Each line of the first level with those below it."""
    found: list[tuple[str, list[str]]] = []
    for line in lines:
        if line.startswith("  ") and found:
            found[-1][1].append(line.strip())
        else:
            found.append((line.strip(), []))
    return found
