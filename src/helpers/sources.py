"""Fetching from the UN, INTERPOL and the press into a folder, for `ingest` to read.

Three errands, each over `web.Client`, which is polite and trusts nobody:

- `fetch_documents`: UN documents by symbol, as PDF;
- `fetch_articles`: press items and statements by address, as HTML or PDF, bytes as they came;
- `refresh_counts`: how many notices INTERPOL's public service lists. Only totals, never a name.

A folder gets whole files under their names, and `manifest.csv`: one row for each document or address with
where it came from, when, its sha256, and the reason where it failed. What is unfinished, and the lock that
keeps two runs apart, lie in `.fetch` inside it. A second run asks for nothing that is held and unchanged.

**Not verified against the live services**: they could not be reached from where this was written. The
address of a document is the one that the viewer at docs.un.org (where undocs.org leads) embeds for its PDF
and that code of the UN itself builds (UN-EOSG-Analytics/undifferent, src/react/DocumentHeader.tsx, read
November 2026). Other public collectors report of it: it is not behind the browser check of the Digital
Library and gives the same bytes; symbols are wanted without spaces; a symbol that does not exist is
answered 200 with a page or with nothing. One such page is known as a PDF. Hence content is looked at, and
status and type in the header are not believed.
"""

import contextlib
import csv
import datetime
import hashlib
import json
import logging
import os
import re
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import quote, unquote

from helpers import symbols, web
from helpers.contract import write_rows
from helpers.errors import ReportedError

LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")
DOCUMENT_HOSTS = ("documents.un.org", "docs.un.org", "undocs.org", "www.undocs.org")
ARTICLE_HOSTS = (*DOCUMENT_HOSTS, "press.un.org", "news.un.org", "www.un.org", "www.interpol.int")
COUNT_HOSTS = ("ws-public.interpol.int",)
REFUSED = {
    "digitallibrary.un.org": (
        "the terms of the UN Digital Library forbid automated download: open {url} in a browser, save the "
        "file, and add it with `python -m helpers ingest FILE`"
    ),
    "ws-public.interpol.int": (
        "{url} lists wanted persons by name, which is never stored; for the totals see `fetch --refresh`"
    ),
}

MANIFEST = "manifest.csv"
COUNTS = "notice_counts.csv"
NOTICES = ("red", "yellow", "un")
COUNT_BYTES = 1_000_000

_WORKSHOP = ".fetch"
_HEAD = 64 * 1024
_ABSENT = re.compile(  # what the Official Document System says, now and formerly
    r"document you are looking for does not exist|there is no document matching your request", re.I
)
_HTML = re.compile(  # WHATWG MIME Sniffing: the tags that make a page, after comments and declarations
    r"(?:\s|<\?xml[^>]*>|<!--.*?-->)*<(?:!doctype html|html|head|body|script|title|meta|link|h1|div|p|table)[\s>]",
    re.I | re.S,
)

_log = logging.getLogger(__name__)


class SourceError(ReportedError, ValueError):
    """A wrong setting, or a folder in which nothing can be kept."""


@dataclass(frozen=True)
class Settings(web.Limits):
    """How to fetch: the limits of `web.Limits`, and what is asked where.

    Parameters
    ----------
    language
        Language of the documents: ar, en, es, fr, ru or zh.
    document_url
        Address of a document; `{symbol}` and `{language}` stand in it.
    counts_url
        Address of a list of notices; `{kind}` stands in it.
    """

    language: str = "en"
    document_url: str = "https://documents.un.org/api/symbol/access?s={symbol}&l={language}&t=pdf"
    counts_url: str = "https://ws-public.interpol.int/notices/v1/{kind}?page=1&resultPerPage=1"


@dataclass(frozen=True)
class Result:
    """What came of one symbol, address or count.

    `state` is fetched (new bytes), cached (held, and not sent again) or failed, with the `reason`. `file`
    is a name in the folder; with a failure it is what is still held from before, or empty. `total` is a
    count of notices, else None.
    """

    key: str
    url: str
    state: str
    file: str = ""
    bytes: int | None = None
    sha256: str = ""
    reason: str = ""
    total: int | None = None

    def __str__(self):
        if self.state == "failed":
            return f"failed   {self.key}: {self.reason}"
        found = f"{self.total:,} notices" if self.total is not None else f"{self.file}, {self.bytes:,} bytes"
        return f"{self.state:8} {self.key}: {found}" + (f", sha256 {self.sha256}" if self.sha256 else "")


