"""Citations of resolutions of the Security Council, the General Assembly and the Economic and Social Council.

A number alone says little: 17/4 may be the Assembly's, the Human Rights Council's or a conference's. So the words
around it are read first (whose resolution? "its"? "of the Conference"?), then each number is checked against the
numbers that exist and the date that is printed with it. What cannot be decided is listed, never credited.

What counts: a resolution cited by number, in any paragraph, footnote, title or annex of a document's own text. A
range ("resolutions 1160 (1998) to 1203 (1998)") cites its two ends and nothing between. Letters of parts are dropped:
217 A (III) is A/RES/217 (III). A document never cites itself. Names of bodies made of numbers ("the 1267 Committee")
are no citations.
"""

import csv
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import polars as pl

from helpers import contract

COLUMNS = {"citing": pl.String, "cited": pl.String, "part": pl.String, "times": pl.Int64, "how": pl.String}
_FOUND = {
    "citing": pl.String,
    "part": pl.String,
    "printed": pl.String,
    "cited": pl.String,
    "how": pl.String,
    "reason": pl.String,
}

# ------------------------------------------------------------------------------------------------ what can be asked


def citations(paragraphs: pl.DataFrame) -> pl.DataFrame:
    """Find which resolutions a document cites.

    Parameters
    ----------
    paragraphs
        One row a paragraph, in document order: `symbol` (of the citing document), `part`, `text`.

    Returns
    -------
    polars.DataFrame
        One row a document, cited resolution and part: `citing`, `cited`, `part`, `times` (places), `how` (leading
        verbs nearest before the number, as participles, in order, separated by "; "; empty in footnotes).
    """
    return summarise(find(paragraphs))


def problems(paragraphs: pl.DataFrame) -> pl.DataFrame:
    """List the numbers that are not credited: `citing`, `part`, `printed`, `reason`, `times`."""
    return summarise_problems(find(paragraphs))


def summarise(found: pl.DataFrame) -> pl.DataFrame:
    """Count the places that `find` returned by citing document, cited resolution and part."""
    how = pl.col("how").filter(pl.col("how") != "").unique(maintain_order=True).str.join("; ")
    rows = found.filter(pl.col("cited") != "").group_by("citing", "cited", "part", maintain_order=True)
    return rows.agg(times=pl.len().cast(pl.Int64), how=how).select(*COLUMNS)


def summarise_problems(found: pl.DataFrame) -> pl.DataFrame:
    """Count the places that `find` could not credit."""
    rows = found.filter(pl.col("reason") != "").group_by("citing", "part", "printed", "reason", maintain_order=True)
    return rows.agg(times=pl.len().cast(pl.Int64))


def find(paragraphs: pl.DataFrame) -> pl.DataFrame:
    """Return every number read as a resolution: `citing`, `part`, `printed`, `cited`, `how`, `reason`.

    `cited` is empty where the number is not credited, and `reason` says why. Numbers that belong to other bodies'
    resolutions are no problem and do not appear.
    """
    rows = []
    for symbol, group in _by_document(_marked(paragraphs)):
        citing = _Citing.of(symbol)
        mentions = [(part, m) for part, pieces in group for m in _mentions(pieces, citing.body)]
        memory = _memory(m for _, m in mentions)
        results = [_resolve(m, citing, memory) for _, m in mentions]
        known = {_key_of(m): cited for (_, m), (cited, _) in zip(mentions, results, strict=True) if cited}
        for (part, mention), (cited, reason) in zip(mentions, results, strict=True):
            if reason == _NOT_STATED and (remembered := known.get(_key_of(mention))):
                cited, reason = remembered, ""
            if (cited or reason) and cited != citing.base and not (reason and _is_own(mention, citing)):
                rows.append((symbol, part, mention.printed, cited, mention.how, reason))
    return pl.DataFrame(rows, schema=_FOUND, orient="row")


# ------------------------------------------------------------------------------------------------------- the words

