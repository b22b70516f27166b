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

from helpers.corpus import opening_words as words

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


# ------------------------------------------------------------------------------------------- what lines look like

_LEAD = r"[“”\"'‘’«„_*\[\s\u200e\u200f\u200d\ufeff]*"
_BODY = r"(?:Assembly|Council|Committee|Commission|Conference|Board|Congress|Meeting|Parties|Programme|Forum)"
_ORGAN_NAME = (
    rf"The (?:[A-Z][\w’'-]*,? |(?:of|and|on|for|the|to|in) )*?{_BODY}(?: (?:of|on|for|and|to|in|the|[A-Z][\w’'-]*))*"
)
_ORGAN = re.compile(rf"{_LEAD}{_ORGAN_NAME}\s?[,.:]?[\s_*]*(?:\d+/?)?$|(?:Security Council|General Assembly),$")
_SUBJECT = re.compile(rf"{_LEAD}{_ORGAN_NAME}:?,? (?=[a-zA-Z])")

_NUMBER = re.compile(rf"{_LEAD}(\d{{1,3}})(?:\s?\(([a-z])\))?\s?\.(?![\d/])[\u200e\u200d\s]*")
_NUMBER_BARE = re.compile(r"(\d{1,3}),? (?=[A-Z])")
_NUMBER_TORN = re.compile(r"(?!\d+\. )([lIitZzOo?!|\d]{1,2})[.,] (?=[A-Z])")
_RUN_ON_NUMBER = re.compile(r"[,;:.] (?=(\d{1,3})\. [A-Z])")
_RUN_ON_OPENING = re.compile(r"[,;:] (?=(?:\d{1,3}\. )?[A-Z][a-z]+ [a-z(A-Z0-9])")
_OUTLINE = re.compile(r"(\d{1,2}(?:\.(?:\d{1,2}|[a-z]))+)\.?\s+(?=\S)")
_LETTER = re.compile(rf"{_LEAD}\(\s?([a-z]{{1,2}}|[ivxlc]+|[A-Z]|[IVX]+|\d{{1,2}})\s?\)[.\s]*(?=\S)")
_LETTER_OPEN = re.compile(rf"{_LEAD}([a-z]|[ivx]+)[.)]\s+(?=\S)")
_BULLET = re.compile(r"\s*([•·●▪◦○\uf0b7\uf0a7–—-]|\*(?=\s))\.?\s*(?=[\w“\"(])")
_SECTION = re.compile(r"(?:=+ ?)?(?:Part |Section |PART |SECTION )?([A-Z]|[IVXL]+)\.?(?: ?=+)?$")
_SECTION_TITLE = re.compile(r"([A-Z]|[IVXL]+)\.?\s+(?=[A-Z])")
_ANNEX = re.compile(
    r"\[?(Annex(?:es)?|ANNEX(?:ES)?|Appendix|APPENDIX|Enclosure|ENCLOSURE|Attachment)"
    r"(?:\s+([IVXLC]+|\d{1,2}|[A-Z]))?(?:\s*[\d*]{0,3}/?\]?$|\s*[:.–—-]\s*[A-Z“(][^.;]*$)"
)
_CLOSING = re.compile(
    r"_*(?:\d+(?:st|nd|rd|th)|[A-Z][a-z]+(?:[ -][a-z]+){0,6})\s+(?:\([\w ]+\) )?"
    r"(?:plenary )?meeting[.,]?_*(?: ?\(.*\))?"
    r"(?:\s+\d{1,2} \w+ \d{4}.*)?$|At its \d+\w+ (?:plenary )?meeting, on [\w ]+$"
    r"|Adopted (?:unanimously|without|by (?:\d|consensus|acclamation)|at the \d|as a whole)"
)
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DATE = re.compile(rf"_*\(?(?:\w+day, )?\d{{1,2}} (?:{_MONTHS}),? \d{{4}}\)?\.?_*$")
_DAY = re.compile(rf"{_LEAD}\d{{1,2}}\.? (?:{_MONTHS})")
_TITLE_NUMBER = re.compile(
    r"_*(?:Resolution )?(\d{1,4} ?\([IVXLC]+\)|\d{2,4}/\d{1,3}|\d{1,4} \(\d{4}\))\s?[A-Z]?\.\s*(?=[A-Z“]|Resolution|$)"
)

