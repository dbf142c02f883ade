"""What a Word file that came back has otherwise than the version it was made of. Plain values in and out.

Each line of the file is known by its mark, so that it may have been moved, parted or joined. A line without a mark is
new, unless it stands just where a marked one is missing: somebody then wrote over the whole line, mark and all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Final

from rodtrad.web.documents.word_files import WrittenParagraph
from rodtrad.web.holding.models import Paragraph
from rodtrad.web.minutes.content import Block, ItemContent, MinutesContent
from rodtrad.web.minutes.lines import Line, Look, Mark, Part, Place, Spot, lines_of
from rodtrad.web.minutes.texts import HEADED
from rodtrad.web.minutes.words import reads_alike, short
from rodtrad.web.returning.models import Proposed

Kind = Proposed.Kind
NOWHERE: Final[Spot] = (0, 0)
ATT: Final = "att "
LOOKS: Final = {
    "heading": Paragraph.Kind.HEADING,
    "list": Paragraph.Kind.LIST,
    "deeper": Paragraph.Kind.LIST,
    "text": Paragraph.Kind.TEXT,
}
# What of the minutes is told of as it cannot be taken in from a file, by its part: what the page of corrections has
# fields for, and what stays as it was when the meeting closed.
ON_THE_PAGE: Final = {
    Part.ATTENDANCE: "närvaron",
    Part.PRESENTERS: "föredragande",
    Part.INTRODUCTION: "bakgrunden",
    Part.PROPOSAL: "förslaget till beslut",
    Part.SIGNER: "underskrifterna, som följer närvaron,",
}
AS_IT_WAS: Final = {
    Part.VOTE: "omröstningen",
    Part.ADDITION: "rättelserna",
}


@dataclass(frozen=True, slots=True)
class Change:
    """One proposal, in the words of `Proposed`."""

    kind: str
    item: int | None
    section: int | None = None
    before: str = ""
    text: str = ""
    place: int = 0
    paragraph: str = ""
    after: str = ""
    looks: str = ""


@dataclass(slots=True)
class Found:
    """`told`: what cannot be taken in, a sentence each."""

    changes: list[Change] = field(default_factory=list)
    told: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Here:
    """A paragraph of the file: the lines of the version that stand in it, and the item or section it stands at."""

    written: WrittenParagraph
    places: list[Place]
    is_templates: bool
    spot: Spot = NOWHERE

    @property
    def text(self) -> str:
        return self.written.text.strip()

    @property
    def plain(self) -> str:
        """Without the marks of bold words, for what never has any here."""
        return self.text.replace("**", "")

    @property
    def may_be_lost(self) -> bool:
        return not self.places and not self.is_templates and bool(self.text)

    @property
    def is_list(self) -> bool:
        return self.written.look in ("list", "deeper")


def whose(returned: Sequence[WrittenParagraph]) -> tuple[int, int] | None:
    """The meeting and the number of the version that a file was made of: what most of its marks say; None where it has
    none."""
    marks = [mark for one in returned for name in one.marks if (mark := Mark.read(name))]
    told = Counter((mark.meeting, mark.version) for mark in marks)
    return told.most_common(1)[0][0] if told else None


def compare(content: MinutesContent, returned: Sequence[WrittenParagraph], made_of: tuple[int, int]) -> Found:
    """How a file differs from the version that it was made of."""
    return _Comparison(content, returned, made_of).found()


class _Comparison:
    def __init__(self, content: MinutesContent, returned: Sequence[WrittenParagraph], made_of: tuple[int, int]) -> None:
        self._content, self._returned = content, returned
        self._parts = {(item.key, at): part for item in content.items for at, part in enumerate(item.parts)}
        self._lines = {line.place: line for line in lines_of(content)}
        self._here = self._known(made_of)
        self._give_back_lost_marks()
        self._say_where()
        self._at = {place: here for here in self._here for place in here.places[:1]}
        self._out = Found()

    def found(self) -> Found:
        for spot, part in self._parts.items():
            self._blocks(spot, part)
            self._single_lines(spot, part)
        self._new_ones()
        self._rest()
        self._remarks()
        order = {item.key: at for at, item in enumerate(self._content.items)}
        self._out.changes.sort(key=lambda change: order.get(change.item or 0, -1))
        return self._out

    # Which line is which

    def _known(self, made_of: tuple[int, int]) -> list[_Here]:
        seen, found = set[Place](), []
        for written in self._returned:
            marks = [mark for name in written.marks if (mark := Mark.read(name))]
            ours = [mark.place for mark in marks if (mark.meeting, mark.version) == made_of]
            places = [place for place in dict.fromkeys(ours) if place in self._lines and place not in seen]
            seen.update(places)
            found.append(_Here(written, places, any(mark.part == Part.TEMPLATE for mark in marks)))
        return found

    def _give_back_lost_marks(self) -> None:
        """A line that is missing is the one without a mark that stands just where it stood."""
        there = {place: at for at, here in enumerate(self._here) for place in here.places}
        before: Place | None = None
        for place in self._lines:
            at = there[before] + 1 if before in there else len(self._here)
            if place not in there and at < len(self._here) and self._here[at].may_be_lost:
                self._here[at].places = [place]
                there[place] = at
            before = place

    def _say_where(self) -> None:
        spot = NOWHERE
        for here in self._here:
            if here.places:
                first = self._lines[here.places[0]]
                if first.part == Part.TITLE or not first.item:
                    spot = first.spot
            here.spot = spot

    # Paragraphs

    def _blocks(self, spot: Spot, part: ItemContent) -> None:
        """Changed, missing and moved ones."""
        stand = list[str]()
        for at, block in enumerate(part.blocks):
            own = self._of_block(spot, at)
            if not own:
                self._add(Kind.REMOVED, spot, before=_whole(block), paragraph=block.key, looks=block.kind)
                continue
            if own[0].spot != spot:
                other = "en annan punkt" if own[0].spot[0] != spot[0] else "ett annat avsnitt"
                self._out.told.append(f"Stycket ”{short(_whole(block))}” har flyttats till {other}. Gör det på sidan.")
                continue
            stand.append(block.key)
            text, looks = _written(own, block)
            if looks != block.kind or not reads_alike(text, _whole(block)):
                self._add(Kind.CHANGED, spot, before=_whole(block), text=text, paragraph=block.key, looks=looks)
        self._moved(spot, part, stand)

    def _of_block(self, spot: Spot, number: int) -> list[_Here]:
        """The paragraphs of a block: those of its lines, and those without a mark that stand between them."""
        at = [
            n
            for n, here in enumerate(self._here)
            if here.places and here.places[0][:3] == (spot, str(Part.BLOCK), number)
        ]
        if not at:
            return []
        own = [self._here[at[0]]]
        for n in range(at[0] + 1, at[-1] + 1):
            here = self._here[n]
            if n in at or not here.places:
                own.append(here)
        if self._is_list(spot, number):
            own += self._going_on(at[-1])
        return own

    def _is_list(self, spot: Spot, number: int) -> bool:
        line = self._lines[spot, str(Part.BLOCK), number, 0]
        return line.look in (Look.LIST, Look.DEEPER)

    def _going_on(self, at: int) -> list[_Here]:
        """More points of a list, which follow its last one."""
        found = []
        for here in self._here[at + 1 :]:
            if here.places or not here.is_list or here.written.in_table:
                break
            found.append(here)
        return found

    def _moved(self, spot: Spot, part: ItemContent, standing: Sequence[str]) -> None:
        """The fewest that must be moved for the rest to stand in their order."""
        keys = {at: block.key for at, block in enumerate(part.blocks)}
        for afterwards in (False, True):
            kept = [b.key for b in part.blocks if b.key in standing and b.is_afterwards == afterwards]
            now = []
            for here in self._here:
                if here.places and here.places[0][:2] == (spot, str(Part.BLOCK)):
                    key = keys[here.places[0][2]]
                    if key in kept and key not in now:
                        now.append(key)
            stay = {
                key
                for match in SequenceMatcher(None, kept, now, autojunk=False).get_matching_blocks()
                for key in kept[match.a : match.a + match.size]
            }
            for at, key in enumerate(now):
                if key not in stay:
                    block = next(b for b in part.blocks if b.key == key)
                    after = now[at - 1] if at else ""
                    self._add(Kind.MOVED, spot, before=_whole(block), paragraph=key, after=after, looks=block.kind)

    def _new_ones(self) -> None:
        """Paragraphs without a mark, where they stand; points of a list together."""
        old = {
            id(here)
            for spot, part in self._parts.items()
            for at in range(len(part.blocks))
            for here in self._of_block(spot, at)
        }
        after, last, group = "", None, list[_Here]()
        for here in self._here:
            if here.places:
                self._new(group, after, last)
                last, group = self._lines[here.places[0]], []
                if last.part == Part.BLOCK:
                    after = self._parts[last.spot].blocks[last.number].key
                elif last.part == Part.TITLE or not last.item:
                    after = ""
            elif here.may_be_lost and id(here) not in old:
                if group and not (group[-1].is_list and here.is_list):
                    self._new(group, after, last)
                    group = []
                group.append(here)
        self._new(group, after, last)

    def _new(self, written: list[_Here], after: str, last: Line | None) -> None:
        if not written:
            return
        text = "\n".join(map(_line, written))
        if written[0].spot == NOWHERE:
            self._out.told.append(f"”{short(text)}” står utanför punkterna.")
        elif written[0].written.in_table:
            self._out.told.append(
                f"”{short(text)}” är en ny ruta i en tabell. Skriv in ett glömt uppdrag under Rätta protokollet."
            )
        elif last and last.part in (Part.DECISION, Part.PROPOSAL) and written[0].is_list:
            self._out.told.append(
                f"”{short(text)}” står bland att-satserna. Skriv in ett glömt beslut under Rätta protokollet."
            )
        else:
            self._add(Kind.NEW, written[0].spot, text=text, after=after, looks=LOOKS[written[0].written.look])

    # What is no paragraph

    def _single_lines(self, spot: Spot, part: ItemContent) -> None:
        title = self._at.get((spot, str(Part.TITLE), 0, 0))
        if title and title.plain != self._lines[spot, str(Part.TITLE), 0, 0].text:
            self._title(spot, part, title.plain)
        for at, text in enumerate(part.decisions):
            here = self._at.get((spot, str(Part.DECISION), at, 0))
            if here is None:
                self._out.told.append(f"Beslutet ”{short(text)}” är borttaget. Stryk det under Rätta protokollet.")
            elif (bare := here.plain.removeprefix(ATT)) != text:
                self._add(Kind.DECISION, spot, before=text, text=bare, place=at)
        for at, task in enumerate(part.tasks):
            cells = [self._at.get((spot, str(Part.TASK), at, n)) for n in range(3)]
            if not all(cells):
                self._out.told.append(
                    f"Uppdraget ”{short(task.what)}” är borttaget. Stryk det under Rätta protokollet."
                )
                continue
            before, now = "\n".join((task.who, task.what, task.when)), "\n".join(_one_line(c) for c in cells if c)
            if now != before:
                self._add(Kind.TASK, spot, before=before, text=now, place=at)

    def _title(self, spot: Spot, part: ItemContent, text: str) -> None:
        bare = text.removeprefix(part.number).strip()
        if part.number and not text.startswith(f"{part.number} "):
            self._out.told.append(f"Numret i ”{short(text)}” ändras inte: punkter och avsnitt behåller sina.")
            return
        self._add(Kind.TITLE, spot, before=part.title, text=bare)

    def _rest(self) -> None:
        """What has been changed and cannot be taken in."""
        touched = dict[str, None]()
        for place, line in self._lines.items():
            here = self._at.get(place)
            if here is not None and reads_alike(here.plain, line.text.replace("**", "")):
                continue
            if line.part in ON_THE_PAGE:
                what = f"Ändringen i {ON_THE_PAGE[line.part]}{self._where(line.spot)} kan inte tas in härifrån."
                touched[f"{what} Gör den på sidan."] = None
            elif line.part in AS_IT_WAS:
                what = f"Ändringen i {AS_IT_WAS[line.part]}{self._where(line.spot)} kan inte tas in."
                touched[f"{what} Det står som det var när mötet avslutades."] = None
            elif line.part in (Part.HEAD, Part.FIXED) and not (here is None and line.is_head):
                touched[f"”{short(line.text)}” skrivs av programmet och ändras inte härifrån."] = None
        self._out.told += touched
        if any(here.written.left_out and not here.is_templates for here in self._here):
            self._out.told.append("Bilder och noter i filen togs inte in.")

    def _where(self, spot: Spot) -> str:
        found = self._parts.get(spot)
        return f" vid ”{short(found.title)}”" if found else ""

    def _remarks(self) -> None:
        for here in self._here:
            for said in here.written.comments:
                who = f"{said.who}: " if said.who else ""
                self._add(Kind.REMARK, here.spot, before=here.plain, text=f"{who}{said.text}")

    def _add(self, kind: str, spot: Spot, **told: object) -> None:
        item, at = spot
        section = self._parts[spot].key if at else None
        self._out.changes.append(Change(kind, item or None, section, **told))  # type: ignore[arg-type]  # the fields of a change


def _whole(block: Block) -> str:
    return "\n".join(block.lines)


def _written(own: Iterable[_Here], block: Block) -> tuple[str, str]:
    """The text of a block as the file has it, and its kind; what stands under a heading of its own keeps its kind."""
    told = [here for here in own if here.text]
    looks = LOOKS[told[0].written.look] if told else block.kind
    if block.kind in HEADED:
        return "\n".join(here.text for here in told), block.kind
    if looks == Paragraph.Kind.HEADING:
        return " ".join(here.text for here in told), looks
    return "\n".join(map(_line, told)), looks


def _line(here: _Here) -> str:
    return f"  {here.text}" if here.written.look == "deeper" else here.text


def _one_line(here: _Here) -> str:
    return " ".join(here.plain.split())