_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_SESSION = r"\((?:E?S ?- ?)?[IVXLC]+\)|\(E?S ?- ?\d{1,2}\)"
_LETTERS = r"(?: ?[A-Z]{1,2}\b)?(?:(?:,| and| to| ?[-–]) ?[A-Z]\b)*"
# Each alternative is a kind of token; the first that fits at a place wins, so the specific ones stand first.
_TOKENS = {
    "symbol": r"\b[ASE]/RES/(?:E?S-)?\d+(?:/\d+)?(?: ?\((?:\d{4}|(?:E?S-)?[IVXLC]+)\))?",
    "special": r"\bE?S-\d{1,2}/\d{1,2}\b",
    "ignored": (
        r"\b[A-Z][\w.()-]*(?:/[\w.()-]+)+|\b[A-Z]\.\d+ ?\(\d+\)|\b[A-Z]+-\d+|\bNos?\. ?\d+(?:/\d+)?|\b\d+(?:/\d+){2,}"
        r"|\b\d+\.\d+(?:\.\d+)*|\b\d+/[A-Z]+\b|\b\d{1,3}(?:,\d{3})+\b"
    ),
    "date": rf"\b\d{{1,2}}(?: ?(?:[-–]|and|to) ?\d{{1,2}})? {_MONTH}(?: (?:19|20)\d\d)?"
    rf"|{_MONTH} (?:\d{{1,2}}, )?(?:19|20)\d\d\b",
    "year": rf"\b\d{{1,4}}{_LETTERS} ?\( ?(?:1[89]|20)\d\d ?\)",
    "old": (
        rf"\b\d{{1,4}}(?: ?[A-Z]{{1,2}}(?: [IVX]+)?\b)?(?:(?:,| and| to| ?[-–]) [A-Z]\b)* ?(?:{_SESSION})"
        r"(?: ?[A-Z]\b)?"
    ),
    "slash": rf"\b\d{{1,4}} ?/ ?\d{{1,3}}(?:\b{_LETTERS}|[A-Z]\b)",
    "bare": r"\b\d{1,4}\b",
    "resolution": r"(?i:\breso-? ?lutions?\b)",
    "other": (
        r"(?i:\b(?:decisions?|conclusions?|recommendations?|comments?|opinions?|laws?|decrees?|directives?|acts?)\b)"
    ),
    "place": (
        r"(?i:\b(?:paragraphs?|paras?\.?|sections?|sects?\.|articles?|arts?\.|annex(?:es)?|chapters?|chap\.|items?|parts?|"
        r"principles?|goals?|targets?|rules?|regulations?|pages?|vols?\.|supplements?)\b)"
    ),
    "organ": (
        r"\b(?:(?:Human Rights|Governing|Peace and Security|Trusteeship|Legislative|European|Ministerial|State"
        r"|Executive) Council|Council of [A-Z]\w+|[A-Z]\w+ Council of Ministers|Economic (?:and Social )?Commission for"
        r"|(?:Health|Environment|Parliamentary|National|Constituent|Legislative|Federal|Transitional|Interim|Habitat)"
        r" Assembly|Assembly of (?:States? Parties|Heads|the)\b|General Conference|Security Council"
        r"|Economic and Social Council|General Assembly|Assembly|Council|Commission|Conference|Congress|Board"
        r"|States Parties|Meeting of the Parties|Meeting of States)\b"
    ),
    "its": r"\b[Ii]ts\b",
    "stop": r";|\.\s",
    "verb": (
        r"(?i:\b(?:re-?affirm|recall|reiterat|not|underlin|underscor|stress|emphasi[sz]|welcom|acknowledg|recogni[sz]|affirm|"
        r"endors|approv|determin|express|consider|examin|request|urg|call|decid|demand|condemn|regret|deplor|encourag|invit|"
        r"authori[sz]|extend|renew|confirm|declar|recommend|support|commend|renew|adopt|observ|remind|guid|support)"
        r"(?:ing|ed|es|s)\b|\b(?:bearing in mind|having regard|mindful|aware|conscious|convinced|guided|bears in mind))"
    ),
}
_KINDS = tuple((kind, re.compile(pattern)) for kind, pattern in _TOKENS.items())
# ASCII classes and no groups: three times as fast in the engine behind Polars
_TOKEN = "(?-u)" + "|".join(f"(?:{pattern})" for pattern in _TOKENS.values()).replace("[-–]", "(?u:[-–])")
_HOLDS_ONE = r"\d\s?/\s?\d|\d\s?(?:[A-Z]{1,2}\s?)?\(\s?(?:19|20)\d\d\s?\)|\([ES\s-]*[IVXLC]+\)|/RES/|(?i:lutions?\s\d)"
_SPACES = r"[\s\u00a0\u00ad\u200e\u200f]+"