@dataclass
class _Row:
    """A row of the manifest, all text; key and language are its key."""

    key: str
    language: str = ""
    url: str = ""
    final_url: str = ""
    file: str = ""
    bytes: str = ""
    sha256: str = ""
    content_type: str = ""
    etag: str = ""
    last_modified: str = ""
    date_read: str = ""
    state: str = ""
    reason: str = ""


@dataclass(frozen=True)
class _Order:
    """One thing to fetch: its key, where it is, its file name without suffix, the suffixes that are taken."""

    key: str
    language: str
    url: str
    stem: str
    suffixes: tuple[str, ...]


def fetch_documents(
    texts: Iterable[str],
    folder: Path,
    settings: Settings | None = None,
    *,
    revalidate: bool = False,
    report: Callable[[Result], None] | None = None,
) -> list[Result]:
    """Fetch UN documents by symbol, as PDF, one after another.

    Parameters
    ----------
    texts
        Symbols in any spelling that `symbols.parse` reads; each document is fetched once.
    folder
        Gets `S_RES_2396(2017).en.pdf` and the like, and the manifest. Created if need be.
    settings
        Default: `Settings()`.
    revalidate
        Ask whether a held file is still the newest (ETag, Last-Modified) rather than take it as it is.
    report
        Called with each result as it comes.

    Returns
    -------
    list of Result
        One for each document, in the order asked. A text that is no symbol is a failed result.

    Raises
    ------
    SourceError
        If a setting is wrong or the folder cannot be written.
    """
    settings = settings or Settings()
    if settings.language not in LANGUAGES:
        raise SourceError(f"found language {settings.language!r}, expected one of {', '.join(LANGUAGES)}")
    orders = [_document(text, settings) for text in texts]
    return _fetch_all(orders, folder, settings, DOCUMENT_HOSTS, revalidate, report)


def fetch_articles(
    urls: Iterable[str],
    folder: Path,
    settings: Settings | None = None,
    *,
    revalidate: bool = False,
    report: Callable[[Result], None] | None = None,
) -> list[Result]:
    """Fetch press items by address, as HTML or PDF, bytes as they came.

    They stay in the analyst's folder: texts of others never enter a table. Parameters and results are
    those of `fetch_documents`; a host that is not in ARTICLE_HOSTS has to be allowed by name.
    """
    settings = settings or Settings()
    return _fetch_all([_article(url) for url in urls], folder, settings, ARTICLE_HOSTS, revalidate, report)


def refresh_counts(
    folder: Path, settings: Settings | None = None, *, report: Callable[[Result], None] | None = None
) -> list[Result]:
    """Read how many red, yellow and UN notices INTERPOL's public service lists today.

    A stock, and of the public notices only: a minority of all. The answers name wanted persons; of each
    only the field `total` is parsed and no other part of it is kept or stored.

    Returns
    -------
    list of Result
        One for each kind, with `total`. They are rows of `notice_counts.csv` in `folder`, too: date, kind,
        total, url; a second reading on one day takes the place of the first.

    Raises
    ------
    SourceError
        If a setting is wrong or the folder cannot be written.
    """
    settings = settings or Settings()
    client = web.Client(settings, COUNT_HOSTS, {"digitallibrary.un.org": REFUSED["digitallibrary.un.org"]})
    folder, results = Path(folder), []
    with _at_work(folder):
        for kind in NOTICES:
            results.append(_count(client, kind, settings.counts_url.format(kind=kind)))
            if report:
                report(results[-1])
        _keep_counts(folder / COUNTS, [result for result in results if result.total is not None])
    return results


