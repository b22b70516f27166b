"""Is a saved page a press item, and what does it say of itself? Title, author, date, publisher, address, codes.

Only what the page states is taken: nothing is guessed, and no sentence of it leaves this module. The body goes into a
checksum and into the codes: words counted, themes by `data/themes.yml`, does it name INTERPOL.
"""

import calendar
import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from functools import cache
from urllib.parse import urlsplit

import polars as pl

from helpers import contract
from helpers.corpus import code, masthead, naming, read, read_html

OPEN_THEMES = "open: "  # before themes that one pattern covers and the table of press items keeps apart


class NoPressItem(ValueError):
    """A page that is no press item; the message says what was found, without the file's name."""


@dataclass(frozen=True)
class Page:
    """What a page says of itself. Texts are "" where it says nothing.

    Attributes
    ----------
    file, digest
        Name of the file and sha256 of its bytes, by which a fetch record finds it.
    title, authors, outlet, url
        As the page states them; authors separated by commas.
    dates
        Dates of publication that it states, each once, separated by spaces; more than one contradict each other.
    declared
        Does the page call itself an article, in its JSON for machines? (og:type does on many a standing page.)
    language
        ISO 639-1 code of most of the text.
    themes
        Of the table of press items, separated by semicolons; themes that the patterns do not tell apart after
        `OPEN_THEMES`.
    namings, words
        How often the text names INTERPOL; how long it is.
    text_sha256
        Of the body, as `checksum` writes it.
    """

    file: str
    digest: str
    title: str = ""
    authors: str = ""
    outlet: str = ""
    url: str = ""
    dates: str = ""
    declared: bool = False
    language: str = ""
    themes: str = ""
    namings: int = 0
    words: int = 0
    text_sha256: str = ""


_TYPES = {str: pl.String, bool: pl.Boolean, int: pl.Int32}
SCHEMA = {field.name: _TYPES[field.type] for field in fields(Page)}


def table(pages: list[Page]) -> pl.DataFrame:
    """Return pages as a table, one row each."""
    return pl.DataFrame([asdict(page) for page in pages], schema=SCHEMA)


def read_page(name: str, raw: bytes, reading: read.Reading) -> Page:
    """Read a file that bears no symbol of a UN document as a press item.

    Parameters
    ----------
    name, raw
        The file's name and content.
    reading
        What `read.reading` made of it.

    Raises
    ------
    NoPressItem
        If it is none: no page, not enough prose, a UN document, an index, a legal page, a message of a server. The
        text of a published press item is one in any format.
    """
    digest = hashlib.sha256(raw).hexdigest()
    if reading.format != "html":
        return _published_text(name, raw, digest)
    source, tree = read_html.parsed(raw)
    said, body = _said(tree), _body(reading)
    outlet = _outlet(said)
    title = _without_outlet(read.clean(reading.title), outlet)
    _check(tree, title, outlet, said, body)
    language = masthead.language(body)
    return Page(
        **{"file": name, "digest": digest, "title": title, "outlet": outlet, "url": _address(source, tree, said)},
        **{"authors": _authors(said, outlet), "dates": " ".join(_dates(tree, said, body)), "language": language},
        declared=bool(_linked(said)),
        themes=_themes(title, body) if language in ("en", "") else "",
        namings=naming.occurrences(f"{title}\n{body}"),
        words=_count(body),
        text_sha256=checksum(body),
    )


def checksum(text: str) -> str:
    """Return the sha256 of a text: composed letters (NFC), no control characters, single spaces, in UTF-8.

    Line ends and indents count as spaces, so that the same words in other paragraphs are the same text.
    """
    return hashlib.sha256(" ".join(read.clean(text).split()).encode("utf-8", "replace")).hexdigest()


def _body(reading) -> str:
    """Return the text of a page without the lines that the reader of pages puts before it."""
    heads = sum(map(bool, (reading.title, reading.author, reading.date)))
    return "\n".join(reading.text.split("\n")[heads:])


def _published_text(name, raw, digest):
    """Recognise the text of a published item, which the table knows by the checksum of its file."""
    if (known := hashlib.sha256(raw.replace(b"\r\n", b"\n")).hexdigest()) in _published(contract.published()):
        return Page(name, digest, text_sha256=known)
    raise NoPressItem("")


@cache
def _published(folder):
    return frozenset(pl.read_csv(folder / "articles.csv", infer_schema=False)["text_sha256"].drop_nulls())


# ------------------------------------------------------------------------------------------------ what a page states