def _marked(paragraphs):
    """Cut the paragraphs that may hold a citation before and after each token; drop the others."""
    kept = paragraphs.select(pl.col("symbol", "part", "text").cast(pl.String)).filter(
        pl.col("text").str.contains(_HOLDS_ONE)
    )
    plain = pl.col("text").str.replace_all(r"[\x01\x02]", " ").str.replace_all(_SPACES, " ")
    return kept.select("symbol", "part", pieces=plain.str.replace_all(_TOKEN, "\x01${0}\x02").str.split("\x01"))


@lru_cache(100_000)
def _kind(token):
    return next((kind for kind, pattern in _KINDS if pattern.fullmatch(token)), "ignored")


def _by_document(marked):
    symbol, group = None, []
    for row_symbol, part, pieces in marked.iter_rows():
        if row_symbol != symbol and group:
            yield symbol, group
            group = []
        symbol = row_symbol
        group.append((part, pieces))
    if group:
        yield symbol, group


# ------------------------------------------------------------------------------------------- reading one paragraph


@dataclass(slots=True)
class _Mention:
    """A number that may be a resolution's.

    `shape` tells how it is printed (symbol, year, old, slash, bare), `number` and `series` (year or session) what it
    says, `year` that of the date beside it. `owner` is the organ that the words give: S, A, E, C for "the Council", O
    for another body; empty for none. `stated`: the organ stands beside it. `its`: "its resolution". `near` lists the
    organs named in the sentence, the last one before it at the end. Not `sure`: a bare number further on in a list,
    or a number that nothing calls a resolution.
    """

    printed: str
    shape: str
    number: int
    series: str
    owner: str = ""
    stated: bool = False
    its: bool = False
    near: tuple = ()
    year: int = 0
    how: str = ""
    sure: bool = True


_BESIDE = re.compile(  # General Assembly (relevant) resolution, Commission on Human Rights resolution
    r"[’'s]{0,2}(?: (?:on|for|of|the|and|to|in|[A-Z][\w’'-]*))*(?: [a-z]+){0,2} $"
)
_SUBJECT = re.compile(  # the Assembly, in its resolution; the Conference on Disarmament, by its resolution
    r"(?: (?:on|for|of|the|and|to|in|[A-Z][\w’'-]*))*,? ?(?:[a-z]+,? ){0,5}(?<!and )$"
)
_BELONGS = re.compile(  # resolution 6/2 (of 3 May 2015) of the Conference
    r"^,? ?(?:[\w ]{0,20}adopted )?(?:(?:of|by|at|from) )(?:the )?"
    r"(?:[A-Z][\w’'-]* |[\w-]+ session of the |(?:and|on|of|for|the) )*$"
)
_INHERITS = re.compile(
    r"^[^.;]{0,40}(?:including|particular|particularly|notably|namely|inter alia|especially),?(?: in)? (?:the )?$"
)
_NUMBERS = ("symbol", "special", "year", "old", "slash", "bare")
_OF_DATE = re.compile(r"^,? ?(?:(?:of|dated|on|adopted on)\b)? ?$")
_SECTION_OF_DATE = re.compile(r"^ ?[IVXLC\d]{1,4}(?: \([a-z]\))?,? of $")
_DIRECT = re.compile(r"^[\s(,“\"]*(?:and |or |to |of )?(?:the )?$")
_LISTED = re.compile(
    r"^,? ?(?:(?:and|or|to|of|dated|adopted on|respectively|as well as|section|annex)[ ,]*)*[A-Z]?[, ]*$"
)


def _mentions(pieces, body) -> Iterator[_Mention]:
    """Read the tokens of one paragraph from left to right."""
    reader = _Reader(body)
    for piece in pieces[1:]:
        token, _, gap = piece.partition("\x02")
        reader.read(_kind(token), token, gap)
    return reader.mentions