_PAGE_START = re.compile(
    r"(?:[AES]|ST|UNEP|HSP)/(?=[\w/.-]*\d)[\w/.()*-]+(?: \(\d{4}\))?\*{0,3}(?: +Page \d+)?$"
    r"|<!-- Page \d+ -->$|[Pp]age \d{1,3}$"
    r"|(?:\d{1,3}\s+)?General Assembly ?[—–-].*[Ss]ession(?:\s+\d{1,3})?$"
)
_SYMBOL_FIRST = re.compile(r"(?:[AES]|ST)/(?=[\w/.-]*\d)[\w/.()*-]+(?: \(\d{4}\))?\*{0,3}\s+(?=[A-Z])")
_SYMBOL_END = re.compile(r"\s*\b(?:[AES]|ST)/(?=[\w/.-]*\d)[\w/.()*-]+(?: \(\d{4}\))?\*{0,3}$")
_FURNITURE = re.compile(
    r"\d{1,3}/\d{1,3}\s+\d{2}-\d{5}\*?$|"
    r"\d{1,3}(?:/\d{1,3})?$|[-–—] ?\d{1,3} ?[-–—]$"
    r"|\d{2}-\d{5}(?: ?\([A-Z]\))?\*{0,2}(?:\s+\d{6})?(?:\s+\d{1,3}(?:/\d{1,3})?)?$"
    r"|\d{6}$|\*\d{5,}\w?\*$|\([A-Z]\)(?:\s+\d+)?$|\*[\dA-Z]{6,}\*$"
    r"|/?(?:\.\.\.|…)$|Please recycle\W*$|[\s*]+$|\[\s*(?:cont|Cont).*\]$|\(continued\)$"
    r"|(?:[IVX]+\. +)?Resolutions adopted (?:by|on|without)\b[^.;]*$|Official Records\b[^.;]*$"
)
_RULE = re.compile(r"(?:Footnotes?:?|NOTES|Notes|_{3,}|-{3,}|—{3,}|[–=]{5,})$")
_NOTE = re.compile(
    r"(?:\(?\d{1,3}\)?[./]?|\*{1,3}|[a-z]/)\s*"
    r"(?:See\b|Ibid|Official Records|Resolutions? \d|United Nations, Treaty|Documents? [AES]/|[AES]/\w|Report of\b"
    r"|League of Nations|Supplement|For the (?:text|report)|Reissued|Decision \d|International Legal)"
    r"|(?:\d{1,3}/|[¹²³⁰-⁹]+)\s*\S"
)

_ENDED = re.compile(r"[,;:.?!][\s\"”’')\]_*\d]*(?:and|or|and/or)?$")  # of a preambular paragraph
_ENDED_FIRMLY = re.compile(r"[;:.?!][\s\"”’')\]_*\d]*(?:and|or|and/or)?,?$|, (?:and|or)$")  # of an operative one
_TERMINAL = re.compile(r"[,;:.][\s\"”’')\]_*\d]*(?:and|or|and/or)?$")

_TITLE_FIRST = frozenset("0123456789_R")
_PAGE_FIRST = frozenset("ASEUHP<0123456789\f")
_ORGAN_INSIDE = re.compile(
    r"\bThe (?:Security Council|General Assembly|Economic and Social Council),\s+[\"“]?(?=[A-Z])"
)
_ORGAN_FIRST = frozenset("TSG“\"‘'«„_*[L")
_MARK_FIRST = frozenset("0123456789([“\"‘'«„_*•·●▪◦○\uf0b7\uf0a7–—-\u200e\u200f\u200d")
_FURNITURE_FIRST = frozenset("0123456789-–—*(/.…P[IRO")
_ANNEX_FIRST = frozenset(["Ann", "ANN", "App", "APP", "Enc", "ENC", "Att", "[An", "[AN"])
_BODY_STATES = frozenset(["preambular", "operative"])
_FOREIGN_ORGAN = re.compile(
    r"_?(?:L[’']Assemblée générale|Le Conseil (?:économique|de sécurité)|La Asamblea|El Consejo)"
)
_FOREIGN = re.compile(r"\b(?:les?|la|des?|du|aux?|une?|est|que|dans|pour|los?|las|del|por)\b|\b[ld][’']", re.IGNORECASE)
_ENGLISH = re.compile(r"\b(?:the|of|and|to|in|for|by|that)\b")

# ------------------------------------------------------------------------------------- footnote figures in the text

