"""HTML to lines: the article of a saved page, with title, author and date; tables as rows.

trafilatura tells the article from menus, banners and footers. Pages that are one table, as the UN's yearly lists of
meetings are, come as rows. Dates come from the page's own fields only: guesses from its text were wrong too often.
"""

import json
import re
from html.parser import HTMLParser

from lxml import html as lxml_html

from helpers.corpus.read_base import LIMITS, Limits, ReadError, Reading, check_size, clean, decode

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,30})", re.I)
_TWICE = re.compile("\u00e2\u0080[\u0080-\u00bf]")  # a quotation mark or dash, stored as UTF-8 twice over
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
DATE_FIELDS = (
    "article:published_time datepublished dc.date dc.date.issued dcterms.issued dcterms.created date pubdate "
    "publishdate publication_date sailthru.date parsely-pub-date"
).split()
AUTHOR_FIELDS = ("author", "article:author", "dc.creator", "byl", "parsely-author")
_TITLE_FIELDS = ("og:title", "dc.title", "twitter:title")
_DEEPEST = 500
_TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)[^<>]*?(/?)>")
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr p li td th tr dt dd".split())


def read(raw: bytes, limits: Limits = LIMITS) -> Reading:
    """Read a saved page: title, author, date (where the page says them) and the article, a line a paragraph.

    Raises
    ------
    ReadError
        If it is too large or holds no text.
    """
    source, tree = parsed(raw, limits)
    body = _tables(source) if is_table(tree) else _article(source)
    fields = _fields(tree)
    title = _title(tree, fields)
    author = next((fields[name] for name in AUTHOR_FIELDS if fields.get(name)), "")
    date = _date(tree, fields)
    if not body.strip():
        raise ReadError("is a page without text")
    body = body.removeprefix(title).lstrip() if title else body
    heads = filter(None, (title, author, date))
    declared = (tree.get("lang") or "")[:2].lower()
    return Reading(clean("\n".join([*heads, body])), "html", (), title, author, date, declared)


def parsed(raw: bytes, limits: Limits = LIMITS) -> tuple[str, lxml_html.HtmlElement]:
    """Return a saved page as characters and as a tree; errors as for `read`."""
    check_size(raw, limits.page_bytes)
    charset = _CHARSET.search(raw[:4096])
    source = decode(raw, charset[1].decode("ascii") if charset else "")
    if _depth(source) > _DEEPEST:
        raise ReadError(f"nests its elements more than {_DEEPEST} deep")
    try:
        return source, lxml_html.document_fromstring(source.encode(), parser=lxml_html.HTMLParser(encoding="utf-8"))
    except Exception as error:  # the parser's own errors are of several kinds
        raise ReadError(f"is no HTML that can be read ({error})") from error


def _depth(source):
    """Return how deep elements are nested at most; the libraries below fail or crawl on thousands of levels."""
    depth = deepest = 0
    for close, name, void in _TAG.findall(source):
        if void or name.lower() in _VOID:
            continue
        depth = max(depth - 1, 0) if close else depth + 1
        deepest = max(deepest, depth)
    return deepest


def is_table(tree):
    """Tell a page most of whose text stands in a table of records."""
    whole = len(" ".join(tree.text_content().split()))
    rows = [" ".join(row.text_content().split()) for row in tree.iter("tr")]
    return len(rows) > 10 and sum(map(len, rows)) > 0.8 * whole


def _tables(source):
    return "\n".join("\t".join(" / ".join(cell.split("\n")) for cell in row).strip() for row in table_rows(source))


def _article(source):
    import trafilatura  # takes a second, and most corpora hold no pages

    try:
        found = trafilatura.extract(
            source, include_comments=False, include_tables=True, favor_recall=True, deduplicate=False
        )
        if not found or len(found) < 200:
            found = trafilatura.html2txt(source) or found
    except Exception as error:  # a library on a page made to break it: whatever it raises, the page is not read
        raise ReadError(f"is a page that cannot be taken apart ({type(error).__name__})") from error
    return found or ""