class _Reader:
    """What has been read so far in one paragraph, and what it means for the next number."""

    def __init__(self, body):
        self.body = body
        self.mentions: list[_Mention] = []
        self.group: list[_Mention] = []  # numbers since the last noun
        self.noun = ""  # resolution or other: what the numbers are
        self.owner, self.stated, self.its = "", False, False
        self.near: tuple = ()
        self.subject = ""  # of "its"
        self.how = ""
        self.kind, self.gap = "", ""  # of the token before

    def read(self, kind, token, gap):
        handler = getattr(self, f"_{kind}", None)
        kind = (handler(token) if handler else None) or kind
        if kind != "verb":
            self.kind, self.gap = kind, gap
        else:
            self.gap += token + gap

    # nouns and organs

    def _resolution(self, _):
        inherits = self.kind == "resolution" and self.stated and _INHERITS.match(self.gap)
        if not inherits:
            self.owner, self.stated = self._owner_before()
        self.its = self.kind == "its" and len(self.gap) < 40 or (self.its and bool(inherits))
        self.noun, self.group = "resolution", []

    def _owner_before(self):
        if self.kind == "organ" and _BESIDE.match(self.gap):
            return self.near[-1], True
        if self.kind == "its" and self.subject:
            return self.subject, True
        return "", False

    def _its(self, _):
        self.subject = self.near[-1] if self.kind == "organ" and _SUBJECT.match(self.gap) else ""

    def _organ(self, token):
        organ = _organ_of(token)
        belongs = self.kind in (*_NUMBERS, "date") and _BELONGS.match(self.gap)
        if belongs and self.group and (organ != "C" or self.body in "SE"):
            for mention in self.group:
                if not mention.stated:
                    mention.owner, mention.stated, mention.its = organ, True, False
        for mention in self.group:  # "resolution 74/270, adopted unanimously by the General Assembly"
            mention.near = (organ, *mention.near)
        self.near = (*self.near, organ)

    def _stop(self, token):
        if token != ";":
            self.near, self.noun, self.group = (), "", []

    def _verb(self, token):
        self.how = _participle(token)

    # numbers

    def _date(self, token):
        year = int(token[-4:]) if token[-4:].isdigit() else 0
        beside = self.kind in _NUMBERS and _OF_DATE.match(self.gap)
        section = self.kind == "place" and _SECTION_OF_DATE.match(self.gap)  # 57/282, section IV, of 20 December 2002
        if not (self.group and year and (beside or section)):
            return
        last = self.group[-1]
        for mention in reversed(self.group):  # 34/181 and 34/182 of 18 December 1979
            if mention.year or (mention.shape, mention.series) != (last.shape, last.series):
                break
            mention.year = year

    def _symbol(self, token):
        organ, rest = token[0], token[6:]
        found = re.match(r"((?:E?S-)?\d+)(?:/(\d+))?(?: ?\(([^)]+)\))?", rest)
        number, series = (found[2], found[1]) if found[2] else (found[1], found[3] or "")
        self._add(token, "symbol", number, series, owner=organ, stated=True)

    def _special(self, token):
        series, number = token.split("/")
        self._number(token, "slash", number, series)

    def _slash(self, token):
        series, number = re.match(r"(\d+) ?/ ?(\d+)", token).groups()
        self._number(token, "slash", number, series)

    def _year(self, token):
        self._number(token, "year", re.match(r"\d+", token)[0], re.search(r"(\d{4}) ?\)$", token)[1])

    def _old(self, token):
        series = re.search(r"\(([^)]+)\)", token)[1].replace(" ", "")
        self._number(token, "old", re.match(r"\d+", token)[0], series)

    def _bare(self, token):
        listed = self.kind in ("bare", "date", "year") and _LISTED.match(self.gap) and self.group
        a_year = self.kind == "date" and 1945 < int(token) < 2100  # 21 November, 2016
        direct = self.kind == "resolution" and _DIRECT.match(self.gap)
        if not direct and (a_year or not listed):
            return "figure"
        self._number(token, "bare", token, "", direct=bool(direct))
        return "bare"

    def _number(self, printed, shape, number, series, direct=True):
        beside = _DIRECT.match(self.gap)
        if self.kind == "other" and beside:  # decision 62/519, and the numbers that follow
            self.noun, self.group, self.its = "other", [], False
        at_place = self.kind == "place" and not self.gap.strip()  # paragraph 2 (I), section 31/2
        if at_place or (self.noun != "resolution" and shape != "year"):
            return
        if shape == "year":
            self._confirm(int(series))
        sure = direct and self.noun == "resolution"
        self._add(printed, shape, number, series, owner=self.owner, stated=self.stated, sure=sure)

    def _confirm(self, year):
        """Take the year of "425 and 426 (1978)" for the bare numbers before it."""
        for mention in reversed(self.group if self.kind == "bare" and _LISTED.match(self.gap) else []):
            if mention.shape != "bare" or mention.year:
                break
            mention.year = year

    def _add(self, printed, shape, number, series, owner, stated, sure=True):
        mention = _Mention(printed, shape, int(number), series, owner, stated, self.its, self.near, 0, self.how, sure)
        self.mentions.append(mention)
        self.group.append(mention)