_ARTICLE_TYPES = re.compile(r"(?:\w*Article|BlogPosting|PressRelease|Report|OpinionPiece)\Z")
_MOST_NODES = 1_000
_MOST_NAMES = 20
_LONGEST = 300  # characters of a name


def _said(tree) -> dict[str, list[str]]:
    """Gather the page's own fields, each with all its values: <meta>, itemprop, and JSON for machines under "ld"."""
    said: dict[str, list] = {}
    for element in tree.iter("meta", "time"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        value = _tidy(element.get("content") or element.get("datetime") or "")
        if name and value:
            said.setdefault(name.lower(), []).append(value)
    said["ld"] = list(_nodes(tree))
    return said


def _nodes(tree) -> Iterator[dict]:
    for script in tree.iter("script"):
        if (script.get("type") or "").lower() == "application/ld+json":
            try:
                stated = json.loads(script.text or "")
            except (ValueError, RecursionError):
                continue
            for node in (stated if isinstance(stated, list) else [stated])[:_MOST_NODES]:
                graph = node.get("@graph") if isinstance(node, dict) else None
                inner = graph[:_MOST_NODES] if isinstance(graph, list) else []
                yield from (n for n in (node, *inner) if isinstance(n, dict))


def _linked(said) -> list[dict]:
    """Return the nodes of JSON that call the page an article."""
    return [node for node in said["ld"] if any(_ARTICLE_TYPES.match(str(t)) for t in _listed(node.get("@type")))]


def _listed(value) -> list:
    return value if isinstance(value, list) else [] if value is None else [value]


def _names(value) -> list[str]:
    """Return the names in a person or organization of JSON, or in a list of them."""
    named = [v.get("name") if isinstance(v, dict) else v for v in _listed(value)[:_MOST_NAMES]]
    return [_tidy(name) for name in named if isinstance(name, str)]


def _tidy(text):
    """Return a value as one line; JSON can hold halves of signs, which no table takes."""
    return " ".join(read.clean(text).split())


def _outlet(said) -> str:
    linked = [name for node in _linked(said) for name in _names(node.get("publisher"))]
    stated = [*said.get("og:site_name", []), *linked, *said.get("dc.publisher", []), *said.get("publisher", [])]
    return next((name[:_LONGEST] for name in stated if _is_name(name)), "")


def _authors(said, outlet) -> str:
    linked = [name for node in _linked(said) for name in _names(node.get("author"))]
    stated = [*linked, *(value for name in read_html.AUTHOR_FIELDS for value in said.get(name, []))]
    once = list(dict.fromkeys(name for name in stated if _is_name(name) and name != outlet))[:_MOST_NAMES]
    return ", ".join(n for n in once if not any(n in other for other in once if other != n))[:_LONGEST]


def _is_name(text):
    return bool(re.search(r"[^\W\d_]", text)) and not re.match(r"https?:|www\.|[@{]", text)


def _without_outlet(title, outlet):
    """Take the publisher's name off the end of a page's title: "A title | The Paper"."""
    ending = rf"\s+[|–—·»-]\s+{re.escape(outlet)}\s*$" if outlet else r"\s+[|–—·»-]\s*$"
    return re.sub(ending, "", title, flags=re.I)


def _address(source, tree, said) -> str:
    """Return the page's own address: its canonical link, or what a browser notes in a page that it saves."""
    linked = [link.get("href") or "" for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical"]
    saved = re.search(r"<!--\s*saved from url=\(\d+\)(\S+)\s*-->", source[:4096])
    stated = [*linked, *said.get("og:url", []), *([saved[1]] if saved else [])]
    return next((url.strip() for url in stated if is_address(url.strip())), "")


def is_address(url: str) -> bool:
    """Tell the address of one page: http, a host, and more than the front page."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    whole = parts.scheme in ("http", "https") and "." in (parts.hostname or "")
    return whole and len(url) < 2000 and not re.search(r"[\s\x00-\x1f]", url) and bool(parts.path.strip("/"))


_UNSURE = ("date", "dc.date")  # some sites put the day of delivery there
_PARTLY = re.compile(r"((?:19|20)\d\d)(?:-(\d\d)(?:-(\d\d)(?!\d))?)?")
_AMERICAN = re.compile(r"([A-Za-z]{3,9}) (\d{1,2}), ((?:19|20)\d\d)")
_BEFORE_DATE = re.compile(r"^(?:published|posted|date|issued)(?: on)?[:\s]+", re.I)
_FIRST_LINES = 6


def _dates(tree, said, body) -> list[str]:
    """Return the dates of publication that the page states, from the surest kind of place that states one."""
    linked = [d for node in _linked(said) for d in _listed(node.get("datePublished"))]
    fields_ = [v for name in read_html.DATE_FIELDS if name not in _UNSURE for v in said.get(name, [])]
    unsure = [v for name in _UNSURE for v in said.get(name, [])]
    times = {t.get("datetime") or "" for article in tree.iter("article") for t in article.iter("time")}
    days = {day for time in times if (day := _day(time))}
    lines = [_printed(line) for line in body.split("\n")[:_FIRST_LINES]]
    for stated in (map(_day, map(str, linked + fields_)), map(_day, unsure), days if len(days) == 1 else (), lines):
        if found := sorted({day for day in stated if day}):
            return [day for day in found if not any(other.startswith(f"{day}-") for other in found[:_MOST_NODES])]
    return []


def _day(text) -> str:
    """Return the date at the beginning of a text as year, year-month or full date; "" if it is none."""
    if not (found := _PARTLY.match(text.strip())):
        return ""
    year, month, day = found.groups()
    if (month and not 1 <= int(month) <= 12) or (
        day and not 1 <= int(day) <= calendar.monthrange(int(year), int(month))[1]
    ):
        return ""
    return "-".join(filter(None, (year, month, day)))


def _printed(line) -> str:
    """Read a line that is a date and nothing else: "27 November 2018", "November 27, 2018"."""
    line = _AMERICAN.sub(r"\2 \1 \3", _BEFORE_DATE.sub("", line.strip()))
    return _day(masthead.date(line, "")[0]) if len(line) < 30 and re.fullmatch(r"[\w.() ]+", line) else ""


# -------------------------------------------------------------------------------------------- what is no press item

_UN_DOCUMENTS = ("docs.un.org", "documents.un.org", "undocs.org", "digitallibrary.un.org", "documents-dds-ny.un.org")
_ANSWERS = re.compile(  # titles of what a server says in place of a page
    r"\b(?:40[34]|(?:page )?not found|access denied|forbidden|just a moment|attention required|error"
    r"|are you a (?:robot|human)|enable javascript|session (?:has )?expired|under maintenance|no longer available"
    r"|does(?: not|n't) exist)\b",
    re.I,
)
_NOTHING_HERE = re.compile(
    r"(?:document|page|file|record) (?:that )?(?:you are looking for |(?:you )?requested )?(?:does not|doesn.t) exist"
    r"|could not be found|(?:enable|requires?|turn on) javascript|there is no document",
    re.I,
)
_LEGAL = re.compile(
    r"(?:\w+ ){0,2}(?:cookies?|privacy|data protection)(?: (?:and|&) \w+)?"
    r"(?: (?:polic(?:y|ies)|notice|statement|settings|preferences))?"
    r"|(?:general )?(?:terms|conditions)(?: and conditions)?(?: of (?:use|service|sale))?"
    r"|(?:legal|copyright)(?: notice| information)?|disclaimer|imprint|impressum|mentions l.gales"
    r"|accessibility(?: statement)?",
    re.I,
)
_INDEX = re.compile(
    r"home ?page|home|(?:all |latest |our )?(?:news|press releases?|articles|stories|posts)"
    r"(?: (?:archives?|list|room))?|search(?: results?)?(?: for .*)?|results|archives?"
    r"|(?:category|tag|author)(?:: .*| archives?.*)|site ?map|newsroom|media cent(?:re|er)|about(?: us)?"
    r"|contact(?: us)?|work and mandate|index",
    re.I,
)
_OPENS_TEXT = re.compile(
    r"^[^\w\n]*The (?:Security Council|General Assembly|Economic and Social Council|Human Rights Council)[^\w\n]*$"
    r"|^[^\w\n]*Resolutions? adopted by the"
    r"|^[^\w\n]*\d{1,2}\. +(?:(?:Also|Further|Strongly) )?(?:[A-Z][a-z]+s)\b.*[;.]$",
    re.M,
)
_HEADS_DOCUMENT = re.compile(
    r"^[^\w\n]*(?:Distr\b.*|Original: .*|Agenda items? \d+.*|Provisional agenda.*|[\w-]+ session|Note verbale dated.*"
    r"|Letters? dated .* addressed to .*|Note by the (?:Secretar|President).*|Report of the Secretary-General"
    r"|Draft (?:resolution|decision))[^\w\n]*$",
    re.M | re.I,
)
_ONE_EACH = r"\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff"  # scripts without spaces: each sign is a word
_WORD = re.compile(rf"[{_ONE_EACH}]|[^\W{_ONE_EACH}]+")
_ENDS = tuple(".!?…:;\"”»')。！？؟।”」")
_SENTENCE, _LONG = 8, 20  # words of a line that ends like a sentence; of one that counts as prose however it ends
_LEAD, _PROSE = 40, 60  # words of prose before a quoted text; in all
_OPENING_LINES, _SHORT_PAGE = 15, 150
_LINKS = 5


def _check(tree, title, outlet, said, body):
    """Raise NoPressItem unless the page is one item of prose."""
    if problem := next(filter(None, _faults(tree, title, outlet, said, body)), ""):
        raise NoPressItem(problem)


def _faults(tree, title, outlet, said, body) -> Iterator[str]:
    lines = [line.strip() for line in body.split("\n") if line.strip()]
    prose = [line for line in lines if _is_prose(line)]
    words, told = _count(body), sum(map(_count, prose))
    yield "found a page without a title, expected one" if not _is_name(title) else ""
    yield "found a message of a server" if _ANSWERS.search(title) and words < _SHORT_PAGE else ""
    yield "found a message of a server" if _NOTHING_HERE.search(" ".join(body.split())) and words < _SHORT_PAGE else ""
    head = re.split(r"\s+[|–—·»-]\s+", title)[0].strip()
    yield f"found a page of terms ({head})" if _LEGAL.fullmatch(head) or _on_cookies(body, words) else ""
    yield f"found a front page or list ({head})" if _INDEX.fullmatch(head) or title == outlet else ""
    yield "found a page that is one table" if read_html.is_table(tree) else ""
    yield "found a UN document" if _is_document(said, tree, lines, body) else ""
    yield f"found {told} words in sentences, expected {_PROSE} or more" if told < _PROSE else ""
    yield "found a list of links" if _is_index(tree, lines, prose) else ""


def _count(text):
    return len(_WORD.findall(text))


def _is_prose(line):
    count = _count(line)
    return count >= _LONG or (count >= _SENTENCE and line.endswith(_ENDS))


def _on_cookies(body, words):
    return len(re.findall(r"\bcookies?\b", body, re.I)) > max(5, words / 50)


def _is_document(said, tree, lines, body):
    """Tell a UN document without a symbol: where it was served, its masthead, or its text without a lead before it."""
    stated = [*said.get("og:url", []), *(link.get("href") or "" for link in tree.iter("link", "base"))]
    if any(re.match(rf"https?://(?:[\w-]+\.)*{re.escape(host)}/", url) for url in stated for host in _UN_DOCUMENTS):
        return True
    if _HEADS_DOCUMENT.search("\n".join(lines[:_OPENING_LINES])):
        return True
    opens = _OPENS_TEXT.search(body)
    return bool(opens) and sum(_count(line) for line in body[: opens.start()].split("\n") if _is_prose(line)) < _LEAD


def _is_index(tree, lines, prose):
    """Tell a page of teasers: many of its lines are links to other pages, beside what is told."""
    linked = {
        " ".join(text.split()) for a in tree.iter("a") if a.get("href") for text in (a.text_content(), *a.itertext())
    }
    through = {line for line in lines if _count(line) > 2 and line.lstrip("-•# ") in linked}
    return len(through) >= _LINKS and len(through) >= sum(line not in through for line in prose) / 2


# ------------------------------------------------------------------------------------------------------------ codes


def _themes(title, body) -> str:
    """Return the themes that the patterns find in any paragraph, in the words and order of the table of press items."""
    from helpers import press  # brings pandas, which takes half a second, and most corpora hold no pages

    paragraphs = [line for line in (title, *body.split("\n")) if line.strip()]
    flags = code.flag_themes(pl.DataFrame({"text": paragraphs}))
    found = {column.name for column in flags if column.any()}
    walk = press.crosswalk().dropna(subset=["in_mentions"])
    alike = walk.groupby("in_mentions", sort=False)["theme"].agg(list)
    plain = [theme for row in walk.itertuples() for theme in [row.theme] if row.in_mentions in found]
    joint = {theme for names in alike if len(names) > 1 for theme in names}
    left_open = [" or ".join(names) for pattern, names in alike.items() if len(names) > 1 and pattern in found]
    return ";".join([t for t in plain if t not in joint] + [OPEN_THEMES + names for names in left_open])