def _fields(tree):
    fields = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        fields.setdefault(name.lower(), " ".join((meta.get("content") or "").split()))
    return fields


def _title(tree, fields):
    named = next((fields[name] for name in _TITLE_FIELDS if fields.get(name)), "")
    heading = next((h.text_content() for h in tree.iter("h1") if h.text_content().strip()), "")
    found = named or heading or next((t.text or "" for t in tree.iter("title")), "")
    return " ".join(found.split())[:500]


def _date(tree, fields):
    stated = [fields.get(name, "") for name in DATE_FIELDS]
    stated += _linked_dates(tree)
    times = [t.get("datetime") or "" for article in tree.iter("article") for t in article.iter("time")]
    found = next((m for text in [*stated, *times] if (m := _ISO.match(text))), None)
    return found[0] if found else ""


def _linked_dates(tree):
    """Return the dates of publication that a page states as JSON for machines."""
    dates = []
    for script in tree.iter("script"):
        if script.get("type") == "application/ld+json":
            try:
                stated = json.loads(script.text or "")
            except (ValueError, RecursionError):
                continue
            nodes = stated if isinstance(stated, list) else [stated]
            nodes = [n for node in nodes if isinstance(node, dict) for n in [node, *_graph(node)]]
            dates += [n["datePublished"] for n in nodes if isinstance(n.get("datePublished"), str)]
    return dates


def _graph(node):
    graph = node.get("@graph")
    return [n for n in graph if isinstance(n, dict)] if isinstance(graph, list) else []


_LONGEST_SPAN = 1000  # what browsers allow, roughly


def html_table(raw: bytes) -> list[list[str]]:
    """Return the rows of all tables in a page; cells that span rows are repeated, `<br>` is a line end.

    Follows the tags as they come, because the pages it is made for leave half of them unclosed. Quotation marks and
    dashes that a page encodes twice are read as what they were.
    """
    return table_rows(_TWICE.sub(lambda match: match[0].encode("latin-1").decode(), decode(raw)))


def table_rows(source: str) -> list[list[str]]:
    """Return the rows of all tables in a page that is decoded already; see `html_table`."""
    parser = _Table()
    parser.feed(source)
    parser.close()
    return parser.grid()


class _Table(HTMLParser):
    def __init__(self):
        super().__init__()
        self.rows: list[list[tuple[list[str], int]]] = []

    def handle_starttag(self, tag, attributes):
        if tag == "tr" or (tag in ("td", "th") and not self.rows):
            self.rows.append([])
        if tag in ("td", "th"):
            span = (dict(attributes).get("rowspan") or "1").strip()
            self.rows[-1].append(([], min(int(span), _LONGEST_SPAN) if span.isascii() and span.isdigit() else 1))
        if tag in ("br", "p"):
            self.handle_data("\n")

    def handle_endtag(self, tag):
        if tag == "br":  # the pages write </br>
            self.handle_data("\n")

    def handle_data(self, data):
        if self.rows and self.rows[-1]:
            self.rows[-1][-1][0].append(data if data == "\n" else " ".join(f"x{data}x".split())[1:-1])

    def grid(self):
        """Write a cell that spans rows into each of them."""
        table, open_cells, cells_left = [], {}, LIMITS.cells
        for row in self.rows:
            cells = iter(row)
            line, column, carried = [], 0, {}
            while True:
                if column in open_cells:
                    value, left = open_cells[column]
                else:
                    try:
                        pieces, left = next(cells)
                    except StopIteration:
                        break
                    value = _lines("".join(pieces))
                line.append(value)
                if left > 1:
                    carried[column] = (value, left - 1)
                column += 1
            open_cells = carried
            cells_left -= len(line)
            if cells_left < 0:
                raise ReadError(f"holds tables of more than {LIMITS.cells} cells")
            table.append(line)
        return table


def _lines(value):
    return "\n".join(filter(None, (" ".join(line.split()) for line in value.split("\n"))))