@cache
def _organ_of(token):
    known = {
        "Security Council": "S",
        "General Assembly": "A",
        "Assembly": "A",
        "Economic and Social Council": "E",
        "Council": "C",
    }
    return known.get(token, "O")


_DOUBLED = re.compile("(regret)$")


@cache
def _participle(verb):
    verb = verb.lower()
    if verb.endswith(("ing", "mind", "regard", "mindful", "aware", "conscious", "convinced", "guided")):
        return verb.replace("bears in", "bearing in")
    return _DOUBLED.sub(r"\1t", re.sub(r"(?:ed|es|s)$", "", verb)) + "ing"


# -------------------------------------------------------------------------------------------- whose number is it?


@dataclass(slots=True)
class _Citing:
    """The citing document: organ, symbol without the letter of a part, and the last year it can be of."""

    body: str
    base: str
    year: int

    @classmethod
    def of(cls, symbol):
        base = re.sub(r"(?<=[\d)]) ?[A-Z](?:-[A-Z])?$", "", symbol)
        year = re.search(r"\((\d{4})\)|E/RES/(\d{4})/", base)
        session = re.search(r"A/RES/(\d+)/", base)
        latest = int(year[1] or year[2]) if year else 1946 + int(session[1]) if session else 9999
        return cls(base[0] if base[0] in "SAE" else "", base, latest)


_NOT_STATED = "organ not stated"


def _key_of(m):
    return m.shape, m.number, m.series


def _is_own(m, citing):
    """Tell the document's own number, which old prints give with a wrong year, in a heading."""
    return citing.body == "S" and m.shape in ("symbol", "year") and citing.base.startswith(f"S/RES/{m.number} ")


def _memory(mentions):
    """Remember whose each number is where the text says so: later in a text the number stands alone."""
    stated = {}
    for m in mentions:
        if m.stated and m.shape in ("slash", "old") and (m.owner == "O" or m.owner in "AE" and _fits(m.owner, m)):
            stated.setdefault(_key_of(m), m.owner)
    return stated


def _resolve(m: _Mention, citing: _Citing, memory: dict) -> tuple[str, str]:
    """Return the cited symbol, or the reason why the number is not credited; both empty for another body's."""
    chooser = {"symbol": _by_symbol, "year": _by_year, "bare": _by_bare, "old": _by_old, "slash": _by_slash}[m.shape]
    organ = chooser(m, citing, memory)
    if organ == "O":
        return "", ""
    if not organ:
        return "", _NOT_STATED
    cited, years = exists(organ, m.number, m.series)
    if not cited:
        return "", "no resolution of that number and year or session"
    if m.shape != "year" and m.year and years and not years[0] <= m.year <= years[1]:
        return ("", "") if not m.stated and organ == "A" and m.shape == "slash" else ("", "date and number disagree")
    if years and years[0] > citing.year:
        return "", "later than the citing document"
    return cited, ""


def _by_symbol(m, _citing, _memory):
    return m.owner


def _by_year(m, _citing, _memory):
    """Take a number and year that fit for the Council's, whatever body is named: no other numbers in this way."""
    return "S" if _fits("S", m) or m.sure and m.owner != "O" else "O"


def _by_bare(m, citing, _memory):
    if not m.sure and not m.year:
        return "O"
    if m.stated:
        owner = "S" if m.owner == "C" and citing.body == "S" else m.owner
        return owner if owner in ("S", "A") else "O"
    return "S" if citing.body == "S" and "O" not in m.near[-1:] else "O"


def _candidates(m, citing):
    """Order the organs that may own a number whose owner is not stated: its, then the nearest named before it."""
    near = [organ for organ in reversed(m.near) if organ in "AESO"]
    return [citing.body, *near] if m.its or not near else [*near, citing.body]