_RAISED = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹")
_DIGITS = re.compile(  # begins with a set of characters, so that the search is quick
    r"[0-9⁰¹²³⁴-⁹](?:(?<=[⁰¹²³⁴-⁹])[⁰¹²³⁴-⁹]*|[0-9]{0,2}/(?=[\s,;.:)]|$)"
    r"|(?<=[a-z,.;:)”\"’].)[0-9]{0,2}(?=[,;:.]?(?:\s|$)))"
)
_LOOSE = re.compile(r" ([,;.:)])")

_FIGURE = re.compile(
    r"(?:(?<=[A-Za-z)”’,;.\d])(?<!\d(?=\d))( ?)|(?<=\b(?:19|20)\d\d))(\d{1,3})(?=[,;:.)]?(?: |$)|[a-z])"
)
_COUNTED = re.compile(
    rf"(?:\b(?:of|to|and|or|in|on|by|at|for|from|the|than|least|about|over|under|until|between|through|with|all|{_MONTHS}|"
    r"[Pp]aragraphs?|[Aa]rticles?|[Ss]ections?|[Cc]hapters?|[Aa]nnex(?:es)?|[Rr]esolutions?|[Nn]os?|[Rr]ules?|[Pp]rinciples?|"
    r"[Gg]oals?|[Tt]argets?|[Ii]tems?|sects?|chaps?|paras?|vols?|pp?|[Pp]arts?|[Pp]hase|[Dd]ecisions?|[Ss]upplement|[Pp]rotocol|"
    r"is|are|was|were|next|last|past|first|within|every|approximately|additional|another)\.?|\d\.?|\d,|\b[A-Z]{1,2}|[$€£-])$"
)

_YEAR = re.compile(r"\b(?:19|20)\d\d,?$")

# ---------------------------------------------------------------------------------------------- the leading verb

_WORD = re.compile(r"[A-Za-z][A-Za-z’'‑-]*")
_PHRASE_THEN = re.compile(r"[^,;:]{2,90}, ")
_MAY_PRECEDE = frozenset(
    "in with to as for pursuant acting without by on at bearing having recalling noting under".split()
)


def leading_verb(text: str) -> tuple[str, str]:
    """Return how a text opens and its verb.

    Parameters
    ----------
    text
        The beginning of a paragraph, without its number or letter.

    Returns
    -------
    kind
        "participle" (also adjectives: "concerned"), "finite" (present tense), "base" ("Encourage", "We recognize"),
        or "" where the text opens otherwise.
    verb
        In lower case, without adverbs; "having" keeps its participle: "having considered". "" where kind is "".
    """
    subject = _SUBJECT.match(text)
    found = [w.lower() for w in _WORD.findall(text[subject.end() :][:120] if subject else text[:90])[:7]]
    start = 1 if found[:1] == ["we"] else 0
    while start < len(found) and (found[start] in words.BEFORE_VERB or found[start].endswith("ly")):
        start += 1
    if start >= len(found):
        return "", ""
    if found[start] == "will" and start and start + 1 < len(found):
        return "base", " ".join(found[start : start + 2])
    kind, verb = _classify(found[start])
    if verb == "having":
        rest = [w for w in found[start + 1 :] if w not in words.BEFORE_VERB and not w.endswith("ly")]
        return kind, " ".join([verb, *rest[:1]])
    return kind, verb


def _classify(word: str) -> tuple[str, str]:
    if word in words.FINITE:
        return "finite", word
    if word in words.PARTICIPLES or (word.endswith("ing") and len(word) > 5 and word not in words.NO_OPENING):
        return "participle", word
    return ("base", word) if word in words.BASE else ("", "")


def _verb(text: str, part: str, level: int) -> str:
    """Return the leading verb; where a phrase precedes an operative one ("In this regard, urges"), that after it."""
    kind, verb = leading_verb(text)
    first = _WORD.search(text)
    if kind != "finite" and level == 1 and part == "operative" and first and first.group().lower() in _MAY_PRECEDE:
        phrase = _PHRASE_THEN.match(text)
        after, later = leading_verb(text[phrase.end() :]) if phrase else ("", "")
        if after == "finite":
            return later
    return verb


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
    if isinstance(source, str):
        source = source.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    reader = _Reader(list(source), symbol)
    return _finish(reader.read(), reader.notes if reader.layout.wrapped else 0)


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
        return [" ".join(line.split()) for line in lines], []
    pieces, sources = [], []
    for i, line in enumerate(lines):
        for k, piece in enumerate(line.split("\f")):
            pieces += ["\f", " ".join(piece.split())] if k else [" ".join(piece.split())]
            sources += [i, i] if k else [i]
    return pieces, sources


