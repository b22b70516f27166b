"""Cut the text of a United Nations resolution into its paragraphs.

One segmenter for every format: plain text, the text of a PDF, the lines of a typed JSON file (never its
types). It follows the drafting rules and nothing else: the organ's name opens, preambular paragraphs begin with
a participle or an adjective, operative ones with a verb in the present tense and, in newer texts, a number.

Nothing is thrown away silently: titles, headings, footnotes, the meeting and date at the end and the text of
neighbouring documents come back as `other`; only page furniture (page numbers, running heads, job numbers) goes.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from helpers.corpus import line_patterns as looks
from helpers.corpus import opening_words as words
from helpers.corpus.footnote_figures import Figures, without_raised
from helpers.corpus.opening_words import is_verb, leading_verb, main_verb

# ---------------------------------------------------------------------------------------------- what comes back


@dataclass(slots=True)
class Paragraph:
    """One paragraph of a document.

    Attributes
    ----------
    part
        preambular, operative, annex, or other (title, headings, footnotes, meeting and date, neighbours' text).
    label
        Unique in its part: "PP4", "3", "3 (b)", "A 3 (b)". A number in square brackets is ours: the source
        prints none there.
    level
        1 for a paragraph of its own, 2 for a lettered one under it, and so on; 0 for other.
    verb
        The leading verb in lower case without adverbs ("condemns" for "Strongly condemns"), "" if there is none.
    text
        The text in one line, without its mark and without the footnotes' figures.
    lines
        Numbers, from 0, of the source lines that it was read from.
    mark
        The bare mark that the source prints before it: "3", "b", "iv", "•"; "" if there is none.
    """

    part: str
    label: str
    level: int
    verb: str
    text: str
    lines: list[int]
    mark: str = ""

    @property
    def position(self) -> int:
        """Number, from 0, of the first source line."""
        return self.lines[0]


# ------------------------------------------------------------------------------------------------- the segmenter


def segment(source: str | Iterable[str], symbol: str | None = None) -> list[Paragraph]:
    """Cut a document into paragraphs.

    Parameters
    ----------
    source
        The text, or its lines. Lines may be whole paragraphs or pieces of them as a page breaks them; which of
        the two is found out from the lines. Form feeds, where there are any, mark page ends.
    symbol
        The document's symbol, if known: "A/RES/302 (IV)". Used only to tell its text from that of neighbours
        which a file may hold before and after it.

    Returns
    -------
    list of Paragraph
        In the order of the source; empty for an empty source.
    """
    return segment_all([(source, symbol)])[0]


def segment_all(documents: Iterable[tuple[str | Iterable[str], str | None]]) -> list[list[Paragraph]]:
    """Cut many documents, each given by its text and its symbol as in `segment`; a little faster than one by one."""
    drafts, texts, ends = [], [], []
    for source, symbol in documents:
        if isinstance(source, str):
            source = source.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        reader = _Reader(list(source), symbol)
        read = reader.read()
        drafts += read
        texts += _texts(read, reader.notes if reader.layout.wrapped else 0)
        ends.append(len(drafts))
    texts = without_raised(texts)
    return [_finish(drafts[start:end], texts[start:end]) for start, end in pairwise([0, *ends])]


@dataclass(slots=True)
class _Draft:
    """A paragraph while it is read. `path` holds its marks from the top, `section` the part of the text it is in."""

    part: str
    section: str
    path: list[str]
    pieces: list[str]
    lines: list[int]
    mark: str = ""
    verb: str | None = None  # where it was found on the way


@dataclass(slots=True)
class _Layout:
    """What one look over all lines tells before they are read one by one."""

    wrapped: bool = False  # lines are pieces of paragraphs
    heads: frozenset = frozenset()  # running heads
    title: str = ""  # what stands before the organ's line
    start: int = 0  # line of the document's own title, after neighbours' text
    own: str = ""  # its number: "302(IV)"
    titled: bool = False  # a title with a number stands there
    organ: bool = False  # an organ's line opens it
    foreign: bool = False  # a column in another language stands beside it


def _pieces(lines: list[str]) -> tuple[list[str], list[int]]:
    """Return the lines in single spaces, a form feed as a line of its own, and which source line each came from.

    The second list is empty where there is no form feed: then each line is its own.
    """
    if not any("\f" in line for line in lines):
        return [_tidy(line) for line in lines], []
    pieces, sources = [], []
    for i, line in enumerate(lines):
        for k, piece in enumerate(line.split("\f")):
            pieces += ["\f", _tidy(piece)] if k else [_tidy(piece)]
            sources += [i, i] if k else [i]
    return pieces, sources


def _tidy(line: str) -> str:
    """Return a line in single spaces; most are, and no printable character but the space is one."""
    is_tidy = line.isprintable() and "  " not in line and line[:1] != " " and line[-1:] != " "
    return line if is_tidy else " ".join(line.split())


def _layout(lines: list[str], symbol: str | None) -> _Layout:
    titles, breaks, organ, foreign = [], [], -1, False
    for i, line in enumerate(lines):
        first = line[:1]
        if first in looks.TITLE_FIRST and (title := looks.TITLE_NUMBER.match(line)):
            titles.append((i, title[1].replace(" ", "")))
        if (first in looks.PAGE_FIRST and looks.PAGE_START.match(line)) or (
            "/RES/" in line and looks.SYMBOL_END.search(line)
        ):
            breaks.append(i)
        elif first in looks.ORGAN_FIRST:
            foreign = foreign or bool(looks.FOREIGN_ORGAN.match(line))
    organs = [i for i, line in enumerate(lines) if line[:1] in looks.ORGAN_FIRST and looks.ORGAN.match(line)]
    # "338 (1973)." may also be a line of the text: an organ's line follows a title, not far from it
    titles = [(i, number) for i, number in titles if any(i < organ < i + 40 for organ in organs)] if organs else titles
    own = _own_number(symbol) if symbol else ""
    start = next((i for i, number in titles if number == own), titles[0][0] if titles and not own else 0)
    own = own or (titles[0][1] if titles else "")
    start = start if organs and organs[0] < start else 0  # what stands before is the title page, not a neighbour
    organ = next((i for i in organs if i >= start), -1)
    body = max(organ, start)
    title = " ".join(lines[start:body])
    heads = _running_heads(lines, [i for i in breaks if i > body], body, title)
    return _Layout(_is_wrapped(lines), heads, title, start, own, bool(titles), organ >= 0, foreign)


def _own_number(symbol: str) -> str:
    """Return the number that the title of a document prints: "A/RES/302 (IV)" gives "302(IV)"."""
    return re.sub(r"^[A-Z]+(?:/[A-Z]+)*/|\s(?=\()|\s[A-Z](?:-[A-Z])?$", "", symbol)


def _is_wrapped(lines: list[str]) -> bool:
    """Tell lines that a page breaks from lines that are paragraphs: the former are short, end anywhere and go on."""
    texts = [line for line in lines if line][:800]
    going_on = sum(
        1 for line, later in pairwise(texts) if later[0].islower() and (line[-1].isalnum() or line[-1] in "-,")
    )
    long = [line for line in texts if len(line) >= 40]
    if sum(len(line) > 200 for line in long) > 0.3 * len(long):
        return False
    open_ends = sum(line[-1].isalnum() or line[-1] == "-" for line in long)
    short = sum(len(line) > 150 for line in long) < 0.05 * len(long)
    return going_on > 0.2 * len(long) or (open_ends > 0.4 * len(long) and short)


def _running_heads(lines: list[str], breaks: list[int], body: int, title: str) -> frozenset:
    """Return the lines beside page breaks that come back there or that repeat the title."""
    places = {k for i in breaks for k in range(max(i - 6, body + 1), min(i + 7, len(lines)))}
    near = (lines[k] for k in places if 3 < len(lines[k]) < 130 and lines[k][-1] not in ".;,:")
    beside = Counter(line for line in near if not (looks.FURNITURE.match(line) or looks.NUMBER.match(line)))
    title_lines = {line for line in beside if _without_symbol(line) in title}
    return frozenset(title_lines | {line for line, n in beside.items() if n > 1 and not leading_verb(line)[0]})


def _without_symbol(line: str) -> str:
    """Return the head of a page without the symbol that stands before or after the title."""
    return looks.SYMBOL_FIRST.sub("", looks.SYMBOL_END.sub("", line), count=1)


@dataclass(slots=True)
class _Reader:
    """Reads line by line. `state` says what unmarked text would be now."""

    lines: list[str]
    symbol: str | None = None
    layout: _Layout = field(default_factory=_Layout)
    state: str = "front"  # front, preambular, operative, annex, end, neighbour
    section: str = ""
    number: str = ""  # mark of the operative or annexed paragraph that is open
    unmarked: Counter = field(default_factory=Counter)  # paragraphs without a number, by part and section
    deeper: list[tuple[str, int, str]] = field(default_factory=list)  # kind, ordinal and mark of the levels below it
    drafts: list[_Draft] = field(default_factory=list)
    current: _Draft | None = None  # the paragraph that text would be added to
    broken: bool = False  # page furniture stood since the last piece of text
    blank: bool = False  # an empty line stood since
    run_on: bool = False  # the text has lost its line breaks
    in_note: bool = False
    at_top: bool = False  # a page begins here
    head_seen: bool = False  # since the rule above a footnote, the head of the next page was seen
    notes: int = 0  # highest footnote figure
    waiting: str = ""  # "3." that stands on a line of its own

    def read(self) -> list[_Draft]:
        """Read all lines."""
        self.lines, sources = _pieces(self.lines)
        self.layout = _layout(self.lines, self.symbol)
        for i, line in enumerate(self.lines):
            if line == "\f":
                self.broken = self.at_top = True
                self.head_seen = self.in_note
            elif line:
                self._read_line(i, line)
            else:
                self.blank = True
        for draft in self.drafts if sources else ():
            draft.lines = list(dict.fromkeys(sources[i] for i in draft.lines))
        return self.drafts

    def _read_line(self, i: int, line: str) -> None:
        if self.at_top and self.state != "front":
            if self._is_head(line):
                return
            self.at_top = False
        if self.in_note and self._reads_note(i, line):
            return
        first = line[0]
        if not self.layout.wrapped and self.state in looks.BODY_STATES and (rest := self._run_on(line)):
            line, rest = line[:rest].rstrip(), line[rest:]
            self._read_line(i, line)
            return self._read_line(i, rest)
        if self.state == "operative" and (number := self._after_heading(line)):
            self._other("heading", i, line[:number].rstrip())
            line = line[number:]
            first = line[0]
        if first.islower() and self.state != "front":
            if not ("." in line[1:5] or ")" in line[1:5]) or not self._read_marked(i, line):
                self._add(i, line)
        elif not self._drops(i, line, first):
            self._place(i, line, first)
        self.blank = False

    def _after_heading(self, line: str) -> int:
        """Return where the next number stands in a line that a heading opens ("Reviews 39. Decides"), else 0."""
        found = looks.HEADING_AND_NUMBER.match(line)
        if not found or not self._follows(found[1]) or not self._complete():
            return 0
        text = line[found.end() + len(found[1]) + 2 :]
        return found.end() if leading_verb(text)[0] == "finite" else 0

    def _run_on(self, line: str) -> int:
        """Return where another paragraph begins in a line that has lost its line breaks, 0 if none does."""
        found = None
        if self.run_on:
            found = next((f for f in looks.RUN_ON_OPENING.finditer(line) if self._opens_alone(line[f.end() :])), None)
        elif line.find(". ", 3) > 0:  # few lines hold anything like a number; the pattern takes many times as long
            found = next((f for f in looks.RUN_ON_NUMBER.finditer(line) if self._goes_on(f, line)), None)
        return found.end() if found else 0

    def _goes_on(self, found: re.Match, line: str) -> bool:
        """Tell whether the number inside a line is the next one: "…, 1. Decides", "…; 4. Requests"."""
        begun = looks.NUMBER.match(line)
        before = begun[1] if begun else self.number if self.state == "operative" else "0"
        if not before.isdecimal() or int(found[1]) != int(before) + 1:
            return False
        return line[found.start()] in ".;:" or leading_verb(line[found.end() + len(found[1]) + 2 :])[0] == "finite"

    def _opens_alone(self, text: str) -> bool:
        number = looks.NUMBER.match(text)
        kind, verb = leading_verb(text[number.end() :] if number else text)
        known = verb.partition(" ")[0] in words.PARTICIPLES
        return known or kind == "finite" and (number is not None or is_verb(verb, text))

    def _drops(self, i: int, line: str, first: str) -> bool:
        """Drop page furniture; begin a footnote block."""
        if first == "_" and (ruled := looks.RULED_NOTE.match(line)) and self.state != "front":
            self._other("note", i, line[ruled.end() :])  # the rule and the footnote in one line
            return True
        if first in "_-—–=FN" and looks.RULE.match(line):
            if self.state != "front":
                self.in_note, self.head_seen = True, False
            return True
        if (
            first in looks.PAGE_FIRST
            and looks.PAGE_START.match(line)
            or first in looks.FURNITURE_FIRST
            and looks.FURNITURE.match(line)
        ):
            self.broken = True
            return True
        if self.state != "front" and line in self.layout.heads:
            self.broken = True
            return True
        return False

    def _is_head(self, line: str) -> bool:
        """Tell the head of a page, where it is known that a page begins."""
        if looks.PAGE_START.match(line) or looks.FURNITURE.match(line) or line in self.layout.heads:
            return True
        rest = _without_symbol(line)
        return rest != line and (not rest or rest in self.layout.title)

    def _reads_note(self, i: int, line: str) -> bool:
        """Read a line below the rule of a footnote; return False where the text goes on."""
        first = line[0]
        if first in looks.PAGE_FIRST and looks.PAGE_START.match(line) or line in self.layout.heads:
            self.head_seen = self.broken = True
            return True
        if first in looks.FURNITURE_FIRST and looks.FURNITURE.match(line):
            self._count_notes(line)
            return True
        if self.head_seen or self._resumes(line):
            self.in_note = self.head_seen = False
            self.broken = True
            return False
        self._count_notes(line.partition(" ")[0])
        if self.drafts and self.drafts[-1].path == ["note"] and not looks.NOTE_OPENS.match(line):
            self.drafts[-1].pieces.append(line)
            self.drafts[-1].lines.append(i)
            return True
        self._other("note", i, line)
        return True

    def _count_notes(self, figure: str) -> None:
        """Keep the highest figure of a footnote; the next one is at most a page's footnotes away."""
        if figure.isdecimal() and len(figure) < 4 and int(figure) <= self.notes + 30:
            self.notes = max(self.notes, int(figure))

    def _resumes(self, line: str) -> bool:
        """Tell a paragraph from the text of a footnote."""
        if looks.NOTE.match(line):
            return False
        if looks.ORGAN.match(line) or looks.ANNEX.match(line) or looks.CLOSING.match(line):
            return True
        mark = looks.NUMBER.match(line) or (None if self.layout.wrapped else looks.LETTER.match(line))
        if mark and mark.re is looks.LETTER:
            return mark[1].isalpha()
        kind, verb = leading_verb(line[mark.end() :] if mark else line)
        if mark and self._follows(mark[1]):
            return True
        if self.layout.wrapped:  # a line of a footnote may begin with any word
            return mark is not None and kind == "finite"
        return kind == "participle" or (kind == "finite" and (mark is not None or is_verb(verb, line)))

    def _place(self, i: int, line: str, first: str) -> None:
        """Find out what a line is that is neither furniture nor the rest of a word."""
        if first in looks.TITLE_FIRST and self._is_neighbour(i, line):
            self.state = "neighbour"
        if self.state == "front":
            self._read_front(i, line, first)
        elif first in looks.ORGAN_FIRST and looks.ORGAN.match(line):
            self._open_text(i, line)
        elif line[:3] in looks.ANNEX_FIRST and self._is_annex(line):
            self._open_annex(i, line)
        elif self.state == "neighbour" or self.layout.foreign and self._is_foreign(line):
            self._other("neighbour" if self.state == "neighbour" else "foreign", i, line)
        elif self._is_end(line, first):
            self.state = "end" if self.state != "annex" else "annex"
            self._other("end", i, line)
        elif len(line) < 16 and (section := looks.SECTION.match(line)) and self._complete():
            self._open_section(i, line, section[1])
        elif self.state == "end":
            self._other("end", i, line)
        elif first in looks.MARK_FIRST and self._read_marked(i, line):
            pass
        elif not self._read_opening(i, line):
            self._read_rest(i, line)

    # -- the text around the body

    def _read_front(self, i: int, line: str, first: str) -> None:
        if i >= self.layout.start:
            if first in looks.ORGAN_FIRST and looks.ORGAN.match(line):
                return self._open_text(i, line)
            if ("Council, " in line or "Assembly, " in line) and (organ := looks.ORGAN_INSIDE.search(line)):
                return self._read_run_on(i, line, organ)
            if self._begins_without_organ(i, line):
                self.state = "preambular"
                return self._place(i, line, first)
        self._other("front" if i >= self.layout.start else "neighbour", i, line)

    def _read_run_on(self, i: int, line: str, organ: re.Match) -> None:
        """Read a line that holds the organ's name and the text after it, perhaps the title before it too."""
        if leading_verb(line[organ.end() :])[0] not in ("participle", "finite"):
            return self._other("front", i, line)
        if organ.start():
            self._other("front", i, line[: organ.start()].rstrip())
        self.run_on = True
        self._open_text(i, organ[0].rstrip())
        return self._read_line(i, line[organ.end() :])

    def _begins_without_organ(self, i: int, line: str) -> bool:
        """Tell whether the text begins here although no organ's line opens it, or opens it later."""
        if self.layout.organ and (self.layout.wrapped or not self.layout.titled or i == self.layout.start):
            return False
        mark = looks.NUMBER.match(line)
        kind, _ = leading_verb(line[mark.end() :] if mark else line)
        if self.layout.organ:
            return kind == "participle" and len(line) > 60 and line[-1] in ",;"
        if kind == "participle":
            return line[-1] == "," or (self.layout.wrapped and self.blank)
        if kind == "finite":
            return mark is not None or len(line) > 60
        return self.layout.titled and not self.layout.wrapped and len(line) > 100 and line[-1] in ".,;:"

    def _is_neighbour(self, i: int, line: str) -> bool:
        if i <= self.layout.start or self.state == "front":
            return False
        title = looks.TITLE_NUMBER.match(line)
        return bool(title) and self._complete() and title[1].replace(" ", "") != self.layout.own

    def _open_text(self, i: int, line: str) -> None:
        """Read the organ's line, which is no paragraph; a second one opens a draft that is quoted, or another part."""
        if self.state == "neighbour":
            return self._other("neighbour", i, line)
        if self.state not in ("front", "preambular", "annex") and not (
            self.drafts and self.drafts[-1].section != self.section
        ):
            self.section = "draft" if self.current and self.current.pieces[-1].endswith(":") else self.section
        self._reset("preambular")
        self._other("organ", i, line)

    def _next_section(self, name: str) -> bool:
        """Tell whether a heading's letter or Roman figure follows the section that is open: "II Finances" after "I"."""
        now = self.section.split(" ")[-1]
        if self.state == "annex" or not self.layout.organ:
            return False
        if not now:
            return name in ("A", "I")
        return any(looks.readings(name).get(kind) == ordinal + 1 for kind, ordinal in looks.readings(now).items())

    def _open_section(self, i: int, line: str, name: str) -> None:
        if self.state != "annex":
            self.section = name
            self._reset("preambular")
        self._other("heading", i, line)

    def _is_annex(self, line: str) -> bool:
        found = looks.ANNEX.match(line)
        return bool(found) and (self.state == "end" or self.state == "annex" or self._complete())

    def _open_annex(self, i: int, line: str) -> None:
        found = looks.ANNEX.match(line)
        self.section = " ".join(filter(None, [found[1].title(), found[2]]))
        self._reset("annex")
        self._other("heading", i, line)

    def _reset(self, state: str) -> None:
        self.state, self.number, self.current, self.in_note = state, "", None, False
        self.deeper.clear()

    def _is_end(self, line: str, first: str) -> bool:
        if self.state in ("annex", "front"):
            return False
        if self.state == "end":
            return bool(looks.DATE.match(line) or looks.CLOSING.match(line))
        return (
            ("eeting" in line or first in "A_")
            and len(line) < 160
            and bool(looks.CLOSING.match(line))
            and self._complete()
        )

    def _is_foreign(self, line: str) -> bool:
        return len(looks.FOREIGN.findall(line)) > len(looks.ENGLISH.findall(line))

    # -- the body

    def _complete(self) -> bool:
        """Tell whether the open paragraph may be over."""
        if self.current is None:
            return True
        ended = looks.ENDED if self.deeper or self.current.part == "preambular" else looks.ENDED_FIRMLY
        return bool(ended.search(self.current.pieces[-1][-12:])) or self.blank and not self.broken

    def _read_marked(self, i: int, line: str) -> bool:
        """Read a paragraph that begins with a number, a letter or a bullet; return False if it does not."""
        if self.waiting:
            line, self.waiting = f"{self.waiting} {line}", ""
        if line[0] in looks.QUOTES and self._is_quoted(line):
            self._add(i, line)
            return True
        if (outline := looks.OUTLINE.match(line)) and (not self.layout.wrapped or self._complete()):
            return self._numbered(i, outline[1], line[outline.end() :])
        if (number := looks.NUMBER.match(line)) and not looks.DAY.match(line) and self._may_number(number, line):
            if number.end() == len(line):
                self.waiting = line
                return True
            return self._numbered(i, number[1] + (f" ({number[2]})" if number[2] else ""), line[number.end() :])
        if looks.NOTE.match(line) and (line[0] == "(" or not self.layout.wrapped):
            self._other("note", i, line)
            return True
        if self.layout.wrapped and not self._complete():
            return False
        if (number := looks.NUMBER_TORN.match(line)) and self._may_torn(line[number.end() :]):
            return self._numbered(i, str(int(self.number) + 1 if self.number.isdecimal() else 1), line[number.end() :])
        if (letter := looks.LETTER.match(line) or looks.BULLET.match(line)) and self._may_begin(letter[1]):
            return self._lettered(i, letter[1], line[letter.end() :])
        if (letter := looks.LETTER_OPEN.match(line)) and self._may_letter(letter[1]):
            return self._lettered(i, letter[1], line[letter.end() :])
        if (number := looks.NUMBER_BARE.match(line)) and self._may_bare(number[1], line[number.end() :]):
            return self._numbered(i, number[1], line[number.end() :])
        return False

    def _is_quoted(self, line: str) -> bool:
        """Tell the text of an amendment ("“1. The fee shall …") from a draft of which every paragraph is quoted."""
        opened = next((d for d in reversed(self.drafts) if d.part in looks.BODY_STATES and not d.mark), None)
        draft = opened is not None and opened.pieces[0][0] in looks.QUOTES
        return self.current is not None and not draft and bool(looks.NUMBER.match(line) or looks.LETTER.match(line))

    def _may_number(self, number: re.Match, line: str) -> bool:
        if not self.layout.wrapped:
            return True
        follows = number[1] == "1" or self._follows(number[1])
        return self._complete() or follows and line[number.end() : number.end() + 1].isupper()

    def _may_begin(self, mark: str) -> bool:
        """Tell a mark at the beginning of a line from one inside a sentence that a page has broken before it.

        "(XXVIII)" stands in the numbers of old resolutions; "(b)" may go on after an "(a)" inside the sentence.
        """
        if not self.layout.wrapped or self._may_letter(mark):
            return not mark.isupper() or self._may_letter(mark)
        before = chr(ord(mark) - 1) if len(mark) == 1 else ""
        return not mark.isupper() and not (self.current and f"({before}) " in " ".join(self.current.pieces))

    def _may_letter(self, mark: str) -> bool:
        """A bare "a." or "i)" is a mark only where a list begins or goes on."""
        readings = looks.readings(mark)
        return 1 in readings.values() or any(readings.get(kind) == ordinal + 1 for kind, ordinal, _ in self.deeper)

    def _may_bare(self, mark: str, text: str) -> bool:
        """A number without a point is one only in its turn and before a verb."""
        return (self._follows(mark) or mark == "1") and leading_verb(text)[0] == "finite"

    def _may_torn(self, text: str) -> bool:
        """A number that a scanner misread ("ll. Requests", "4, Calls") is the next one, before a verb only."""
        return (
            self.state in looks.BODY_STATES
            and (self.number[:2] in ("", "PP") or self.number.isdecimal())
            and (leading_verb(text)[0] == "finite")
        )

    def _follows(self, mark: str) -> bool:
        """Tell whether a number is the next one after the open paragraph's."""
        return self.number.isdecimal() and mark.isdecimal() and int(mark) == int(self.number) + 1

    def _numbered(self, i: int, mark: str, text: str) -> bool:
        if self.state != "annex":
            self.state = "operative"
        self.number = mark
        self.deeper.clear()
        letter = looks.LETTER.match(text)
        if letter and letter.start(1) == 1 and 1 in looks.readings(letter[1]).values():  # "11. (a) Decides"
            return self._lettered(i, letter[1], text[letter.end() :], f"{mark} ({letter[1]})")
        self._new(i, [mark], text, mark)
        return True

    def _lettered(self, i: int, mark: str, text: str, printed: str = "") -> bool:
        if self.state == "preambular":
            opening, verb = leading_verb(text)
            if opening == "finite" and text[:1].isupper() and is_verb(verb, text):
                self.state, self.number = "operative", ""
        kind, ordinal = self._descend(mark)
        shown = f"({mark})" if mark.isalnum() else f"{mark}{ordinal}"
        self.deeper.append((kind, ordinal, shown))
        path = [level[2] for level in self.deeper]
        self._new(i, [self.number, *path] if self.number else path, text, printed or mark)
        return True

    def _descend(self, mark: str) -> tuple[str, int]:
        """Cut `deeper` back to the parent of a new mark; return the mark's kind and its ordinal."""
        readings = looks.readings(mark)
        for depth in range(len(self.deeper) - 1, -1, -1):
            kind, ordinal, _ = self.deeper[depth]
            if readings.get(kind) == ordinal + 1 or kind == "bullet" in readings:
                del self.deeper[depth:]
                return kind, ordinal + 1
        first = next((kind for kind, ordinal in readings.items() if ordinal == 1), None)
        if first is None:
            for depth in range(len(self.deeper) - 1, -1, -1):  # a gap in the source
                if self.deeper[depth][0] in readings:
                    kind = self.deeper[depth][0]
                    del self.deeper[depth:]
                    return kind, readings[kind]
            if self.deeper:  # neither the first nor the next of any kind: a misread letter, "(6)" for "(b)"
                kind, ordinal, _ = self.deeper.pop()
                return kind, ordinal + 1
        kind = first or next(iter(readings))
        same = next((depth for depth, level in enumerate(self.deeper) if level[0] == kind), None)
        if same is not None:  # a list that starts again
            del self.deeper[same:]
        return kind, readings[kind]

    def _read_opening(self, i: int, line: str) -> bool:
        """Read a paragraph that begins with a verb and no mark; return False if it does not."""
        if self.state == "annex" or self.waiting:
            return False
        first = words.WORD.search(line[:60])
        if not first or not self._complete() and self.layout.wrapped:
            return False
        if not first.group()[0].isupper():
            return False
        word = first.group().lower()
        if word not in words.OPENERS and not word.endswith(("ing", "ly", "s")):
            return False
        kind, verb = leading_verb(line)
        numbered = self.state == "operative" and self.number.isdecimal() and kind == "participle"
        if (numbered or " " not in line) and not self.layout.wrapped and self._is_heading(i, line):
            return False  # "Promoting and protecting the rights of children", "Finances"
        if kind == "participle" and self._is_participle(verb, line):
            self.state = "preambular"
        elif kind == "finite" and is_verb(verb, line):
            self.state = "preambular" if self._is_slip(i, line) else "operative"
        else:
            return False
        self._unmarked(i, line)
        self.current.verb = verb
        return True

    def _is_participle(self, verb: str, line: str) -> bool:
        """In lines that a page breaks, only a known participle opens a paragraph: "Trafficking in persons" does not."""
        if not self.layout.wrapped:
            return True
        known = verb.partition(" ")[0] in words.PARTICIPLES
        return known and not (self.state == "operative" and line[-1] == ";")

    def _is_slip(self, i: int, line: str) -> bool:
        """Tell a present tense that slipped into the preamble: "Recognizes …," with other paragraphs of it after."""
        if self.state != "preambular" or self.layout.wrapped or line[-1] != ",":
            return False
        following = next((later for later in self.lines[i + 1 : i + 4] if later), "")
        return leading_verb(following)[0] == "participle"

    def _read_rest(self, i: int, line: str) -> None:
        """Read a line that bears no sign: the rest of a paragraph, a heading, or an unmarked paragraph."""
        if self.waiting:
            waiting, self.waiting = self.waiting, ""
            self._read_marked(i, f"{waiting} {line}")
        elif not self.layout.wrapped and self.current and self._goes_on_from(line):
            self._add(i, line)
        elif self._is_heading(i, line):
            section = looks.SECTION_TITLE.match(line)
            if section and self._next_section(section[1]):
                self._open_section(i, line, section[1])
            else:
                self._other("heading", i, line)
        elif self.layout.wrapped or self.broken and not self._complete():
            if (
                self.layout.wrapped
                and self.blank
                and not self.broken
                and self._complete()
                and self.state != "operative"
            ):
                return self._unmarked(i, line)
            self._add(i, line)
        elif self.state == "operative" and self.number.isdecimal():
            self._new(i, [self.number], line, "") if self.deeper else self._add(i, line)
        else:
            self._unmarked(i, line)

    def _goes_on_from(self, line: str) -> bool:
        """Tell whether a line goes on with the open paragraph, broken before a date or, in the preamble, a resolution.

        No paragraph of the preamble opens with a date or with "1373 (2001)".
        """
        if self.current.part == "preambular":
            return bool(looks.DAY.match(line) or looks.RESOLUTION.match(line))
        return bool(looks.DAY.match(line) and looks.BEFORE_DAY.search(self.current.pieces[-1]))

    def _is_heading(self, i: int, line: str) -> bool:
        if line[-1] == ":" and self.state == "operative" and looks.NAME.match(line) and self._complete():
            return not self.layout.wrapped
        if len(line) > 150 or looks.TERMINAL.search(line) or not self._complete():
            return False
        if not self.layout.wrapped:
            return self.state != "preambular" or len(line) < 90
        following = next((later for later in self.lines[i + 1 : i + 4] if later), "")
        mark = looks.NUMBER.match(following)
        return bool(mark) or following[:1].isupper() and leading_verb(following)[0] in ("participle", "finite")

    def _unmarked(self, i: int, line: str) -> None:
        """Begin a paragraph of its own that prints no number."""
        part = self._part()
        self.unmarked[part, self.section] += 1
        number = self.unmarked[part, self.section]
        self.number = f"PP{number}" if part == "preambular" else f"[{number}]"
        self.deeper.clear()
        self._new(i, [self.number], line, "")

    def _new(self, i: int, path: list[str], text: str, mark: str) -> None:
        self.current = _Draft(self._part(), self.section, path, [text], [i], mark)
        self.drafts.append(self.current)
        self.broken = False

    def _part(self) -> str:
        return self.state if self.state in ("preambular", "annex") else "operative"

    def _add(self, i: int, line: str) -> None:
        """Add a line to the open paragraph."""
        if self.waiting:
            return self._read_rest(i, line)
        if self.state in ("end", "neighbour", "front"):
            return self._other(self.state, i, line)
        if self.current is None:
            return self._unmarked(i, line)
        self.current.pieces.append(line)
        self.current.lines.append(i)
        self.broken = False

    def _other(self, name: str, i: int, line: str) -> None:
        self.drafts.append(_Draft("other", "", [name], [line], [i]))
        self.broken = False
        self.blank = False


# ------------------------------------------------------------------------------------------------ the last touches


def _texts(drafts: list[_Draft], notes: int) -> list[str]:
    """Join the pieces of each paragraph; take out the footnote figures that a page prints like any number."""
    figures = Figures(notes)
    texts = [_join(draft.pieces) for draft in drafts]
    if not notes:
        return texts
    return [figures.remove(text) if draft.part != "other" else text for draft, text in zip(drafts, texts, strict=True)]


def _finish(drafts: list[_Draft], texts: list[str]) -> list[Paragraph]:
    """Give labels, find the verbs."""
    counts, finished = Counter(), []
    for draft, text in zip(drafts, texts, strict=True):
        label = " ".join(filter(None, [draft.section, *draft.path]))
        if draft.part == "other":
            counts[label] += 1
            label = f"{label} {counts[label]}"
            finished.append(Paragraph("other", label, 0, "", text, draft.lines, draft.mark))
            continue
        counts[draft.part, label] += 1
        if counts[draft.part, label] > 1:
            label = f"{label} [{counts[draft.part, label]}]"
        level = len(draft.path)
        verb = draft.verb
        if verb is None:
            verb = main_verb(text, draft.part, level) if draft.part != "annex" else ""
        finished.append(Paragraph(draft.part, label, level, verb, text, draft.lines, draft.mark))
    return finished


def _join(pieces: list[str]) -> str:
    """Join pieces of lines; a hyphen at a line's end stays, because compounds are broken there too."""
    if len(pieces) == 1:
        return pieces[0]
    return (
        " ".join(pieces).replace("- ", "-") if any(piece.endswith("-") for piece in pieces[:-1]) else " ".join(pieces)
    )