def _by_old(m, citing, memory):
    possible = [organ for organ in "AE" if _fits(organ, m)]
    if m.stated and m.owner != "C":
        return m.owner if m.owner in "AE" else "O"
    if remembered := memory.get(_key_of(m)):
        return remembered
    if not possible:
        return "O" if "O" in m.near else ""
    if m.stated:
        return "E" if "E" in possible else ""
    first = next((organ for organ in _candidates(m, citing) if organ in possible or organ == "O" and not m.its), "")
    return first or (possible[0] if len(possible) == 1 and "O" not in m.near else "")


def _by_slash(m, citing, memory):
    own = "E" if m.series.isdigit() and int(m.series) > 1900 else "A"
    if own == "A" and m.year and _fits("A", m) and exists("A", m.number, m.series)[1]:
        return "A"  # the sessions of no other body that numbers in this way fall in these years
    if m.stated and m.owner == "C":
        return "E" if own == "E" else "O"
    if m.stated and m.owner in ("O", "S", own):
        return "O" if m.owner == "S" else m.owner
    if remembered := memory.get(_key_of(m)):
        return remembered
    if m.its and citing.body == own:
        return own
    if not _fits(own, m):
        return "O"  # 9/7 of a conference, 47/10 of a commission
    candidates = _candidates(m, citing)
    if candidates[0] == own or m.year or (own in candidates and "O" not in candidates):
        return own  # a number and a date that fit this organ fit no other
    return ""


def _fits(organ, m):
    cited, years = exists(organ, m.number, m.series)
    return bool(cited) and (organ == "S" or not m.year or not years or years[0] <= m.year <= years[1])


# ------------------------------------------------------------------------------------------------------ what exists


@cache
def exists(organ: str, number: int, series: str) -> tuple[str, tuple[int, int] | None]:
    """Look a number up.

    Parameters
    ----------
    organ
        S, A or E.
    number
        The resolution's number.
    series
        Year ("1999"), session ("71", "III", "S-20") or empty: a number of the Council, or an old one of the Assembly,
        that runs on over the years.

    Returns
    -------
    tuple
        The one spelling of the symbol and the first and last year of adoption (None where not known); an empty
        string where no such resolution exists.
    """
    ranges = _ranges()
    if organ == "S":
        year = ranges.council_year(number)
        return (f"S/RES/{number} ({year})", (year, year)) if year and series in ("", str(year)) else ("", None)
    series = series.upper().replace(" ", "")
    if organ == "A" and not series:
        series = ranges.old_session(number)
    first, last, years, spelling = ranges.series.get((organ, _key(series)), (1, 0, None, ""))
    if not first <= number <= last:
        return "", None
    if organ == "E" and series.isdigit() or organ == "A" and first == 1 and not re.fullmatch(r"[IVXLC]+", spelling):
        return f"{organ}/RES/{spelling}/{number}", years
    return f"{organ}/RES/{number} ({spelling})", years


def _key(series):
    """Make one key of a session in Roman or Arabic figures; a plain Roman one is another series than an Arabic one."""
    special, _, session = series.rpartition("-")
    if special:
        return f"{special}-{session if session.isdigit() else arabic(session)}"
    return series if series.isdigit() else f"({arabic(series)})"


def arabic(roman: str) -> int:
    """Turn Roman figures into a number; 0 for anything else."""
    values = [{"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}.get(letter, 0) for letter in roman]
    if not all(values):
        return 0
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))


class _Ranges:
    def __init__(self, path: Path):
        self.series, years, old = {}, [], []
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                first, last = int(row["first"]), int(row["last"])
                if row["body"] == "S":
                    years.append((first, last, int(row["series"])))
                    continue
                span = (int(row["from_year"]), int(row["to_year"])) if row["from_year"] else None
                self.series[row["body"], _key(row["series"])] = (first, last, span, row["series"])
                if row["body"] == "A" and not row["series"].isdigit() and (first > 1 or row["series"] == "I"):
                    old.append((first, last, row["series"]))
        self.years, self.old = sorted(years), sorted(old)

    def council_year(self, number):
        return self._in(self.years, number) or 0

    def old_session(self, number):
        return self._in(self.old, number) or ""

    @staticmethod
    def _in(rows, number):
        position = bisect_right(rows, (number, 10**9, "")) - 1 if rows else -1
        if position >= 0 and rows[position][0] <= number <= rows[position][1]:
            return rows[position][2]
        return None


@cache
def _ranges():
    return _Ranges(contract.published() / "resolution_ranges.csv")