def _document(text, settings):
    try:
        symbol = symbols.normalise(text)
    except symbols.SymbolError as error:
        return Result(str(text), "", "failed", reason=str(error))
    # the spelling of the Official Document System is that of the link: no spaces
    bare = unquote(symbols.link(symbol, settings.language).removeprefix(f"{symbols.UNDOCS}{settings.language}/"))
    url = settings.document_url.format(symbol=quote(bare, safe=""), language=settings.language)
    stem = symbol.replace("(Resumption ", "(Resumption").replace(" (", "(").replace(" ", "_").replace("/", "_")
    return _Order(symbol, settings.language, url, f"{stem}.{settings.language}", (".pdf",))


def _article(url):
    plain = url.strip().partition("#")[0]
    host, _, path = plain.partition("://")[2].partition("?")[0].rstrip("/").partition("/")
    words = re.sub(r"[^A-Za-z0-9]+", "-", f"{host}-{path.rpartition('/')[2]}")
    name = re.sub(r"-(?:html?|pdf|aspx?|php)$", "", words.strip("-"), flags=re.I)[:80].strip("-").lower()
    stem = f"{name}-{hashlib.sha256(plain.encode()).hexdigest()[:8]}"  # the hash: many pages end alike
    return _Order(plain, "", plain, stem, (".html", ".pdf"))


def _fetch_all(orders, folder, settings, hosts, revalidate, report):
    folder, results = Path(folder), []
    client = web.Client(settings, hosts, REFUSED)
    with _at_work(folder):
        rows = _read_manifest(folder / MANIFEST)
        for order in dict.fromkeys(orders):
            if isinstance(order, Result):
                results.append(order)
            else:
                row = rows.setdefault((order.key, order.language), _Row(order.key, order.language))
                _fetch(client, order, row, folder, revalidate)
                _write_manifest(folder / MANIFEST, rows)  # after each: an interruption loses nothing
                results.append(_result(row))
            if report:
                report(results[-1])
    return results


def _fetch(client, order, row, folder, revalidate):
    """Bring one row of the manifest, and its file, up to date."""
    try:
        held = _held(row, folder)
        if held and not revalidate:
            row.state, row.reason = "cached", ""
            return
        known = {"etag": row.etag, "last_modified": row.last_modified} if held else {}
        partial = folder / _WORKSHOP / f"{order.stem}.partial"
        saved = client.save(order.url, partial, lambda file, framed: _suffix(file, framed, order.suffixes), known)
        before = row.sha256
        if not saved.unchanged:
            _put(partial, folder / (order.stem + saved.suffix), held, row)
            row.content_type, row.etag, row.last_modified = (
                saved.content_type,
                saved.etag,
                saved.last_modified,
            )
        row.state = "cached" if row.sha256 == before else "fetched"
        row.url, row.final_url, row.reason = order.url, saved.url, ""
        row.date_read = _today()
    except web.Failure as failure:
        row.url, row.state, row.reason = order.url, "failed", str(failure)


def _held(row, folder):
    """Return the file of a row if it is there, unchanged; one that somebody changed is left alone."""
    path = folder / row.file
    if not row.file or not path.is_file():
        row.file = row.bytes = row.sha256 = row.etag = row.last_modified = ""
        return None
    if _sha256(path) != row.sha256:
        raise web.Failure(f"{row.file} was changed after it was fetched; move it away to fetch it again")
    return path


def _put(partial, path, held, row):
    """Give a whole file its name, never over a file that is not the one fetched before."""
    sha256, size = _sha256(partial), partial.stat().st_size
    if path.is_file() and path != held and _sha256(path) != sha256:
        partial.unlink()
        raise web.Failure(f"another {path.name} stands in the folder and was not fetched; move it away")
    os.replace(partial, path)
    if held and held != path:
        held.unlink()
    row.file, row.bytes, row.sha256 = path.name, str(size), sha256