def _layout(lines: list[str], symbol: str | None) -> _Layout:
    titles, breaks, organ, foreign = [], [], -1, False
    for i, line in enumerate(lines):
        first = line[:1]
        if first in _TITLE_FIRST and (title := _TITLE_NUMBER.match(line)):
            titles.append((i, title[1].replace(" ", "")))
        if (first in _PAGE_FIRST and _PAGE_START.match(line)) or ("/RES/" in line and _SYMBOL_END.search(line)):
            breaks.append(i)
        elif first in _ORGAN_FIRST:
            foreign = foreign or bool(_FOREIGN_ORGAN.match(line))
    own = _own_number(symbol) if symbol else ""
    start = next((i for i, number in titles if number == own), titles[0][0] if titles and not own else 0)
    own = own or (titles[0][1] if titles else "")
    organs = [i for i, line in enumerate(lines) if line[:1] in _ORGAN_FIRST and _ORGAN.match(line)]
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
    beside = Counter(line for line in near if not (_FURNITURE.match(line) or _NUMBER.match(line)))
    title_lines = {line for line in beside if _without_symbol(line) in title}
    return frozenset(title_lines | {line for line, n in beside.items() if n > 1 and not leading_verb(line)[0]})


def _without_symbol(line: str) -> str:
    """Return the head of a page without the symbol that stands before or after the title."""
    return _SYMBOL_FIRST.sub("", _SYMBOL_END.sub("", line), count=1)


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
        if not self.layout.wrapped and self.state in _BODY_STATES and (rest := self._run_on(line)):
            line, rest = line[:rest].rstrip(), line[rest:]
            self._read_line(i, line)
            return self._read_line(i, rest)
        if first.islower() and self.state != "front":
            if not ("." in line[1:5] or ")" in line[1:5]) or not self._read_marked(i, line):
                self._add(i, line)
        elif not self._drops(i, line, first):
            self._place(i, line, first)
        self.blank = False

    def _run_on(self, line: str) -> int:
        """Return where another paragraph begins in a line that has lost its line breaks, 0 if none does."""
        if self.run_on:
            found = next((f for f in _RUN_ON_OPENING.finditer(line) if self._opens_alone(line[f.end() :])), None)
        else:
            found = next((f for f in _RUN_ON_NUMBER.finditer(line) if self._goes_on(f, line)), None)
        return found.end() if found else 0

    def _goes_on(self, found: re.Match, line: str) -> bool:
        """Tell whether the number inside a line is the next one: "…, 1. Decides", "…; 4. Requests"."""
        begun = _NUMBER.match(line)
        before = begun[1] if begun else self.number if self.state == "operative" else "0"
        if not before.isdecimal() or int(found[1]) != int(before) + 1:
            return False
        return line[found.start()] in ".;:" or leading_verb(line[found.end() + len(found[1]) + 2 :])[0] == "finite"

    def _opens_alone(self, text: str) -> bool:
        number = _NUMBER.match(text)
        kind, verb = leading_verb(text[number.end() :] if number else text)
        known = verb.partition(" ")[0] in words.PARTICIPLES
        return known or kind == "finite" and (number is not None or _is_verb(verb, text))

    def _drops(self, i: int, line: str, first: str) -> bool:
        """Drop page furniture; begin a footnote block."""
        if first in "_-—–=FN" and _RULE.match(line):
            if self.state != "front":
                self.in_note, self.head_seen = True, False
            return True
        if first in _PAGE_FIRST and _PAGE_START.match(line) or first in _FURNITURE_FIRST and _FURNITURE.match(line):
            self.broken = True
            return True
        if self.state != "front" and line in self.layout.heads:
            self.broken = True
            return True
        return False

    def _is_head(self, line: str) -> bool:
        """Tell the head of a page, where it is known that a page begins."""
        if _PAGE_START.match(line) or _FURNITURE.match(line) or line in self.layout.heads:
            return True
        rest = _without_symbol(line)
        return rest != line and (not rest or rest in self.layout.title)

    def _reads_note(self, i: int, line: str) -> bool:
        """Read a line below the rule of a footnote; return False where the text goes on."""
        first = line[0]
        if first in _PAGE_FIRST and _PAGE_START.match(line) or line in self.layout.heads:
            self.head_seen = self.broken = True
            return True
        if first in _FURNITURE_FIRST and _FURNITURE.match(line):
            self._count_notes(line)
            return True
        if self.head_seen or self._resumes(line):
            self.in_note = self.head_seen = False
            self.broken = True
            return False
        self._count_notes(line.partition(" ")[0])
        self._other("note", i, line)
        return True

    def _count_notes(self, figure: str) -> None:
        """Keep the highest figure of a footnote; the next one is at most a page's footnotes away."""
        if figure.isdecimal() and len(figure) < 4 and int(figure) <= self.notes + 30:
            self.notes = max(self.notes, int(figure))

    def _resumes(self, line: str) -> bool:
        """Tell a paragraph from the text of a footnote."""
        if _NOTE.match(line):
            return False
        if _ORGAN.match(line) or _ANNEX.match(line) or _CLOSING.match(line):
            return True
        mark = _NUMBER.match(line) or (None if self.layout.wrapped else _LETTER.match(line))
        if mark and mark.re is _LETTER:
            return mark[1].isalpha()
        kind, verb = leading_verb(line[mark.end() :] if mark else line)
        if mark and self._follows(mark[1]):
            return True
        if self.layout.wrapped:  # a line of a footnote may begin with any word
            return mark is not None and kind == "finite"
        return kind == "participle" or (kind == "finite" and (mark is not None or _is_verb(verb, line)))

    def _place(self, i: int, line: str, first: str) -> None:
        """Find out what a line is that is neither furniture nor the rest of a word."""
        if first in _TITLE_FIRST and self._is_neighbour(i, line):
            self.state = "neighbour"
        if self.state == "front":
            self._read_front(i, line, first)
        elif first in _ORGAN_FIRST and _ORGAN.match(line):
            self._open_text(i, line)
        elif line[:3] in _ANNEX_FIRST and self._is_annex(line):
            self._open_annex(i, line)
        elif self.state == "neighbour" or self.layout.foreign and self._is_foreign(line):
            self._other("neighbour" if self.state == "neighbour" else "foreign", i, line)
        elif self._is_end(line, first):
            self.state = "end" if self.state != "annex" else "annex"
            self._other("end", i, line)
        elif len(line) < 16 and (section := _SECTION.match(line)) and self._complete():
            self._open_section(i, line, section[1])
        elif self.state == "end":
            self._other("end", i, line)
        elif first in _MARK_FIRST and self._read_marked(i, line):
            pass
        elif not self._read_opening(i, line):
            self._read_rest(i, line)

    # -- the text around the body

    def _read_front(self, i: int, line: str, first: str) -> None:
        if i >= self.layout.start:
            if first in _ORGAN_FIRST and _ORGAN.match(line):
                return self._open_text(i, line)
            if ("Council, " in line or "Assembly, " in line) and (organ := _ORGAN_INSIDE.search(line)):
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
        mark = _NUMBER.match(line)
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
        title = _TITLE_NUMBER.match(line)
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
        return any(_readings(name).get(kind) == ordinal + 1 for kind, ordinal in _readings(now).items())

    def _open_section(self, i: int, line: str, name: str) -> None:
        if self.state != "annex":
            self.section = name
            self._reset("preambular")
        self._other("heading", i, line)

    def _is_annex(self, line: str) -> bool:
        found = _ANNEX.match(line)
        return bool(found) and (self.state == "end" or self.state == "annex" or self._complete())

    def _open_annex(self, i: int, line: str) -> None:
        found = _ANNEX.match(line)
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
            return bool(_DATE.match(line) or _CLOSING.match(line))
        return (
            ("eeting" in line or first in "A_") and len(line) < 160 and bool(_CLOSING.match(line)) and self._complete()
        )

    def _is_foreign(self, line: str) -> bool:
        return len(_FOREIGN.findall(line)) > len(_ENGLISH.findall(line))

    # -- the body

    def _complete(self) -> bool:
        """Tell whether the open paragraph may be over."""
        if self.current is None:
            return True
        ended = _ENDED if self.deeper or self.current.part == "preambular" else _ENDED_FIRMLY
        return bool(ended.search(self.current.pieces[-1][-12:])) or self.blank and not self.broken

    def _read_marked(self, i: int, line: str) -> bool:
        """Read a paragraph that begins with a number, a letter or a bullet; return False if it does not."""
        if self.waiting:
            line, self.waiting = f"{self.waiting} {line}", ""
        if (outline := _OUTLINE.match(line)) and (not self.layout.wrapped or self._complete()):
            return self._numbered(i, outline[1], line[outline.end() :])
        if (number := _NUMBER.match(line)) and not _DAY.match(line) and self._may_number(number, line):
            if number.end() == len(line):
                self.waiting = line
                return True
            return self._numbered(i, number[1] + (f" ({number[2]})" if number[2] else ""), line[number.end() :])
        if _NOTE.match(line) and (line[0] == "(" or not self.layout.wrapped):
            self._other("note", i, line)
            return True
        if self.layout.wrapped and not self._complete():
            return False
        if (number := _NUMBER_TORN.match(line)) and self._may_torn(line[number.end() :]):
            return self._numbered(i, str(int(self.number) + 1 if self.number.isdecimal() else 1), line[number.end() :])
        if (letter := _LETTER.match(line) or _BULLET.match(line)) and self._may_begin(letter[1]):
            return self._lettered(i, letter[1], line[letter.end() :])
        if (letter := _LETTER_OPEN.match(line)) and self._may_letter(letter[1]):
            return self._lettered(i, letter[1], line[letter.end() :])
        if (number := _NUMBER_BARE.match(line)) and self._may_bare(number[1], line[number.end() :]):
            return self._numbered(i, number[1], line[number.end() :])
        return False

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
        readings = _readings(mark)
        return 1 in readings.values() or any(readings.get(kind) == ordinal + 1 for kind, ordinal, _ in self.deeper)

    def _may_bare(self, mark: str, text: str) -> bool:
        """A number without a point is one only in its turn and before a verb."""
        return (self._follows(mark) or mark == "1") and leading_verb(text)[0] == "finite"

    def _may_torn(self, text: str) -> bool:
        """A number that a scanner misread ("ll. Requests", "4, Calls") is the next one, before a verb only."""
        return (
            self.state in _BODY_STATES
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
        letter = _LETTER.match(text)
        if letter and letter.start(1) == 1 and 1 in _readings(letter[1]).values():  # "11. (a) Decides"
            return self._lettered(i, letter[1], text[letter.end() :], f"{mark} ({letter[1]})")
        self._new(i, [mark], text, mark)
        return True

    def _lettered(self, i: int, mark: str, text: str, printed: str = "") -> bool:
        if self.state == "preambular":
            opening, verb = leading_verb(text)
            if opening == "finite" and text[:1].isupper() and _is_verb(verb, text):
                self.state, self.number = "operative", ""
        kind, ordinal = self._descend(mark)
        shown = f"({mark})" if mark.isalnum() else f"{mark}{ordinal}"
        self.deeper.append((kind, ordinal, shown))
        path = [level[2] for level in self.deeper]
        self._new(i, [self.number, *path] if self.number else path, text, printed or mark)
        return True

    def _descend(self, mark: str) -> tuple[str, int]:
        """Cut `deeper` back to the parent of a new mark; return the mark's kind and its ordinal."""
        readings = _readings(mark)
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
        first = _WORD.search(line[:60])
        if not first or not self._complete() and self.layout.wrapped:
            return False
        if not first.group()[0].isupper():
            return False
        word = first.group().lower()
        if word not in _OPENERS and not word.endswith(("ing", "ly", "s")):
            return False
        kind, verb = leading_verb(line)
        numbered = self.state == "operative" and self.number.isdecimal() and kind == "participle"
        if (numbered or line.count(" ") < 3) and not self.layout.wrapped and self._is_heading(i, line):
            return False  # "Promoting and protecting the rights of children", "Finances"
        if kind == "participle" and self._is_participle(verb, line):
            self.state = "preambular"
        elif kind == "finite" and _is_verb(verb, line):
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
        elif self._is_heading(i, line):
            section = _SECTION_TITLE.match(line)
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

    def _is_heading(self, i: int, line: str) -> bool:
        if len(line) > 150 or _TERMINAL.search(line) or not self._complete():
            return False
        if not self.layout.wrapped:
            return self.state != "preambular" or len(line) < 90
        following = next((later for later in self.lines[i + 1 : i + 4] if later), "")
        mark = _NUMBER.match(following)
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


def _readings(mark: str) -> dict[str, int]:
    """Return what a mark can be read as: "i" is the ninth letter and the first roman figure."""
    if not mark.isalnum():
        return {"bullet": 1}
    if mark.isdecimal():
        return {"figure": int(mark)}
    readings = {}
    if len(mark) == 1 or mark[0] == mark[1]:
        case = "letter" if mark.islower() else "capital"
        readings[case] = ord(mark[0].lower()) - 96 + 26 * (len(mark) - 1)
    if (value := _roman(mark.lower())) and not (len(mark) == 2 and mark[0] == mark[1] and mark != "ii"):
        readings["roman" if mark.islower() else "Roman"] = value
    return readings or {"letter": ord(mark[0].lower()) - 96}


def _roman(figure: str) -> int:
    values = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
    if any(letter not in values for letter in figure):
        return 0
    numbers = [values[letter] for letter in figure]
    return sum(-n if n < max(numbers[k:]) else n for k, n in enumerate(numbers))


def _is_verb(verb: str, text: str) -> bool:
    """Tell a present tense from a plural ("States that …", "States parties …") where no number stands before it."""
    if verb in words.FINITE_ALONE:
        return True
    following = text[text.lower().find(verb) + len(verb) :].lstrip(", ").split(" ", 1)[0]
    return following in _AFTER_VERB


_AFTER_VERB = frozenset(["a", "an", "the", "its", "that", "to", "upon", "with", "again", "once"])
_OPENERS = words.PARTICIPLES | words.FINITE | words.BEFORE_VERB | {"the", "we"}

# ------------------------------------------------------------------------------------------------ the last touches


def _finish(drafts: list[_Draft], notes: int) -> list[Paragraph]:
    """Give labels, join the pieces, take the footnote figures out, find the verbs."""
    figures = _Figures(notes)
    counts, finished = Counter(), []
    for draft in drafts:
        text = _join(draft.pieces)
        text = figures.remove(text) if notes and draft.part != "other" else text
        text = _without_raised(text)
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
            verb = _verb(text, draft.part, level) if draft.part != "annex" else ""
        finished.append(Paragraph(draft.part, label, level, verb, text, draft.lines, draft.mark))
    return finished


def _without_raised(text: str) -> str:
    """Take out figures that can only be a footnote's: raised ones, "1/", and those stuck to a word or a comma."""
    cleaned = _DIGITS.sub(_keep_or_drop, text)
    return text if len(cleaned) == len(text) else _LOOSE.sub(r"\1", " ".join(cleaned.split()))


def _keep_or_drop(found: re.Match) -> str:
    figure, text, start = found[0], found.string, found.start()
    if figure[0] in _RAISED:
        return ""
    before, after = text[start - 3 : start] if start > 2 else "", text[found.end() : found.end() + 1]
    if not before:
        return figure
    if figure[-1] == "/":
        return "" if not before[-1].isalnum() and before[-1] != "/" else figure
    last, second = before[-1], before[-2]
    if last in ",.;:":
        return "" if (second.islower() or second in ')”’"') and after in ("", " ") else figure
    stuck = last.islower() and second.islower() and before[0].islower() or last in ")”" and second.islower()
    return "" if stuck and len(figure) < 3 else figure


def _join(pieces: list[str]) -> str:
    """Join pieces of lines; a hyphen at a line's end stays, because compounds are broken there too."""
    if len(pieces) == 1:
        return pieces[0]
    return (
        " ".join(pieces).replace("- ", "-") if any(piece.endswith("-") for piece in pieces[:-1]) else " ".join(pieces)
    )


@dataclass(slots=True)
class _Figures:
    """Takes the figures of footnotes out of the text of a PDF, where they stand like any number.

    Their order gives them away: the next figure in turn, or one that came before, not where a number is counted.
    """

    notes: int
    last: int = 0

    def remove(self, text: str) -> str:
        return _FIGURE.sub(self._judge, text)

    def _judge(self, found: re.Match) -> str:
        figure, text = int(found[2]), found.string
        before, after = text[: found.start()], text[found.end() : found.end() + 1]
        counted = _COUNTED.search(before[-20:]) and not _YEAR.search(before)
        if not 0 < figure <= self.notes or counted or _DAY.match(text[found.start(2) :]):
            return found[0]
        stuck = not found[1] or after.isalpha() or before[-1] == ","  # no other number is printed so
        furthest = self.last + (5 if stuck else 1)
        if figure > furthest or (figure <= self.last and not stuck):
            return found[0]
        self.last = max(self.last, figure)
        return " " if after.isalpha() else ""