def _suffix(path, framed, suffixes):
    """Return the suffix that the content deserves, whatever the header called it.

    Raises
    ------
    web.Failure
        If it is a page that says that there is no document, or something that was not asked for.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
        file.seek(max(0, path.stat().st_size - 2048))
        tail = file.read()
    if not head.strip():
        raise web.Failure("an empty answer, as is given for a document that is not (or not yet) published")
    if b"%PDF-" in head[:1024]:
        return _check_pdf(path, framed, tail)
    if _HTML.match(_decoded(head)):
        return _check_html(head, tail, framed, suffixes)
    raise web.Failure(f"neither {' nor '.join(suffix[1:].upper() for suffix in suffixes)}, whatever its header says")


def _check_pdf(path, framed, tail):
    import pypdfium2

    if b"%%EOF" not in tail and not framed:
        raise web.PassingFailure("a PDF without its end")
    try:
        with contextlib.closing(pypdfium2.PdfDocument(path)) as pdf:
            text = pdf[0].get_textpage().get_text_bounded() if len(pdf) in (1, 2) else ""
    except pypdfium2.PdfiumError:
        raise web.Failure("called a PDF, but it cannot be opened as one") from None
    _refuse_absence(text)
    return ".pdf"


def _check_html(head, tail, framed, suffixes):
    from bs4 import BeautifulSoup

    _refuse_absence(BeautifulSoup(_decoded(head), "html.parser").get_text(" "))
    if ".html" not in suffixes:
        raise web.Failure("a web page in place of the PDF")
    if not framed and b"</html>" not in tail.lower():
        raise web.PassingFailure("a page without its end")
    return ".html"


def _refuse_absence(text):
    if _ABSENT.search(" ".join(text.split())):
        raise web.Failure("the Official Document System says that there is no such document")


def _decoded(head):
    """Decode enough to see tags and English words; the file itself keeps its bytes."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "replace")
    return head.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")


def _count(client, kind, url):
    try:
        return Result(kind, url, "fetched", file=COUNTS, total=_total(client.read(url, COUNT_BYTES)))
    except web.Failure as failure:
        return Result(kind, url, "failed", reason=str(failure))


def _total(body):
    """Return the field `total` of a list of notices; no other field outlives the parsing."""
    try:
        total = json.loads(body, object_pairs_hook=lambda pairs: {k: v for k, v in pairs if k == "total"})["total"]
    except (ValueError, TypeError, KeyError, RecursionError):
        total = None
    if type(total) is not int or total < 0:
        raise web.Failure("the answer has no total")
    return total


def _keep_counts(path, results):
    rows = {}
    if path.is_file():
        rows = {(row["date"], row["kind"]): row for row in _read_csv(path, ("date", "kind", "total", "url"))}
    for result in results:
        row = {"date": _today(), "kind": result.key, "total": result.total, "url": result.url}
        rows[row["date"], row["kind"]] = row
    if results:
        held = [rows[key] for key in sorted(rows)]
        write_rows(path, held[0], held)


@contextlib.contextmanager
def _at_work(folder):
    """Let one run at a time work in a folder; the lock goes with the process, however it ends."""
    workshop = folder / _WORKSHOP
    try:
        workshop.mkdir(parents=True, exist_ok=True)
        with _lock(workshop / "lock"):
            yield
    except OSError as error:
        raise SourceError(f"{folder}: nothing can be kept there ({error.strerror or error})") from error


def _lock(path):
    import filelock

    lock = filelock.FileLock(path)
    try:
        return lock.acquire(blocking=False)
    except filelock.Timeout:
        _log.warning("%s: another fetch is at work here; waiting for it", path.parents[1])
        return lock.acquire()


def _read_manifest(path):
    if not path.is_file():
        return {}
    rows = (_Row(**row) for row in _read_csv(path, asdict(_Row("")).keys()))
    return {(row.key, row.language): row for row in rows}


def _write_manifest(path, rows):
    held = [asdict(rows[key]) for key in sorted(rows)]
    write_rows(path, held[0], held)


def _read_csv(path, columns):
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            rows = list(csv.DictReader(lines, strict=True))
    except (csv.Error, UnicodeDecodeError):
        rows = [{}]
    if any(set(row) != set(columns) or None in row.values() for row in rows):
        raise SourceError(f"{path.name}: found another table, expected {','.join(columns)}; move the file away")
    return rows


def _result(row):
    return Result(row.key, row.url, row.state, row.file, int(row.bytes) if row.bytes else None, row.sha256, row.reason)


def _sha256(path):
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _today():
    return datetime.date.today().isoformat()
